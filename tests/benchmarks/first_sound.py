"""The voice: the time from a request to its first sound."""

import queue
import time
from collections.abc import Iterator, Sequence
from contextlib import closing

import numpy as np
from benchmarks.result import Result
from rig.pulse import PulseRig
from rig.pulse_streams import SpeakerRecording
from rig.wait import wait_until

from mock_interviewer.audio.playback.device_player import DevicePlayer
from mock_interviewer.audio.playback.sound_player import SoundPlayer
from mock_interviewer.audio.voices.chooser import choose_voice
from mock_interviewer.audio.voices.neural_voice import JOE
from mock_interviewer.audio.voices.speaker import Speaker, UtteranceEvent, UtteranceStarted
from mock_interviewer.questions.bank_loader import load_bank

UNPREPARED_TARGET = 0.4
PREPARED_TARGET = 0.15
LONGEST = 5.0
AUDIBLE = 10 ** (-50 / 20)
TEXTS = 7
SHORT = (
    "Thank you.",
    "All right, let us go on.",
    "I see.",
    "Take your time.",
    "Shall I say that again?",
    "Let us talk about something else.",
    "We are done. Goodbye.",
)


def measure(rig: PulseRig) -> Iterator[Result]:
    """Yield results measured over the rig; each text is spoken once, by a loaded voice."""
    questions = sorted((question.text for question in load_bank("llm").questions), key=len)
    middle = len(questions) // 2
    usual, long = questions[middle : middle + TEXTS], questions[-TEXTS:]
    with closing(DevicePlayer()) as player:
        for name, voice in (("Neural voice", JOE.id), ("System voice", None)):
            with closing(Speaker(choose_voice(voice).voice, player)) as speaker:
                speaker.prepare("Hello.")
                _await_end(speaker, "Hello.")
                cases: dict[str, Sequence[str]] = {
                    "short text": SHORT,
                    "question": usual,
                    "long question": long,
                }
                for kind, texts in cases.items():
                    waits = _waits(rig, speaker, player, texts, prepared=False)
                    yield Result(f"{name}, {kind} to first sound", waits, "s", UNPREPARED_TARGET)
                ready = [f"{text} Please." for text in long]
                waits = _waits(rig, speaker, player, ready, prepared=True)
                yield Result(f"{name}, prepared to first sound", waits, "s", PREPARED_TARGET)


def _waits(
    rig: PulseRig, speaker: Speaker, player: SoundPlayer, texts: Sequence[str], *, prepared: bool
) -> tuple[float, ...]:
    waits = []
    for text in texts:
        if prepared:
            speaker.prepare(text)
            wait_until(lambda: not speaker.busy, 30.0)
        with rig.record_speaker() as recording:
            waits.append(_wait(speaker, recording, text))
        wait_until(lambda: not player.playing(), LONGEST)
    return tuple(waits)


def _wait(speaker: Speaker, recording: SpeakerRecording, text: str) -> float:
    """Return the seconds from ``say`` to the first sound of the speaker.

    The recording itself runs some hundredths of a second behind.
    """
    events: queue.SimpleQueue[UtteranceEvent] = queue.SimpleQueue()
    before = len(recording.sound().samples)
    begun = time.perf_counter()
    speaker.say(text, events.put)
    while not np.any(np.abs(recording.sound().samples[before:]) > AUDIBLE):
        if time.perf_counter() - begun > LONGEST:
            raise TimeoutError("the voice was not heard")
        time.sleep(0.002)
    waited = time.perf_counter() - begun
    speaker.stop()
    while isinstance(events.get(timeout=LONGEST), UtteranceStarted):
        continue
    return waited


def _await_end(speaker: Speaker, text: str) -> None:
    events: queue.SimpleQueue[UtteranceEvent] = queue.SimpleQueue()
    speaker.say(text, events.put)
    while isinstance(events.get(timeout=30.0), UtteranceStarted):
        continue
