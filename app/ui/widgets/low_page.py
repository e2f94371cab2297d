"""A page that has room of its own to give away, in a window that may be too low for it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.kept_lines import KeptLines

_STEP = Space.XXL


class LowPage(QScrollArea):
    """Scrolls its column only where not all of it has room; keys are the page's own."""

    def __init__(self, column: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = column
        column.setObjectName("page")
        self.setWidget(column)

    def scroll_by(self, steps: int) -> None:
        """Scroll as far as keys do."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + steps * _STEP)

    def follow(self, text: KeptLines) -> None:
        """Bring into view what a text in the column asks for."""
        text.look_asked.connect(lambda place: self._look_at(text.viewport(), place))

    def _look_at(self, part: QWidget, place: QRect) -> None:
        at = part.mapTo(self._column, place.center())
        self.ensureVisible(at.x(), at.y(), 0, place.height() + Space.XL)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave all keys to the page: Qt would scroll with the arrows."""
        event.ignore()
