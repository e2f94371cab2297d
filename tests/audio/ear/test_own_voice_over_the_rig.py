"""The loudspeaker leaks into the microphone, both real to PortAudio."""

import queue
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import numpy as np
import pytest
from benchmarks.own_voice.hearing import noticed
from rig.leak import leaking
from rig.pulse import PulseRig

from mock_interviewer.audio.ear.own_voice import OwnVoice
from mock_interviewer.audio.playback import Player
from mock_interviewer.audio.player import Ending, PlaybackEnd
from mock_interviewer.audio.sources import MicrophoneSource
from mock_interviewer.audio.types import SPEECH_RATE, Samples, Sound
from mock_interviewer.audio.voices.neural import NeuralVoice

pytestmark = [pytest.mark.rig, pytest.mark.model]

QUESTION = (
    "Suppose that a customer tells you that the assistant gives wrong answers. "
    "Tell me how you would find out why, beginning with what you would look at first. "
    "Say what you would measure, and how you would collect examples that are worth keeping. "
    "Then choose two changes that may help, and explain which of them you would try first. "
)
LEAK = -20.0


@pytest.fixture(scope="module")
def question() -> Iterator[Sound]:
    with closing(NeuralVoice()) as voice:
        yield voice.synthesise(QUESTION, rate=160)


class Listening:
    """What the microphone hears with our own voice and without it, as a session would listen."""

    def __init__(self, own: OwnVoice) -> None:
        self._own = own
        self._blocks: queue.SimpleQueue[tuple[Samples, float]] = queue.SimpleQueue()
        self._heard: list[Samples] = []
        self._left: list[Samples] = []

    def deliver(self, block: Samples, _: bool) -> None:
        self._blocks.put((block, time.monotonic() - len(block) / SPEECH_RATE))

    def until(self, done: Callable[[], bool]) -> None:
        """Listen until ``done``, asked for each block."""
        while not done():
            block, at = self._blocks.get(timeout=5)
            self._heard.append(block)
            self._left.append(self._own.clean(block, at))

    @property
    def seconds(self) -> float:
        return sum(map(len, self._heard)) / SPEECH_RATE

    def sounds(self) -> tuple[Samples, Samples]:
        return np.concatenate(self._heard), np.concatenate(self._left)


@pytest.fixture
def listening(pulse: PulseRig, question: Sound) -> Iterator[tuple[Listening, Player]]:
    own, player, source = OwnVoice(), Player(), MicrophoneSource()
    listening = Listening(own)
    player.tap(own.played)
    with leaking(pulse, LEAK):
        assert source.open(listening.deliver, lambda: None) == SPEECH_RATE
        try:
            yield listening, player
        finally:
            source.close()
            player.close()


def _ask(player: Player, sound: Sound) -> queue.SimpleQueue[PlaybackEnd]:
    ends: queue.SimpleQueue[PlaybackEnd] = queue.SimpleQueue()
    player.play(sound, on_end=ends.put)
    return ends


def test_for_a_minute_the_program_does_not_hear_itself(
    listening: tuple[Listening, Player], question: Sound
) -> None:
    listener, player = listening
    while listener.seconds < 60:
        ends = _ask(player, question)
        listener.until(lambda ends=ends: not ends.empty())  # type: ignore[misc]
        assert ends.get() is Ending.FINISHED
    heard, left = listener.sounds()
    assert noticed(heard)
    assert not noticed(left)
