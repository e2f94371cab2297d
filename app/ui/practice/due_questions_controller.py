"""Controller of due questions, which looks them up when the practice page is shown."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from mock_interviewer.app.planning.today import TodayList, list_for_today
from mock_interviewer.app.settings.declarations import REMIND_DUE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.shared.library_source import LibraryThread
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError

_COALESCE_MS = 1000
"""Milliseconds during which any number of changes causes one look-up."""
_REFRESH_MS = 5 * 60 * 1000
"""Milliseconds between look-ups while the page stays visible."""


class DueQuestionsController(QObject):
    """Keeps the due questions on the practice page current. GUI thread only; never waits."""

    def __init__(
        self,
        page: PracticePage,
        banks: QuestionBanks,
        store: LibraryThread,
        values: SettingValues,
        *,
        now: Callable[[], datetime] = local_now,
    ) -> None:
        super().__init__()
        self._page = page
        self._banks = banks
        self._store = store
        self._now = now
        # Results for a page that was destroyed are dropped.
        self._tasks = BackgroundTasks(GuiThread(page))
        self._clock = QTimer(self)
        self._clock.setInterval(_REFRESH_MS)
        self._clock.timeout.connect(self.refresh)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_COALESCE_MS)
        self._soon.timeout.connect(self.refresh)
        self._open = False
        self._enabled = False
        banks.have_been_read.connect(self.refresh)
        page.shown.connect(self._visibility_changed)
        page.request_changed.connect(lambda _request: self.refresh())
        values.follow(REMIND_DUE, effect=self._set_enabled)

    @Slot()
    def opened(self) -> None:
        """Start looking up, now that the library is open."""
        self._open = True
        self.refresh()

    @Slot()
    def refresh_soon(self) -> None:
        """Look up what is due soon, after an answer was analyzed; thousands of calls are fine."""
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def refresh(self) -> None:
        """Look up what is due, if the page is visible and reminders are on."""
        shelf, visible = self._banks.shelf, self._page.isVisible()
        if shelf is None or not (self._open and self._enabled and visible):
            return
        self._tasks.forget()
        work = partial(
            list_for_today, shelf=shelf, now=self._now(), request=self._page.plan.request
        )
        self._tasks.deliver(self._store.submit(work), self._show, self._failed)

    def _set_enabled(self, enabled: bool) -> None:
        """Show what is due from now on, or hide it."""
        self._enabled = enabled
        if enabled:
            self.refresh()
        else:
            self._tasks.forget()
            self._page.show_due(None)

    def _show(self, today: TodayList) -> None:
        self._page.show_due(today)

    def _failed(self, _error: MachineError) -> None:
        # The store has logged the error, and the library page shows it.
        self._page.show_due(None)

    @Slot(bool)
    def _visibility_changed(self, visible: bool) -> None:
        if visible:
            self._clock.start()
            self.refresh()
        else:
            self._clock.stop()
