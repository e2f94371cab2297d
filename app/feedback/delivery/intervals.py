"""Arithmetic of time intervals."""

from collections.abc import Iterable
from itertools import pairwise
from typing import TypeAlias

Interval: TypeAlias = tuple[float, float]
"""A start and an end in seconds; the end is not before the start."""


def united(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the union as sorted intervals that do not touch; empty ones are dropped."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if end <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def within(intervals: Iterable[Interval], start: float, end: float) -> list[Interval]:
    """Return the part of the intervals from ``start`` to ``end``, united."""
    return united((max(first, start), min(last, end)) for first, last in intervals)


def without(intervals: Iterable[Interval], others: Iterable[Interval]) -> list[Interval]:
    """Return the part of the intervals that is in none of the others, united."""
    left: list[Interval] = []
    taken = united(others)
    place = 0
    for start, end in united(intervals):
        while place < len(taken) and taken[place][1] <= start:
            place += 1
        at, cursor = place, start
        while at < len(taken) and taken[at][0] < end:
            left.append((cursor, taken[at][0]))
            cursor = max(cursor, taken[at][1])
            at += 1
        left.append((cursor, end))
    return united(left)


def between(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the gaps between the intervals."""
    return [(before[1], after[0]) for before, after in pairwise(united(intervals))]


def total(intervals: Iterable[Interval]) -> float:
    """Return the total seconds of intervals that do not overlap."""
    return sum(end - start for start, end in intervals)


def overlap(one: Interval, other: Interval) -> float:
    """Return the seconds that two intervals share, or 0."""
    return max(0.0, min(one[1], other[1]) - max(one[0], other[0]))
