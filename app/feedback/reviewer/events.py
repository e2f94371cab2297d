"""What a reviewer tells its listener; the last event is Done, Stopped or Failed."""

from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.app.feedback.reviewer.servers import Server
from mock_interviewer.audio.errors import MachineError


@dataclass(frozen=True)
class Found:
    """These servers answered; the first that has a model is asked."""

    servers: tuple[Server, ...]


@dataclass(frozen=True)
class Began:
    """A model was asked, by its readable name; its first words may take a minute.

    ``where`` is the computer that it runs on, "" for this one.
    """

    model: str
    where: str = ""


@dataclass(frozen=True)
class Piece:
    """The next words of the review.

    ``anew`` says that all pieces before were thoughts of the model and no part of its review.
    """

    text: str
    anew: bool = False


@dataclass(frozen=True)
class Done:
    """The whole review, who wrote it where (as in Began), and how many seconds that took.

    ``cut`` says that the model came to the end of what it may write.
    """

    text: str
    model: str
    seconds: float
    where: str = ""
    cut: bool = False


@dataclass(frozen=True)
class Stopped:
    """The person gave it up; the connection is closed."""


@dataclass(frozen=True)
class Failed:
    """There is no review, or not all of it; the error says what happened and what to do."""

    error: MachineError


ReviewEvent: TypeAlias = Found | Began | Piece | Done | Stopped | Failed
