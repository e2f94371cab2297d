"""A page with many parts, made only when someone wants to see it."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class ShownFirst(QWidget):
    """Holds the page that ``made`` returns, from the first time that it is shown."""

    def __init__(self, made: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._made = made
        self._page: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def make(self) -> None:
        """Make the page now, where it is not there yet."""
        if self._page is None:
            self._page = self._made()
            self._column.addWidget(self._page)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Make the page the first time."""
        self.make()
        super().showEvent(event)
