"""A request for a session, before its questions are chosen."""

from dataclasses import dataclass
from random import Random, SystemRandom

from mock_interviewer.app.planning.bank_questions import planned_questions
from mock_interviewer.app.planning.plan import Plan, estimated_minutes
from mock_interviewer.app.planning.saved_plans import SavedPlan
from mock_interviewer.app.planning.styles import PRACTICE, SessionRules, plan_under
from mock_interviewer.questions.model import Bank
from mock_interviewer.questions.selection import select_questions

_CHANCE = SystemRandom()


@dataclass(frozen=True)
class SessionRequest:
    """Which questions, how many, and under which rules.

    ``bank`` is the id of a bank, "" meaning the first; no sections means all. ``style`` is the id
    that the session is kept with, "" for that of the rules; ``plan`` the name of the saved plan
    that says exactly this, "" where none does.
    ``question`` is the id of the only question that is wanted, "" where the rest says which are.
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
        """About how long it will take, at least 1."""
        return estimated_minutes(self.count, self.rules.think_time, self.rules.answer_limit)

    def named(self, name: str) -> SavedPlan:
        """Return this as a plan to keep; raises UsageError where it cannot have the name."""
        return SavedPlan(
            name=name.strip(),
            rules=self.rules,
            bank=self.bank,
            sections=self.sections,
            questions=self.count,
            shuffle=self.shuffle,
        )


def request_from_plan(plan: SavedPlan) -> SessionRequest:
    """Return what a saved plan says."""
    return SessionRequest(
        bank=plan.bank,
        sections=plan.sections,
        rules=plan.rules,
        count=plan.questions,
        shuffle=plan.shuffle,
        plan=plan.name,
    )


def make_plan(bank: Bank, wishes: SessionRequest, chance: Random = _CHANCE) -> Plan:
    """Return the plan for ``wishes``; raises SelectionError where there is nothing to ask.

    ``wishes.sections`` may name groups too; what the bank does not have is left out. Where the
    rules want one topic, one is picked by ``chance`` from those that have as many questions as are
    wished for, or from the largest. ``chance`` gives the seed too where the questions are to be
    shuffled.
    """
    seed = chance.randrange(2**31) if wishes.shuffle else None
    known = set(bank.topics)
    sections = tuple(section for section in wishes.sections if section in known)
    if wishes.rules.one_topic and (topics := _topics_for(bank, sections, wishes.count)):
        sections = (chance.choice(topics),)
    offered = bank.questions_about(sections) if sections else bank.questions
    if wishes.question:
        # It is asked for by name, so also where it is retired.
        offered = tuple(each for each in bank.all_questions if each.id == wishes.question)
    chosen = select_questions(offered, count=wishes.count, seed=seed)
    return plan_under(
        wishes.rules, planned_questions(bank, chosen), style=wishes.style or None, seed=seed
    )


def _topics_for(bank: Bank, sections: tuple[str, ...], count: int) -> list[str]:
    offered = sections or bank.sections
    sizes = {section: len(bank.questions_about((section,))) for section in offered}
    enough = min(count, max((sizes[section] for section in offered), default=0))
    return [section for section in offered if sizes[section] >= enough]
