"""Opens the data folder at the start, and reports recovered answers and repairs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.data_folder import notices
from mock_interviewer.app.data_folder.notices import PendingNotice
from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.errors import StoreInUse
from mock_interviewer.app.logs import start_logging
from mock_interviewer.app.settings.file import LoadedSettings, SettingsFile
from mock_interviewer.app.status_notices import Announcer, NoticeKind
from mock_interviewer.app.store.database.records import NO_RECORDING, TakeRecord
from mock_interviewer.app.store.recovery.database_repair import RepairReport
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.text.formatting import MONTHS
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError

_RETRIES = 3
"""How often, a second apart, the folder is asked for while an earlier window is still closing."""

SLOW_TEXT = (
    "Your answers are being brought up to date. With many of them that takes a minute or two; you"
    " can start as soon as it is done."
)
_NOTICE = "news"
_SLOW = 3.0
"""Seconds after which a person is told that it takes longer."""


@dataclass(frozen=True)
class _OpenedFolder:
    stop_logging: Callable[[], None]
    recovered: tuple[TakeRecord, ...]
    repaired: RepairReport | None
    notice: PendingNotice | None
    settings: LoadedSettings | None
    """Those of a backup that was put in place only now."""


class DataFolderController(QObject):
    """Opens the folder and announces how that went. GUI thread only; the work is done beside it.

    What a restore has done is announced again at the next start until it was ``seen``.
    """

    opened = Signal()
    restored = Signal(object)
    """The settings of a backup (LoadedSettings) that was restored after settings were read.

    Comes before ``opened``.
    """
    failed = Signal()
    """Nothing can be kept; why has been announced."""
    take_requested = Signal(str, str)
    """The person wants to see a recovered take: the ids of its session and its own."""

    def __init__(
        self,
        data: DataFolder,
        store: StoreThread,
        gui: GuiThread,
        tasks: BackgroundTasks,
        leftovers: str,
        announce: Announcer,
    ) -> None:
        super().__init__()
        self._data = data
        self._store = store
        self._gui = gui
        self._tasks = tasks
        self._leftovers = leftovers
        self._announce = announce
        self._stop_logging: Callable[[], None] = _nothing
        self._cancel_slow: Callable[[], None] = _nothing
        self.opening = False
        """Whether the folder is being opened right now."""
        self._notice: PendingNotice | None = None

    @Slot()
    def open(self, retries: int = _RETRIES) -> None:
        """Make the folder ready; ``opened`` or ``failed`` follows."""
        if self.opening:
            return
        self.opening = True
        self._cancel_slow = self._gui.later(_SLOW, self._announce_slow)
        self._tasks.run(
            partial(_open, self._data, self._store, self._leftovers),
            self._opened,
            partial(self._refused, retries),
            name="folder",
            broken=self._finish,
        )

    @Slot(str)
    def acknowledge(self, about: str) -> None:
        """Hear about what it was that a person has read; news that was is told no more."""
        if about == _NOTICE and self._notice is not None:
            told, self._notice = self._notice, None
            self._tasks.run(partial(notices.dismiss, self._data, told), lambda _: None, name="news")

    def stop_logging(self) -> None:
        """Log to no file any more."""
        self._stop_logging()
        self._stop_logging = _nothing

    def _announce_slow(self) -> None:
        self._cancel_slow = _nothing
        self._announce("folder", NoticeKind.INFO, SLOW_TEXT)

    def _finish(self) -> None:
        self.opening = False
        self._cancel_slow()
        self._cancel_slow = _nothing

    def _opened(self, opened: _OpenedFolder) -> None:
        self._finish()
        self._stop_logging = opened.stop_logging
        if opened.repaired is not None:
            self._announce("mended", NoticeKind.CAUTION, opened.repaired.sentence)
        if opened.notice is not None:
            kind = NoticeKind.INFO if opened.notice.succeeded else NoticeKind.CAUTION
            self._notice = opened.notice
            self._announce(_NOTICE, kind, opened.notice.sentence)
        if opened.settings is not None:
            self.restored.emit(opened.settings)
        self._announce("folder", NoticeKind.ERROR, "")
        self.opened.emit()
        if opened.recovered:
            show = ("Open", partial(self._show_recovered, opened.recovered[-1]))
            sentence = recovered_sentence(opened.recovered)
            self._announce("recovered", NoticeKind.INFO, sentence, show)

    def _show_recovered(self, take: TakeRecord) -> None:
        self._announce("recovered", NoticeKind.INFO, "")
        self.take_requested.emit(take.session, take.id)

    def _refused(self, retries: int, error: MachineError) -> None:
        self._finish()
        if isinstance(error, StoreInUse) and retries > 0:
            self._gui.later(1.0, partial(self.open, retries - 1))
        else:
            again = ("Try again", partial(self.open, 0))
            self._announce("folder", NoticeKind.ERROR, str(error), again, stays=True)
            self.failed.emit()


def _open(data: DataFolder, store: StoreThread, leftovers: str) -> _OpenedFolder:
    """Do what ``DataFolderController.open`` promises; ``leftovers`` matches useless files."""
    data.prepare()
    stop_logging = start_logging(data.logs)
    try:
        opened = store.submit(
            lambda lib: (lib.recovered, lib.repair_report, lib.is_restored)
        ).result()
        recovered, repaired, is_restored = opened
        settings = SettingsFile(data.settings_file).load() if is_restored else None
    except BaseException:
        stop_logging()
        raise
    for leftover in data.root.glob(leftovers):
        leftover.unlink(missing_ok=True)
    heard = tuple(take for take in recovered if NO_RECORDING not in take.flags)
    return _OpenedFolder(stop_logging, heard, repaired, notices.pending(data), settings)


def recovered_sentence(takes: tuple[TakeRecord, ...]) -> str:
    """Return what a person is told of answers that were recovered."""
    if len(takes) > 1:
        return f"{len(takes)} answers that were cut short were recovered."
    when = takes[0].started_at.astimezone()
    return (
        f"An answer from {when.day} {MONTHS[when.month - 1]}, {when.hour}:{when:%M}, was recovered."
    )


def _nothing() -> None:
    """Stand for the end of a log that was not begun."""
