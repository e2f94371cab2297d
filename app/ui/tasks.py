"""Work that may wait for a device, a disk or a process, kept off the GUI thread."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from mock_interviewer.app.ui.gui_thread import GuiThread

T = TypeVar("T")


class Tasks:
    """Runs work beside the window. Threads are daemons: one that hangs never holds up the end."""

    def __init__(self, gui: GuiThread) -> None:
        self._gui = gui

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        name: str = "task",
    ) -> None:
        """Do ``work`` on a thread of its own, then ``done`` or ``failed`` on the GUI thread.

        Without ``failed`` an error is raised again on the GUI thread, as the bug that it is.
        """

        def body() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 (it is handed on, whatever it is)
                self._gui.post(partial(failed or _raise, error))
            else:
                self._gui.post(partial(done, result))

        threading.Thread(target=body, name=name, daemon=True).start()


def _raise(error: Exception) -> None:
    raise error
