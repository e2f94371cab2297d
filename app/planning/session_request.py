"""A request for a session, before its questions are chosen."""

from dataclasses import dataclass
from random import Random, SystemRandom

from mock_interviewer.app.planning.bank_questions import planned_questions
from mock_interviewer.app.planning.interview_styles import PRACTICE, SessionRules, plan_under
from mock_interviewer.app.planning.plan import Plan, estimated_minutes
from mock_interviewer.app.planning.saved_plans import SavedPlan
from mock_interviewer.questions.model import Bank
from mock_interviewer.questions.selection import select_questions

_CHANCE = SystemRandom()


@dataclass(frozen=True)
class SessionRequest:
    """The selection of questions for a session, their number, and its rules.

    ``bank`` is the id of a bank, or "" for the first; no sections means all. ``style`` is the id
    saved with the session, or "" for that of the rules; ``plan`` is the name of the saved plan
    with exactly this content, or "". ``question`` is the id of the only question to ask, or "" to
    select by the other fields.
    """

    bank: str = ""
    sections: tuple[str, ...] = ()
    rules: SessionRules = PRACTICE.rules
    count: int = 8
    shuffle: bool = True
    style: str = ""
    plan: str = ""
    question: str = ""

    @property
    def minutes(self) -> int:
        """The estimated length in minutes, at least 1."""
        return estimated_minutes(self.count, self.rules.think_time, self.rules.answer_limit)

    def named(self, name: str) -> SavedPlan:
        """Return this as a plan to save; raises UsageError if the name is invalid."""
        return SavedPlan(
            name=name.strip(),
            rules=self.rules,
            bank=self.bank,
            sections=self.sections,
            questions=self.count,
            shuffle=self.shuffle,
        )


def request_from_plan(plan: SavedPlan) -> SessionRequest:
    """Return the request that a saved plan makes."""
    return SessionRequest(
        bank=plan.bank,
        sections=plan.sections,
        rules=plan.rules,
        count=plan.questions,
        shuffle=plan.shuffle,
        plan=plan.name,
    )


def make_plan(bank: Bank, request: SessionRequest, chance: Random = _CHANCE) -> Plan:
    """Return the plan for ``request``; raises SelectionError if there is nothing to ask.

    ``request.sections`` may include groups; sections that the bank does not have are ignored. If
    the rules require one topic, ``chance`` picks one with enough questions, or one of the largest.
    ``chance`` also provides the seed for shuffling.
    """
    seed = chance.randrange(2**31) if request.shuffle else None
    known = set(bank.topics)
    sections = tuple(section for section in request.sections if section in known)
    if request.rules.one_topic and (topics := _topics_for(bank, sections, request.count)):
        sections = (chance.choice(topics),)
    offered = bank.questions_about(sections) if sections else bank.questions
    if request.question:
        # It was requested by id, so include it even if it is retired.
        offered = tuple(each for each in bank.all_questions if each.id == request.question)
    chosen = select_questions(offered, count=request.count, seed=seed)
    return plan_under(
        request.rules, planned_questions(bank, chosen), style=request.style or None, seed=seed
    )


def _topics_for(bank: Bank, sections: tuple[str, ...], count: int) -> list[str]:
    offered = sections or bank.sections
    sizes = {section: len(bank.questions_about((section,))) for section in offered}
    enough = min(count, max((sizes[section] for section in offered), default=0))
    return [section for section in offered if sizes[section] >= enough]
