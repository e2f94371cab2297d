"""A text that is written on as many lines as it needs."""

from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QHideEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class GrowingText(QPlainTextEdit):
    """As high as its lines, from ``least`` up to ``most``; Tab goes on to the next control.

    ``empty`` stands there, pale, while nothing is written. The wheel scrolls the page, until the
    person works in here.
    """

    finished = Signal()
    """The person is done with it for now: the focus is elsewhere, or the page was left."""

    def __init__(
        self,
        name: str,
        empty: str = "",
        *,
        least: int = 1,
        most: int = 10,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setAccessibleName(name)
        self.setPlaceholderText(empty)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    @property
    def written(self) -> str:
        """The text without space around it."""
        return self.toPlainText().strip()

    def show_text(self, text: str) -> None:
        """Replace the text; what was typed before cannot be brought back by undo."""
        if text != self.toPlainText():
            self.setPlainText(text)
            self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Be finished, unless it is only a menu that opens."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finished.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Be finished: a page can be left while the focus stays."""
        super().hideEvent(event)
        self.finished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lines are broken elsewhere, so there may be more of them."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the wheel to the page while the focus is elsewhere."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _fit(self) -> None:
        shown = max(self._least, min(self._most, self._lines()))
        text = shown * ceil(QFontMetricsF(self.font()).lineSpacing())
        frame = self.contentsMargins()
        around = frame.top() + frame.bottom() + 2 * ceil(self.document().documentMargin())
        # Qt offers to scroll where the last line just fits.
        self.setFixedHeight(text + around + 1)

    def _lines(self) -> int:
        """Return how many lines there are, no further than is of use."""
        layout, block, lines = self.document().documentLayout(), self.document().begin(), 0
        while block.isValid() and lines <= self._most:
            # What was not broken into lines yet, and counts as one, is so for that.
            layout.blockBoundingRect(block)
            lines += block.lineCount()
            block = block.next()
        return lines
