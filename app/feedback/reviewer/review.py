"""A review of an answer: its request, its limits, and the events while it is written.

The last event is ReviewDone, ReviewStopped, or ReviewFailed.
"""

from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.app.feedback.reviewer.servers import ReviewServer
from mock_interviewer.audio.errors import MachineError


@dataclass(frozen=True)
class ReviewLimits:
    """Limits in seconds, and in bytes for ``answer``.

    ``look`` limits the discovery of one server, ``connect`` a connection, ``first`` the time until
    the model's first reply, ``between`` the time from one token to the next, and ``whole`` the
    review from its request to its end. ``answer`` limits the text shown, in UTF-8.
    """

    look: float = 1.0
    connect: float = 2.0
    first: float = 120.0
    between: float = 60.0
    whole: float = 600.0
    answer: int = 20_000


@dataclass(frozen=True)
class ServersFound:
    """These servers answered; the first one with a suitable model is used."""

    servers: tuple[ReviewServer, ...]


@dataclass(frozen=True)
class ReviewStarted:
    """A model, by its readable name, was asked; its first words may take a minute.

    ``where`` is the computer it runs on, or "" for this one.
    """

    model: str
    where: str = ""


@dataclass(frozen=True)
class ReviewText:
    """The next words of the review.

    ``restarts`` means that all earlier pieces were thoughts, not part of the review.
    """

    text: str
    restarts: bool = False


@dataclass(frozen=True)
class ReviewDone:
    """The whole review, its model and computer as in ReviewStarted, and the seconds it took.

    ``cut`` means that the model reached its limit.
    """

    text: str
    model: str
    seconds: float
    where: str = ""
    cut: bool = False


@dataclass(frozen=True)
class ReviewStopped:
    """The person stopped the review; the connection is closed."""


@dataclass(frozen=True)
class ReviewFailed:
    """The review failed or is incomplete; the error says what happened and what to do."""

    error: MachineError


ReviewEvent: TypeAlias = (
    ServersFound | ReviewStarted | ReviewText | ReviewDone | ReviewStopped | ReviewFailed
)


@dataclass(frozen=True)
class ReviewRequest:
    """The prompt of a review, and the server and model to use.

    ``address`` is as entered, or "" to find a server on this computer; ``model`` is a name, or ""
    for the first. Data may leave this computer only with ``allowed``.
    """

    prompt: str
    address: str = ""
    model: str = ""
    allowed: bool = False
