from dataclasses import replace
from typing import Any

import pytest
from rig.feedback import DELIVERY, UNTOLD

from mock_interviewer.app.feedback.comparing.delivery_changes import FigureChange, compare_delivery
from mock_interviewer.app.feedback.delivery.delivery import (
    Delivery,
    Loudness,
    Pauses,
    Pitch,
    SpeechMoment,
    UnavailableMeasure,
)
from mock_interviewer.app.feedback.delivery.measures import MEASURES

MOMENT = SpeechMoment(1.0, 1.5, "um")


def _found(label: str, earlier: Delivery | None, later: Delivery | None) -> FigureChange:
    return next(one for one in compare_delivery(earlier, later) if one.label == label)


@pytest.mark.parametrize(
    ("label", "changed", "way", "back"),
    [
        ("Length", {"duration": 90.0}, "longer", "shorter"),
        ("Words", {"words": 200}, "more words", "fewer words"),
        ("Pace", {"pace": 150.0}, "faster", "slower"),
        ("Pace without pauses", {"articulation": 190.0}, "faster", "slower"),
        ("Time to first word", {"first_word": 2.0}, "began later", "began sooner"),
        ("Pauses", {"pauses": Pauses((MOMENT,) * 4, 2.0)}, "more pauses", "fewer pauses"),
        ("Longest pause", {"pauses": Pauses((SpeechMoment(1, 9),), 8.0)}, "longer", "shorter"),
        ("Fillers", {"filler_rate": 5.0}, "more fillers a minute", "fewer fillers a minute"),
        ("Repetitions", {"repetitions": (MOMENT,)}, "more repetitions", "fewer repetitions"),
        ("Hedges", {"hedges": (MOMENT,)}, "more hedges", "fewer hedges"),
        ("Pitch variation", {"pitch": Pitch(120, 0.3)}, "pitch varies more", "pitch varies less"),
    ],
)
def test_a_measure_says_whether_it_rose_or_fell(
    label: str, changed: dict[str, Any], way: str, back: str
) -> None:
    other = replace(DELIVERY, **changed)
    assert _found(label, DELIVERY, other).direction == way
    assert _found(label, other, DELIVERY).direction == back


def test_loudness_and_word_variety_are_compared_too() -> None:
    calm = replace(DELIVERY, loudness=Loudness(4.0), richness=0.6)
    lively = replace(DELIVERY, loudness=Loudness(6.0), richness=0.7)
    assert _found("Loudness variation", calm, lively).direction == "loudness varies more"
    assert _found("Variety of words", calm, lively).direction == "words vary more"


def test_a_difference_within_measurement_error_is_no_change() -> None:
    assert _found("Pace", DELIVERY, replace(DELIVERY, pace=127.0)).direction == "about the same"
    assert _found("Pace", DELIVERY, DELIVERY).direction == "the same"


def test_values_that_display_the_same_count_as_equal() -> None:
    found = _found("Time to first word", DELIVERY, replace(DELIVERY, first_word=0.64))
    assert (found.earlier, found.later, found.direction) == ("0.6 s", "0.6 s", "the same")


def test_one_filler_more_in_a_much_longer_answer_is_fewer_a_minute() -> None:
    longer = replace(DELIVERY, fillers=(MOMENT,) * 3, filler_rate=1.0)
    found = _found("Fillers", DELIVERY, longer)
    assert found.earlier == "at least 2, 2.0 a minute"
    assert found.later == "at least 3, 1.0 a minute"
    assert found.direction == "fewer fillers a minute"


def test_an_answer_without_fillers_has_fewer_than_one_with() -> None:
    found = _found("Fillers", DELIVERY, replace(DELIVERY, fillers=(), filler_rate=None))
    assert (found.later, found.direction) == ("none found", "fewer fillers a minute")


def test_an_answer_without_pauses_has_no_longest_one() -> None:
    found = _found("Longest pause", DELIVERY, replace(DELIVERY, pauses=Pauses((), 0.0)))
    assert (found.earlier, found.later, found.direction) == ("3.0 s", "none", "shorter")


def test_a_measure_missing_in_one_answer_has_no_direction_and_a_reason() -> None:
    why = "There is too much noise to tell pauses."
    noisy = replace(DELIVERY, pauses=None, untold=(UnavailableMeasure("pauses", why),))
    for label in ("Pauses", "Longest pause"):
        found = _found(label, noisy, DELIVERY)
        assert (found.earlier, found.direction, found.why_earlier) == ("", "", why)
        assert found.later


def test_a_measure_missing_in_both_answers_is_left_out() -> None:
    found = compare_delivery(UNTOLD.delivery, UNTOLD.delivery)
    assert "Pace" not in [one.label for one in found]
    assert compare_delivery(None, None) == ()


def test_an_answer_without_feedback_leaves_its_side_empty() -> None:
    found = compare_delivery(None, DELIVERY)
    assert {one.earlier for one in found} == {""}
    assert {one.direction for one in found} == {""}
    assert [one.label for one in found] == [
        one.label for one in compare_delivery(DELIVERY, DELIVERY)
    ]


def test_every_measure_is_defined() -> None:
    assert {one.key for one in compare_delivery(DELIVERY, DELIVERY)} <= set(MEASURES)


FEW = replace(DELIVERY, fillers=(MOMENT,) * 3, filler_rate=5.0)
MANY = replace(DELIVERY, fillers=(MOMENT,) * 12, filler_rate=12.0)


def test_a_change_is_better_or_worse_only_where_the_source_says_so() -> None:
    assert _found("Fillers", MANY, FEW).direction == "better: fewer fillers a minute"
    assert _found("Fillers", FEW, MANY).direction == "worse: more fillers a minute"
    untested = replace(MANY, filler_rate=8.0)
    assert _found("Fillers", MANY, untested).direction == "fewer fillers a minute"
    assert _found("Fillers", untested, FEW).direction == "fewer fillers a minute"
    assert _found("Fillers", untested, MANY).direction == "more fillers a minute"


def test_common_advice_does_not_say_which_direction_is_better() -> None:
    fast = replace(DELIVERY, pace=240.0)
    assert _found("Pace", fast, DELIVERY).direction == "slower"
    assert _found("Pace", DELIVERY, fast).direction == "faster"


def test_figures_with_a_published_range_have_it_on_both_sides() -> None:
    found = compare_delivery(DELIVERY, replace(DELIVERY, pace=None))
    ranged = {one.label for one in found if one.earlier_range is not None}
    assert ranged == {"Length", "Pace", "Fillers"}
    assert _found("Pace", DELIVERY, replace(DELIVERY, pace=None)).later_range is None
