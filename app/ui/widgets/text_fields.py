"""Fields for text: growing with it, one item per line, a single line, and search."""

from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import Icon, icon


class GrowingTextEdit(QPlainTextEdit):
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


_LEAST = 3


class LinesEdit(GrowingTextEdit):
    """As high as its lines, up to ten; Tab goes on to the next control."""

    def __init__(self, name: str, *, least: int = _LEAST, parent: QWidget | None = None) -> None:
        super().__init__(name, "One on each line", least=least, parent=parent)

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts without space around them, each once; blank lines are none."""
        typed = (line.strip() for line in self.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in typed if line))

    def show_lines(self, lines: Iterable[str]) -> None:
        """Replace the text."""
        self.show_text("\n".join(lines))


class SingleLineEdit(QLineEdit):
    """``empty`` stands there, pale, while nothing is written."""

    finished = Signal()
    """The person is done with it for now: pressed Enter, went elsewhere, or left the page."""

    def __init__(self, name: str, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(empty)
        self.editingFinished.connect(self.finished)

    @property
    def line(self) -> str:
        """The text without space around it."""
        return self.text().strip()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Be finished: a page can be left while the focus stays."""
        super().hideEvent(event)
        self.finished.emit()


class SearchField(QLineEdit):
    """Tells of every letter. Down goes to what was found, Enter opens it, Esc empties the field."""

    typed = Signal(str)
    """The whole text, after each change by the person."""
    down_pressed = Signal()
    enter_pressed = Signal()

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(empty)
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._quiet = False
        self.textChanged.connect(self._tell)
        self._draw_icon()

    def empty(self) -> None:
        """Take back what was typed, without a word."""
        # Its own button to clear it hears of that by the signal that is not passed on.
        self._quiet = True
        self.clear()
        self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Go where what was found is."""
        key = event.key()
        if key == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.enter_pressed.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_glass"):
            self._draw_icon()

    @Slot(str)
    def _tell(self, text: str) -> None:
        if not self._quiet:
            self.typed.emit(text)

    def _draw_icon(self) -> None:
        self._glass.setIcon(icon(Icon.SEARCH, roles().text_muted))
