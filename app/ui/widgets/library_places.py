"""What stands in the library where there are no rows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space, Type, set_kind
from mock_interviewer.app.ui.widgets.column import BLEED
from mock_interviewer.app.ui.widgets.text import Text

_EMPTY = (
    "Every answer you give is kept here: the recording to replay, and the transcript to read along."
)
_NO_MATCH = "Only whole words are found, and the beginning of the last one. Nothing is deleted."


class Blank(QWidget):
    """One strong sentence, one that explains, and the one thing to do."""

    def __init__(self, strong: str, rest: str, label: str, *, primary: bool = False) -> None:
        super().__init__()
        self.sentence = strong
        self.button = QPushButton(label)
        self.button.setAccessibleName(label)
        self.button.setAutoDefault(True)
        if primary:
            set_kind(self.button, "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(BLEED, Space.L, BLEED, 0)
        column.setSpacing(Space.XS)
        column.addWidget(Text(strong, Type.BODY, strong=True))
        column.addWidget(Text(rest, Type.BODY, wrap=True, kind="muted"))
        column.addSpacing(Space.M)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


def empty_place() -> Blank:
    """Return what stands where sessions will be."""
    return Blank("Nothing recorded yet.", _EMPTY, "Start practice", primary=True)


def no_match_place() -> Blank:
    """Return what stands where no answer is as wanted."""
    return Blank("No answer matches.", _NO_MATCH, "Show all answers")
