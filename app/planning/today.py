"""Today's questions: those that are due, and a few new ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mock_interviewer.app.planning.bank_questions import planned_question
from mock_interviewer.app.planning.interview_styles import SessionRules, plan_under
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion, session_minutes
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.store.practice.cards import SavedCard
from mock_interviewer.app.store.practice.reviews import QuestionKey
from mock_interviewer.app.store.reader import LibraryReader
from mock_interviewer.questions.model import Bank, Question
from mock_interviewer.questions.schedule import (
    RecallGrade,
    interleave_sections,
    urgent_first,
    usual_answer_seconds,
)
from mock_interviewer.questions.shelf import BankShelf

MAX_TODAY = 10
"""Maximum number of questions in a session; if more are due, the rest stay due."""
MAX_NEW = 3
"""Maximum number of new questions in a session, because each will return for review."""

_Found = tuple[Bank, Question]


@dataclass(frozen=True)
class TodayQuestion:
    """A question to ask today.

    ``waited`` is the time since its last answer, and ``went_badly`` whether that answer got a low
    grade; None and False for a new question. ``seconds`` is the usual length of an answer, or None
    if unknown.
    """

    question: PlannedQuestion
    waited: timedelta | None = None
    went_badly: bool = False
    seconds: float | None = None


@dataclass(frozen=True)
class TodayList:
    """The questions to ask today, in order; empty if none is due.

    ``due`` counts all due questions, and ``unanswered`` the questions of the requested bank
    without an answer. ``next_due`` is when another question becomes due, or None if none is
    scheduled.
    """

    asked: tuple[TodayQuestion, ...] = ()
    due: int = 0
    unanswered: int = 0
    next_due: datetime | None = None

    def minutes(self, rules: SessionRules) -> int:
        """Return the estimated minutes under ``rules``."""
        return session_minutes(self._lengths, rules.think_time, rules.answer_limit)

    def plan(self, rules: SessionRules, style: str = "") -> Plan:
        """Return the plan that asks exactly these; ``style`` is as in SessionRequest."""
        questions = [each.question for each in self.asked]
        plan = plan_under(rules, questions, style=style or None)
        return replace(plan, lengths=self._lengths)

    @property
    def _lengths(self) -> tuple[float | None, ...]:
        return tuple(each.seconds for each in self.asked)


def list_for_today(
    library: LibraryReader, shelf: BankShelf, now: datetime, request: SessionRequest
) -> TodayList:
    """Return the questions to ask at an aware time. Runs on the library's thread, with its errors.

    Only questions still in the banks are due. New questions are from the bank and sections of
    ``request``, all from one section, and are added only to questions that are due.
    """
    found = {
        (bank.id, question.id): (bank, question)
        for bank in shelf.banks
        for question in bank.questions
    }
    due = {kept.key: kept for kept in library.cards.due(now) if kept.key in found}
    new = library.cards.unanswered(_requested_questions(shelf, request))
    order = urgent_first({key: kept.card for key, kept in due.items()}, now)[:MAX_TODAY]
    asked = [_due_question(library, found[key], due[key], now) for key in order]
    if asked:
        asked += [
            TodayQuestion(planned_question(*found[key]))
            for key in _new_questions(new, found, MAX_TODAY - len(asked))
        ]
    return TodayList(
        asked=tuple(
            interleave_sections(asked, lambda each: (each.question.bank, each.question.section))
        ),
        due=len(due),
        unanswered=len(new),
        next_due=library.cards.next_due(now, found),
    )


def _due_question(
    library: LibraryReader, found: _Found, kept: SavedCard, now: datetime
) -> TodayQuestion:
    lengths = library.cards.lengths(*kept.key)
    return TodayQuestion(
        planned_question(*found),
        waited=now - kept.card.reviewed,
        went_badly=kept.grade <= RecallGrade.HARD,
        seconds=usual_answer_seconds(lengths, 0.0) or None,
    )


def _requested_questions(shelf: BankShelf, request: SessionRequest) -> list[QuestionKey]:
    bank = shelf.bank(request.bank) or next(iter(shelf.banks), None)
    if bank is None:
        return []
    sections = set(request.sections) & set(bank.sections) or set(bank.sections)
    return [(bank.id, question.id) for question in bank.questions if question.section in sections]


def _new_questions(
    new: Sequence[QuestionKey], found: dict[QuestionKey, _Found], room: int
) -> list[QuestionKey]:
    """Return the first new questions, all from one section."""
    if not new:
        return []
    section = found[new[0]][1].section
    return [key for key in new if found[key][1].section == section][: min(MAX_NEW, room)]
