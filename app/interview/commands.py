"""What a person can ask of a session, by a key, a click or in words."""

from enum import StrEnum


class Command(StrEnum):
    """Each is ignored where it makes no sense."""

    DONE = "done"
    """Stop what is going on and move to the next state: speech, thinking or answering."""
    NEXT = "next"
    REPEAT = "repeat"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    WAIT = "wait"
    """Leave more time to think or to go on speaking, in a session that goes on by what is heard."""
    TRY_AGAIN = "try-again"
    END = "end"
    YES = "yes"
    """Do what the interviewer asked about."""
    NO = "no"
    """Leave it as it was."""
