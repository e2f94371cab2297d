from collections.abc import Sequence

import pytest

from mock_interviewer.app.feedback.delivery.delivery import CurveReading, Delivery, SpeechMoment
from mock_interviewer.app.feedback.delivery.habits import DeliveryHabit, furthest_habit


def _delivery(
    *,
    duration: float = 90.0,
    pace: float | None = 140.0,
    rate: float | None = 0.0,
    fillers: Sequence[float] = (),
    curve: Sequence[tuple[float, float]] = (),
    last_word: float | None = None,
) -> Delivery:
    return Delivery(
        duration,
        200,
        pace=pace,
        pace_curve=tuple(CurveReading(*reading) for reading in curve),
        first_word=0.5,
        fillers=tuple(SpeechMoment(start, start + 0.3, "um") for start in fillers),
        filler_rate=rate,
        last_word=last_word,
    )


@pytest.mark.parametrize(
    "delivery",
    [
        _delivery(),
        _delivery(duration=60.0, pace=120.0, rate=5.0, fillers=range(9)),
        _delivery(duration=120.0, pace=160.0),
        _delivery(pace=None, rate=None),
    ],
)
def test_within_every_range_there_is_no_habit(delivery: Delivery) -> None:
    assert furthest_habit(delivery) is None


def test_the_habit_is_the_measure_furthest_outside_its_range() -> None:
    fillers = [float(start) for start in range(14)]
    found = furthest_habit(_delivery(duration=150.0, pace=180.0, rate=9.0, fillers=fillers))
    assert found == DeliveryHabit("fillers", 9.0, None, 5.0, 0.0)


@pytest.mark.parametrize(
    ("duration", "pace", "measure", "value"),
    [
        (90.0, 80.0, "pace", 80.0),
        (90.0, 200.0, "pace", 200.0),
        (25.0, 60.0, "length", 25.0),
        (300.0, 200.0, "length", 300.0),
    ],
)
def test_distance_is_relative_to_the_limit_of_the_range(
    duration: float, pace: float, measure: str, value: float
) -> None:
    found = furthest_habit(_delivery(duration=duration, pace=pace))
    assert found is not None
    assert (found.measure, found.value) == (measure, value)


def test_a_complete_answer_is_not_too_short() -> None:
    assert furthest_habit(_delivery(duration=12.0), may_be_short=True) is None


def test_a_short_complete_answer_has_another_habit() -> None:
    found = furthest_habit(_delivery(duration=12.0, pace=180.0), may_be_short=True)
    assert found is not None
    assert found.measure == "pace"


def test_a_complete_answer_may_be_too_long() -> None:
    found = furthest_habit(_delivery(duration=300.0), may_be_short=True)
    assert found is not None
    assert found.measure == "length"


def test_the_length_is_that_of_the_speech() -> None:
    found = furthest_habit(_delivery(duration=130.0, last_word=30.5))
    assert found is not None
    assert (found.measure, found.value) == ("length", 30.0)
    assert furthest_habit(_delivery(duration=130.0, last_word=100.0)) is None


def test_the_worst_place_for_fillers_is_where_most_are_close_together() -> None:
    fillers = (2.0, 50.0, 58.0, 61.0, 80.5)
    found = furthest_habit(_delivery(rate=8.0, fillers=fillers))
    assert found is not None
    assert found.at == 50.0


def test_the_worst_place_for_pace_is_the_furthest_off() -> None:
    curve = ((5.0, 150.0), (7.0, 230.0), (9.0, 170.0))
    fast = furthest_habit(_delivery(pace=180.0, curve=curve))
    slow = furthest_habit(_delivery(pace=60.0, curve=curve))
    assert fast is not None
    assert slow is not None
    assert (fast.at, slow.at) == (7.0, 5.0)


def test_two_fillers_in_a_short_answer_are_not_a_habit() -> None:
    assert furthest_habit(_delivery(duration=60.0, rate=12.0, fillers=(1.0, 2.0))) is None


def test_without_speech_there_is_no_habit() -> None:
    assert furthest_habit(Delivery(5.0, 0)) is None
