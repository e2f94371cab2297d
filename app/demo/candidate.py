"""What the demo's candidate answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import yaml

from mock_interviewer.app.errors import UsageError
from mock_interviewer.questions.model import Bank, Question


@dataclass(frozen=True)
class Rehearsed:
    """A question and what the candidate is going to say."""

    question: Question
    answer: str


def rehearse(bank: Bank, count: int) -> tuple[Rehearsed, ...]:
    """Return ``count`` questions with answers: our own short ones first, then model answers.

    Raises UsageError where the candidate knows fewer answers than that.
    """
    by_id = {question.id: question for question in bank.questions}
    short = {key: answer for key, answer in short_answers().items() if key in by_id}
    known = [Rehearsed(by_id[key], answer) for key, answer in short.items()]
    known += [
        Rehearsed(question, question.model_answer)
        for question in bank.questions
        if question.model_answer and question.id not in short
    ]
    if not 1 <= count <= len(known):
        raise UsageError(
            f"The demo's candidate can answer 1 to {len(known)} questions, not {count}; "
            f"say --questions {min(max(count, 1), len(known))}."
        )
    return tuple(known[:count])


def short_answers() -> Mapping[str, str]:
    """Return our own answers by question id, in the order in which the demo asks."""
    text = files("mock_interviewer.app.demo").joinpath("candidate.yaml").read_text("utf-8")
    answers: dict[str, str] = yaml.safe_load(text)
    return answers
