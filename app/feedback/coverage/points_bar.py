"""The layout of key points as a bar, shared by the window and the report. It does not use Qt.

A bar has a part for each key point, and the parts of points made are full. The width of a part is
the weight of its point, so the filled length is the covered weight over the total weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict

LOW = 0.6
"""Relative height of points that are not essential, if others are."""


@dataclass(frozen=True)
class BarPart:
    """The part for one key point; ``full`` and ``high`` are its fill and height, from 0 to 1.

    ``weight``, above 0, is its relative width.
    """

    full: float
    high: float = 1.0
    weight: float = 1.0


@dataclass(frozen=True)
class PlacedBarPart:
    """A part placed at ``x``; ``filled`` of its ``width`` is covered."""

    x: float
    width: float
    filled: float
    high: float


def parts_of(coverage: Coverage) -> tuple[BarPart, ...]:
    """Return a part for each point in the bank's order; essential points are higher."""
    apart = bool(coverage.essential.points)
    return tuple(
        BarPart(point.covered.counts, LOW if apart and not point.essential else 1.0, point.weight)
        for point in coverage.points
    )


def counted_parts(made: int, points: int) -> tuple[BarPart, ...]:
    """Return the parts if only the number of points made is known; full parts come first."""
    verdicts = (CoverageVerdict.MADE if at < made else CoverageVerdict.NOT for at in range(points))
    return tuple(BarPart(covered.counts) for covered in verdicts)


def place_parts(parts: Sequence[BarPart], width: float, gap: float) -> tuple[PlacedBarPart, ...]:
    """Return the parts placed side by side; the ``gap`` shrinks if there is no room for it."""
    if not parts:
        return ()
    between = min(gap, width / len(parts) / 4)
    room = (width - between * (len(parts) - 1)) / sum(part.weight for part in parts)
    places, x = [], 0.0
    for part in parts:
        wide = room * part.weight
        places.append(PlacedBarPart(x, wide, wide * part.full, part.high))
        x += wide + between
    return tuple(places)
