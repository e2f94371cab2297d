"""Key points of two answers to one question: which were gained, lost, kept or missed twice."""

from dataclasses import dataclass
from enum import StrEnum

from mock_interviewer.app.feedback.coverage import Coverage, Covered, PointCoverage

_RANKS = {Covered.NOT: 0, Covered.PARTLY: 1, Covered.MADE: 2}


class Change(StrEnum):
    """What became of a key point, as people read it; in the order in which they are listed."""

    GAINED = "gained"
    """The later answer makes more of it."""
    LOST = "lost"
    """The later answer makes less of it."""
    MISSED = "missed twice"
    """Neither makes it."""
    KEPT = "kept"
    """Both make it, or make it in part."""
    UNKNOWN = "judged once"
    """Only one of the answers was judged by it: the question was another then, or is now."""


@dataclass(frozen=True)
class PointChange:
    """One key point; ``earlier`` and ``later`` are None where that answer was not judged by it."""

    point: str
    change: Change
    earlier: PointCoverage | None
    later: PointCoverage | None

    @property
    def essential(self) -> bool:
        """Whether it is essential, as it was judged last."""
        judged = self.later or self.earlier
        return judged is not None and judged.essential


def compare_points(earlier: Coverage | None, later: Coverage | None) -> tuple[PointChange, ...]:
    """Return all key points by their change, each kind in the bank's order.

    None stands for an answer whose key points were not judged. A point is the same where its id is;
    its words are the later ones.
    """
    before = {point.id: point for point in earlier.points} if earlier is not None else {}
    after = {point.id: point for point in later.points} if later is not None else {}
    found = [_changed(before.get(ident), after.get(ident)) for ident in {**after, **before}]
    order = list(Change)
    return tuple(sorted(found, key=lambda point: order.index(point.change)))


def points_line(changes: tuple[PointChange, ...]) -> str:
    """Return how many there are of each change: 2 gained · 1 lost · 3 kept."""
    counts = ((sum(point.change is change for point in changes), change) for change in Change)
    return " · ".join(f"{count} {change.value}" for count, change in counts if count)


def _changed(earlier: PointCoverage | None, later: PointCoverage | None) -> PointChange:
    judged = later or earlier
    point = judged.point if judged is not None else ""
    if earlier is None or later is None:
        return PointChange(point, Change.UNKNOWN, earlier, later)
    before, after = _RANKS[earlier.covered], _RANKS[later.covered]
    if before == after:
        change = Change.KEPT if after else Change.MISSED
    else:
        change = Change.GAINED if after > before else Change.LOST
    return PointChange(point, change, earlier, later)
