"""What the parts of an analysis tell each other."""

import pytest

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict, PointCoverage
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.worker.analysis import default_steps

SHORT = Delivery(duration=11.0, words=25, first_word=0.5)


def tried(covered: CoverageVerdict, untold: str = "") -> list[str]:
    """Return what a short answer is advised on, by what became of its one key point."""
    coverage = Coverage((PointCoverage("a", "It weighs tokens.", covered, 0.5),))
    return [
        advice.finding for advice in default_steps().advise(None, coverage, untold, None, SHORT)
    ]


def test_a_short_answer_that_made_every_point_is_not_asked_to_be_longer() -> None:
    assert tried(CoverageVerdict.MADE) == []


@pytest.mark.parametrize("covered", [CoverageVerdict.PARTLY, CoverageVerdict.NOT])
def test_a_short_answer_that_left_something_out_is_asked_to_be_longer(
    covered: CoverageVerdict,
) -> None:
    assert "length" in tried(covered)


def test_where_points_cannot_be_told_a_short_answer_is_asked_to_be_longer() -> None:
    assert tried(CoverageVerdict.MADE, "This is not English.") == ["length"]
