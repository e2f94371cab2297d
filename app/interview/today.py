"""What is to be asked next: the questions that are due, and a few new ones among them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mock_interviewer.app.interview.plan import Plan, PlannedQuestion, minutes_of
from mock_interviewer.app.interview.planning import planned
from mock_interviewer.app.interview.styles import Rules, plan_under
from mock_interviewer.app.interview.wishes import Wishes
from mock_interviewer.app.store.cards import KeptCard
from mock_interviewer.app.store.reading import Reader
from mock_interviewer.app.store.reviews import Key
from mock_interviewer.questions.model import Bank, Question
from mock_interviewer.questions.schedule import Grade, mixed, urgent_first, usual_seconds
from mock_interviewer.questions.shelf import Shelf

MOST = 10
"""So many questions make a sitting; of more that are due, the rest stays due."""
FEW_NEW = 3
"""So many new questions a sitting: each comes back again and again."""

_Found = tuple[Bank, Question]


@dataclass(frozen=True)
class Asked:
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
class Today:
    """What is asked next, in its order; nothing where nothing is due.

    ``due`` counts all that is due, ``unanswered`` the questions of the bank that was wished for to
    which there is no answer. ``next_due`` is when something else will be due, None where nothing
    is scheduled.
    """

    asked: tuple[Asked, ...] = ()
    due: int = 0
    unanswered: int = 0
    next_due: datetime | None = None

    def minutes(self, rules: Rules) -> int:
        """Return about how long it takes under ``rules``."""
        return minutes_of(self._lengths, rules.think_time, rules.answer_limit)

    def plan(self, rules: Rules, style: str = "") -> Plan:
        """Return the plan that asks exactly this; ``style`` is as in Wishes."""
        questions = [each.question for each in self.asked]
        plan = plan_under(rules, questions, style=style or None)
        return replace(plan, lengths=self._lengths)

    @property
    def _lengths(self) -> tuple[float | None, ...]:
        return tuple(each.seconds for each in self.asked)


def look(library: Reader, shelf: Shelf, now: datetime, wishes: Wishes) -> Today:
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
    order = urgent_first({key: kept.card for key, kept in due.items()}, now)[:MOST]
    asked = [_again(library, found[key], due[key], now) for key in order]
    if asked:
        asked += [Asked(planned(*found[key])) for key in _few(new, found, MOST - len(asked))]
    return Today(
        asked=tuple(mixed(asked, lambda each: (each.question.bank, each.question.section))),
        due=len(due),
        unanswered=len(new),
        next_due=library.cards.next_due(now, found),
    )


def _again(library: Reader, found: _Found, kept: KeptCard, now: datetime) -> Asked:
    lengths = library.cards.lengths(*kept.key)
    return Asked(
        planned(*found),
        waited=now - kept.card.reviewed,
        shaky=kept.grade <= Grade.HARD,
        seconds=usual_seconds(lengths, 0.0) or None,
    )


def _wished(shelf: Shelf, wishes: Wishes) -> list[Key]:
    bank = shelf.bank(wishes.bank) or next(iter(shelf.banks), None)
    if bank is None:
        return []
    sections = set(wishes.sections) & set(bank.sections) or set(bank.sections)
    return [(bank.id, question.id) for question in bank.questions if question.section in sections]


def _few(new: Sequence[Key], found: dict[Key, _Found], room: int) -> list[Key]:
    """Return the first of the new questions, all of one section."""
    if not new:
        return []
    section = found[new[0]][1].section
    return [key for key in new if found[key][1].section == section][: min(FEW_NEW, room)]
