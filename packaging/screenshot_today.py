"""Due questions and grades for screenshots."""

from datetime import UTC, datetime, timedelta

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.grade_suggestion import suggest_grade
from mock_interviewer.app.planning.plan import PlannedQuestion
from mock_interviewer.app.planning.today import TodayList, TodayQuestion
from mock_interviewer.app.store.practice.cards import GradedTake
from mock_interviewer.questions.schedule import RecallGrade

EVENING = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
"""The moment of every picture."""
_DAY = timedelta(days=1)
NOTHING = TodayList(unanswered=124, next_due=EVENING + 3 * _DAY)


def _asked(
    number: int, section: str, *, days: int | None = None, shaky: bool = False
) -> TodayQuestion:
    question = PlannedQuestion("llm", f"q-{number}", "", "", section)
    waited = None if days is None else days * _DAY
    return TodayQuestion(question, waited, went_badly=shaky, seconds=None if days is None else 80.0)


def due(*, new: int = 0, more: int = 0) -> TodayList:
    """Return six questions that are due, so many new ones beside them, and so many more."""
    sections = ("Evaluation and Metrics", "Training and Fine-tuning")
    asked = [
        _asked(at, sections[at % 2], days=1 if at < 2 else 17 + 3 * at, shaky=at < 2)  # noqa: PLR2004
        for at in range(6)
    ]
    asked += [_asked(6 + at, "Evaluation and Metrics") for at in range(new)]
    return TodayList(tuple(asked), due=6 + more, unanswered=124, next_due=EVENING + _DAY)


def graded(take: str, feedback: Feedback, *, confirmed: RecallGrade | None = None) -> GradedTake:
    """Return how a take is graded whose feedback this is, unless the person gave a grade."""
    proposal = suggest_grade(feedback)
    grade = confirmed or (proposal.grade if proposal else None)
    waits = (timedelta(hours=4), 3 * _DAY, 9 * _DAY, 24 * _DAY)
    moment = datetime.now(UTC) + timedelta(minutes=1)
    due = {grade: moment + wait for grade, wait in zip(RecallGrade, waits, strict=True)}
    return GradedTake(take, grade, confirmed is not None, proposal, due)
