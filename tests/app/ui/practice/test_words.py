from datetime import UTC, datetime, timedelta

import pytest

from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.planning.today import TodayList, TodayQuestion
from mock_interviewer.app.ui.practice.words import due_reasons, due_summary, nothing_due_words

NOW = datetime(2026, 3, 2, 19, tzinfo=UTC)
DAY = timedelta(days=1)
SHAKY = TodayQuestion(PlannedQuestion("b", "q", "", "", "One"), waited=DAY, went_badly=True)
WAITED = TodayQuestion(PlannedQuestion("b", "q", "", "", "One"), waited=21 * DAY)
NEW = TodayQuestion(PlannedQuestion("b", "q", "", "", "Evaluation"))


@pytest.mark.parametrize(
    ("asked", "due", "what", "why"),
    [
        ([SHAKY], 1, "1 question, about 1 minute", "1 was shaky last time"),
        ([WAITED], 1, "1 question, about 1 minute", "Last answered 3 weeks ago"),
        (
            [SHAKY] * 2 + [WAITED] * 4,
            6,
            "6 questions, about 14 minutes",
            "2 were shaky last time",
        ),
        (
            [WAITED, NEW, NEW, NEW],
            1,
            "1 question and 3 new, about 9 minutes",
            "Last answered 3 weeks ago · 3 new from Evaluation",
        ),
        (
            [WAITED] * 10,
            34,
            "10 of 34 questions, about 14 minutes",
            "Last answered about 3 weeks ago",
        ),
    ],
)
def test_the_summary_counts_due_questions_and_says_why(
    asked: list[TodayQuestion], due: int, what: str, why: str
) -> None:
    today = TodayList(tuple(asked), due)
    minutes = {1: 1, 4: 9}.get(len(asked), 14)
    assert (due_summary(today, minutes), due_reasons(today)) == (what, why)


@pytest.mark.parametrize(
    ("days", "unanswered", "words"),
    [
        (1, 0, ("Nothing until tomorrow", "")),
        (3, 1, ("Nothing until Thursday", "1 question is still new to you.")),
        (30, 124, ("Nothing until 1 April", "124 questions are still new to you.")),
        (400, 0, ("Nothing until 6 April 2027", "")),
    ],
)
def test_the_next_due_day_is_named_when_nothing_is_due(
    days: int, unanswered: int, words: tuple[str, str]
) -> None:
    today = TodayList(unanswered=unanswered, next_due=NOW + days * DAY)
    assert nothing_due_words(today, NOW) == words


def test_a_question_due_later_today_shows_the_time() -> None:
    later = TodayList(next_due=NOW + timedelta(hours=2, minutes=5))
    assert nothing_due_words(later, NOW) == ("Nothing until 21:05", "")


def test_without_answers_the_line_explains_due_questions() -> None:
    words = ("Nothing yet", "Questions return here when they are due for review.")
    assert nothing_due_words(TodayList(unanswered=9), NOW) == words
