"""Short status messages for the person."""

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """The severity of a notice."""

    INFO = "info"
    CAUTION = "caution"
    ERROR = "error"


@dataclass(frozen=True)
class Notice:
    """A plain sentence for the person; it replaces an older notice with the same ``about``.

    ``about`` is one of: voice, microphone, sleep, recognition, storage, limit.
    """

    kind: NoticeKind
    about: str
    text: str
