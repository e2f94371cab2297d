from benchmarks.coverage.judged import (
    Judged,
    agreement,
    confusion,
    denied_and_counted,
    mean_share,
)
from benchmarks.coverage.labelled import Kind

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict

MADE, UNSURE, NOT = CoverageVerdict.MADE, CoverageVerdict.UNSURE, CoverageVerdict.NOT


def _judged(
    label: CoverageVerdict,
    covered: CoverageVerdict,
    kind: Kind = Kind.FULL,
    answer: int = 0,
    weight: float = 1.0,
) -> Judged:
    return Judged("q", answer, kind, "p", weight, label, covered, 0.5)


def test_agreement_counts_only_made_points() -> None:
    found = agreement(
        [_judged(MADE, MADE), _judged(MADE, UNSURE), _judged(UNSURE, MADE), _judged(NOT, UNSURE)]
    )
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)


def test_without_made_points_agreement_is_zero() -> None:
    assert agreement([_judged(MADE, NOT)]).f1 == 0.0


def test_confusion_maps_labels_to_verdicts() -> None:
    table = confusion([_judged(UNSURE, MADE), _judged(UNSURE, MADE), _judged(NOT, NOT)])
    assert (table[UNSURE][MADE], table[MADE][UNSURE], table[NOT][NOT]) == (2, 0, 1)


def test_shares_are_weighted_and_averaged_over_answers() -> None:
    soup = Kind.SOUP
    judged = [
        _judged(NOT, MADE, soup, 1, 3.0),
        _judged(NOT, NOT, soup, 1, 1.0),
        _judged(NOT, UNSURE, soup, 2),
        _judged(MADE, MADE, Kind.FULL, 3),
    ]
    assert mean_share(judged, soup) == (0.75 + 0.5) / 2


def test_denials_that_make_a_point_are_not_counted_as_denied() -> None:
    judged = [
        _judged(MADE, MADE, Kind.NEGATED),
        _judged(NOT, MADE, Kind.NEGATED),
        _judged(NOT, NOT, Kind.NEGATED),
        _judged(NOT, MADE, Kind.FULL),
    ]
    assert denied_and_counted(judged) == (1, 2)
