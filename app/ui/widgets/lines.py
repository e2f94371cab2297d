"""A few short texts, one on each line."""

from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QHideEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_LEAST = 3
_MOST = 10


class Lines(QPlainTextEdit):
    """As high as its lines, up to ten; Tab goes on to the next control.

    The wheel scrolls the page, until the person works in here.
    """

    finished = Signal()
    """The person is done with it for now: the focus is elsewhere, or the page was left."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText("One on each line")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts without space around them, each once; blank lines are none."""
        typed = (line.strip() for line in self.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in typed if line))

    def show_lines(self, lines: Iterable[str]) -> None:
        """Replace the text."""
        self.setPlainText("\n".join(lines))
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
        # This kind of document counts its height in lines.
        lines = round(self.document().documentLayout().documentSize().height())
        shown = max(_LEAST, min(_MOST, lines))
        text = shown * ceil(QFontMetricsF(self.font()).lineSpacing())
        frame = self.contentsMargins()
        around = frame.top() + frame.bottom() + 2 * ceil(self.document().documentMargin())
        # Qt offers to scroll where the last line just fits.
        self.setFixedHeight(text + around + 1)
