"""Looks up due questions for the practice page when it is shown and when answers change."""

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
"""Milliseconds in which what changed is looked up once, however much that is."""
_REFRESH_MS = 5 * 60 * 1000
"""Milliseconds after which a page that stays in view is looked up again."""


class DueQuestionsController(QObject):
    """GUI thread only; never waits."""

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
        # What the page waits for is dropped with it.
        self._tasks = BackgroundTasks(GuiThread(page))
        self._clock = QTimer(self)
        self._clock.setInterval(_REFRESH_MS)
        self._clock.timeout.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_COALESCE_MS)
        self._soon.timeout.connect(self.look)
        self._open = False
        self._reminds = False
        banks.have_been_read.connect(self.look)
        page.shown.connect(self._seen)
        page.wishes_changed.connect(lambda _wishes: self.look())
        values.follow(REMIND_DUE, effect=self._remind)

    @Slot()
    def opened(self) -> None:
        """Take note that there is a library to look into."""
        self._open = True
        self.look()

    @Slot()
    def look_soon(self) -> None:
        """Look up before long what is due, since an answer was judged; thousands may come."""
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def look(self) -> None:
        """Look up what is due, if somebody sees the page and wants to know."""
        shelf, seen = self._banks.shelf, self._page.isVisible()
        if shelf is None or not (self._open and self._reminds and seen):
            return
        self._tasks.forget()
        work = partial(list_for_today, shelf=shelf, now=self._now(), request=self._page.plan.wishes)
        self._tasks.deliver(self._store.submit(work), self._show, self._failed)

    def _remind(self, on: bool) -> None:
        """Show what is due from now on, or nothing of it."""
        self._reminds = on
        if on:
            self.look()
        else:
            self._tasks.forget()
            self._page.show_today(None)

    def _show(self, today: TodayList) -> None:
        self._page.show_today(today)

    def _failed(self, _error: MachineError) -> None:
        # The store has logged it, and what cannot be read is told where it is asked for.
        self._page.show_today(None)

    @Slot(bool)
    def _seen(self, seen: bool) -> None:
        if seen:
            self._clock.start()
            self.look()
        else:
            self._clock.stop()
