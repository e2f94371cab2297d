"""A voice for tests of what uses one; test_voices.py holds it to the contract."""

import queue
import threading
from collections.abc import Callable, Iterator

import numpy as np
from rig.sounds import tone

from mock_interviewer.audio.samples import Sound
from mock_interviewer.audio.voices.text_pieces import printable_line
from mock_interviewer.audio.voices.voice import SynthesisCancelled, VoiceInfo, empty_speech


class ToneVoice:
    """Says any text as 40 ms of tone; ``before`` may hold it up or raise."""

    info = VoiceInfo("tone", "Tone", "system", "en")

    def __init__(self, before: Callable[[str, threading.Event], object] | None = None) -> None:
        self.texts: list[str] = []
        self.rates: list[int] = []
        self.closed = False
        self._before = before

    def synthesize(self, text: str, *, rate: int, cancel: threading.Event | None = None) -> Sound:
        self.texts.append(text)
        self.rates.append(rate)
        if self._before is not None:
            self._before(text, cancel or threading.Event())
        if cancel is not None and cancel.is_set():
            raise SynthesisCancelled
        return tone(0.04) if printable_line(text) else empty_speech()

    def close(self) -> None:
        self.closed = True


class StreamingToneVoice(ToneVoice):
    """Says any text as ``STRETCHES`` of 20 ms of tone; ``before`` gets the name of each.

    That is the text, a space and the number of the stretch, from 0 on.
    """

    STRETCHES = 3

    def synthesize(self, text: str, *, rate: int, cancel: threading.Event | None = None) -> Sound:
        stretches = list(self.stream(text, rate=rate, cancel=cancel))
        if not stretches:
            return empty_speech()
        return Sound(np.concatenate([part.samples for part in stretches]), stretches[0].rate)

    def stream(
        self, text: str, *, rate: int, cancel: threading.Event | None = None
    ) -> Iterator[Sound]:
        self.texts.append(text)
        self.rates.append(rate)
        for number in range(self.STRETCHES if printable_line(text) else 0):
            if self._before is not None:
                self._before(f"{text} {number}", cancel or threading.Event())
            if cancel is not None and cancel.is_set():
                raise SynthesisCancelled
            yield tone(0.02)


class Gate:
    """Blocks a voice at some texts until the gate is opened or they are canceled."""

    def __init__(self, *held: str) -> None:
        self.reached: queue.SimpleQueue[str] = queue.SimpleQueue()
        """The texts at which the voice was held up, in their order."""
        self._held = held
        self._opened = threading.Event()

    def __call__(self, text: str, cancel: threading.Event) -> None:
        if text in self._held and not self._opened.is_set():
            self.reached.put(text)
            while not cancel.is_set() and not self._opened.wait(0.01):
                continue

    def open(self) -> None:
        """Release blocked texts, and let all later ones pass."""
        self._opened.set()
