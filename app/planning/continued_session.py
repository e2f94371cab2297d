"""The continuation of an interrupted session: its plan today, and where to continue in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.planning.bank_questions import planned_question
from mock_interviewer.app.planning.follow_ups import planned_follow_up
from mock_interviewer.app.planning.interview_styles import EXAM, PRACTICE, style_by_id
from mock_interviewer.app.planning.plan import FollowUpRules, Plan, PlannedQuestion, SessionMode
from mock_interviewer.app.store.database.records import TakeRecord, TakeStatus
from mock_interviewer.app.store.interrupted_session import (
    InterruptedSession,
    was_cut_short,
    was_recorded,
)
from mock_interviewer.app.store.takes.session_plan import KeptPlan, KeptQuestion
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.questions.shelf import BankShelf


@dataclass(frozen=True)
class EarlierTake:
    """A take from before the interruption, with the feedback on it as far as it is known.

    ``seconds`` is the length of its recording, 0 if it has none.
    """

    id: str
    question: PlannedQuestion
    position: int
    seconds: float = 0.0
    feedback: Feedback | None = None


@dataclass(frozen=True)
class ContinuedSession:
    """Where a session continues: at ``question``, at a ``position`` of ``plan``.

    ``attempt``, ``answers``, and ``skipped`` are as in SessionSnapshot. ``follow_ups_asked`` are
    those of that position, including ``question`` if it is one. ``deleted`` and ``edited`` count
    the questions still to be asked that were changed in the banks; deleted ones are no longer in
    the plan.
    """

    session: str
    plan: Plan
    position: int
    question: PlannedQuestion
    attempt: int = 1
    follow_ups_asked: tuple[PlannedQuestion, ...] = ()
    answers: int = 0
    skipped: tuple[str, ...] = ()
    earlier: tuple[EarlierTake, ...] = ()
    deleted: int = 0
    edited: int = 0

    @property
    def changes(self) -> str:
        """What was changed in the banks, as one sentence; "" if nothing was."""
        parts = [
            f"{counted(count, 'question')} {'was' if count == 1 else 'were'} {done}"
            for count, done in ((self.deleted, "deleted"), (self.edited, "edited"))
            if count
        ]
        return f"Since then, {' and '.join(parts)}." if parts else ""


def continued_session(shelf: BankShelf, found: InterruptedSession) -> ContinuedSession | None:
    """Return where ``found`` continues with the banks of today; None if nothing is left to ask."""
    if found.mode not in set(SessionMode):
        return None
    last = found.takes[-1]
    again = _question_to_repeat(shelf, found.plan, last) if was_cut_short(last) else None
    position = last.position if again is not None else last.position + 1
    asked = [
        _asked_before(found, place, kept)
        for place, kept in enumerate(found.plan.questions[: position - 1], 1)
    ]
    left = [(kept, _planned(shelf, kept)) for kept in found.plan.questions[position - 1 :]]
    questions = (*asked, *(question for _, question in left if question is not None))
    if len(questions) < position:
        return None
    return ContinuedSession(
        session=found.id,
        plan=_plan(found, questions),
        position=position,
        question=again or questions[position - 1],
        attempt=1 if again is None else _attempts(found.takes, last) + 1,
        follow_ups_asked=() if again is None else _follow_ups_asked(shelf, found.takes, last),
        answers=sum(map(_is_answer, found.takes)),
        skipped=tuple(
            take.id
            for take in found.takes
            if take.status is TakeStatus.SKIPPED and not was_recorded(take)
        ),
        earlier=tuple(
            EarlierTake(
                take.id,
                _asked(take),
                take.position,
                take.duration,
                found.feedback.get(take.id),
            )
            for take in found.takes
        ),
        deleted=sum(question is None for _, question in left),
        edited=sum(
            question is not None and bool(kept.text) and kept.text != question.text
            for kept, question in left
        ),
    )


def _question_to_repeat(
    shelf: BankShelf, plan: KeptPlan, take: TakeRecord
) -> PlannedQuestion | None:
    """Return what a take that was cut short was asked; None if that no longer exists."""
    if not 1 <= take.position <= len(plan.questions):
        return None
    if take.follow_up is None:
        return _planned(shelf, plan.questions[take.position - 1])
    return _planned_follow_up(shelf, take)


def _planned(shelf: BankShelf, kept: KeptQuestion) -> PlannedQuestion | None:
    found = shelf.find(f"{kept.bank}/{kept.id}")
    return None if found is None else planned_question(*found)


def _planned_follow_up(shelf: BankShelf, take: TakeRecord) -> PlannedQuestion | None:
    found = shelf.find(f"{take.bank}/{take.question}")
    if found is None:
        return None
    bank, question = found
    same = (each for each in question.follow_ups if each.text == take.text)
    follow_up = next(same, None)
    return None if follow_up is None else planned_follow_up(bank, question, follow_up)


def _follow_ups_asked(
    shelf: BankShelf, takes: Sequence[TakeRecord], last: TakeRecord
) -> tuple[PlannedQuestion, ...]:
    asked = {
        take.text: _planned_follow_up(shelf, take)
        for take in takes
        if take.position == last.position and take.follow_up is not None
    }
    return tuple(question for question in asked.values() if question is not None)


def _asked_before(found: InterruptedSession, place: int, kept: KeptQuestion) -> PlannedQuestion:
    """Return a question that is not asked again, with the text that it had."""
    takes = (take for take in found.takes if take.position == place and take.follow_up is None)
    take = next(takes, None)
    unknown = PlannedQuestion(kept.bank, kept.id, kept.text, kept.text, "")
    return unknown if take is None else _asked(take)


def _asked(take: TakeRecord) -> PlannedQuestion:
    """Return what a take was asked, in the words of then."""
    return PlannedQuestion(
        take.bank, take.question, take.text, take.text, take.section, follow_up=take.follow_up
    )


def _attempts(takes: Sequence[TakeRecord], last: TakeRecord) -> int:
    """Return how often what ``last`` was asked was answered, also in part."""
    same = (last.position, last.follow_up)
    return max(
        (
            take.attempt
            for take in takes
            if (take.position, take.follow_up) == same and was_recorded(take)
        ),
        default=0,
    )


def _is_answer(take: TakeRecord) -> bool:
    return take.status is TakeStatus.SAVED and was_recorded(take)


def _plan(found: InterruptedSession, questions: tuple[PlannedQuestion, ...]) -> Plan:
    kept, mode = found.plan, SessionMode(found.mode)
    style = style_by_id(kept.style) or (PRACTICE if mode is SessionMode.PRACTICE else EXAM)
    rules = kept.rules
    return Plan(
        questions=questions,
        mode=mode,
        think_time=kept.think_time,
        answer_limit=kept.answer_limit,
        seed=kept.seed,
        language=None if rules is None else rules.language,
        follow_ups=style.rules.follow_ups if rules is None else FollowUpRules(rules.follow_ups),
        retry=style.rules.retry if rules is None else rules.retry,
        style=kept.style,
    )
