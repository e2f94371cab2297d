"""A sound on its way to the speaker: what the device takes next, and what has been heard."""

import math
import threading
import time
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.samples import Resampler, Samples, Sound

_FADE: Final = 0.005
"""Seconds over which sound goes and comes back, so that a pause does not click."""


class PlaybackTrack:
    """One sound being played. ``fill`` belongs to the device's callback, the rest to any thread.

    A track that is not ``complete`` can be extended; while it has run dry it gives silence, faded
    out and in like a pause. ``volume()`` is the factor of the amplitude, asked for each block.
    ``wake`` is called, perhaps in the callback, when the device takes the first and when it takes
    the last samples.
    """

    def __init__(
        self,
        sound: Sound,
        start: float,
        wake: Callable[[], None],
        *,
        complete: bool = True,
        volume: Callable[[], float] = lambda: 1.0,
    ) -> None:
        self.rate = sound.rate
        self.latency = 0.0
        """Seconds that the device keeps in its buffer; set once it is open."""
        self.begun = False
        self._samples = sound.samples
        self._size = len(sound.samples)
        self._complete = complete
        self._resampler: Resampler | None = None
        self._volume = volume
        self._wake = wake
        self._lock = threading.Lock()
        self._cursor = self._index(start)
        self._origin = self._cursor
        self._filled_at = 0.0
        self._block = 0.0
        self._called_at = 0.0
        self._paused = False
        self._gain = volume()

    def convert(self, rate: int) -> None:
        """Go on at another rate; only while no device takes samples."""
        with self._lock:
            at = self._cursor / self.rate
            self._resampler = Resampler(self.rate, rate)
            self._samples = self._resampler.take(self._samples[: self._size])
            self._size = len(self._samples)
            self.rate = rate
            if self._complete:
                self._append(self._resampler.rest())
            self._cursor = self._origin = self._index(at)

    def extend(self, parts: Sequence[Samples], *, complete: bool) -> None:
        """Let ``parts``, at the first rate, follow what is there; ``complete`` if they are all."""
        with self._lock:
            for part in parts:
                self._append(part if self._resampler is None else self._resampler.take(part))
            if complete and not self._complete:
                if self._resampler is not None:
                    self._append(self._resampler.rest())
                self._complete = True

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
            tell = not self.begun or (self._complete and before < self._cursor == self._size)
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
        """Return the seconds until the last sample has been heard; 0 when it has.

        Infinite while more may come.
        """
        with self._lock:
            if not self._complete:
                return math.inf
            ahead = (self._size - self._cursor) / self.rate
            if not self.begun:
                return ahead + self.latency
            return ahead + self._on_its_way()

    def heard_at(self) -> float:
        """Return when the first sample of the block just filled is heard, of the monotonic clock.

        For the device's callback.
        """
        return self._called_at + self.latency

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
        return int(np.clip(round(seconds * self.rate), 0, self._size))

    def _append(self, part: Samples) -> None:
        size = self._size + len(part)
        if size > len(self._samples):
            # With room to spare, so that many small parts are not copied anew for each.
            roomy = np.empty(2 * size, dtype=np.float32)
            roomy[: self._size] = self._samples[: self._size]
            self._samples = roomy
        self._samples[self._size : size] = part
        self._size = size

    def _write(self, out: NDArray[np.float32]) -> None:
        block = self._samples[self._cursor : min(self._cursor + len(out), self._size)]
        running_dry = not self._complete and self._size - self._cursor <= len(out)
        if self._gain == 0.0 and (self._paused or (running_dry and not len(block))):
            out.fill(0.0)
            return
        out[: len(block)] = block
        out[len(block) :] = 0.0
        taken = len(block)
        target = 0.0 if self._paused else self._volume()
        fade = min(round(_FADE * self.rate), len(out))
        if self._gain != target:
            out[:fade] *= np.linspace(self._gain, target, fade, dtype=np.float32)
            out[fade:] *= target
            taken = min(taken, fade) if self._paused else taken
        elif target != 1.0:
            out *= target
        self._gain = target
        if running_dry and not self._paused:
            fade = min(fade, taken)
            out[taken - fade : taken] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)
            self._gain = 0.0
        self._cursor += taken
