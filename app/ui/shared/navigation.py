"""The history of visited pages, and the Back button."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import Icon, set_icon
from mock_interviewer.app.ui.style.theme import set_kind


@dataclass(frozen=True)
class Destination:
    """A page to go back to: its name on a button, and in a sentence."""

    name: str
    phrase: str


class BackButton(QPushButton):
    """Names the page that it goes back to; Esc does the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "quiet")
        self.set_destination(LIBRARY)
        self._draw_icon()

    def set_destination(self, stop: Destination) -> None:
        """Set the page that it goes back to."""
        self.setText(stop.name)
        self.setAccessibleName(f"Back to {stop.phrase}")
        self.setToolTip(f"Back to {stop.phrase} (Esc)")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icon in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self, Icon.BACK, roles().text_muted)


@dataclass(frozen=True)
class _HistoryEntry:
    """The present name of a page, and its Back button."""

    called: Callable[[], Destination]
    back: BackButton | None


class PageHistory(QObject):
    """Moves among ``pages`` and labels their Back buttons. GUI thread only.

    No page is in the history twice, and the first page has nothing to go back to.
    """

    def __init__(self, pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._pages = pages
        self._named: dict[QWidget, _HistoryEntry] = {}
        self._visited: list[QWidget] = []
        """The pages visited before the current one."""
        self._outside: tuple[Destination, Callable[[], object]] | None = None
        """Where the person came from, if not from one of ``pages``, and how to go back there."""
        pages.currentChanged.connect(self._arrive)

    def add(
        self, page: QWidget, called: Callable[[], Destination], back: BackButton | None = None
    ) -> None:
        """Add a page, with a callable that returns its name; the first page starts the history."""
        self._named[page] = _HistoryEntry(called, back)
        self._pages.addWidget(page)

    def go(self, page: QWidget) -> None:
        """Show a page, and remember the current one."""
        here = self._pages.currentWidget()
        if page in self._visited:
            del self._visited[self._visited.index(page) :]
        elif here is not None and here is not page:
            self._visited.append(here)
        self._pages.setCurrentWidget(page)
        self._arrive()

    def come(self, page: QWidget, called: Destination, leave: Callable[[], object]) -> None:
        """Show a page on entering from outside; ``leave`` goes back there."""
        self._visited.clear()
        self._outside = (called, leave)
        self._pages.setCurrentWidget(page)
        self._arrive()

    @Slot()
    def back(self) -> None:
        """Go back to the previous page."""
        if self._outside is not None and not self._visited:
            self._outside[1]()
        self._pages.setCurrentWidget(self._visited.pop() if self._visited else self._first)
        self._arrive()

    @property
    def _first(self) -> QWidget:
        return next(iter(self._named))

    @property
    def _destination(self) -> Destination:
        """Where ``back`` goes."""
        if self._outside is not None and not self._visited:
            return self._outside[0]
        return self._named[self._visited[-1] if self._visited else self._first].called()

    @Slot()
    def _arrive(self) -> None:
        page = self._pages.currentWidget()
        if page is self._first:
            # However it was reached.
            self._visited.clear()
            self._outside = None
        named = self._named.get(page) if page is not None else None
        if named is not None and named.back is not None:
            named.back.set_destination(self._destination)


LIBRARY = Destination("Library", "the library")
SEARCH_RESULTS = Destination("Search results", "the search results")
TAKE = Destination("Answer", "the answer")
ALL_TAKES = Destination("All answers", "all answers to the question")
COMPARISON = Destination("Comparison", "the comparison")
QUESTIONS = Destination("Questions", "the questions")
