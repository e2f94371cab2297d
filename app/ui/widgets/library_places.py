"""What stands in the library where there are no rows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space, Type, set_kind
from mock_interviewer.app.ui.widgets.bar_room import BAR
from mock_interviewer.app.ui.widgets.column import BLEED
from mock_interviewer.app.ui.widgets.text import Text

_EMPTY = (
    "Every answer you give is kept here: the recording to replay, and the transcript to read along."
)
_NO_WORDS = "Only whole words are found, and the beginning of the last one. Nothing is deleted."
_NARROWED = "Nothing is deleted: you look at some of your answers only."


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
        column.setContentsMargins(BLEED, Space.L, BLEED + BAR, 0)
        column.setSpacing(Space.XS)
        column.addWidget(Text(strong, Type.BODY, strong=True))
        self.about = Text(rest, Type.BODY, wrap=True, kind="muted")
        column.addWidget(self.about)
        column.addSpacing(Space.M)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


def empty_place() -> Blank:
    """Return what stands where sessions will be."""
    return Blank("Nothing recorded yet.", _EMPTY, "Start practice", primary=True)


class NoMatch(Blank):
    """What stands where no answer is as wanted."""

    def __init__(self) -> None:
        super().__init__("No answer matches.", _NARROWED, "Show all answers")

    def explain(self, *, sought: bool) -> None:
        """Say what may be in the way; ``sought``: there are words that were looked for."""
        self.about.show_text(_NO_WORDS if sought else _NARROWED)
