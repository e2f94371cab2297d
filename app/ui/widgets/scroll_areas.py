"""Scroll areas that scroll only if their content does not fit."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.scrolled_text import MinimumLinesTextEdit

_STEP = Spacing.XXL


class PageScrollArea(QScrollArea):
    """A scroll area for the column of a page. It leaves all keys to the page."""

    def __init__(self, column: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = column
        column.setObjectName("page")
        self.setWidget(column)

    def scroll_by(self, steps: int) -> None:
        """Scroll down by so many steps of the arrow keys; up if negative."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + steps * _STEP)

    def follow(self, text: MinimumLinesTextEdit) -> None:
        """Scroll to the places in ``text``, a widget of the column, that it asks to show."""
        text.look_asked.connect(lambda place: self._look_at(text.viewport(), place))

    def _look_at(self, part: QWidget, place: QRect) -> None:
        at = part.mapTo(self._column, place.center())
        self.ensureVisible(at.x(), at.y(), 0, place.height() + Spacing.XL)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave all keys to the page; Qt would scroll with the arrows."""
        event.ignore()


class ShrinkingScrollArea(QScrollArea):
    """A scroll area as high as its content, which shrinks to ``least`` pixels and then scrolls."""

    def __init__(self, held: QWidget, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = held
        held.setObjectName("page")
        # The scroll bar is beside the content, not on top of it.
        held.setContentsMargins(0, 0, Spacing.S, 0)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(least)
        self.setWidget(held)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of the content at the current width."""
        held = self._held
        width = max(self.width(), held.minimumSizeHint().width())
        high = held.heightForWidth(width) if held.hasHeightForWidth() else held.sizeHint().height()
        return QSize(held.sizeHint().width(), max(self.minimumHeight(), high))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Update the height for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Grow and shrink with the content."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
