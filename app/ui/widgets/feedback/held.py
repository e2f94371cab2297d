"""Something that scrolls where it has not all the room it would like."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from mock_interviewer.app.ui.theme import Space


class Held(QScrollArea):
    """As high as what it holds, or as much less as there is room; it scrolls then."""

    def __init__(self, held: QWidget, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = held
        held.setObjectName("page")
        # The bar stands beside what is held, not on it.
        held.setContentsMargins(0, 0, Space.S, 0)
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
