"""A sound being played: what the device takes next, and what has been heard."""

import math
import threading
import time
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.samples import Resampler, Samples, Sound

_FADE: Final = 0.005
"""Seconds of fading in and out, so that a pause does not click."""


class PlaybackTrack:
    """A sound being played. ``fill`` is for the device's callback, the rest for any thread.

    A track that is not ``complete`` can be extended; when it runs out of samples it plays silence,
    faded like a pause. ``volume()`` returns the amplitude factor and is called for each block.
    ``wake`` is called, perhaps in the callback, when the device takes the first samples and when it
    takes the last ones.
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
        """Seconds of sound in the device's buffer; set once it is open."""
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
        """Continue at another rate; only while no device takes samples."""
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
        """Append ``parts``, at the original rate; ``complete`` if no more follow."""
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
            wake = not self.begun or (self._complete and before < self._cursor == self._size)
            self.begun = True
        if wake:
            self._wake()

    def pause(self) -> None:
        """Pause from the next block on, at the current position."""
        with self._lock:
            self._paused = True

    def resume(self) -> None:
        """Continue from the current position."""
        with self._lock:
            self._paused = False

    def paused(self) -> bool:
        """Return whether it is paused."""
        with self._lock:
            return self._paused

    def seek(self, seconds: float) -> None:
        """Continue from ``seconds``, or from the nearest end of the sound."""
        with self._lock:
            self._cursor = self._origin = self._index(seconds)
            self._filled_at = time.monotonic()
            self._gain = 0.0

    def position(self) -> float:
        """Return the seconds heard so far, not counting sound that is still in buffers."""
        with self._lock:
            if self._cursor == self._origin:
                return self._cursor / self.rate
            return max(self._origin / self.rate, self._cursor / self.rate - self._on_its_way())

    def left(self) -> float:
        """Return the seconds until the last sample has been heard, 0 after that.

        Infinite while the track is not complete.
        """
        with self._lock:
            if not self._complete:
                return math.inf
            ahead = (self._size - self._cursor) / self.rate
            if not self.begun:
                return ahead + self.latency
            return ahead + self._on_its_way()

    def heard_at(self) -> float:
        """Return when the first sample of the block just filled is heard, on the monotonic clock.

        For the device's callback.
        """
        return self._called_at + self.latency

    def idle(self, since: float) -> float:
        """Return for how many seconds, since ``since`` at most, the device has taken nothing."""
        with self._lock:
            return time.monotonic() - max(self._called_at, since)

    def _on_its_way(self) -> float:
        """Return the seconds of sound that were taken but have not been heard yet.

        The device takes a block when it has room for it, so the block follows a full buffer.
        """
        return max(0.0, self.latency + self._block - (time.monotonic() - self._filled_at))

    def _index(self, seconds: float) -> int:
        return int(np.clip(round(seconds * self.rate), 0, self._size))

    def _append(self, part: Samples) -> None:
        size = self._size + len(part)
        if size > len(self._samples):
            # With room to spare, so that not every small part causes a copy of all.
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
