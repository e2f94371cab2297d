"""The spoken commands, where each is accepted, and which need confirmation."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class SpokenCommand(StrEnum):
    """A command that a person can give by voice."""

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
    """Start the answer over; the recording so far is kept as a take."""
    DONE = "done"
    """ "That's my answer." """
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class RecognizedCommand:
    """A command and its certainty, from 0 to 1.

    ``subject`` is the term that a MEANING command asks about, as recognized; otherwise "".
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
"""Commands accepted within an answer."""
CONFIRMING: Final = frozenset({SpokenCommand.YES, SpokenCommand.NO})
"""Replies to a confirmation."""
OUTSIDE_ANSWER: Final = frozenset(SpokenCommand) - CONFIRMING
"""Commands accepted while nobody is answering and no confirmation is pending."""

WHILE_PAUSED: Final = frozenset({SpokenCommand.RESUME, SpokenCommand.REPEAT, SpokenCommand.STOP})
"""Commands accepted while the session is paused."""

NEEDS_CONFIRMATION: Final = frozenset(
    {SpokenCommand.SKIP, SpokenCommand.STOP, SpokenCommand.SCRATCH}
)
"""Commands that lose time or the place in the session, so the interviewer asks first."""
