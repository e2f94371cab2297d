"""Background upkeep of the data folder: packing recordings, and removing old ones."""

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.background.backfill_grades import backfill_grades
from mock_interviewer.app.background.packing import RecordingPacker
from mock_interviewer.app.background.retention import RecordingRetention
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.settings.declarations import KEEP_AS_FLAC, KEEP_MONTHS
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks

log = logging.getLogger(__name__)


_AFTER = 5.0
"""Seconds after opening during which the store serves only what the person waits for."""


class UpkeepController(QObject):
    """Packs and removes recordings once the data folder is open. GUI thread only."""

    removed = Signal(int)
    """Number of recordings that were removed after their time."""

    grades_backfilled = Signal()
    """Answers from before there were grades now have one."""

    def __init__(
        self,
        data: DataFolder,
        store: StoreThread,
        gui: GuiThread,
        tasks: BackgroundTasks,
        values: SettingValues,
        *,
        idle: Callable[[], bool],
        after: float = _AFTER,
    ) -> None:
        super().__init__()
        self._data = data
        self._store = store
        self._gui = gui
        self._tasks = tasks
        self._after = after
        self._values = values
        self._opened = False
        self.retention = RecordingRetention(store, gui.post, local_now)
        self._packing = RecordingPacker(
            store, data, post=gui.post, run=tasks.run, later=gui.later, idle=idle
        )
        values.follow(KEEP_AS_FLAC, effect=self._pack)

    def opened(self) -> None:
        """Start soon, now that the data folder is open."""
        self._gui.later(self._after, self._start)

    def catch_up(self) -> None:
        """Pack the recordings that were closed in the meantime."""
        self._pack(self._values.get(KEEP_AS_FLAC))

    def remove_old(self) -> None:
        """Remove recordings older than the settings allow."""
        self.retention.remove(self._values.get(KEEP_MONTHS), self.removed.emit)

    def close(self) -> None:
        """Start nothing more."""
        self._packing.close()
        self.retention.close()

    def _start(self) -> None:
        self._opened = True
        self._tasks.run(partial(_tidy, self._data), lambda _: None, name="tidying")
        backfill_grades(self._store, lambda: self._gui.post(self.grades_backfilled.emit))
        self.remove_old()
        self.catch_up()

    def _pack(self, wanted: bool) -> None:
        if self._opened:
            self._packing.use(wanted=wanted)


def _tidy(data: DataFolder) -> None:
    """Remove what killed runs left behind."""
    from mock_interviewer.app.archive.moving import finish_move
    from mock_interviewer.app.data_folder.temporary_files import remove_scratch

    try:
        remove_scratch(data)
    except OSError as error:
        log.warning("a copy of the library cannot be removed: %s", error)
    finish_move(data)
