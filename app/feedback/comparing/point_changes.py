"""Comparison of two answers to a question: how the verdict on each key point changed."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage
from mock_interviewer.app.text.formatting import counted


class PointChangeKind(StrEnum):
    """How the verdict on a key point changed, as displayed, in display order."""

    GAINED = "gained"
    """Only the later answer makes it."""
    KEPT = "kept"
    """Both make it."""
    LOST = "lost"
    """Only the earlier answer makes it."""
    CONTRADICTED = "contradicted"
    """The later answer says the opposite."""
    UNSURE = "to check"
    """One of the verdicts is to be checked, so the change is not known yet."""
    MISSED = "missing in both"
    """Neither makes it."""
    UNKNOWN = "checked in one answer only"
    """Only one of the answers was scored on it, because the question changed."""


_CHANGES = (PointChangeKind.GAINED, PointChangeKind.LOST, PointChangeKind.CONTRADICTED)


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


def result_line(changes: tuple[PointChange, ...]) -> str:
    """Return the result of a comparison, as in "2 points gained, 1 lost".

    Without any point that was scored in both answers, return "".
    """
    counts = Counter(point.change for point in changes)
    if not counts.total() - counts[PointChangeKind.UNKNOWN]:
        return ""
    changed = [kind for kind in _CHANGES if counts[kind]]
    parts = [f"{counts[kind]} {kind.value}" for kind in changed]
    if changed:
        first = changed[0]
        parts[0] = f"{counted(counts[first], 'point')} {first.value}"
    else:
        parts = ["No points gained or lost"]
    if counts[PointChangeKind.UNSURE]:
        parts.append(f"{counts[PointChangeKind.UNSURE]} to check")
    return ", ".join(parts)


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
