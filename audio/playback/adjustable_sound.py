"""A recording whose speed, loop, and skipped silences can change while it plays."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, TypeAlias

from mock_interviewer.audio.samples import Sound

TimeRange: TypeAlias = tuple[float, float]
"""Seconds of a recording from its start: first and last."""


SLOWEST: Final = 0.5


FASTEST: Final = 2.0


@dataclass(frozen=True)
class PlaybackOptions:
    """How a recording is to be heard.

    ``speed`` is seconds of the recording heard in a second, from SLOWEST to FASTEST. ``loop`` is a
    passage that is heard over and over once its end is reached. ``left_out`` is not heard.
    """

    speed: float = 1.0
    loop: TimeRange | None = None
    left_out: tuple[TimeRange, ...] = ()


class PlaybackTimeline:
    """The way through a recording of ``duration`` seconds from ``start`` on; never changes.

    From beyond a loop the way goes on to the end of the recording. Of a loop that would be left
    out as a whole all is heard.
    """

    def __init__(self, start: float, duration: float, manner: PlaybackOptions) -> None:
        kept = _without((0.0, duration), manner.left_out)
        self.speed = manner.speed
        self._head: list[TimeRange] = []
        self._cycle: list[TimeRange] = []
        start = min(max(0.0, start), duration)
        until = duration
        loop = _within(manner.loop, duration)
        if loop is not None and start < loop[1]:
            until = loop[1]
            if not _cut(kept, *loop):
                kept = sorted([*kept, loop])
            self._cycle = _cut(kept, *loop)
        self._head = _cut(kept, start, until)
        self._end = self._head[-1][1] if self._head else start
        self._head_at = _begins(self._head)
        self._cycle_at = _begins(self._cycle)

    def legs(self) -> Iterator[TimeRange]:
        """Yield the stretches that are heard, one after the other; for ever where it loops."""
        yield from self._head
        while self._cycle:
            yield from self._cycle

    def at(self, played: float) -> float:
        """Return the second of the recording that is heard after ``played`` seconds."""
        way = max(0.0, played) * self.speed
        if way < self._head_at[-1]:
            return _place(way, self._head, self._head_at)
        if self._cycle:
            beyond = (way - self._head_at[-1]) % self._cycle_at[-1]
            return _place(beyond, self._cycle, self._cycle_at)
        return self._end


def _within(loop: TimeRange | None, duration: float) -> TimeRange | None:
    if loop is None:
        return None
    first, last = max(0.0, loop[0]), min(loop[1], duration)
    return (first, last) if first < last else None


def _without(whole: TimeRange, left_out: Iterable[TimeRange]) -> list[TimeRange]:
    kept = []
    at, end = whole
    for first, last in sorted(left_out):
        if first > at:
            kept.append((at, min(first, end)))
        at = max(at, last)
        if at >= end:
            return [stretch for stretch in kept if stretch[0] < stretch[1]]
    return [*kept, (at, end)] if at < end else kept


def _cut(stretches: Iterable[TimeRange], start: float, end: float) -> list[TimeRange]:
    cut = ((max(first, start), min(last, end)) for first, last in stretches)
    return [(first, last) for first, last in cut if first < last]


def _begins(stretches: Sequence[TimeRange]) -> list[float]:
    """Return how far on the way each begins, and last the length of all."""
    return list(accumulate((last - first for first, last in stretches), initial=0.0))


def _place(way: float, stretches: Sequence[TimeRange], begins: Sequence[float]) -> float:
    number = min(bisect_right(begins, way) - 1, len(stretches) - 1)
    first, last = stretches[number]
    return min(first + way - begins[number], last)


class AdjustableSound:
    """A sound to be played in a manner that may change while it is heard; the place is kept.

    A player tells positions in it, and is told them, in seconds of the recording. Methods may be
    called on any thread.
    """

    def __init__(self, sound: Sound, manner: PlaybackOptions | None = None) -> None:
        self.sound = sound
        self._manner = manner or PlaybackOptions()
        self._changed: Callable[[], None] = lambda: None

    @property
    def manner(self) -> PlaybackOptions:
        """How it is heard now."""
        return self._manner

    def change(self, manner: PlaybackOptions) -> None:
        """Be heard in another manner from now on, also where it plays."""
        if manner != self._manner:
            self._manner = manner
            self._changed()

    def follow(self, changed: Callable[[], None]) -> None:
        """Have ``changed`` called, on the thread that changes it. For the player that plays it."""
        self._changed = changed

    def course(self, start: float) -> PlaybackTimeline:
        """Return the way through the recording from a second of it."""
        return PlaybackTimeline(start, self.sound.duration, self._manner)
