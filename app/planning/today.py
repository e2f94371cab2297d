"""Today's questions: those that are due, and a few new ones among them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mock_interviewer.app.planning.bank_questions import planned_question
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion, session_minutes
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.planning.styles import SessionRules, plan_under
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

MOST_TODAY = 10
"""So many questions make a sitting; of more that are due, the rest stays due."""
MOST_NEW = 3
"""So many new questions a sitting: each comes back again and again."""

_Found = tuple[Bank, Question]


@dataclass(frozen=True)
class TodayQuestion:
    """A question of a sitting.

    ``waited`` is the time since the last answer to it and ``shaky`` whether that went badly; None
    and False for a new one. ``seconds`` is how long an answer usually took, None where none is
    known.
    """

    question: PlannedQuestion
    waited: timedelta | None = None
    shaky: bool = False
    seconds: float | None = None


@dataclass(frozen=True)
class TodayList:
    """What is asked next, in its order; nothing where nothing is due.

    ``due`` counts all that is due, ``unanswered`` the questions of the bank that was wished for to
    which there is no answer. ``next_due`` is when something else will be due, None where nothing
    is scheduled.
    """

    asked: tuple[TodayQuestion, ...] = ()
    due: int = 0
    unanswered: int = 0
    next_due: datetime | None = None

    def minutes(self, rules: SessionRules) -> int:
        """Return about how long it takes under ``rules``."""
        return session_minutes(self._lengths, rules.think_time, rules.answer_limit)

    def plan(self, rules: SessionRules, style: str = "") -> Plan:
        """Return the plan that asks exactly this; ``style`` is as in Wishes."""
        questions = [each.question for each in self.asked]
        plan = plan_under(rules, questions, style=style or None)
        return replace(plan, lengths=self._lengths)

    @property
    def _lengths(self) -> tuple[float | None, ...]:
        return tuple(each.seconds for each in self.asked)


def list_for_today(
    library: LibraryReader, shelf: BankShelf, now: datetime, wishes: SessionRequest
) -> TodayList:
    """Return what to ask at an aware time; on the library's thread, whose errors it raises.

    Only what the banks still have is due. New questions are of the bank and sections of
    ``wishes``, all of one section, and come only beside what is due.
    """
    found = {
        (bank.id, question.id): (bank, question)
        for bank in shelf.banks
        for question in bank.questions
    }
    due = {kept.key: kept for kept in library.cards.due(now) if kept.key in found}
    new = library.cards.unanswered(_wished(shelf, wishes))
    order = urgent_first({key: kept.card for key, kept in due.items()}, now)[:MOST_TODAY]
    asked = [_again(library, found[key], due[key], now) for key in order]
    if asked:
        asked += [
            TodayQuestion(planned_question(*found[key]))
            for key in _few(new, found, MOST_TODAY - len(asked))
        ]
    return TodayList(
        asked=tuple(
            interleave_sections(asked, lambda each: (each.question.bank, each.question.section))
        ),
        due=len(due),
        unanswered=len(new),
        next_due=library.cards.next_due(now, found),
    )


def _again(library: LibraryReader, found: _Found, kept: SavedCard, now: datetime) -> TodayQuestion:
    lengths = library.cards.lengths(*kept.key)
    return TodayQuestion(
        planned_question(*found),
        waited=now - kept.card.reviewed,
        shaky=kept.grade <= RecallGrade.HARD,
        seconds=usual_answer_seconds(lengths, 0.0) or None,
    )


def _wished(shelf: BankShelf, wishes: SessionRequest) -> list[QuestionKey]:
    bank = shelf.bank(wishes.bank) or next(iter(shelf.banks), None)
    if bank is None:
        return []
    sections = set(wishes.sections) & set(bank.sections) or set(bank.sections)
    return [(bank.id, question.id) for question in bank.questions if question.section in sections]


def _few(
    new: Sequence[QuestionKey], found: dict[QuestionKey, _Found], room: int
) -> list[QuestionKey]:
    """Return the first of the new questions, all of one section."""
    if not new:
        return []
    section = found[new[0]][1].section
    return [key for key in new if found[key][1].section == section][: min(MOST_NEW, room)]
