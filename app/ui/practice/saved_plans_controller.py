"""Controller of saved plans: read, save, rename and delete them off the GUI thread."""

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
    """Gives the practice page its plans. GUI thread only; the file is used on a thread.

    ``path`` is the file of SavedPlansFile.
    """

    def __init__(self, page: PracticePage, path: Path, announce: Announcer) -> None:
        super().__init__()
        self._announce = partial(announce, "plans", NoticeKind.CAUTION)
        self._form = form = page.plan
        self._plans = SavedPlansFile(path)
        self._worker = BackgroundWorker("plans-file")
        # What the page waits for is dropped with it.
        self._tasks = BackgroundTasks(GuiThread(page))
        form.save_asked.connect(self._save)
        form.rename_asked.connect(self._rename)
        form.remove_asked.connect(self._remove)

    def read(self) -> None:
        """Read the plans; the form shows them."""
        self._do(_nothing, self._form.offer_plans)

    def close(self) -> None:
        """Write what is to be written; waits, for another thread."""
        self._worker.shutdown()

    def _save(self, plan: SavedPlan) -> None:
        self._do(lambda: self._plans.save(plan), self._having(plan.name))

    def _rename(self, name: str, new: str) -> None:
        self._do(lambda: self._plans.rename(name, new), self._having(new))

    def _remove(self, name: str) -> None:
        self._do(lambda: self._plans.remove(name), self._having(""))

    def _having(self, name: str) -> Callable[[tuple[SavedPlan, ...]], None]:
        return lambda plans: self._form.offer_plans(plans, kept=name)

    def _do(
        self, change: Callable[[], None], done: Callable[[tuple[SavedPlan, ...]], None]
    ) -> None:
        """Change the file, read it again, then hand its plans to ``done``."""

        def work() -> LoadedPlans:
            change()
            return self._plans.load()

        def take_over(loaded: LoadedPlans) -> None:
            done(loaded.plans)
            self._announce(loaded.problem)

        self._tasks.deliver(self._worker.submit(work), take_over, self._failed)

    def _failed(self, error: MachineError) -> None:
        self._announce(str(error))


def _nothing() -> None:
    """Stand for no change."""
