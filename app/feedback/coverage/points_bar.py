"""The layout of key points as a bar, shared by the window and the report. It does not use Qt.

A bar has a part for each key point, and the parts of points made are full. The width of a part is
the weight of its point. Points to check are hatched: the full length is the least weight that was
covered, and together with the hatched length it is the most. Contradicted points are crossed out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict

LOW = 0.6
"""Relative height of points that are not essential, if others are."""


@dataclass(frozen=True)
class BarPart:
    """The part for one key point.

    ``high`` is its height, from 0 to 1; ``weight``, above 0, is its relative width.
    """

    covered: CoverageVerdict
    high: float = 1.0
    weight: float = 1.0


@dataclass(frozen=True)
class PlacedBarPart:
    """A part placed at ``x``."""

    x: float
    width: float
    covered: CoverageVerdict
    high: float


def parts_of(coverage: Coverage) -> tuple[BarPart, ...]:
    """Return a part for each point in the bank's order; essential points are higher."""
    apart = bool(coverage.essential.points)
    return tuple(
        BarPart(point.covered, LOW if apart and not point.essential else 1.0, point.weight)
        for point in coverage.points
    )


def counted_parts(made: int, points: int, unsure: int = 0) -> tuple[BarPart, ...]:
    """Return the parts if only numbers are known: points made come first, then those to check."""
    rest = points - made - unsure
    verdicts = (
        *(CoverageVerdict.MADE,) * made,
        *(CoverageVerdict.UNSURE,) * unsure,
        *(CoverageVerdict.NOT,) * rest,
    )
    return tuple(map(BarPart, verdicts))


def place_parts(parts: Sequence[BarPart], width: float, gap: float) -> tuple[PlacedBarPart, ...]:
    """Return the parts placed side by side; the ``gap`` shrinks if there is no room for it."""
    if not parts:
        return ()
    between = min(gap, width / len(parts) / 4)
    room = (width - between * (len(parts) - 1)) / sum(part.weight for part in parts)
    places, x = [], 0.0
    for part in parts:
        wide = room * part.weight
        places.append(PlacedBarPart(x, wide, part.covered, part.high))
        x += wide + between
    return tuple(places)
