from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from rig.answers import HEARD, SILENT, answer, asked, begin, feedback_for
from rig.dated_clock import DatedClock
from rig.kept_takes import keep, new_session

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.database.records import DEMO_STYLE
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.practice import reviews
from mock_interviewer.app.store.practice.cards import GradedTake, SavedCard
from mock_interviewer.questions.schedule import GradedReview, RecallGrade, card_after

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
YEAR = 365 * DAY
Way = Callable[[], None]


@pytest.fixture
def days() -> DatedClock:
    return DatedClock(MORNING)


@pytest.fixture
def library(data: DataFolder, days: DatedClock) -> Iterator[Library]:
    with closing(Library.open(data, clock=days)) as opened:
        yield opened


def only_card(library: Library) -> SavedCard:
    [card] = library.cards.due(MORNING + 10 * YEAR)
    return card


def graded(library: Library, take: str) -> GradedTake:
    found = library.cards.graded(take)
    assert found is not None
    return found


def _ways(library: Library, take: str) -> dict[str, tuple[Way, Way]]:
    """Return how a take is discarded and had back, by itself and with its session."""
    trash, session = library.trash, library.take(take).session
    return {
        "take": (partial(trash.discard_take, take), partial(trash.restore_take, take)),
        "session": (
            partial(trash.discard_session, session),
            partial(trash.restore_session, session),
        ),
    }


def test_feedback_grades_a_take_as_it_suggests(library: Library) -> None:
    take = answer(library, "q", RecallGrade.HARD)
    found = graded(library, take)
    assert (found.grade, found.confirmed) == (RecallGrade.HARD, False)
    assert found.suggestion is not None
    assert (found.suggestion.grade, found.suggestion.why) == (RecallGrade.HARD, "2 of 4 key points")
    assert only_card(library).card == card_after([GradedReview(RecallGrade.HARD, MORNING)])


def test_the_grade_of_the_person_counts(library: Library) -> None:
    take = answer(library, "q", RecallGrade.HARD)
    found = library.cards.grade(take, RecallGrade.EASY)
    assert (found.grade, found.confirmed) == (RecallGrade.EASY, True)
    assert only_card(library).card == card_after([GradedReview(RecallGrade.EASY, MORNING)])
    library.save_feedback(take, HEARD, feedback_for(RecallGrade.AGAIN))
    found = graded(library, take)
    assert (found.grade, found.confirmed) == (RecallGrade.EASY, True)
    assert found.suggestion is not None
    assert found.suggestion.grade is RecallGrade.AGAIN
    assert only_card(library).grade is RecallGrade.EASY


def test_other_feedback_changes_a_grade_that_was_not_confirmed(library: Library) -> None:
    take = answer(library, "q", RecallGrade.HARD)
    library.save_feedback(take, HEARD, feedback_for(RecallGrade.GOOD))
    assert graded(library, take).grade is RecallGrade.GOOD
    library.save_feedback(take, HEARD, SILENT)
    assert graded(library, take).grade is None
    assert library.cards.due(MORNING + YEAR) == ()


def test_the_chosen_transcript_decides_the_suggested_grade(library: Library) -> None:
    take = answer(library, "q", RecallGrade.HARD)
    other = replace(HEARD, model="small")
    library.save_transcript(take, other)
    library.save_feedback(take, other, feedback_for(RecallGrade.GOOD))
    library.choose_transcript(take, library.transcripts(take)[-1].number)
    assert graded(library, take).grade is RecallGrade.HARD
    assert only_card(library).grade is RecallGrade.HARD


def test_feedback_without_a_suggestion_leaves_grading_to_the_person(library: Library) -> None:
    take = answer(library, "q", SILENT)
    found = graded(library, take)
    assert (found.grade, found.suggestion) == (None, None)
    assert library.cards.grade(take, RecallGrade.GOOD).grade is RecallGrade.GOOD
    assert only_card(library).card == card_after([GradedReview(RecallGrade.GOOD, MORNING)])


def test_a_take_can_be_graded_before_there_is_feedback(library: Library) -> None:
    take = begin(library, asked("q"))
    library.cards.grade(take, RecallGrade.GOOD)
    assert only_card(library).grade is RecallGrade.GOOD


@pytest.mark.parametrize(
    "how", [{"follow_up": 1}, {"style": DEMO_STYLE}], ids=["follow-up", "demo"]
)
def test_only_the_persons_answers_to_a_question_are_graded(
    library: Library, how: dict[str, Any]
) -> None:
    take = answer(library, "q", RecallGrade.GOOD, **how)
    assert library.cards.graded(take) is None
    assert library.cards.due(MORNING + YEAR) == ()
    with pytest.raises(KeyError):
        library.cards.grade(take, RecallGrade.GOOD)


def test_reviews_count_in_the_order_of_their_takes_however_late_they_come(
    library: Library, days: DatedClock
) -> None:
    first = begin(library, asked("q"))
    days.now += 3 * DAY
    answer(library, "q", RecallGrade.GOOD)
    days.now += DAY
    library.save_feedback(first, HEARD, feedback_for(RecallGrade.AGAIN))
    expected = [
        GradedReview(RecallGrade.AGAIN, MORNING),
        GradedReview(RecallGrade.GOOD, MORNING + 3 * DAY),
    ]
    assert only_card(library).card == card_after(expected)


def test_each_grade_says_when_the_question_would_be_due(library: Library, days: DatedClock) -> None:
    first = answer(library, "q", RecallGrade.GOOD)
    days.now += 2 * DAY
    second = answer(library, "q", RecallGrade.GOOD)
    for take in (first, second):
        assert set(graded(library, take).due) == set(RecallGrade)
        for grade, due in graded(library, take).due.items():
            assert library.cards.grade(take, grade).due[grade] == due
            assert only_card(library).card.due == due


def test_a_take_is_superseded_once_a_later_answer_is_graded(library: Library) -> None:
    first = answer(library, "q", RecallGrade.EASY)
    answer(library, "other", RecallGrade.GOOD)
    assert not graded(library, first).is_superseded
    second = answer(library, "q", RecallGrade.AGAIN)
    assert graded(library, first).is_superseded
    assert not graded(library, second).is_superseded


def test_a_question_is_due_from_its_time_on(library: Library) -> None:
    answer(library, "q", RecallGrade.GOOD)
    due = MORNING + 2 * DAY
    assert library.cards.due(due - timedelta(microseconds=1)) == ()
    assert [card.question for card in library.cards.due(due)] == ["q"]
    assert library.cards.next_due(MORNING) == due
    assert library.cards.next_due(due) is None
    assert library.cards.next_due(MORNING, among={("b", "gone")}) is None


def test_a_card_is_rebuilt_from_the_remaining_reviews(
    library: Library,
) -> None:
    first, second = answer(library, "q", RecallGrade.GOOD), answer(library, "q", RecallGrade.EASY)
    for take, left in ((first, [GradedReview(RecallGrade.EASY, MORNING)]), (second, [])):
        with library.access.transaction() as connection:
            connection.execute("UPDATE takes SET deleting = 1 WHERE id = ?", (take,))
            reviews.rebuild_card(connection, ("b", "q"))
        assert [kept.card for kept in library.cards.due(MORNING + YEAR)] == (
            [card_after(left)] if left else []
        )
        assert library.cards.graded(take) is None


def test_deleting_a_session_removes_its_reviews(library: Library) -> None:
    take = answer(library, "q", RecallGrade.GOOD)
    answer(library, "other", RecallGrade.GOOD)
    library.delete_session(library.take(take).session)
    assert [card.question for card in library.cards.due(MORNING + YEAR)] == ["other"]


@pytest.mark.parametrize("what", ["take", "session"])
def test_feedback_on_a_discarded_take_grades_it_once_it_is_restored(
    library: Library, what: str
) -> None:
    take = begin(library, asked("q"))
    discard, restore = _ways(library, take)[what]
    discard()
    assert library.save_feedback(take, HEARD, feedback_for(RecallGrade.HARD))
    assert library.cards.graded(take) is None
    assert library.cards.due(MORNING + YEAR) == ()
    restore()
    assert graded(library, take).grade is RecallGrade.HARD
    assert only_card(library).card == card_after([GradedReview(RecallGrade.HARD, MORNING)])


def test_unanswered_questions_are_new(library: Library) -> None:
    answer(library, "answered", SILENT)
    answer(library, "asked-back", RecallGrade.GOOD, follow_up=1)
    session = library.create_session(_plan("skipped"))
    library.skip_take(library.create_take(session.id, asked("skipped"), 1, 1).id)
    keys = [("b", name) for name in ("skipped", "answered", "asked-back", "never")]
    assert library.cards.unanswered(keys) == (keys[0], keys[2], keys[3])


def test_a_question_answered_in_silence_stays_new_unless_it_is_graded(
    library: Library,
) -> None:
    wanted = asked("q")
    take = keep(library, new_session(library, wanted), "", asked=wanted)
    assert library.cards.unanswered([("b", "q")]) == (("b", "q"),)
    library.cards.grade(take, RecallGrade.AGAIN)
    assert library.cards.unanswered([("b", "q")]) == ()


def test_lengths_are_those_of_the_answers_to_the_question(library: Library) -> None:
    answer(library, "q", RecallGrade.GOOD)
    answer(library, "q", RecallGrade.GOOD, follow_up=1)
    answer(library, "other", RecallGrade.GOOD)
    assert library.cards.lengths("b", "q") == (60.0,)


@pytest.mark.usefixtures("berlin")
def test_the_load_counts_local_days(library: Library, days: DatedClock) -> None:
    # An hour is left out in the night to 29 March: from then on the same time is a day later.
    days.now = datetime(2026, 3, 25, 22, 30, tzinfo=UTC)  # half an hour before midnight
    for name, grade in (("a", RecallGrade.AGAIN), ("b", RecallGrade.GOOD), ("c", RecallGrade.EASY)):
        answer(library, name, grade)
    days.now += timedelta(hours=1)
    answer(library, "d", RecallGrade.GOOD)
    now = days.now + timedelta(hours=5)
    assert library.cards.load(now) == (1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0)
    assert library.cards.load(now, days=2) == (1, 1)
    assert library.cards.load(now, days=2, among={("b", "b")}) == (0, 1)
    assert library.cards.load(now + 30 * DAY, days=3) == (4, 0, 0)


def _plan(name: str) -> Plan:
    return Plan((asked(name),))
