import math

import pytest

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageVerdict,
    Evidence,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import Delivery, SpeechMoment
from mock_interviewer.app.feedback.feedback import (
    AdviceBasis,
    Feedback,
    FeedbackAdvice,
    from_json_data,
    to_json_data,
)

FEEDBACK = Feedback(
    version=1,
    delivery=Delivery(duration=9.5, words=12, fillers=(SpeechMoment(0.5, 0.75, "um"),)),
    coverage=Coverage(
        (PointCoverage("a", "It is so.", CoverageVerdict.UNSURE, 0.5, Evidence(3, 9, 1.0, 2.5)),)
    ),
    advice=(FeedbackAdvice(AdviceBasis.POINT, "a", "Say it."),),
)


def test_feedback_round_trips_through_plain_data() -> None:
    assert from_json_data(Feedback, to_json_data(FEEDBACK)) == FEEDBACK


def test_verdicts_are_plain_words() -> None:
    points = to_json_data(FEEDBACK)["coverage"]["points"]
    assert [point["covered"] for point in points] == ["unsure"]


def test_feedback_of_an_earlier_version_still_loads() -> None:
    data = to_json_data(FEEDBACK)
    data["coverage"]["points"][0]["covered"] = "partly"
    assert from_json_data(Feedback, data) == FEEDBACK


def test_data_of_another_shape_is_rejected() -> None:
    with pytest.raises(ValueError, match="version"):
        from_json_data(Feedback, {"delivery": {"duration": 1.0, "words": 0}})


def test_numbers_that_are_not_finite_are_never_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json_data(Delivery(duration=math.nan, words=0))
