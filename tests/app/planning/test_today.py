from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from rig.answers import answer

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.interview_styles import (
    DEEP_DIVE,
    EXAM,
    PRACTICE,
    RAPID_FIRE,
    InterviewStyle,
)
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.today import MAX_NEW, MAX_TODAY, TodayList, list_for_today
from mock_interviewer.app.store.library import Library
from mock_interviewer.questions.model import Bank, Question, QuestionKind, QuestionSource
from mock_interviewer.questions.schedule import RecallGrade
from mock_interviewer.questions.shelf import BankShelf

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
SIZES = {"Leaves": 9, "Water": 9, "Milk": 9}


def bank(id_: str, sizes: dict[str, int]) -> Bank:
    questions = tuple(
        Question(
            id=f"{name}-{number}".lower(),
            text=f"Why {name} number {number}?",
            section=name,
            source=QuestionSource(list=1, number=1),
            kind=QuestionKind.TECHNICAL,
        )
        for name, size in sizes.items()
        for number in range(size)
    )
    return Bank(id=id_, name=id_, version="1", questions=questions)


ANYTHING = SessionRequest()
SHELF = BankShelf((bank("b", SIZES), bank("tea", {"Cups": 2})))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(DataFolder(tmp_path / "data"), clock=lambda: MORNING) as opened:
        yield opened


def seen(
    library: Library, days: int = 30, wishes: SessionRequest = ANYTHING, shelf: BankShelf = SHELF
) -> TodayList:
    return list_for_today(library, shelf, MORNING + days * DAY, wishes)


def names(today: TodayList, *, new: bool) -> list[str]:
    return [each.question.id for each in today.asked if (each.waited is None) is new]


def test_nothing_is_asked_if_nothing_is_due(
    library: Library,
) -> None:
    assert seen(library) == TodayList(unanswered=27)
    answer(library, "leaves-0", RecallGrade.GOOD)
    today = seen(library, days=1)
    assert (today.asked, today.due, today.unanswered) == ((), 0, 26)
    assert today.next_due == MORNING + 2 * DAY


def test_due_questions_say_why_they_are_due(library: Library) -> None:
    answer(library, "leaves-0", RecallGrade.HARD)
    answer(library, "water-0", RecallGrade.GOOD)
    today = seen(library)
    asked = {each.question.id: each for each in today.asked}
    assert (today.due, asked["leaves-0"].went_badly, asked["water-0"].went_badly) == (
        2,
        True,
        False,
    )
    assert (asked["water-0"].waited, asked["water-0"].seconds) == (30 * DAY, 60.0)
    assert asked["water-0"].question.text == "Why Water number 0?"
    assert asked["water-0"].question.section == "Water"


def test_a_few_new_questions_of_one_section_are_added(library: Library) -> None:
    answer(library, "leaves-0", RecallGrade.GOOD)
    assert sorted(names(seen(library), new=True)) == ["leaves-1", "leaves-2", "leaves-3"]
    water = seen(library, wishes=SessionRequest(sections=("Water",)))
    assert sorted(names(water, new=True)) == ["water-0", "water-1", "water-2"]
    assert names(seen(library, wishes=SessionRequest(bank="tea")), new=True) == ["cups-0", "cups-1"]


def test_a_session_is_limited_to_the_most_urgent_questions(library: Library) -> None:
    for number in range(9):
        answer(library, f"leaves-{number}", RecallGrade.EASY)
        answer(library, f"water-{number}", RecallGrade.AGAIN)
    today = seen(library)
    assert today.due == 18
    assert len(names(today, new=False)) == MAX_TODAY
    assert names(today, new=True) == []
    assert sum(name.startswith("water") for name in names(today, new=False)) == 9


def test_new_ones_take_no_room_from_what_is_due(library: Library) -> None:
    for number in range(9):
        answer(library, f"leaves-{number}", RecallGrade.GOOD)
    assert len(names(seen(library), new=True)) == MAX_TODAY - 9 < MAX_NEW


def test_sections_are_mixed(library: Library) -> None:
    for number in range(3):
        for name in ("leaves", "water", "milk"):
            answer(library, f"{name}-{number}", RecallGrade.GOOD)
    sections = [each.question.section for each in seen(library).asked]
    assert all(one != other for one, other in pairwise(sections))


def test_deleted_questions_are_not_due(library: Library) -> None:
    answer(library, "leaves-0", RecallGrade.GOOD)
    answer(library, "gone", RecallGrade.GOOD)
    assert names(seen(library), new=False) == ["leaves-0"]
    assert seen(library, shelf=BankShelf(())) == TodayList()


def test_the_plan_asks_exactly_these_questions_under_the_requested_rules(library: Library) -> None:
    answer(library, "leaves-0", RecallGrade.GOOD)
    answer(library, "water-0", RecallGrade.GOOD)
    today = seen(library)
    for style in (EXAM, DEEP_DIVE):
        plan = today.plan(style.rules, style.id)
        assert plan.questions == tuple(each.question for each in today.asked)
        assert (plan.mode, plan.style) == (style.rules.mode, style.id)


def test_time_goes_by_how_long_answers_took_and_may_take(library: Library) -> None:
    answer(library, "leaves-0", RecallGrade.GOOD)  # in a minute
    today = seen(library, wishes=SessionRequest(sections=("Leaves",)))
    assert len(today.asked) == 4
    assert today.minutes(PRACTICE.rules) == 5
    assert today.minutes(RAPID_FIRE.rules) == 3


@pytest.mark.parametrize("style", [PRACTICE, RAPID_FIRE])
def test_the_plan_takes_as_long_as_was_said_before_it_was_started(
    library: Library, style: InterviewStyle
) -> None:
    answer(library, "leaves-0", RecallGrade.GOOD)
    today = seen(library, wishes=SessionRequest(sections=("Leaves",)))
    assert today.plan(style.rules).minutes == today.minutes(style.rules)
