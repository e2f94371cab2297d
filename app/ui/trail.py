"""The way by which one came to a page, and back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from mock_interviewer.app.ui.widgets.back_button import BackButton, Stop


@dataclass(frozen=True)
class _Named:
    """How a page is called now, and its way back."""

    called: Callable[[], Stop]
    back: BackButton | None


class Trail(QObject):
    """Goes from page to page among ``pages``; each way back says where it leads. GUI thread only.

    No page is twice on the way, and from the first one none leads back.
    """

    def __init__(self, pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._pages = pages
        self._named: dict[QWidget, _Named] = {}
        self._way: list[QWidget] = []
        """The pages by which one came to the one in view."""
        self._outside: tuple[Stop, Callable[[], object]] | None = None
        """From where one came to the first of them, where that is not one of ``pages``."""
        pages.currentChanged.connect(self._arrive)

    def add(
        self, page: QWidget, called: Callable[[], Stop], back: BackButton | None = None
    ) -> None:
        """Put a page among the others, by how it is called; the first is where ways begin."""
        self._named[page] = _Named(called, back)
        self._pages.addWidget(page)

    def go(self, page: QWidget) -> None:
        """Show a page from which one can go back."""
        here = self._pages.currentWidget()
        if page in self._way:
            del self._way[self._way.index(page) :]
        elif here is not None and here is not page:
            self._way.append(here)
        self._pages.setCurrentWidget(page)
        self._arrive()

    def come(self, page: QWidget, called: Stop, leave: Callable[[], object]) -> None:
        """Show a page to which one comes from outside; ``leave`` goes back there."""
        self._way.clear()
        self._outside = (called, leave)
        self._pages.setCurrentWidget(page)
        self._arrive()

    @Slot()
    def back(self) -> None:
        """Show the page from which one came."""
        if self._outside is not None and not self._way:
            self._outside[1]()
        self._pages.setCurrentWidget(self._way.pop() if self._way else self._first)
        self._arrive()

    @property
    def _first(self) -> QWidget:
        return next(iter(self._named))

    @property
    def _leads_to(self) -> Stop:
        """Where one comes by going back."""
        if self._outside is not None and not self._way:
            return self._outside[0]
        return self._named[self._way[-1] if self._way else self._first].called()

    @Slot()
    def _arrive(self) -> None:
        page = self._pages.currentWidget()
        if page is self._first:
            # From wherever one came to it.
            self._way.clear()
            self._outside = None
        named = self._named.get(page) if page is not None else None
        if named is not None and named.back is not None:
            named.back.lead_to(self._leads_to)
