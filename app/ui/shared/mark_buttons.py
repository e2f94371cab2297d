"""The icon, texts, and key of each mark of a take, wherever takes are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt

from mock_interviewer.app.ui.style.icons import Icon


@dataclass(frozen=True)
class MarkButton:
    """The key, icon, and texts of one mark; ``key`` is the character that is typed."""

    key: str
    shortcut: str
    """The shortcut that also works while text is typed, in Qt's notation."""
    icon: Icon
    """Shown in the rows of lists while the mark is set."""
    help: str
    label: str
    """The label of its button, and of the filter, while the mark is set."""
    set_label: str
    set_words: str
    clear_label: str
    clear_words: str

    @property
    def qt_key(self) -> Qt.Key:
        """The key that types ``key``."""
        return Qt.Key(ord(self.key.upper()))


MARK_BUTTONS: Final[Mapping[str, MarkButton]] = {
    "starred": MarkButton(
        key="*",
        shortcut="Ctrl+D",
        icon=Icon.STARRED,
        help="Star or unstar this answer",
        label="Starred",
        set_label="Star",
        set_words="Star this answer",
        clear_label="Unstar",
        clear_words="Remove star",
    ),
}
"""By the names of TAKE_MARKS; a mark without a button here is not offered in the window."""
