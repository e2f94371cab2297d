"""A text that keeps room for some of its lines, whatever else wants it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTextEdit, QWidget

from mock_interviewer.app.ui.theme import READING_LINE, Space
from mock_interviewer.app.ui.widgets.column import BLEED

_LEAST_LINES = 3


class KeptLines(QTextEdit):
    """Takes what room there is, and no less than its lines need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _LEAST_LINES

    def keep_lines(self, lines: int) -> None:
        """Keep room for so many lines."""
        self._lines = lines
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the least room; the page gives what it has."""
        return QSize(6 * Space.XXL, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the room of the lines that it keeps."""
        line = READING_LINE * self.font().pixelSize()
        return QSize(2 * Space.XXL, round(self._lines * line) + 2 * BLEED)
