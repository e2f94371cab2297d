"""Controller of saved plans, which reads and changes their file off the GUI thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from mock_interviewer.app.planning.saved_plans import LoadedPlans, SavedPlan, SavedPlansFile
from mock_interviewer.app.status_notices import Announcer, NoticeKind
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks, BackgroundWorker
from mock_interviewer.audio.errors import MachineError


class SavedPlansController(QObject):
    """Gives the practice page its plans. GUI thread only; the file is used on another thread.

    ``path`` is the path of the SavedPlansFile.
    """

    def __init__(self, page: PracticePage, path: Path, announce: Announcer) -> None:
        super().__init__()
        self._announce = partial(announce, "plans", NoticeKind.CAUTION)
        self._form = form = page.plan
        self._plans = SavedPlansFile(path)
        self._worker = BackgroundWorker("plans-file")
        # Results for a page that was destroyed are dropped.
        self._tasks = BackgroundTasks(GuiThread(page))
        form.save_requested.connect(self._save)
        form.rename_requested.connect(self._rename)
        form.delete_requested.connect(self._delete)

    def read(self) -> None:
        """Read the plans and show them in the form."""
        self._change_file(_nothing, self._form.offer_plans)

    def close(self) -> None:
        """Finish pending writes; waits, so call it on another thread."""
        self._worker.shutdown()

    def _save(self, plan: SavedPlan) -> None:
        self._change_file(lambda: self._plans.save(plan), self._offer_with(plan.name))

    def _rename(self, name: str, new: str) -> None:
        self._change_file(lambda: self._plans.rename(name, new), self._offer_with(new))

    def _delete(self, name: str) -> None:
        self._change_file(lambda: self._plans.remove(name), self._offer_with(""))

    def _offer_with(self, name: str) -> Callable[[tuple[SavedPlan, ...]], None]:
        return lambda plans: self._form.offer_plans(plans, kept=name)

    def _change_file(
        self, change: Callable[[], None], done: Callable[[tuple[SavedPlan, ...]], None]
    ) -> None:
        """Change the file, read it again, then pass its plans to ``done``."""

        def work() -> LoadedPlans:
            change()
            return self._plans.load()

        def show(loaded: LoadedPlans) -> None:
            done(loaded.plans)
            self._announce(loaded.problem)

        self._tasks.deliver(self._worker.submit(work), show, self._failed)

    def _failed(self, error: MachineError) -> None:
        self._announce(str(error))


def _nothing() -> None:
    """Change nothing."""
