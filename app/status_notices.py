"""Short messages to the person: how much one matters, and what it is about."""

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """How much a notice matters."""

    INFO = "info"
    CAUTION = "caution"
    ERROR = "error"


@dataclass(frozen=True)
class Notice:
    """One plain sentence for the person. ``about`` groups notices: a newer one replaces an older.

    ``about`` is one of: voice, microphone, sleep, recognition, storage, limit.
    """

    kind: NoticeKind
    about: str
    text: str
