"""How long a review may take, and how long it may become."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
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
