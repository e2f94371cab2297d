"""Background exports, one at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.export.selection import (
    ExportedSession,
    ExportSelection,
    read_session,
    select_everything,
)
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.shared.export_panel import ExportPanel, ExportRequest
from mock_interviewer.app.ui.shared.scope_choice import AnswerScope, connect_descriptions
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks, StoppableTask
from mock_interviewer.audio.errors import MachineError

if TYPE_CHECKING:
    from mock_interviewer.questions.shelf import BankShelf


@dataclass(eq=False)
class _ExportRun(StoppableTask):
    """A running export, requested by ``panel``."""

    wanted: ExportRequest
    panel: ExportPanel


@dataclass(frozen=True)
class _ExportResult:
    """The message after an export; ``written`` is the exported file, if any."""

    sentence: str
    written: Path | None = None
    failed: bool = False


_BROKEN = _ExportResult("The export failed.", failed=True)


class ExportController(QObject):
    """Runs the exports that panels request, on a background thread. GUI thread only."""

    ended = Signal(str)
    """An export ended: the sentence that its panel shows."""

    def __init__(
        self,
        store: StoreThread,
        gui: GuiThread,
        data: DataFolder,
        shelf: "Callable[[], BankShelf | None]",
    ) -> None:
        super().__init__()
        self._store = store
        self._gui = gui
        self._tasks = BackgroundTasks(gui)
        self._data = data
        self._shelf = shelf
        self._run: _ExportRun | None = None

    @property
    def busy(self) -> bool:
        """Whether an export is running."""
        return self._run is not None

    def connect_panel(self, panel: ExportPanel) -> None:
        """Run the exports that ``panel`` requests, and report to it."""
        connect_descriptions(self._store, panel.scope)
        panel.requested.connect(partial(self._start, panel))
        panel.stop_pressed.connect(self.stop)

    @Slot()
    def stop(self) -> None:
        """Stop the export; ``ended`` follows soon, and no file is left."""
        if self._run is not None:
            self._run.stop()

    def close(self) -> None:
        """Stop the export; blocks up to two seconds, so call it on another thread.

        The unfinished file is deleted.
        """
        if (run := self._run) is not None:
            run.stop()
            run.wait()

    def _start(self, panel: ExportPanel, wanted: ExportRequest) -> None:
        if self._run is not None:
            panel.show_result("Another export is running. Try again when it's done.")
            return
        run = self._run = _ExportRun(wanted, panel)
        panel.show_progress(0, 1)
        run.future = self._tasks.run(
            partial(self._work, run, self._shelf()),
            partial(self._end, run),
            lambda error: self._end(run, _ExportResult(str(error), failed=True)),
            name="export",
            expected=(MachineError, UsageError),
            broken=partial(self._end, run, _BROKEN),
        )

    def _work(self, run: _ExportRun, shelf: "BankShelf | None") -> _ExportResult:
        """Export on a background thread. Raises MachineError and UsageError."""
        from mock_interviewer.app.export.export_file import (
            ExportStopped,
            check_target,
            export_sessions,
        )

        def check(_takes: int) -> None:
            if run.stopped:
                raise ExportStopped

        wanted = run.wanted
        check_target(wanted.target, wanted.form, self._data, several=wanted.several)
        chosen = self._store.submit(partial(_chosen, wanted)).result()
        try:
            result = export_sessions(
                self._read(run, shelf, chosen),
                wanted.form,
                wanted.target,
                several=chosen.whole,
                report=check,
            )
        except ExportStopped:
            return _ExportResult("Stopped. Nothing was exported.")
        omitted = f" Left out: {result.omitted[0]}" if result.omitted else ""
        return _ExportResult(result.sentence + omitted, result.path)

    def _read(
        self, run: _ExportRun, shelf: "BankShelf | None", chosen: ExportSelection
    ) -> Iterator[ExportedSession]:
        """Yield the sessions; skip those that have been deleted since."""
        total = len(chosen.sessions)
        for done, session in enumerate(chosen.sessions):
            self._gui.post(partial(self._tell, run, done, total))
            read = partial(_session, shelf, session, chosen.take)
            kept = self._store.submit(read).result()
            if kept is not None:
                yield kept

    def _tell(self, run: _ExportRun, done: int, total: int) -> None:
        if run is self._run:
            run.panel.show_progress(done, total)

    def _end(self, run: _ExportRun, result: _ExportResult) -> None:
        self._run = None
        run.panel.show_result(result.sentence, result.written, failed=result.failed)
        self.ended.emit(result.sentence)


def _chosen(wanted: ExportRequest, library: Library) -> ExportSelection:
    match wanted.scope:
        case AnswerScope.TAKE:
            return ExportSelection((wanted.session,), wanted.take)
        case AnswerScope.SESSION:
            return ExportSelection((wanted.session,))
        case AnswerScope.ALL:
            return select_everything(library)


def _session(
    shelf: "BankShelf | None", session: str, take: str | None, library: Library
) -> ExportedSession | None:
    try:
        return read_session(library, shelf, session, take)
    except KeyError:
        return None
