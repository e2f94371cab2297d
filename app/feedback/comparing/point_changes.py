"""Comparison of two answers to a question: how the verdict on each key point changed."""

from dataclasses import dataclass
from enum import StrEnum

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage


class PointChangeKind(StrEnum):
    """How the verdict on a key point changed, as displayed, in display order."""

    CONTRADICTED = "contradicted"
    """The later answer says the opposite."""
    GAINED = "gained"
    """Only the later answer makes it."""
    LOST = "lost"
    """Only the earlier answer makes it."""
    UNSURE = "to check"
    """One of the verdicts is to be checked, so the change is not known yet."""
    MISSED = "missed twice"
    """Neither makes it."""
    KEPT = "kept"
    """Both make it."""
    UNKNOWN = "verdict once"
    """Only one of the answers was scored on it, because the question changed."""


@dataclass(frozen=True)
class PointChange:
    """One key point; ``earlier`` or ``later`` is None if that answer was not scored on it."""

    point: str
    change: PointChangeKind
    earlier: PointCoverage | None
    later: PointCoverage | None

    @property
    def essential(self) -> bool:
        """Whether it is essential, according to the latest verdict."""
        verdict = self.later or self.earlier
        return verdict is not None and verdict.essential


def compare_points(earlier: Coverage | None, later: Coverage | None) -> tuple[PointChange, ...]:
    """Return all key points grouped by their change, each group in the bank's order.

    None stands for an answer whose key points were not scored. Points are matched by id; their
    text is the later one.
    """
    before = {point.id: point for point in earlier.points} if earlier is not None else {}
    after = {point.id: point for point in later.points} if later is not None else {}
    found = [_changed(before.get(ident), after.get(ident)) for ident in {**after, **before}]
    order = list(PointChangeKind)
    return tuple(sorted(found, key=lambda point: order.index(point.change)))


def point_changes_line(changes: tuple[PointChange, ...]) -> str:
    """Return the number of points by change, as in "2 gained · 1 to check · 3 kept"."""
    counts = (
        (sum(point.change is change for point in changes), change) for change in PointChangeKind
    )
    return " · ".join(f"{count} {change.value}" for count, change in counts if count)


def _changed(earlier: PointCoverage | None, later: PointCoverage | None) -> PointChange:
    verdict = later or earlier
    point = verdict.point if verdict is not None else ""
    if earlier is None or later is None:
        return PointChange(point, PointChangeKind.UNKNOWN, earlier, later)
    return PointChange(point, _change(earlier.covered, later.covered), earlier, later)


def _change(earlier: CoverageVerdict, later: CoverageVerdict) -> PointChangeKind:
    if later is CoverageVerdict.OPPOSITE:
        return PointChangeKind.CONTRADICTED
    if CoverageVerdict.UNSURE in {earlier, later}:
        return PointChangeKind.UNSURE
    if later is CoverageVerdict.MADE:
        made_before = earlier is CoverageVerdict.MADE
        return PointChangeKind.KEPT if made_before else PointChangeKind.GAINED
    return PointChangeKind.LOST if earlier is CoverageVerdict.MADE else PointChangeKind.MISSED
