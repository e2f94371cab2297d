"""Key points of two answers to one question: how the verdict on each changed."""

from dataclasses import dataclass
from enum import StrEnum

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage


class PointChangeKind(StrEnum):
    """What became of a key point, as people read it; in the order in which they are listed."""

    GAINED = "gained"
    """Only the later answer makes it, if only in part."""
    STRONGER = "stronger"
    """The earlier answer makes it in part, the later one makes it."""
    LOST = "lost"
    """Only the earlier answer makes it, if only in part."""
    WEAKER = "weaker"
    """The earlier answer makes it, the later one in part."""
    MISSED = "missed twice"
    """Neither makes it."""
    KEPT = "kept"
    """Both make it, or both make it in part."""
    UNKNOWN = "judged once"
    """Only one of the answers was judged by it: the question was another then, or is now."""


@dataclass(frozen=True)
class PointChange:
    """One key point; ``earlier`` and ``later`` are None where that answer was not judged by it."""

    point: str
    change: PointChangeKind
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
    order = list(PointChangeKind)
    return tuple(sorted(found, key=lambda point: order.index(point.change)))


def point_changes_line(changes: tuple[PointChange, ...]) -> str:
    """Return how many there are of each change: 2 gained · 1 weaker · 3 kept."""
    counts = (
        (sum(point.change is change for point in changes), change) for change in PointChangeKind
    )
    return " · ".join(f"{count} {change.value}" for count, change in counts if count)


def _changed(earlier: PointCoverage | None, later: PointCoverage | None) -> PointChange:
    judged = later or earlier
    point = judged.point if judged is not None else ""
    if earlier is None or later is None:
        return PointChange(point, PointChangeKind.UNKNOWN, earlier, later)
    return PointChange(point, _change(earlier.covered, later.covered), earlier, later)


def _change(earlier: CoverageVerdict, later: CoverageVerdict) -> PointChangeKind:
    if earlier is later:
        return PointChangeKind.MISSED if later is CoverageVerdict.NOT else PointChangeKind.KEPT
    if earlier is CoverageVerdict.NOT:
        return PointChangeKind.GAINED
    if later is CoverageVerdict.NOT:
        return PointChangeKind.LOST
    return PointChangeKind.STRONGER if later is CoverageVerdict.MADE else PointChangeKind.WEAKER
