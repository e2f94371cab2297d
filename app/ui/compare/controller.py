"""The controller of the compare page: opens it from other pages and goes back to them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.ui.compare.source import StoredComparison
from mock_interviewer.app.ui.shared.library_source import LibraryThread, StoredLibrary
from mock_interviewer.app.ui.shared.navigation import COMPARISON, PageHistory
from mock_interviewer.app.ui.shared.player import PlayerLike

if TYPE_CHECKING:
    from mock_interviewer.app.ui.compare.page import ComparePage


class CompareController(QObject):
    """Adds the compare page to ``history``, which leads to it and back.

    GUI thread only, except ``close``, which blocks.
    """

    def __init__(
        self,
        store: LibraryThread,
        library: StoredLibrary,
        player: PlayerLike,
        history: PageHistory,
    ) -> None:
        super().__init__()
        self._history = history
        self._player = player
        self._source = StoredComparison(store, library)
        self._page: ComparePage | None = None

    @property
    def page(self) -> "ComparePage":
        """The page, created on first use to keep the start of the window fast."""
        if self._page is None:
            from mock_interviewer.app.ui.compare.page import ComparePage

            self._page = ComparePage(self._source, self._player)
            self._page.back_requested.connect(self._history.back)
            self._history.add(self._page, lambda: COMPARISON, self._page.head.back)
        return self._page

    @Slot(str)
    @Slot(str, str)
    def open(self, take: str, other: str = "") -> None:
        """Compare two takes by their IDs; without ``other``, ``take`` and the one before it."""
        self._history.go(self.page)
        self.page.open(take, other or None)

    @Slot(str)
    def take_changed(self, take: str) -> None:
        """Reload a take, if it is being compared."""
        if self._page is not None:
            self._page.take_changed(take)

    def close(self) -> None:
        """Stop the thread that compares words."""
        self._source.close()
