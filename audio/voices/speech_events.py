"""What is told of a text that is being said."""

from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.audio.errors import MachineError


@dataclass(frozen=True)
class Started:
    """The first word is on its way to the ear.

    ``duration`` is how many seconds the whole takes, None where that is not known: a voice is then
    still making the rest of it. It is known of what was prepared or said before.
    """

    duration: float | None


@dataclass(frozen=True)
class Ended:
    """It was said to its end."""


@dataclass(frozen=True)
class Stopped:
    """It was stopped, or another text took its place."""


@dataclass(frozen=True)
class FailedToSpeak:
    """It could not be said, or not to its end; ``str(error)`` is for the person."""

    error: MachineError


SpeechEvent: TypeAlias = Started | Ended | Stopped | FailedToSpeak
