"""A recording on its way to the speaker in a manner that may change."""

import time
from collections.abc import Callable
from typing import Final

import numpy as np

from mock_interviewer.audio.rendition.rendering import Rendering
from mock_interviewer.audio.rendition.rendition import Rendition
from mock_interviewer.audio.track import Track
from mock_interviewer.audio.types import Sound

_AHEAD: Final = 0.8
"""Seconds of sound that are ready for the device."""
_NOTHING = np.zeros(0, dtype=np.float32)


class Reel(Track):
    """A Track of which only what comes next is made, by ``take_in``, on the player's thread.

    Positions are seconds of the recording.
    """

    def __init__(self, rendition: Rendition, start: float, wake: Callable[[], None]) -> None:
        super().__init__(Sound(_NOTHING, rendition.sound.rate), 0.0, wake, complete=False)
        self._rendition = rendition
        self._rendering: Rendering | None = None
        self._passed = 0
        """Samples of the course that are no longer kept."""
        self._course = rendition.course(start)
        rendition.follow(self._change)

    def convert(self, rate: int) -> None:
        """Go on at another rate; only while no device takes samples."""
        with self._lock:
            place = self._next()
            self.rate = rate
            self._set_out(place)

    def take_in(self) -> None:
        """Make what the device is about to take."""
        while self._make():
            pass

    def seek(self, seconds: float) -> None:
        """Go on from ``seconds``, or from where something is heard after that."""
        with self._lock:
            self._set_out(seconds)

    def position(self) -> float:
        """Return the second of the recording that is being heard."""
        with self._lock:
            heard = (self._passed + self._cursor) / self.rate
            return self._course.at(heard - self._on_its_way() if heard else 0.0)

    def _change(self) -> None:
        with self._lock:
            self._set_out(self._next())
        self._wake()

    def _next(self) -> float:
        """Return the second of the recording that the device takes next."""
        return self._course.at((self._passed + self._cursor) / self.rate)

    def _set_out(self, seconds: float) -> None:
        self._course = self._rendition.course(seconds)
        self._rendering = None
        self._samples, self._size = _NOTHING, 0
        self._passed = self._cursor = 0
        self._complete = False
        self._filled_at = time.monotonic()
        self._gain = 0.0

    def _make(self) -> bool:
        """Make a piece; return whether that is to be done again, since the way has changed."""
        with self._lock:
            if self._rendering is None:
                self._rendering = Rendering(self._rendition.sound, self._course, self.rate)
            rendering = self._rendering
            lacks = round(_AHEAD * self.rate) - (self._size - self._cursor)
            if self._complete or lacks <= 0:
                return False
        samples, finished = rendering.take(lacks)
        with self._lock:
            if rendering is not self._rendering:
                return True
            self._passed += self._cursor
            self._samples = np.concatenate([self._samples[self._cursor : self._size], samples])
            self._size, self._cursor = len(self._samples), 0
            self._complete = finished
        return False
