"""Pages that are loaded or created only when they are shown."""

from collections.abc import Callable

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class LoadOnShowPage(QWidget):
    """A page that loads when it is shown. Minimizing or restoring the window doesn't count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")

    def page_shown(self) -> None:
        """Load the data; the page is now visible."""

    def page_hidden(self) -> None:
        """Drop data that has not arrived; the page is no longer visible."""

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Call ``page_shown``, unless only the window was restored."""
        super().showEvent(event)
        if not event.spontaneous():
            self.page_shown()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Call ``page_hidden``, unless only the window was minimized."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.page_hidden()


class LazyPage(QWidget):
    """A placeholder for the page that ``create`` returns, created when it is first shown."""

    def __init__(self, create: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._create = create
        self._page: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def make(self) -> None:
        """Create the page now, unless that was done."""
        if self._page is None:
            self._page = self._create()
            self._column.addWidget(self._page)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Create the page the first time."""
        self.make()
        super().showEvent(event)
