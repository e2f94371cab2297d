"""A recording whose speed, loop, and skipped parts can change while it plays."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, TypeAlias

from mock_interviewer.audio.samples import Sound

TimeRange: TypeAlias = tuple[float, float]
"""The start and end of a part of a recording, in seconds."""


SLOWEST: Final = 0.5


FASTEST: Final = 2.0


@dataclass(frozen=True)
class PlaybackOptions:
    """How to play a recording.

    ``speed`` is the factor of the normal speed, from SLOWEST to FASTEST. ``loop`` is a passage that
    repeats once its end has been reached. ``skipped`` parts are not played.
    """

    speed: float = 1.0
    loop: TimeRange | None = None
    skipped: tuple[TimeRange, ...] = ()


class PlaybackTimeline:
    """The parts of a recording that are played from ``start`` on, in order; immutable.

    A start beyond the loop leads to the end of the recording. A loop that would be skipped entirely
    is played entirely instead. ``duration`` is in seconds.
    """

    def __init__(self, start: float, duration: float, options: PlaybackOptions) -> None:
        kept = _without((0.0, duration), options.skipped)
        self.speed = options.speed
        self._head: list[TimeRange] = []
        self._cycle: list[TimeRange] = []
        start = min(max(0.0, start), duration)
        until = duration
        loop = _within(options.loop, duration)
        if loop is not None and start < loop[1]:
            until = loop[1]
            if not _cut(kept, *loop):
                kept = sorted([*kept, loop])
            self._cycle = _cut(kept, *loop)
        self._head = _cut(kept, start, until)
        self._end = self._head[-1][1] if self._head else start
        self._head_at = _offsets(self._head)
        self._cycle_at = _offsets(self._cycle)

    def segments(self) -> Iterator[TimeRange]:
        """Yield the played parts, one after the other; endlessly if there is a loop."""
        yield from self._head
        while self._cycle:
            yield from self._cycle

    def at(self, played: float) -> float:
        """Return the position in the recording, in seconds, after ``played`` seconds of playing."""
        offset = max(0.0, played) * self.speed
        if offset < self._head_at[-1]:
            return _place(offset, self._head, self._head_at)
        if self._cycle:
            beyond = (offset - self._head_at[-1]) % self._cycle_at[-1]
            return _place(beyond, self._cycle, self._cycle_at)
        return self._end


def _within(loop: TimeRange | None, duration: float) -> TimeRange | None:
    if loop is None:
        return None
    first, last = max(0.0, loop[0]), min(loop[1], duration)
    return (first, last) if first < last else None


def _without(whole: TimeRange, skipped: Iterable[TimeRange]) -> list[TimeRange]:
    kept = []
    at, end = whole
    for first, last in sorted(skipped):
        if first > at:
            kept.append((at, min(first, end)))
        at = max(at, last)
        if at >= end:
            return [part for part in kept if part[0] < part[1]]
    return [*kept, (at, end)] if at < end else kept


def _cut(parts: Iterable[TimeRange], start: float, end: float) -> list[TimeRange]:
    cut = ((max(first, start), min(last, end)) for first, last in parts)
    return [(first, last) for first, last in cut if first < last]


def _offsets(parts: Sequence[TimeRange]) -> list[float]:
    """Return the seconds before each part, and last the length of all."""
    return list(accumulate((last - first for first, last in parts), initial=0.0))


def _place(offset: float, parts: Sequence[TimeRange], offsets: Sequence[float]) -> float:
    number = min(bisect_right(offsets, offset) - 1, len(parts) - 1)
    first, last = parts[number]
    return min(first + offset - offsets[number], last)


class AdjustableSound:
    """A sound with playback options that may change while it plays, at the same position.

    Positions that a player gets and returns are in seconds of the recording. Methods may be called
    on any thread.
    """

    def __init__(self, sound: Sound, options: PlaybackOptions | None = None) -> None:
        self.sound = sound
        self._options = options or PlaybackOptions()
        self._changed: Callable[[], None] = lambda: None

    @property
    def options(self) -> PlaybackOptions:
        """The current options."""
        return self._options

    def set_options(self, options: PlaybackOptions) -> None:
        """Change the options from now on, even while it plays."""
        if options != self._options:
            self._options = options
            self._changed()

    def follow(self, changed: Callable[[], None]) -> None:
        """Set the callback for changes, called on the changing thread; for the player."""
        self._changed = changed

    def timeline(self, start: float) -> PlaybackTimeline:
        """Return the timeline with the current options from ``start``, in seconds."""
        return PlaybackTimeline(start, self.sound.duration, self._options)
