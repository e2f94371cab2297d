"""Controller of the progress page, which connects it with the store and the banks."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.settings.declarations import REMIND_DUE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.ui.progress.page import ProgressPage
from mock_interviewer.app.ui.progress.source import StoredProgress
from mock_interviewer.app.ui.shared.library_source import LibraryThread
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.widgets.lazy_pages import LazyPage


class ProgressController(QObject):
    """Creates the page when ``place`` is first shown. GUI thread only; never waits."""

    practice_page_requested = Signal()
    """The person wants to see the practice page."""
    practice_requested = Signal(str, str)
    """The person wants to practice a section: the id of its bank, and its name."""

    def __init__(
        self,
        store: LibraryThread,
        banks: QuestionBanks,
        values: SettingValues,
        *,
        now: Callable[[], datetime] = local_now,
    ) -> None:
        super().__init__()
        self._store = store
        self._banks = banks
        self._now = now
        self._page: ProgressPage | None = None
        self._values = values
        self.place = LazyPage(self._make_page)
        banks.have_been_read.connect(self._show_banks)
        values.follow(REMIND_DUE, effect=self._show_due)

    @property
    def page(self) -> ProgressPage:
        """The page, created now if necessary."""
        self.place.make()
        if self._page is None:
            raise AssertionError("the page was not created")
        return self._page

    def _make_page(self) -> ProgressPage:
        self._page = page = ProgressPage(StoredProgress(self._store), now=self._now)
        page.show_due(on=self._values.get(REMIND_DUE))
        page.practice_page_requested.connect(self.practice_page_requested)
        page.practice_requested.connect(self.practice_requested)
        self._show_banks()
        return page

    def _show_due(self, on: bool) -> None:
        """Show or hide due questions from now on."""
        if self._page is not None:
            self._page.show_due(on=on)

    @Slot()
    def _show_banks(self) -> None:
        if self._page is not None and self._banks.shelf is not None:
            self._page.show_banks(self._banks.shelf.banks)
