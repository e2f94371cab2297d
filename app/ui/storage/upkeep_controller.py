"""Background upkeep of the data folder: packing recordings, and removing old ones."""

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from mock_interviewer.app.background.backfill_grades import backfill_grades
from mock_interviewer.app.background.packing import RecordingPacker
from mock_interviewer.app.background.retention import RecordingRetention
from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.settings.declarations import KEEP_AS_FLAC, KEEP_MONTHS
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks

log = logging.getLogger(__name__)


_AFTER = 5.0
"""Seconds that what a person waits for at the start has the store to itself."""


class UpkeepController(QObject):
    """Waits for the folder, then begins. GUI thread only."""

    removed = Signal(int)
    """So many recordings were removed after their time."""

    graded = Signal()
    """Answers from before there were grades have theirs."""

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
        """Begin soon, since the data folder can be used."""
        self._gui.later(self._after, self._start)

    def catch_up(self) -> None:
        """Look for recordings that are closed since."""
        self._pack(self._values.get(KEEP_AS_FLAC))

    def remove_old(self) -> None:
        """Remove recordings after their time, as the settings say."""
        self.retention.remove(self._values.get(KEEP_MONTHS), self.removed.emit)

    def close(self) -> None:
        """Begin nothing more."""
        self._packing.close()
        self.retention.close()

    def _start(self) -> None:
        self._opened = True
        self._tasks.run(partial(_tidy, self._data), lambda _: None, name="tidying")
        backfill_grades(self._store, lambda: self._gui.post(self.graded.emit))
        self.remove_old()
        self.catch_up()

    def _pack(self, wanted: bool) -> None:
        if self._opened:
            self._packing.use(wanted=wanted)


def _tidy(data: DataFolder) -> None:
    """Remove what earlier runs left that were killed."""
    from mock_interviewer.app.archive.moving import finish_move
    from mock_interviewer.app.data_folder.temporary_files import remove_scratch

    try:
        remove_scratch(data)
    except OSError as error:
        log.warning("a copy of the library cannot be removed: %s", error)
    finish_move(data)
