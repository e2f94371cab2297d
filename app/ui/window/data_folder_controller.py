"""Opens the data folder at the start, and reports recovered answers and repairs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.data_folder import pending_notices
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.pending_notices import PendingNotice
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
"""Number of retries, one second apart, while an earlier window is still closing."""

SLOW_TEXT = (
    "Your library is being updated. This can take a minute or two; you can start as soon as it is"
    " done."
)
_NOTICE = "news"
_SLOW = 3.0
"""Seconds after which the window announces that opening takes longer."""


@dataclass(frozen=True)
class _OpenedFolder:
    stop_logging: Callable[[], None]
    recovered: tuple[TakeRecord, ...]
    repaired: RepairReport | None
    notice: PendingNotice | None
    settings: LoadedSettings | None
    """The settings of a backup that was put in place just now."""


class DataFolderController(QObject):
    """Opens the data folder and announces the result. GUI thread only; the work runs elsewhere.

    The result of a restore is announced at every start until it is acknowledged.
    """

    opened = Signal()
    restored = Signal(object)
    """The settings (LoadedSettings) of a backup restored after the settings had been read.

    Emitted before ``opened``.
    """
    failed = Signal()
    """Nothing can be saved; the reason was announced."""
    take_requested = Signal(str, str)
    """The person wants to see a recovered take: session ID and take ID."""

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
        """Prepare the folder; ``opened`` or ``failed`` follows."""
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
        """Stop announcing the result of a restore, once the person has read it."""
        if about == _NOTICE and self._notice is not None:
            told, self._notice = self._notice, None
            self._tasks.run(
                partial(pending_notices.dismiss, self._data, told), lambda _: None, name="news"
            )

    def stop_logging(self) -> None:
        """Stop logging to a file."""
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
    # The store prepares the rest, and may be replacing the library right now.
    data.prepare_root()
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
    return _OpenedFolder(stop_logging, heard, repaired, pending_notices.pending(data), settings)


def recovered_sentence(takes: tuple[TakeRecord, ...]) -> str:
    """Return the announcement of recovered answers."""
    if len(takes) > 1:
        return f"{len(takes)} interrupted answers were recovered."
    when = takes[0].started_at.astimezone()
    return (
        f"An answer from {when.day} {MONTHS[when.month - 1]}, {when.hour}:{when:%M}, was recovered."
    )


def _nothing() -> None:
    """Do nothing, in place of ending a log that was never started."""
