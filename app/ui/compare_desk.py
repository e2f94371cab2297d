"""The page that compares, for the window: opened from other pages, and back to them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from mock_interviewer.app.ui.compare_source import StoredComparison
from mock_interviewer.app.ui.library_source import StoredLibrary
from mock_interviewer.app.ui.listing_source import LibraryThread
from mock_interviewer.app.ui.replay import PlayerLike

if TYPE_CHECKING:
    from mock_interviewer.app.ui.pages.compare import ComparePage


class CompareDesk(QObject):
    """Puts its page among ``pages`` and goes back to whichever of them it was opened from.

    GUI thread only; ``close`` waits, elsewhere.
    """

    def __init__(
        self,
        store: LibraryThread,
        library: StoredLibrary,
        player: PlayerLike,
        pages: QStackedWidget,
    ) -> None:
        super().__init__()
        self._pages = pages
        self._player = player
        self._source = StoredComparison(store, library)
        self._page: ComparePage | None = None
        self._from: QWidget | None = None

    @property
    def page(self) -> "ComparePage":
        """The page; made when it is first wanted, so that the window does not start with it."""
        if self._page is None:
            from mock_interviewer.app.ui.pages.compare import ComparePage

            self._page = ComparePage(self._source, self._player)
            self._page.back_requested.connect(self._back)
            self._pages.addWidget(self._page)
        return self._page

    @Slot(str)
    @Slot(str, str)
    def open(self, take: str, other: str = "") -> None:
        """Compare two takes by their ids; without ``other`` with the one of the question before."""
        page, shown = self.page, self._pages.currentWidget()
        if shown is not page:
            self._from = shown
        self._pages.setCurrentWidget(page)
        page.open(take, other or None)

    @Slot(str)
    def take_changed(self, take: str) -> None:
        """Show what is new of a take, if it is being compared."""
        if self._page is not None:
            self._page.take_changed(take)

    def close(self) -> None:
        """End the thread that compares words."""
        self._source.close()

    @Slot()
    def _back(self) -> None:
        if self._from is not None:
            self._pages.setCurrentWidget(self._from)
