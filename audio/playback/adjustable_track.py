"""The track of an adjustable sound, rendered piece by piece just before it is heard."""

import time
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from mock_interviewer.audio.playback.adjustable_sound import (
    AdjustableSound,
    PlaybackTimeline,
    TimeRange,
)
from mock_interviewer.audio.playback.time_stretching import TimeStretcher
from mock_interviewer.audio.playback.track import PlaybackTrack
from mock_interviewer.audio.samples import Resampler, Samples, Sound

_BLOCK: Final = 0.2
"""Seconds of a recording that are taken on at once."""


_EXTRA: Final = 0.1
"""Seconds after a leg that help to stretch its end."""


_FADE: Final = 0.01
"""Seconds over which sound goes and comes where the way jumps, so that it does not click."""


class TimelineRenderer:
    """Makes what ``course`` hears of ``sound`` at ``rate`` Hz, as far as it is asked for.

    All of it is as long as the course says, to a sample. On one thread; not the GUI's.
    """

    def __init__(self, sound: Sound, course: PlaybackTimeline, rate: int) -> None:
        self._sound = sound
        self._course = course
        self._pieces = self._resampled(rate)

    def take(self, least: int) -> tuple[Samples, bool]:
        """Return at least so many samples more, and whether the course ends with them."""
        parts: list[Samples] = [np.zeros(0, dtype=np.float32)]
        have = 0
        while have < least:
            piece = next(self._pieces, None)
            if piece is None:
                return np.concatenate(parts), True
            parts.append(piece)
            have += len(piece)
        return np.concatenate(parts), False

    def _resampled(self, rate: int) -> Iterator[Samples]:
        resampler = Resampler(self._sound.rate, rate)
        for piece in self._whole():
            yield resampler.take(piece)
        yield resampler.rest()

    def _whole(self) -> Iterator[Samples]:
        made = 0
        due = 0.0
        legs = self._course.legs()
        leg = next(legs, None)
        jumped = False
        while leg is not None:
            following = next(legs, None)
            due += (leg[1] - leg[0]) / self._course.speed
            size = round(due * self._sound.rate) - made
            fades = (jumped, following is not None)
            yield from _faded(self._leg(leg, size), size, fades, round(_FADE * self._sound.rate))
            made += size
            leg, jumped = following, True

    def _leg(self, leg: TimeRange, size: int) -> Iterator[Samples]:
        """Yield a leg's samples, ``size`` of them: what is over is cut, what lacks is silence."""
        rate, samples = self._sound.rate, self._sound.samples
        first, last = round(leg[0] * rate), round(leg[1] * rate)
        stretcher = TimeStretcher(rate, self._course.speed)
        step, beyond = round(_BLOCK * rate), last
        if self._course.speed != 1.0:
            # What a stretcher makes of an end may be a little short: it is given more, and cut.
            beyond += round(_EXTRA * rate)
        left = size
        for begin in range(first, beyond, step):
            block = samples[begin : min(begin + step, beyond)]
            piece = stretcher.take(block)[:left]
            left -= len(piece)
            yield piece
        piece = stretcher.rest()[:left]
        yield np.concatenate([piece, np.zeros(left - len(piece), dtype=np.float32)])


def _faded(
    pieces: Iterator[Samples], size: int, fades: tuple[bool, bool], length: int
) -> Iterator[Samples]:
    """Let a leg of ``size`` samples come, and go, over so many of them."""
    comes, goes = fades
    length = max(1, min(length, size // 2))
    at = 0
    for piece in pieces:
        end = at + len(piece)
        if (comes and at < length) or (goes and end > size - length):
            places = np.arange(at, end)
            gain = np.ones(len(piece), dtype=np.float32)
            if comes:
                gain = np.minimum(gain, places / length)
            if goes:
                gain = np.minimum(gain, (size - places) / length)
            yield np.asarray(piece * gain, dtype=np.float32)
        else:
            yield piece
        at = end


_AHEAD: Final = 0.8
"""Seconds of sound that are ready for the device."""


_NOTHING = np.zeros(0, dtype=np.float32)


class AdjustableTrack(PlaybackTrack):
    """A Track of which only what comes next is made, by ``take_in``, on the player's thread.

    Positions are seconds of the recording.
    """

    def __init__(self, rendition: AdjustableSound, start: float, wake: Callable[[], None]) -> None:
        super().__init__(Sound(_NOTHING, rendition.sound.rate), 0.0, wake, complete=False)
        self._rendition = rendition
        self._rendering: TimelineRenderer | None = None
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
                self._rendering = TimelineRenderer(self._rendition.sound, self._course, self.rate)
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
