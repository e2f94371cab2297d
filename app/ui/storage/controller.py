"""Controller of the storage page: disk use, retention, backup, restore and move."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.archive.work_progress import WorkProgress, WorkStopped
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.disk_use import disk_use
from mock_interviewer.app.errors import ArchiveError, UsageError
from mock_interviewer.app.settings.declarations import FOREVER, KEEP_MONTHS
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.store.takes.recordings import OldRecordings
from mock_interviewer.app.text.dates_in_words import date_in_words, in_a_sentence, local_now
from mock_interviewer.app.text.formatting import byte_size, counted
from mock_interviewer.app.ui.storage.page import StorageConfirmation, StoragePage
from mock_interviewer.app.ui.storage.upkeep_controller import UpkeepController
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks, StoppableTask
from mock_interviewer.audio.errors import MachineError

if TYPE_CHECKING:
    from mock_interviewer.app.archive.manifest import BackupManifest
    from mock_interviewer.app.store.library import Library


def confirm_removal_words(found: OldRecordings, months: int) -> str:
    """Return the question before recordings older than so many months are deleted."""
    count = len(found.takes)
    verb = "is" if count == 1 else "are"
    return (
        f"{counted(count, 'recording')} ({byte_size(found.size)}) {verb} older than"
        f" {counted(months, 'month')} and will be permanently deleted."
    )


def confirm_restore_words(made: "BackupManifest", present: int) -> str:
    """Return the question before a backup replaces ``present`` sessions."""
    when = in_a_sentence(date_in_words(made.made_at, local_now()))
    goes = (
        f"Restoring it permanently deletes the {counted(present, 'session')} here."
        if present
        else "There are no sessions here to replace."
    )
    return (
        f"This backup was made {when} and has {counted(made.sessions, 'session')}. {goes} Mock"
        " Interviewer closes after it verifies the backup; open it again to finish."
    )


def confirm_move_words(target: Path) -> str:
    """Return the question before all data is moved."""
    return (
        f"Mock Interviewer will close, move all your data to {target}, and use that folder from"
        " then on. Every file is verified before it is deleted here."
    )


@dataclass(eq=False)
class _StorageTask(StoppableTask):
    """A backup or a restore that is running."""

    words: str
    percent: int = 0


_EXPECTED = (MachineError, UsageError, WorkStopped)
"""Errors that the page shows."""


class StorageController(QObject):
    """Does what the storage page requests, one task at a time. GUI thread only; never waits."""

    close_requested = Signal()
    """The window must close, since the requested task runs without it."""

    def __init__(
        self,
        data: DataFolder,
        store: StoreThread,
        gui: GuiThread,
        tasks: BackgroundTasks,
        upkeep: UpkeepController,
        values: SettingValues,
    ) -> None:
        super().__init__()
        self._data = data
        self._store = store
        self._gui = gui
        self._tasks = tasks
        self._upkeep = upkeep
        self._values = values
        self._run: _StorageTask | None = None
        self._months = FOREVER
        self._backup = Path()
        self._present: frozenset[tuple[str, int]] = frozenset()
        self._target = Path()
        self.wanted_move: Path | None = None
        """The folder to move all data to once the window is closed."""
        self.page = StoragePage(data.root)
        self.page.shown.connect(self.refresh)
        self.page.retention_chosen.connect(self._set_retention)
        self.page.backup_requested.connect(self._back_up)
        self.page.restore_requested.connect(self._inspect_backup)
        self.page.move_requested.connect(self._ask_to_move)
        self.page.confirmed.connect(self._confirmed)
        self.page.declined.connect(self._declined)
        self.page.stop_pressed.connect(self._stop)
        upkeep.removed.connect(lambda _count: self.refresh() if self.page.isVisible() else None)
        values.follow(KEEP_MONTHS, effect=self.page.show_retention)

    @property
    def busy(self) -> bool:
        """Whether a backup or a restore is running."""
        return self._run is not None

    @Slot()
    def refresh(self) -> None:
        """Read the disk use again and show it."""
        self._tasks.run(
            partial(disk_use, self._data),
            self.page.show_use,
            self._failed,
            name="disk-use",
            expected=_EXPECTED,
        )

    def close(self) -> None:
        """Stop what is running. Waits, so call it on another thread."""
        run = self._run
        if run is not None:
            run.stop()
            run.wait()

    @Slot(int)
    def _set_retention(self, months: int) -> None:
        self.page.say(NoticeKind.INFO, "")
        self._months = months
        if months == FOREVER:
            self._apply_retention(months)
        else:
            found = self._upkeep.retention.look(months)
            self._tasks.deliver(found, self._ask_to_remove, self._failed)

    def _ask_to_remove(self, found: OldRecordings) -> None:
        if not found.takes:
            self._apply_retention(self._months)
            return
        self.page.ask(StorageConfirmation.REMOVE, confirm_removal_words(found, self._months))

    def _apply_retention(self, months: int) -> None:
        self._values.set(KEEP_MONTHS, months)
        self._upkeep.remove_old()

    @Slot(object)
    def _confirmed(self, ask: StorageConfirmation) -> None:
        match ask:
            case StorageConfirmation.REMOVE:
                self._apply_retention(self._months)
            case StorageConfirmation.RESTORE:
                self._prepare_restore()
            case StorageConfirmation.MOVE:
                self.wanted_move = self._target
                self.close_requested.emit()

    @Slot(object)
    def _declined(self, ask: StorageConfirmation) -> None:
        if ask is StorageConfirmation.REMOVE:
            self.page.show_retention(self._values.get(KEEP_MONTHS))

    @Slot(object)
    def _back_up(self, target: Path) -> None:
        def work(progress: WorkProgress) -> "BackupManifest":
            from mock_interviewer.app.archive.backup import back_up

            # The dialog has asked whether a file may be replaced.
            return back_up(self._data, target, replace=True, progress=progress)

        def done(made: "BackupManifest") -> None:
            kind = NoticeKind.CAUTION if made.missing else NoticeKind.INFO
            self.page.say(kind, made.summary(str(target)))

        self._start("Backing up…", work, done)

    @Slot(object)
    def _inspect_backup(self, backup: Path) -> None:
        def work() -> "tuple[BackupManifest, frozenset[tuple[str, int]]]":
            from mock_interviewer.app.archive.restore import read_manifest

            present = self._store.submit(_sessions)
            return read_manifest(backup), present.result()

        def found(both: "tuple[BackupManifest, frozenset[tuple[str, int]]]") -> None:
            made, self._present = both
            self.page.ask(
                StorageConfirmation.RESTORE, confirm_restore_words(made, len(self._present))
            )

        self.page.say(NoticeKind.INFO, "")
        self._backup = backup
        self._tasks.run(work, found, self._failed, name="backup-look", expected=_EXPECTED)

    def _prepare_restore(self) -> None:
        def work(progress: WorkProgress) -> "BackupManifest":
            from mock_interviewer.app.archive.restore import prepare_restore

            return prepare_restore(self._data, self._backup, progress, confirm=agree)

        def agree() -> None:
            if self._store.submit(_sessions).result() - present:
                raise ArchiveError(
                    "Something was recorded after you chose the backup, so nothing was replaced.",
                    "Choose the backup again to replace the new recording too.",
                )

        present = self._present
        self._start("Verifying the backup…", work, lambda _: self.close_requested.emit())

    @Slot(object)
    def _ask_to_move(self, target: Path) -> None:
        def work() -> None:
            from mock_interviewer.app.archive.moving import refuse_destination

            refuse_destination(self._data, target)

        def ask(_: None) -> None:
            self._target = target
            self.page.ask(StorageConfirmation.MOVE, confirm_move_words(target))

        self.page.say(NoticeKind.INFO, "")
        self._tasks.run(work, ask, self._failed, name="move-look", expected=_EXPECTED)

    def _start(
        self,
        words: str,
        work: "Callable[[WorkProgress], BackupManifest]",
        done: "Callable[[BackupManifest], object]",
    ) -> None:
        if self._run is not None:
            return
        run = self._run = _StorageTask(words)
        self.page.say(NoticeKind.INFO, "")
        self.page.show_work(words)

        def tell(part: float) -> None:
            percent = int(100 * part)
            if percent != run.percent:
                run.percent = percent
                self._gui.post(partial(self._show, run))

        def ended(made: "BackupManifest") -> None:
            self._end()
            done(made)

        def failed(error: Exception) -> None:
            self._end()
            self._failed(error)

        run.future = self._tasks.run(
            lambda: work(WorkProgress(tell, lambda: run.stopped)),
            ended,
            failed,
            name="storage",
            expected=_EXPECTED,
            broken=self._end,
        )

    def _show(self, run: _StorageTask) -> None:
        if self._run is run:
            self.page.show_work(run.words, run.percent / 100)

    def _end(self) -> None:
        self._run = None
        self.page.show_work("")
        self.refresh()

    @Slot()
    def _stop(self) -> None:
        if self._run is not None:
            self._run.stop()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, WorkStopped):
            self.page.say(NoticeKind.INFO, "Stopped. Nothing was changed.")
        else:
            self.page.say(NoticeKind.ERROR, str(error))


def _sessions(library: "Library") -> frozenset[tuple[str, int]]:
    """Return the ID and the number of answers of every session."""
    return frozenset((session.id, session.takes) for session in library.sessions())
