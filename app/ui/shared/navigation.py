"""The history of visited pages, and the button that leads back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import Icon, set_icon
from mock_interviewer.app.ui.style.theme import set_kind


@dataclass(frozen=True)
class Destination:
    """A page to which a way back leads: its name on a button, and within a sentence."""

    name: str
    phrase: str


class BackButton(QPushButton):
    """Names where it leads; Esc does the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "quiet")
        self.lead_to(LIBRARY)
        self._draw_icon()

    def lead_to(self, stop: Destination) -> None:
        """Say where it leads."""
        self.setText(stop.name)
        self.setAccessibleName(f"Back to {stop.phrase}")
        self.setToolTip(f"Back to {stop.phrase} (Esc)")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self, Icon.BACK, roles().text_muted)


@dataclass(frozen=True)
class _HistoryEntry:
    """How a page is called now, and its way back."""

    called: Callable[[], Destination]
    back: BackButton | None


class PageHistory(QObject):
    """Goes from page to page among ``pages``; each way back says where it leads. GUI thread only.

    No page is twice on the way, and from the first one none leads back.
    """

    def __init__(self, pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._pages = pages
        self._named: dict[QWidget, _HistoryEntry] = {}
        self._way: list[QWidget] = []
        """The pages by which one came to the one in view."""
        self._outside: tuple[Destination, Callable[[], object]] | None = None
        """From where one came to the first of them, where that is not one of ``pages``."""
        pages.currentChanged.connect(self._arrive)

    def add(
        self, page: QWidget, called: Callable[[], Destination], back: BackButton | None = None
    ) -> None:
        """Put a page among the others, by how it is called; the first is where ways begin."""
        self._named[page] = _HistoryEntry(called, back)
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

    def come(self, page: QWidget, called: Destination, leave: Callable[[], object]) -> None:
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
    def _leads_to(self) -> Destination:
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


LIBRARY = Destination("Library", "the library")


SEARCH_RESULTS = Destination("Search results", "the search results")


TAKE = Destination("Take", "the take")


ALL_TAKES = Destination("All takes", "all takes of the question")


COMPARISON = Destination("Comparison", "the comparison")


QUESTIONS = Destination("Questions", "the questions")
