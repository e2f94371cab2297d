"""Short status messages for the person."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class NoticeKind(StrEnum):
    """The severity of a notice."""

    INFO = "info"
    CAUTION = "caution"
    ERROR = "error"


class Announcer(Protocol):
    """Shows notices above all pages of the window; ``MainWindow.announce`` does."""

    def __call__(
        self,
        about: str,
        kind: NoticeKind,
        text: str,
        *actions: tuple[str, Callable[[], object]],
        stays: bool = False,
    ) -> None:
        """Show ``text`` in place of the last notice about the same; "" takes that one back.

        Each action is a button's label and what it does. A notice that ``stays`` cannot be
        dismissed.
        """


@dataclass(frozen=True)
class Notice:
    """A plain sentence for the person; it replaces an older notice with the same ``about``.

    ``about`` is one of: voice, microphone, sleep, recognition, storage, limit, topic.
    """

    kind: NoticeKind
    about: str
    text: str
