"""The loudspeaker leaks into the microphone, both real to PortAudio.

What both gave is kept in the order in which it came, so that somebody can be let speak over it
afterwards, at places that are known to the sample however busy the machine is.
"""

import contextlib
import queue
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from benchmarks.own_voice.hearing import interrupters, noticed, noticed_over
from benchmarks.recognition.noise import in_a_room
from rig.leak import LEAK, leaking
from rig.pulse import PulseRig
from rig.wait import wait_until

from mock_interviewer.audio.devices import portaudio_library
from mock_interviewer.audio.listening.echo_cancellation import HeardSound
from mock_interviewer.audio.listening.listener import ListenerEvent, ListenerReady, SpeechListener
from mock_interviewer.audio.listening.program_voice import OwnVoiceFilter
from mock_interviewer.audio.playback.device_player import DevicePlayer
from mock_interviewer.audio.playback.sound_player import PlaybackEnd, PlayedBlock
from mock_interviewer.audio.recognition.endpointing.voice_activity import SpeechPresence
from mock_interviewer.audio.recording.sources import MicrophoneSource
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, Sound
from mock_interviewer.audio.voices.neural_voice import NeuralVoice

pytestmark = [pytest.mark.rig, pytest.mark.model]

QUESTION = (
    "Suppose that a customer tells you that the assistant gives wrong answers. "
    "Tell me how you would find out why, beginning with what you would look at first. "
    "Say what you would measure, and how you would collect examples that are worth keeping. "
    "Then choose two changes that may help, and explain which of them you would try first. "
)
SPEAKING = 36.0
"""Seconds for which the program speaks."""
AFTER = 2.0
"""Seconds for which it is listened on."""
EVERY = 4.0
"""Seconds between two interruptions, the first one included."""
LATER = 0.5
"""Seconds by which somebody who speaks over the program may be noticed later than otherwise."""


@dataclass
class Leaking:
    """A listener on a microphone into which the program's voice leaks."""

    told: list[ListenerEvent] = field(default_factory=list)
    arrived: list[PlayedBlock | tuple[Samples, float]] = field(default_factory=list)
    """Played and recorded blocks with their times, in order of arrival."""
    stopped: float = 0.0
    """The second of what is heard at which the program fell silent."""

    def __post_init__(self) -> None:
        self._own = OwnVoiceFilter()

    def played(self, block: PlayedBlock) -> None:
        self.arrived.append(block)
        self._own.played(block)

    def clean(self, block: Samples, at: float) -> HeardSound:
        self.arrived.append((block, at))
        return self._own.clean(block, at)

    @property
    def heard(self) -> Samples:
        return np.concatenate([each[0] for each in self.arrived if isinstance(each, tuple)])

    @property
    def seconds(self) -> float:
        return len(self.heard) / SPEECH_RATE

    def left(self, also: Samples) -> tuple[list[HeardSound], list[bool]]:
        """Return what would be left of the microphone's sound had ``also`` been heard as well.

        Beside it, for each sample, whether the canceller is believed.
        """
        own, heard = OwnVoiceFilter(), 0
        left: list[HeardSound] = []
        believed: list[bool] = []
        for each in self.arrived:
            if isinstance(each, PlayedBlock):
                own.played(each)
                continue
            block, at = each
            left.append(own.clean(block + also[heard : heard + len(block)], at))
            heard += len(block)
            sure = own.trusts_canceller
            believed += [sure] * len(block)
        return left, believed


@pytest.fixture(scope="module")
def question() -> Sound:
    with closing(NeuralVoice()) as voice:
        return voice.synthesize(QUESTION, rate=160)


@pytest.fixture(scope="module")
def spoken(question: Sound) -> Leaking:
    """Return what came while the program spoke for a while and fell silent in mid-sentence."""
    found = Leaking()
    with PulseRig() as rig, pytest.MonkeyPatch.context() as patch:
        for name, value in rig.variables.items():
            patch.setenv(name, value)
        wait_until(
            portaudio_library.reinitialize, 10.0, what="no stream of an earlier test is open"
        )
        _speak(rig, question, found)
    return found


def _speak(rig: PulseRig, question: Sound, found: Leaking) -> None:
    ear = SpeechListener(MicrophoneSource(), listener=found.told.append, clean=found.clean)
    with leaking(rig, LEAK), closing(DevicePlayer()) as player:
        player.tap(found.played)
        ear.open()
        try:
            wait_until(lambda: ListenerReady() in found.told, 10.0)
            begun = time.monotonic()
            while (left := SPEAKING - (time.monotonic() - begun)) > 0:
                ends: queue.SimpleQueue[PlaybackEnd] = queue.SimpleQueue()
                player.play(question, on_end=ends.put)
                with contextlib.suppress(queue.Empty):
                    ends.get(timeout=left)
            player.stop()
            found.stopped = found.seconds
            wait_until(lambda: found.seconds > found.stopped + AFTER, 5 * AFTER)
        finally:
            ear.close()
            assert ear.join(20.0)


def test_the_program_does_not_hear_itself_during_or_after_speaking(spoken: Leaking) -> None:
    assert noticed(spoken.heard)
    assert spoken.told == [ListenerReady()]


def test_after_playback_the_microphone_sound_is_unchanged(spoken: Leaking) -> None:
    heard = spoken.heard
    left = np.concatenate([each.samples for each in spoken.left(np.zeros_like(heard))[0]])
    quiet = round((spoken.stopped + AFTER / 2) * SPEECH_RATE)
    assert np.array_equal(left[quiet:], heard[quiet:])


def test_speech_over_the_program_is_detected_almost_as_soon_as_in_silence(
    spoken: Leaking, speech_folder: Path
) -> None:
    people = interrupters(speech_folder)
    also = np.zeros_like(spoken.heard)
    places = _undisturbed(spoken)
    for number, place in enumerate(places):
        person = people[number % len(people)]
        also[place : place + len(person)] += person
    in_silence = noticed(in_a_room(also))
    over_it = noticed_over(spoken.left(also)[0])
    later = [_first(over_it, at) - _first(in_silence, at) for at in places]
    assert np.median(later) < LATER


def _undisturbed(spoken: Leaking) -> list[int]:
    """Return samples at which somebody may begin to speak, about every ``EVERY`` seconds.

    Around each, the machine kept pace and the program spoke: nothing else is promised.
    """
    _, believed = spoken.left(np.zeros_like(spoken.heard))
    before, after, step = SPEECH_RATE // 2, SPEECH_RATE * 3 // 2, SPEECH_RATE // 4
    places: list[int] = []
    place = round(EVERY * SPEECH_RATE)
    while place + after < spoken.stopped * SPEECH_RATE:
        undisturbed = all(believed[place - before : place + after])
        if undisturbed:
            places.append(place)
        place += round(EVERY * SPEECH_RATE) if undisturbed else step
    return places


def _first(found: list[SpeechPresence], place: int) -> float:
    """Return when speech is first detected after a sample; an hour later if never."""
    return next((each.heard for each in found if each.heard > place / SPEECH_RATE), 3_600.0)
