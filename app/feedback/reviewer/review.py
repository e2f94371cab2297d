"""A review of an answer: the request, the limits, and the events while it is written.

The last event is ReviewDone, ReviewStopped, or ReviewFailed.
"""

from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.app.feedback.reviewer.servers import ReviewServer
from mock_interviewer.audio.errors import MachineError


@dataclass(frozen=True)
class ReviewLimits:
    """Seconds, and bytes for ``answer``.

    ``look`` is for all that one server is asked when models are looked for, ``connect`` for the
    connection, ``first`` until the model says something, ``between`` from one token to the next,
    ``whole`` for the review from its request to its end. ``answer`` counts what is shown, in UTF-8.
    """

    look: float = 1.0
    connect: float = 2.0
    first: float = 120.0
    between: float = 60.0
    whole: float = 600.0
    answer: int = 20_000


@dataclass(frozen=True)
class ServersFound:
    """These servers answered; the first that has a model is asked."""

    servers: tuple[ReviewServer, ...]


@dataclass(frozen=True)
class ReviewStarted:
    """A model was asked, by its readable name; its first words may take a minute.

    ``where`` is the computer that it runs on, "" for this one.
    """

    model: str
    where: str = ""


@dataclass(frozen=True)
class ReviewText:
    """The next words of the review.

    ``anew`` says that all pieces before were thoughts of the model and no part of its review.
    """

    text: str
    restarts: bool = False


@dataclass(frozen=True)
class ReviewDone:
    """The whole review, who wrote it where (as in Began), and how many seconds that took.

    ``cut`` says that the model came to the end of what it may write.
    """

    text: str
    model: str
    seconds: float
    where: str = ""
    cut: bool = False


@dataclass(frozen=True)
class ReviewStopped:
    """The person gave it up; the connection is closed."""


@dataclass(frozen=True)
class ReviewFailed:
    """There is no review, or not all of it; the error says what happened and what to do."""

    error: MachineError


ReviewEvent: TypeAlias = (
    ServersFound | ReviewStarted | ReviewText | ReviewDone | ReviewStopped | ReviewFailed
)


@dataclass(frozen=True)
class ReviewRequest:
    """What is asked, and of whom.

    ``address`` is as a person writes it, "" to look on this computer; ``model`` a name, "" for the
    first. Only with ``allowed`` may anything leave this computer.
    """

    prompt: str
    address: str = ""
    model: str = ""
    allowed: bool = False
