from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations
from typing import Any

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.questions.schedule import (
    RELEARNING_DELAY,
    GradedReview,
    MemoryCard,
    RecallGrade,
    card_after,
    interleave_sections,
    urgent_first,
    usual_answer_seconds,
)

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)

reviews = st.lists(
    st.builds(
        GradedReview,
        st.sampled_from(RecallGrade),
        st.integers(0, 400 * 86_400).map(lambda seconds: MORNING + timedelta(seconds=seconds)),
    ),
    max_size=12,
)


def directly(given: list[GradedReview]) -> fsrs.Card:
    scheduler = fsrs.Scheduler(
        learning_steps=[RELEARNING_DELAY], relearning_steps=[RELEARNING_DELAY], enable_fuzzing=False
    )
    card = fsrs.Card(due=MORNING)
    for review in given:
        card, _log = scheduler.review_card(card, fsrs.Rating(review.grade), review.at)
    return card


def due(*grades: RecallGrade) -> timedelta:
    card = card_after(GradedReview(grade, MORNING) for grade in grades)
    assert card is not None
    return card.due - MORNING


@given(reviews)
def test_a_card_equals_that_of_fsrs_even_if_the_clock_jumps(
    given: list[GradedReview],
) -> None:
    card, known = card_after(given), directly(given)
    if card is None:
        assert given == []
        return
    assert (card.due, card.stability, card.difficulty) == (
        known.due,
        known.stability,
        known.difficulty,
    )
    assert (card.state, card.step, card.reviewed) == (known.state, known.step, known.last_review)


@given(reviews, st.integers(0, 12))
def test_a_card_can_be_computed_from_any_earlier_card(
    given: list[GradedReview], split: int
) -> None:
    assert card_after(given[split:], card_after(given[:split])) == card_after(given)


@given(reviews)
def test_a_card_is_stored_in_the_format_of_fsrs(given: list[GradedReview]) -> None:
    card = card_after(given)
    if card is not None:
        assert MemoryCard.from_dict(card.to_dict()) == card
        written: Any = card.to_dict()
        assert fsrs.Card.from_dict(written).due == card.due


@given(reviews.filter(bool))
def test_a_better_grade_never_makes_a_question_due_earlier(given: list[GradedReview]) -> None:
    last = given[-1].at
    cards = [card_after([*given[:-1], GradedReview(grade, last)]) for grade in RecallGrade]
    known = [card.due for card in cards if card is not None]
    assert known == sorted(known)
    assert known[0] >= last + RELEARNING_DELAY


@pytest.mark.parametrize(
    ("grade", "wait"),
    [
        (RecallGrade.AGAIN, timedelta(hours=4)),
        (RecallGrade.HARD, timedelta(hours=6)),
        (RecallGrade.GOOD, 2 * DAY),
        (RecallGrade.EASY, 8 * DAY),
    ],
)
def test_a_first_answer_is_due_the_same_day_only_if_it_went_badly(
    grade: RecallGrade, wait: timedelta
) -> None:
    assert due(grade) == wait


def test_a_good_answer_right_after_a_bad_one_is_due_the_next_day() -> None:
    assert due(RecallGrade.AGAIN, RecallGrade.GOOD) == DAY


def test_time_zones_make_no_difference() -> None:
    local = MORNING.astimezone()
    assert card_after([GradedReview(RecallGrade.GOOD, local)]) == card_after(
        [GradedReview(RecallGrade.GOOD, MORNING)]
    )


def test_the_most_overdue_question_comes_first() -> None:
    weak = card_after([GradedReview(RecallGrade.AGAIN, MORNING - DAY)])
    strong = card_after([GradedReview(RecallGrade.EASY, MORNING - 9 * DAY)])
    late = card_after([GradedReview(RecallGrade.EASY, MORNING - 40 * DAY)])
    assert weak is not None
    assert strong is not None
    assert late is not None
    cards = {"strong": strong, "late": late, "weak": weak}
    assert urgent_first(cards, MORNING) == ["late", "weak", "strong"]


def test_a_clock_that_was_set_back_makes_nothing_overdue() -> None:
    card = card_after([GradedReview(RecallGrade.GOOD, MORNING)])
    assert card is not None
    assert card.overdue_ratio(MORNING - 3 * DAY) == 0


def same_neighbours(sections: list[str]) -> int:
    return sum(one == other for one, other in pairwise(sections))


@given(st.lists(st.sampled_from("abc"), max_size=6))
def test_neighbors_are_of_different_sections_if_possible(sections: list[str]) -> None:
    result = interleave_sections(sections, str)
    assert sorted(result) == sorted(sections)
    assert same_neighbours(result) == min(
        same_neighbours(list(order)) for order in set(permutations(sections))
    )


def test_interleaving_keeps_the_order_if_possible() -> None:
    order = ["a1", "b1", "a2", "c1", "b2"]
    assert interleave_sections(order, lambda item: item[0]) == order
    assert interleave_sections(["a1", "a2", "b1", "c1"], lambda item: item[0]) == [
        "a1",
        "b1",
        "a2",
        "c1",
    ]


def test_the_usual_answer_time_is_the_median_or_the_fallback() -> None:
    assert usual_answer_seconds([80.0, 20.0, 95.0], 120.0) == 80.0
    assert usual_answer_seconds([], 120.0) == 120.0
