"""What a person wants of a session, before its questions are chosen."""

from dataclasses import dataclass
from random import Random, SystemRandom

from mock_interviewer.app.interview.plan import Plan, about_minutes
from mock_interviewer.app.interview.planning import planned_all
from mock_interviewer.app.interview.saved_plan import SavedPlan
from mock_interviewer.app.interview.styles import PRACTICE, Rules, plan_under
from mock_interviewer.questions.model import Bank
from mock_interviewer.questions.selection import select

_CHANCE = SystemRandom()


@dataclass(frozen=True)
class Wishes:
    """Which questions, how many, and under which rules.

    ``bank`` is the id of a bank, "" meaning the first; no sections means all. ``style`` is the id
    that the session is kept with, "" for that of the rules; ``plan`` the name of the saved plan
    that says exactly this, "" where none does.
    ``question`` is the id of the only question that is wanted, "" where the rest says which are.
    """

    bank: str = ""
    sections: tuple[str, ...] = ()
    rules: Rules = PRACTICE.rules
    count: int = 8
    shuffle: bool = True
    style: str = ""
    plan: str = ""
    question: str = ""

    @property
    def minutes(self) -> int:
        """About how long it will take, at least 1."""
        return about_minutes(self.count, self.rules.think_time, self.rules.answer_limit)

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


def wishes_of(plan: SavedPlan) -> Wishes:
    """Return what a saved plan says."""
    return Wishes(
        bank=plan.bank,
        sections=plan.sections,
        rules=plan.rules,
        count=plan.questions,
        shuffle=plan.shuffle,
        plan=plan.name,
    )


def make_plan(bank: Bank, wishes: Wishes, chance: Random = _CHANCE) -> Plan:
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
    offered = bank.about(sections) if sections else bank.questions
    if wishes.question:
        # It is asked for by name, so also where it is retired.
        offered = tuple(each for each in bank.every if each.id == wishes.question)
    chosen = select(offered, count=wishes.count, seed=seed)
    return plan_under(
        wishes.rules, planned_all(bank, chosen), style=wishes.style or None, seed=seed
    )


def _topics_for(bank: Bank, sections: tuple[str, ...], count: int) -> list[str]:
    offered = sections or bank.sections
    sizes = {section: len(bank.about((section,))) for section in offered}
    enough = min(count, max((sizes[section] for section in offered), default=0))
    return [section for section in offered if sizes[section] >= enough]
