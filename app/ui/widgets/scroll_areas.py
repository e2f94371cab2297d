"""Scroll areas that scroll only where they must, and what they hold."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.scrolled_text import MinimumLinesTextEdit

_STEP = Spacing.XXL


class PageScrollArea(QScrollArea):
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

    def follow(self, text: MinimumLinesTextEdit) -> None:
        """Bring into view what a text in the column asks for."""
        text.look_asked.connect(lambda place: self._look_at(text.viewport(), place))

    def _look_at(self, part: QWidget, place: QRect) -> None:
        at = part.mapTo(self._column, place.center())
        self.ensureVisible(at.x(), at.y(), 0, place.height() + Spacing.XL)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave all keys to the page: Qt would scroll with the arrows."""
        event.ignore()


class ShrinkingScrollArea(QScrollArea):
    """As high as what it holds, or as much less as there is room; it scrolls then."""

    def __init__(self, held: QWidget, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = held
        held.setObjectName("page")
        # The bar stands beside what is held, not on it.
        held.setContentsMargins(0, 0, Spacing.S, 0)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(least)
        self.setWidget(held)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of what it holds, at the width that it has."""
        held = self._held
        width = max(self.width(), held.minimumSizeHint().width())
        high = held.heightForWidth(width) if held.hasHeightForWidth() else held.sizeHint().height()
        return QSize(held.sizeHint().width(), max(self.minimumHeight(), high))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Another width may need another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Grow and shrink with what it holds."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class HeightForWidthWidget(QWidget):
    """As high as its text at the width that it has.

    Qt would ask for the height of all its text at its narrowest.
    """

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return no least height where it follows from the width."""
        least = super().minimumSizeHint()
        return QSize(least.width(), 0 if self.hasHeightForWidth() else least.height())
