"""The commands that can be spoken, and which of them need a confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class SpokenCommand(StrEnum):
    """What a person can ask of the interviewer by voice."""

    REPEAT = "repeat"
    REPHRASE = "rephrase"
    SKIP = "skip"
    NEXT = "next"
    PAUSE = "pause"
    RESUME = "resume"
    MOMENT = "moment"
    """ "Give me a moment": more time to think."""
    MEANING = "meaning"
    """ "What do you mean by perplexity?" """
    STOP = "stop"
    """End the interview."""
    SCRATCH = "scratch"
    """Start the answer over; what was said is kept as a take."""
    DONE = "done"
    """ "That's my answer." """
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class RecognizedCommand:
    """A command and how surely it was meant, from 0 to 1.

    ``subject`` is what a MEANING asks about, in the words that were heard; else "".
    """

    command: SpokenCommand
    certainty: float
    subject: str = ""


WITHIN_ANSWER: Final = frozenset(
    {
        SpokenCommand.REPEAT,
        SpokenCommand.PAUSE,
        SpokenCommand.MOMENT,
        SpokenCommand.SCRATCH,
        SpokenCommand.DONE,
        SpokenCommand.STOP,
    }
)
"""What makes sense in the midst of an answer."""
CONFIRMING: Final = frozenset({SpokenCommand.YES, SpokenCommand.NO})
"""What answers a question back."""
OUTSIDE_ANSWER: Final = frozenset(SpokenCommand) - CONFIRMING
"""What makes sense while nobody answers and nothing was asked back."""

WHILE_PAUSED: Final = frozenset({SpokenCommand.RESUME, SpokenCommand.REPEAT, SpokenCommand.STOP})
"""What makes sense while everything waits for the person."""

_QUESTIONS: Final[Mapping[SpokenCommand, str]] = {
    SpokenCommand.SKIP: "Skip this question?",
    SpokenCommand.STOP: "Stop the interview?",
    SpokenCommand.SCRATCH: "Start this answer over? What you said is kept.",
}


def needs_confirmation(command: SpokenCommand) -> bool:
    """Tell whether a command loses time or place, so that it is asked about first."""
    return command in _QUESTIONS


def confirmation_question(command: SpokenCommand) -> str | None:
    """Return what the interviewer asks before it obeys; None where it obeys at once."""
    return _QUESTIONS.get(command)
