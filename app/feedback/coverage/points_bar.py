"""The key points of an answer as a bar: the same in the window, in its lists and in the report.

A bar says what the number beside it says: it has as many parts as there are key points, and as many
of them are full as were made. A part is as wide as its point weighs, so that the filled length is
the covered weight over the total weight. Knows no Qt.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict

LOW = 0.6
"""Share of the bar's height that points have which are not essential, beside some that are."""


@dataclass(frozen=True)
class BarPart:
    """The part that stands for one key point; it is ``full`` from 0 to 1, and as ``high``.

    ``weight``, above 0, is its width in relation to the others.
    """

    full: float
    high: float = 1.0
    weight: float = 1.0


@dataclass(frozen=True)
class PlacedBarPart:
    """A part from ``x`` on; ``filled`` of its ``width`` is covered."""

    x: float
    width: float
    filled: float
    high: float


def parts_of(coverage: Coverage) -> tuple[BarPart, ...]:
    """Return a part for each point in the bank's order; the essential ones stand out by height."""
    apart = bool(coverage.essential.points)
    return tuple(
        BarPart(point.covered.counts, LOW if apart and not point.essential else 1.0, point.weight)
        for point in coverage.points
    )


def counted_parts(made: int, points: int) -> tuple[BarPart, ...]:
    """Return the parts where no more is known than how many points were made: those come first."""
    verdicts = (CoverageVerdict.MADE if at < made else CoverageVerdict.NOT for at in range(points))
    return tuple(BarPart(covered.counts) for covered in verdicts)


def place_parts(parts: Sequence[BarPart], width: float, gap: float) -> tuple[PlacedBarPart, ...]:
    """Return where parts stand beside each other; a ``gap`` without room becomes smaller."""
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
