"""A sound on its way to the speaker: what the device takes next, and what has been heard."""

import threading
import time
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.sound_file import resample
from mock_interviewer.audio.types import Sound

_FADE: Final = 0.005
"""Seconds over which sound goes and comes back, so that a pause does not click."""


class Track:
    """One sound being played. ``fill`` belongs to the device's callback, the rest to any thread.

    ``wake`` is called, perhaps in the callback, when the device takes the first and when it takes
    the last samples.
    """

    def __init__(self, sound: Sound, start: float, wake: Callable[[], None]) -> None:
        self.rate = sound.rate
        self.latency = 0.0
        """Seconds that the device keeps in its buffer; set once it is open."""
        self.begun = False
        self._samples = sound.samples
        self._wake = wake
        self._lock = threading.Lock()
        self._cursor = self._index(start)
        self._origin = self._cursor
        self._filled_at = 0.0
        self._block = 0.0
        self._called_at = 0.0
        self._paused = False
        self._gain = 1.0

    def convert(self, rate: int) -> None:
        """Go on at another rate; only while no device takes samples."""
        with self._lock:
            at = self._cursor / self.rate
            self._samples = resample(self._samples, self.rate, rate)
            self.rate = rate
            self._cursor = self._origin = self._index(at)

    def fill(self, out: NDArray[np.float32]) -> None:
        """Write the next samples into ``out``; silence while paused and after the end."""
        with self._lock:
            now = time.monotonic()
            before = self._cursor
            self._write(out)
            self._called_at = now
            if self._cursor != before:
                self._filled_at = now
                self._block = len(out) / self.rate
            tell = not self.begun or before < self._cursor == len(self._samples)
            self.begun = True
        if tell:
            self._wake()

    def pause(self) -> None:
        """Be silent from the next block on, and stay where it is."""
        with self._lock:
            self._paused = True

    def resume(self) -> None:
        """Go on from where it is."""
        with self._lock:
            self._paused = False

    def paused(self) -> bool:
        """Tell whether it is being held."""
        with self._lock:
            return self._paused

    def seek(self, seconds: float) -> None:
        """Go on from ``seconds``, or from the nearest end of the sound."""
        with self._lock:
            self._cursor = self._origin = self._index(seconds)
            self._filled_at = time.monotonic()
            self._gain = 0.0

    def position(self) -> float:
        """Return the seconds of the sound heard so far: what is still in buffers is not counted."""
        with self._lock:
            if self._cursor == self._origin:
                return self._cursor / self.rate
            return max(self._origin / self.rate, self._cursor / self.rate - self._on_its_way())

    def left(self) -> float:
        """Return the seconds until the last sample has been heard; 0 when it has."""
        with self._lock:
            ahead = (len(self._samples) - self._cursor) / self.rate
            if not self.begun:
                return ahead + self.latency
            return ahead + self._on_its_way()

    def idle(self, since: float) -> float:
        """Return how many seconds the device has taken nothing, at most since ``since``."""
        with self._lock:
            return time.monotonic() - max(self._called_at, since)

    def _on_its_way(self) -> float:
        """Return the seconds of sound that were taken and are still to be heard.

        A block is taken when there is room for it, so it comes on top of a full buffer.
        """
        return max(0.0, self.latency + self._block - (time.monotonic() - self._filled_at))

    def _index(self, seconds: float) -> int:
        return int(np.clip(round(seconds * self.rate), 0, len(self._samples)))

    def _write(self, out: NDArray[np.float32]) -> None:
        target = 0.0 if self._paused else 1.0
        if self._gain == target == 0.0:
            out.fill(0.0)
            return
        block = self._samples[self._cursor : self._cursor + len(out)]
        out[: len(block)] = block
        out[len(block) :] = 0.0
        taken = len(block)
        if self._gain != target:
            fade = min(round(_FADE * self.rate), len(out))
            out[:fade] *= np.linspace(self._gain, target, fade, dtype=np.float32)
            out[fade:] *= target
            taken = min(taken, fade) if self._paused else taken
            self._gain = target
        self._cursor += taken
