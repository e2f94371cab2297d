"""A session that was killed, or left, continues with its plan where it stopped."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from rig.kept_takes import feedback_of, keep
from rig.killed import kill
from rig.three_questions import BANK, OVERFITTING, SEARCH, SHELF, TOKEN

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.bank_questions import planned_questions
from mock_interviewer.app.planning.continued_session import ContinuedSession, continued_session
from mock_interviewer.app.planning.interview_styles import DEEP_DIVE, EXAM
from mock_interviewer.app.planning.plan import FollowUpRules, Plan, SessionMode
from mock_interviewer.app.store.database.records import CUT_SHORT, DEMO_STYLE, NO_RECORDING
from mock_interviewer.app.store.interrupted_session import (
    OFFERED_FOR,
    InterruptedSession,
    newest_interrupted_session,
)
from mock_interviewer.app.store.library import Library, utc_now
from mock_interviewer.questions.model import Question
from mock_interviewer.questions.shelf import BankShelf

CHILD = Path(__file__).with_name("interrupted_child.py")
QUESTIONS = planned_questions(BANK, BANK.questions)
PLAN = Plan(QUESTIONS)


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def library(data: DataFolder) -> Iterator[Library]:
    with Library.open(data) as opened:
        yield opened


def found_in(library: Library) -> InterruptedSession | None:
    return newest_interrupted_session(library, utc_now())


def continued_in(library: Library, shelf: BankShelf = SHELF) -> ContinuedSession | None:
    found = found_in(library)
    return None if found is None else continued_session(shelf, found)


def continued(library: Library, shelf: BankShelf = SHELF) -> ContinuedSession:
    found = continued_in(library, shelf)
    assert found is not None
    return found


def shelf_of(*questions: Question) -> BankShelf:
    return BankShelf((BANK.model_copy(update={"questions": questions}),))


def left_after(library: Library, answers: int, plan: Plan = PLAN) -> str:
    """Save a session with so many answers and without an end."""
    session = library.create_session(plan).id
    for position in range(1, answers + 1):
        keep(library, session, "So.", asked=plan.questions[position - 1], position=position)
    return session


def test_a_killed_session_continues_at_the_question_whose_answer_was_being_recorded(
    data: DataFolder,
) -> None:
    kill(CHILD, data.root)
    with Library.open(data) as library:
        found = continued(library)
        recovered = library.take(found.earlier[-1].id)
    assert (found.position, found.attempt) == (2, 2)
    assert found.question == QUESTIONS[1]
    assert recovered.duration == 2.0
    assert found.answers == 2
    assert [(take.question.text, take.position, take.seconds) for take in found.earlier] == [
        (SEARCH.text, 1, 2.5),
        (OVERFITTING.text, 2, 2.0),
    ]
    assert found.earlier[0].feedback == feedback_of(1)
    plan = found.plan
    assert (plan.questions[1:], plan.seed, plan.style) == (QUESTIONS[1:], 7, DEEP_DIVE.id)
    assert (plan.think_time, plan.answer_limit, plan.language) == (3.0, 180.0, "de")
    assert (plan.mode, plan.retry) == (SessionMode.PRACTICE, True)
    assert plan.follow_ups == DEEP_DIVE.rules.follow_ups
    assert found.changes == ""


def test_a_killed_session_continues_at_its_follow_up(data: DataFolder) -> None:
    kill(CHILD, data.root, "follow-up")
    with Library.open(data) as library:
        found = continued(library)
        without = continued(
            library, shelf_of(SEARCH.model_copy(update={"follow_ups": ()}), OVERFITTING, TOKEN)
        )
    assert (found.position, found.attempt) == (1, 2)
    assert found.question.text == SEARCH.follow_ups[0].text
    assert found.follow_ups_asked == (found.question,)
    assert (without.position, without.attempt, without.question) == (2, 1, QUESTIONS[1])


def test_a_session_left_after_an_answer_continues_at_the_next_question(library: Library) -> None:
    session = left_after(library, 1)
    found = continued(library)
    assert (found.session, found.position, found.attempt) == (session, 2, 1)
    assert (found.question, found.answers) == (QUESTIONS[1], 1)


def test_an_answer_that_the_closed_window_cut_short_is_asked_again(library: Library) -> None:
    session = left_after(library, 1)
    keep(library, session, "So", asked=QUESTIONS[1], position=2, flags=(CUT_SHORT,))
    found = continued(library)
    assert (found.position, found.attempt) == (2, 2)


def test_a_question_that_was_killed_before_a_word_is_asked_for_the_first_time(
    library: Library,
) -> None:
    session = left_after(library, 1)
    take = library.create_take(session, QUESTIONS[1], 2, 1)
    library.close_take(take.id, 0.0, ("recovered", NO_RECORDING))
    found = continued(library)
    assert (found.position, found.attempt, found.answers) == (2, 1, 1)


def test_skipped_questions_are_not_asked_again(library: Library) -> None:
    session = left_after(library, 1)
    skipped = library.create_take(session, QUESTIONS[1], 2, 1)
    library.skip_take(skipped.id)
    found = continued(library)
    assert (found.position, found.skipped, found.answers) == (3, (skipped.id,), 1)


@pytest.mark.parametrize("answers", [0, 3])
def test_without_an_answer_or_without_a_question_left_nothing_continues(
    library: Library, answers: int
) -> None:
    left_after(library, answers)
    assert continued_in(library) is None


def test_a_session_that_has_ended_does_not_continue(library: Library) -> None:
    library.end_session(left_after(library, 1))
    assert found_in(library) is None


def test_only_the_newest_session_continues_whatever_demos_came_after(library: Library) -> None:
    session = left_after(library, 1)
    left_after(library, 1, replace(PLAN, style=DEMO_STYLE))
    assert continued(library).session == session
    library.end_session(left_after(library, 1))
    assert found_in(library) is None


def test_a_deleted_session_does_not_continue(library: Library) -> None:
    session = left_after(library, 1)
    library.delete_session(session)
    assert found_in(library) is None


@pytest.mark.parametrize(("late", "offered"), [(-1, True), (1, False)])
def test_an_old_session_does_not_continue(library: Library, late: int, offered: bool) -> None:
    left_after(library, 1)
    now = utc_now() + OFFERED_FOR + timedelta(minutes=late)
    assert (newest_interrupted_session(library, now) is not None) is offered


def test_questions_deleted_or_edited_since_are_counted_and_the_rest_is_asked(
    library: Library,
) -> None:
    session = left_after(library, 1)
    edited = TOKEN.model_copy(update={"text": "What is a token, exactly?"})
    found = continued(library, shelf_of(edited))
    assert [question.text for question in found.plan.questions] == [SEARCH.text, edited.text]
    assert (found.position, found.question.text) == (2, edited.text)
    assert found.changes == "Since then, 1 question was deleted and 1 question was edited."
    library.continue_session(session, found.plan)
    again = continued(library, shelf_of(edited))
    assert (again.position, again.plan, again.changes) == (2, found.plan, "")
    assert library.session(session).planned == 2


def test_a_question_deleted_in_mid_answer_counts_as_answered(library: Library) -> None:
    session = left_after(library, 1)
    keep(library, session, "So", asked=QUESTIONS[1], position=2, flags=(CUT_SHORT,))
    found = continued(library, shelf_of(SEARCH, TOKEN))
    assert (found.position, found.question) == (3, QUESTIONS[2])
    assert len(found.plan.questions) == 3


def test_a_session_whose_questions_are_all_gone_does_not_continue(library: Library) -> None:
    left_after(library, 1)
    assert continued_in(library, shelf_of(SEARCH)) is None


@pytest.mark.parametrize(
    ("style", "follow_ups"), [(EXAM.id, EXAM.rules.follow_ups), ("own", FollowUpRules(most=2))]
)
def test_a_plan_kept_by_an_earlier_version_has_the_rules_of_its_style(
    library: Library, style: str, follow_ups: FollowUpRules
) -> None:
    session = left_after(library, 1, replace(PLAN, style=style, mode=SessionMode.EXAM))
    library.access.change(
        "UPDATE sessions SET plan = json_remove(plan, '$.follow_ups', '$.retry', '$.language',"
        " '$.texts') WHERE id = ?",
        session,
    )
    found = continued(library)
    assert (found.plan.follow_ups, found.plan.retry) == (follow_ups, False)
    assert found.edited == 0


@pytest.mark.parametrize("plan", ["{}", '{"questions": 3}', "[]", '{"questions": [[1]]}'])
def test_a_plan_that_cannot_be_read_does_not_continue(library: Library, plan: str) -> None:
    session = left_after(library, 1)
    library.access.change("UPDATE sessions SET plan = ? WHERE id = ?", plan, session)
    assert found_in(library) is None
