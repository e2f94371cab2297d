"""The track of an adjustable sound, rendered piece by piece just before it is played."""

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
"""Seconds of a recording that are rendered at once."""


_EXTRA: Final = 0.1
"""Seconds after a segment that help to stretch its end."""


_FADE: Final = 0.01
"""Seconds of fading at each jump, so that it does not click."""


class TimelineRenderer:
    """Renders ``timeline`` of ``sound`` at ``rate`` Hz on demand.

    The length of the whole is that of the timeline, to the sample. For one thread, not the GUI's.
    """

    def __init__(self, sound: Sound, timeline: PlaybackTimeline, rate: int) -> None:
        self._sound = sound
        self._timeline = timeline
        self._pieces = self._resampled(rate)

    def take(self, least: int) -> tuple[Samples, bool]:
        """Return at least ``least`` more samples, and whether the timeline ends with them."""
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
        segments = self._timeline.segments()
        segment = next(segments, None)
        jumped = False
        while segment is not None:
            following = next(segments, None)
            due += (segment[1] - segment[0]) / self._timeline.speed
            size = round(due * self._sound.rate) - made
            fades = (jumped, following is not None)
            pieces = self._segment(segment, size)
            yield from _faded(pieces, size, fades, round(_FADE * self._sound.rate))
            made += size
            segment, jumped = following, True

    def _segment(self, segment: TimeRange, size: int) -> Iterator[Samples]:
        """Yield ``size`` samples of a segment: cut if there are more, padded if fewer."""
        rate, samples = self._sound.rate, self._sound.samples
        first, last = round(segment[0] * rate), round(segment[1] * rate)
        stretcher = TimeStretcher(rate, self._timeline.speed)
        step, beyond = round(_BLOCK * rate), last
        if self._timeline.speed != 1.0:
            # The end of stretched sound may be a little short: the stretcher gets more, to be cut.
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
    """Fade a segment of ``size`` samples in and out over ``length`` samples.

    ``fades`` tells which of the two to do.
    """
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
"""Seconds of sound rendered ahead for the device."""


_NOTHING = np.zeros(0, dtype=np.float32)


class AdjustableTrack(PlaybackTrack):
    """A PlaybackTrack that is rendered a little ahead, by ``refill`` on the player's thread.

    Positions are in seconds of the recording.
    """

    def __init__(self, adjustable: AdjustableSound, start: float, wake: Callable[[], None]) -> None:
        super().__init__(Sound(_NOTHING, adjustable.sound.rate), 0.0, wake, complete=False)
        self._adjustable = adjustable
        self._renderer: TimelineRenderer | None = None
        self._passed = 0
        """Samples of the timeline that are no longer kept."""
        self._timeline = adjustable.timeline(start)
        adjustable.follow(self._change)

    @property
    def buffered(self) -> int:
        """The number of samples in memory."""
        with self._lock:
            return self._size

    def convert(self, rate: int) -> None:
        """Continue at another rate; only while no device takes samples."""
        with self._lock:
            place = self._next()
            self.rate = rate
            self._restart(place)

    def refill(self) -> None:
        """Render the samples that the device takes next."""
        while self._render():
            pass

    def seek(self, seconds: float) -> None:
        """Continue from ``seconds``, or from the next part that is not skipped."""
        with self._lock:
            self._restart(seconds)

    def position(self) -> float:
        """Return the position in the recording, in seconds, that is being heard."""
        with self._lock:
            heard = (self._passed + self._cursor) / self.rate
            return self._timeline.at(heard - self._on_its_way() if heard else 0.0)

    def _change(self) -> None:
        with self._lock:
            self._restart(self._next())
        self._wake()

    def _next(self) -> float:
        """Return the position in the recording, in seconds, that the device takes next."""
        return self._timeline.at((self._passed + self._cursor) / self.rate)

    def _restart(self, seconds: float) -> None:
        self._timeline = self._adjustable.timeline(seconds)
        self._renderer = None
        self._samples, self._size = _NOTHING, 0
        self._passed = self._cursor = 0
        self._complete = False
        self._filled_at = time.monotonic()
        self._gain = 0.0

    def _render(self) -> bool:
        """Render a piece; return True if the timeline has changed, so that it has to be redone."""
        with self._lock:
            if self._renderer is None:
                self._renderer = TimelineRenderer(self._adjustable.sound, self._timeline, self.rate)
            renderer = self._renderer
            missing = round(_AHEAD * self.rate) - (self._size - self._cursor)
            if self._complete or missing <= 0:
                return False
        samples, finished = renderer.take(missing)
        with self._lock:
            if renderer is not self._renderer:
                return True
            self._passed += self._cursor
            self._samples = np.concatenate([self._samples[self._cursor : self._size], samples])
            self._size, self._cursor = len(self._samples), 0
            self._complete = finished
        return False
