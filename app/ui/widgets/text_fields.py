"""Text fields: growing with the text, one item per line, a single line, and search."""

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
from mock_interviewer.app.ui.toolkit.shortcuts import ENTER_KEYS


class GrowingTextEdit(QPlainTextEdit):
    """A field as high as its text, from ``least`` to ``most`` lines. Tab leaves the field.

    ``empty`` is the placeholder. The wheel scrolls the page unless the field has the focus.
    """

    finished = Signal()
    """The person left the field: the focus moved, or the page was hidden."""

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
        """The text without surrounding space."""
        return self.toPlainText().strip()

    def show_text(self, text: str) -> None:
        """Replace the text and clear the undo history."""
        if text != self.toPlainText():
            self.setPlainText(text)
            self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Emit ``finished``, unless only a menu opened."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finished.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Emit ``finished``: a page may be hidden while a field keeps the focus."""
        super().hideEvent(event)
        self.finished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Update the height, since lines wrap elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the wheel to the page unless the field has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _fit(self) -> None:
        shown = max(self._least, min(self._most, self._lines()))
        text = shown * ceil(QFontMetricsF(self.font()).lineSpacing())
        frame = self.contentsMargins()
        around = frame.top() + frame.bottom() + 2 * ceil(self.document().documentMargin())
        # Without one more pixel, Qt shows a scroll bar.
        self.setFixedHeight(text + around + 1)

    def _lines(self) -> int:
        """Return the number of lines; stop counting above ``most``."""
        layout, block, lines = self.document().documentLayout(), self.document().begin(), 0
        while block.isValid() and lines <= self._most:
            # This lays out the block; before that, it counts as one line.
            layout.blockBoundingRect(block)
            lines += block.lineCount()
            block = block.next()
        return lines


_LEAST = 3


class LinesEdit(GrowingTextEdit):
    """A field for one item per line, up to ten lines high. Tab leaves the field."""

    def __init__(self, name: str, *, least: int = _LEAST, parent: QWidget | None = None) -> None:
        super().__init__(name, "One per line", least=least, parent=parent)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines without surrounding space, blank lines, and duplicates."""
        typed = (line.strip() for line in self.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in typed if line))

    def show_lines(self, lines: Iterable[str]) -> None:
        """Replace the text."""
        self.show_text("\n".join(lines))


class SingleLineEdit(QLineEdit):
    """A field for one line; ``empty`` is its placeholder."""

    finished = Signal()
    """The person pressed Enter or left the field, or the page was hidden."""

    def __init__(self, name: str, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(empty)
        self.editingFinished.connect(self.finished)

    @property
    def line(self) -> str:
        """The text without surrounding space."""
        return self.text().strip()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Emit ``finished``: a page may be hidden while a field keeps the focus."""
        super().hideEvent(event)
        self.finished.emit()


class SearchField(QLineEdit):
    """A field that searches while the person types. Esc clears it."""

    typed = Signal(str)
    """The whole text, after every change by the person."""
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
        """Clear the field without emitting ``typed``."""
        # Blocking signals would keep the clear button from noticing.
        self._quiet = True
        self.clear()
        self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Report Down and Enter; clear the text on Esc."""
        key = event.key()
        if key == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif key in ENTER_KEYS:
            self.enter_pressed.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icon in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_glass"):
            self._draw_icon()

    @Slot(str)
    def _tell(self, text: str) -> None:
        if not self._quiet:
            self.typed.emit(text)

    def _draw_icon(self) -> None:
        self._glass.setIcon(icon(Icon.SEARCH, roles().text_muted))
