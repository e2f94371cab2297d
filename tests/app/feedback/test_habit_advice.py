"""Advice on a habit of delivery."""

import pytest

from mock_interviewer.app.feedback.advice import habit_advice, spoken_habit_advice
from mock_interviewer.app.feedback.delivery.delivery import Delivery, SpeechMoment
from mock_interviewer.app.feedback.delivery.habits import DeliveryHabit

FILLERS = (SpeechMoment(1.0, 1.2, "uh"), SpeechMoment(2.0, 2.2, "um"), SpeechMoment(3.0, 3.2, "um"))
DELIVERY = Delivery(duration=60.0, words=120, fillers=FILLERS)


def sentence(habit: DeliveryHabit, delivery: Delivery = DELIVERY) -> str | None:
    advice = habit_advice(habit, delivery)
    return None if advice is None else advice.text


@pytest.mark.parametrize(
    ("habit", "words"),
    [
        (
            DeliveryHabit("fillers", 9.7, None, 5.0, 40.9),
            "pause instead of “um” (at least 9 a minute, around 0:40)",
        ),
        (
            DeliveryHabit("fillers", 9.7, None, 5.0, None),
            "pause instead of “um” (at least 9 a minute)",
        ),
        (
            DeliveryHabit("pace", 189.6, 120.0, 160.0, None),
            "speak more slowly (about 190 words a minute; 120 to 160 is often recommended)",
        ),
        (
            DeliveryHabit("pace", 92.2, 120.0, 160.0, None),
            "speak a little faster (about 92 words a minute; 120 to 160 is often recommended)",
        ),
        (
            DeliveryHabit("length", 190.2, 60.0, 120.0, None),
            "give shorter answers (3 min 10 s of speech; 60 to 120 s is often recommended)",
        ),
        (
            DeliveryHabit("length", 24.9, 60.0, None, None),
            "give longer answers (25 s of speech; at least 60 s is often recommended)",
        ),
        (
            DeliveryHabit("length", 190.2, None, 120.0, None),
            "give shorter answers (3 min 10 s of speech; at most 120 s is often recommended)",
        ),
    ],
)
def test_the_advice_says_what_to_try_and_why(habit: DeliveryHabit, words: str) -> None:
    assert sentence(habit) == f"One thing to try: {words}."


def test_the_worst_place_can_be_played() -> None:
    advice = habit_advice(DeliveryHabit("pace", 190.0, 120.0, 160.0, 70.0), DELIVERY)
    assert advice is not None
    assert (advice.finding, advice.at) == ("pace", 70.0)
    assert "190 words a minute, fastest around 1:10; 120" in advice.text


def test_without_filler_words_the_most_common_one_is_named() -> None:
    unheard = Delivery(duration=60.0, words=120)
    assert "“um”" in str(sentence(DeliveryHabit("fillers", 9.0, None, 5.0, None), unheard))


@pytest.mark.parametrize(
    "habit",
    [
        DeliveryHabit("pace", 120.0, 120.0, 160.0, None),
        DeliveryHabit("pace", 160.0, 120.0, 160.0, None),
        DeliveryHabit("pace", 400.0, None, None, None),
        DeliveryHabit("richness", 0.1, 0.5, None, None),
        DeliveryHabit("fillers", 0.0, 1.0, 5.0, None),
    ],
)
def test_measures_in_range_or_without_a_known_remedy_get_no_advice(
    habit: DeliveryHabit,
) -> None:
    assert sentence(habit) is None


@pytest.mark.parametrize(
    ("habit", "said"),
    [
        (DeliveryHabit("fillers", 9.7, None, 5.0, 40.9), "Pause instead of “um”."),
        (DeliveryHabit("pace", 189.6, 120.0, 160.0, None), "Speak more slowly."),
        (DeliveryHabit("length", 24.9, 60.0, None, None), "Give longer answers."),
        (DeliveryHabit("length", 190.2, None, 120.0, None), "Give shorter answers."),
    ],
)
def test_the_spoken_advice_has_no_figures(habit: DeliveryHabit, said: str) -> None:
    text = sentence(habit)
    assert text is not None
    assert spoken_habit_advice(text) == said
