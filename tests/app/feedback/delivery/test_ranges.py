from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rig.feedback import DELIVERY, published_range

from mock_interviewer.app.feedback.delivery.delivery import Delivery, SpeechMoment
from mock_interviewer.app.feedback.delivery.habits import furthest_habit
from mock_interviewer.app.feedback.delivery.measures import MEASURES
from mock_interviewer.app.feedback.delivery.ranges import (
    FigureRange,
    figure_range,
    range_scales,
    ranged_values,
)

UM = SpeechMoment(1.0, 1.3, "um")


def _said(key: str, value: float) -> str:
    band = MEASURES[key].band
    assert band is not None
    return FigureRange(value, band).words


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("pace", 95.0, "slow"),
        ("pace", 96.0, "a little slow"),
        ("pace", 120.0, "comfortable"),
        ("pace", 160.0, "comfortable"),
        ("pace", 192.0, "a little fast"),
        ("pace", 193.0, "fast"),
        ("length", 30.0, "short"),
        ("length", 59.0, "a little short"),
        ("length", 130.0, "a little long"),
        ("length", 300.0, "long"),
        ("fillers", 0.0, "none found"),
        ("fillers", 5.0, "few"),
        ("fillers", 11.9, "some"),
        ("fillers", 12.0, "many"),
    ],
)
def test_a_value_is_called_by_where_it_lies(key: str, value: float, words: str) -> None:
    assert _said(key, value) == words


def test_only_the_source_on_fillers_says_which_direction_is_better() -> None:
    worse = {key: measure.band.worse_from for key, measure in MEASURES.items() if measure.band}
    assert worse == {"length": None, "pace": None, "fillers": 12.0}


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [(120, 160, "120 to 160"), (None, 5, "up to 5"), (2.5, None, "at least 2.5")],
)
def test_a_range_is_written_with_its_ends(low: float | None, high: float | None, ends: str) -> None:
    assert FigureRange(1.0, published_range(low, high)).ends == ends


def test_a_figure_has_a_range_only_if_one_is_published_and_it_was_measured() -> None:
    assert figure_range(DELIVERY, "pauses") is None
    assert figure_range(replace(DELIVERY, pace=None), "pace") is None
    assert figure_range(DELIVERY, "pace", {}) is None
    found = figure_range(DELIVERY, "pace")
    assert found is not None
    assert (found.value, found.ends, found.unit) == (125.0, "120 to 160", "words a minute")


def test_a_value_is_judged_as_exactly_as_it_is_shown() -> None:
    nearly = replace(DELIVERY, pace=119.6, first_word=0.0, last_word=59.7)
    assert ranged_values(nearly) == {"length": 60.0, "pace": 120.0, "fillers": 2.0}
    assert furthest_habit(nearly) is None


def test_the_length_is_that_of_the_speech_and_not_of_silence() -> None:
    assert ranged_values(Delivery(90.0, 80, first_word=20.0, last_word=70.0)) == {"length": 50.0}
    assert ranged_values(Delivery(90.0, 0)) == {}


def test_two_fillers_in_a_short_answer_are_not_many() -> None:
    short = Delivery(6.0, 12, fillers=(UM, UM), filler_rate=20.0)
    assert "fillers" not in ranged_values(short)
    assert ranged_values(replace(short, fillers=(UM,) * 3))["fillers"] == 20.0


def test_no_filler_is_a_rate_of_zero() -> None:
    assert ranged_values(Delivery(6.0, 12, fillers=(), filler_rate=None)) == {"fillers": 0.0}


@pytest.mark.parametrize(
    ("low", "high", "value", "places"),
    [
        (60.0, 120.0, 90.0, (0.4, 0.8, 0.6)),
        (60.0, 120.0, 240.0, (0.2, 0.4, 0.8)),
        (None, 5.0, 2.5, (0.0, 0.8, 0.4)),
        (50.0, None, 25.0, (0.8, 1.0, 0.4)),
    ],
)
def test_range_and_value_share_a_scale_from_zero(
    low: float | None, high: float | None, value: float, places: tuple[float, float, float]
) -> None:
    (scale,) = range_scales([FigureRange(value, published_range(low, high))])
    assert (scale.low, scale.high, scale.value) == pytest.approx(places)


def test_two_answers_have_scales_of_the_same_length() -> None:
    band = published_range(60.0, 120.0)
    short, long = range_scales([FigureRange(30.0, band), FigureRange(240.0, band)])
    assert (short.low, short.high) == (long.low, long.high)
    assert (short.value, long.value) == pytest.approx((0.1, 0.8))


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 200) | st.none(), st.floats(0, 300), st.floats(0, 1e6))
def test_everything_lies_within_its_scale(low: float | None, high: float, value: float) -> None:
    for scale in range_scales([FigureRange(value, published_range(low, high))]):
        for place in (scale.low, scale.high, scale.value):
            assert 0 <= place <= 1 + 1e-9
