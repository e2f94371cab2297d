"""The plan of a session as its row keeps it: written when it starts, read to continue it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from mock_interviewer.app.store.database import rows


class StoredQuestion(Protocol):
    """A question as the store saves it; ``app.planning.plan.PlannedQuestion`` is one."""

    @property
    def bank(self) -> str:
        """The bank's id."""

    @property
    def id(self) -> str:
        """The question's id in its bank."""

    @property
    def text(self) -> str:
        """The question, word for word."""

    @property
    def section(self) -> str:
        """The section's name."""

    @property
    def follow_up(self) -> int | None:
        """Its place among the follow-ups of the question, from 1; None for the question itself."""


class StoredFollowUpRules(Protocol):
    """Rules for follow-ups as the store saves them."""

    @property
    def most(self) -> int | None:
        """Maximum number of follow-ups per question; None means no limit."""


class StoredPlan(Protocol):
    """A plan as the store saves it; ``app.planning.plan.Plan`` is one."""

    @property
    def questions(self) -> Sequence[StoredQuestion]:
        """The questions, in order."""

    @property
    def mode(self) -> str:
        """Practice or exam, in lower case."""

    @property
    def think_time(self) -> float:
        """Seconds."""

    @property
    def answer_limit(self) -> float:
        """Seconds; 0 for no limit."""

    @property
    def seed(self) -> int | None:
        """The seed with which the questions were shuffled, if they were."""

    @property
    def style(self) -> str:
        """The id of its interview style; "" if it has only a mode."""

    @property
    def follow_ups(self) -> StoredFollowUpRules:
        """How many follow-ups are asked."""

    @property
    def retry(self) -> bool:
        """Whether an answer may be tried again right away."""

    @property
    def language(self) -> str | None:
        """The code of the answers' language; None for that of the settings."""


@dataclass(frozen=True)
class KeptQuestion:
    """A question of a kept plan; ``text`` is "" if the plan was kept without texts."""

    bank: str
    id: str
    text: str


@dataclass(frozen=True)
class KeptRules:
    """The rules of a kept plan that earlier versions did not keep."""

    follow_ups: int | None
    retry: bool
    language: str | None


@dataclass(frozen=True)
class KeptPlan:
    """A plan as read from the row of its session; the fields are as in ``StoredPlan``.

    ``rules`` is None if an earlier version kept the plan, which left them to the style.
    """

    questions: tuple[KeptQuestion, ...]
    think_time: float
    answer_limit: float
    seed: int | None
    style: str
    rules: KeptRules | None


def plan_json(plan: StoredPlan) -> str:
    """Return a plan as the row of its session keeps it."""
    return rows.as_json(
        {
            "questions": [[question.bank, question.id] for question in plan.questions],
            "texts": [question.text for question in plan.questions],
            "think_time": plan.think_time,
            "answer_limit": plan.answer_limit,
            "seed": plan.seed,
            "style": plan.style or str(plan.mode),
            "follow_ups": plan.follow_ups.most,
            "retry": plan.retry,
            "language": plan.language,
        }
    )


def kept_plan(stored: object) -> KeptPlan | None:
    """Return the plan in a row, or None if it cannot be read."""
    try:
        found = json.loads(str(stored))
        return KeptPlan(
            questions=_questions(found),
            think_time=float(found["think_time"]),
            answer_limit=float(found["answer_limit"]),
            seed=None if found["seed"] is None else int(found["seed"]),
            style=str(found["style"]),
            rules=_rules(found) if "follow_ups" in found else None,
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _questions(found: Mapping[str, Any]) -> tuple[KeptQuestion, ...]:
    keys = [(str(bank), str(question)) for bank, question in found["questions"]]
    texts = [str(text) for text in found.get("texts", ())] or [""] * len(keys)
    return tuple(
        KeptQuestion(bank, question, text)
        for (bank, question), text in zip(keys, texts, strict=True)
    )


def _rules(found: Mapping[str, Any]) -> KeptRules:
    most, language = found["follow_ups"], found["language"]
    return KeptRules(
        follow_ups=None if most is None else int(most),
        retry=bool(found["retry"]),
        language=None if language is None else str(language),
    )
