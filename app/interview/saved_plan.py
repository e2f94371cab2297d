"""A session's plan as a person keeps it under a name, and its shape in a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.interview.plan import FollowUpRules
from mock_interviewer.app.interview.styles import FeedbackWhen, Rules

LONGEST_NAME = 60
MOST_QUESTIONS = 500
LONGEST_THINK = 600
LONGEST_ANSWER = 3600
TO_THE_END = "to-the-end"
"""Stands in a file for follow-ups without a limit."""
_MOST_FOLLOW_UPS = 100


@dataclass(frozen=True)
class SavedPlan:
    """What to ask and under which rules, without the choice of questions itself.

    ``bank`` is a bank's id, "" for the first; no sections means all; ``questions`` is how many are
    asked at most. Raises UsageError where the name is blank, over LONGEST_NAME characters or has a
    control character, or a number is out of range.
    """

    name: str
    rules: Rules
    bank: str = ""
    sections: tuple[str, ...] = ()
    questions: int = 8
    shuffle: bool = True

    def __post_init__(self) -> None:
        check_name(self.name)
        _check("questions", self.questions, 1, MOST_QUESTIONS)
        _check("think_time", self.rules.think_time, 0, LONGEST_THINK)
        _check("answer_limit", self.rules.answer_limit, 0, LONGEST_ANSWER)
        most = self.rules.follow_ups.most
        if most is not None:
            _check("follow_ups", most, 0, _MOST_FOLLOW_UPS)

    @property
    def key(self) -> str:
        """What tells it from others."""
        return key_of(self.name)


def key_of(name: str) -> str:
    """Return what tells plans apart: a name without case and spaces around."""
    return name.strip().casefold()


def check_name(name: str) -> None:
    """Raise UsageError, with a sentence for the person, where no plan can have this name."""
    if not name.strip() or not name.isprintable():
        raise UsageError("A plan needs a name in ordinary characters.")
    if len(name) > LONGEST_NAME:
        raise UsageError(f"A plan's name has at most {LONGEST_NAME} characters.")


def to_plain(plan: SavedPlan) -> dict[str, object]:
    """Return a plan as a table of a file."""
    most = plan.rules.follow_ups.most
    return {
        "name": plan.name,
        "bank": plan.bank,
        "sections": list(plan.sections),
        "questions": plan.questions,
        "shuffle": plan.shuffle,
        "think_time": plan.rules.think_time,
        "answer_limit": plan.rules.answer_limit,
        "feedback": str(plan.rules.feedback),
        "follow_ups": TO_THE_END if most is None else most,
        "retry": plan.rules.retry,
        "one_topic": plan.rules.one_topic,
    }


def from_plain(table: Mapping[str, object]) -> SavedPlan:
    """Return the plan in a table of a file; keys that are not known are ignored.

    Raises UsageError, which names the key, where one is missing or says what it cannot.
    """
    feedback = _text(table, "feedback")
    if feedback not in {when.value for when in FeedbackWhen}:
        either = " or ".join(f'"{when}"' for when in FeedbackWhen)
        raise UsageError(f"feedback must be {either}.")
    think_time, answer_limit = _number(table, "think_time"), _number(table, "answer_limit")
    _check("think_time", think_time, 0, LONGEST_THINK)
    _check("answer_limit", answer_limit, 0, LONGEST_ANSWER)
    return SavedPlan(
        name=_text(table, "name"),
        rules=Rules(
            think_time=think_time,
            answer_limit=answer_limit,
            feedback=FeedbackWhen(feedback),
            follow_ups=FollowUpRules(_most(table)),
            retry=_switch(table, "retry"),
            one_topic=_switch(table, "one_topic"),
        ),
        bank=_text(table, "bank"),
        sections=_texts(table, "sections"),
        questions=_whole(table, "questions"),
        shuffle=_switch(table, "shuffle"),
    )


def _check(key: str, number: float, low: int, high: int) -> None:
    if not low <= number <= high:
        raise UsageError(f"{key} must be from {low} to {high}.")


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str):
        raise UsageError(f"{key} must be a text.")
    return value


def _texts(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise UsageError(f"{key} must be a list of texts.")
    return tuple(value)


def _switch(table: Mapping[str, object], key: str) -> bool:
    value = table.get(key)
    if not isinstance(value, bool):
        raise UsageError(f"{key} must be true or false.")
    return value


def _number(table: Mapping[str, object], key: str) -> float:
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UsageError(f"{key} must be a number of seconds.")
    return value


def _whole(table: Mapping[str, object], key: str) -> int:
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        raise UsageError(f"{key} must be a whole number.")
    return value


def _most(table: Mapping[str, object]) -> int | None:
    return None if table.get("follow_ups") == TO_THE_END else _whole(table, "follow_ups")
