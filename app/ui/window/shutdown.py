"""Shutting down everything behind the closed window within two seconds."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks

log = logging.getLogger(__name__)


SHUTDOWN_SECONDS = 2.0
"""Seconds from the closed window to the end of the program."""


def close_in_parallel(steps: Sequence[tuple[str, Callable[[], object]]], deadline: float) -> bool:
    """Run all ``steps``, each on its own thread, and wait for them until ``deadline``.

    ``deadline`` is in monotonic seconds. Returns whether all were done; those that were not are
    named in the log and end with the process.
    """
    threads = [
        threading.Thread(target=_run, args=(name, step), name=f"close-{name}", daemon=True)
        for name, step in steps
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    late = [thread.name for thread in threads if thread.is_alive()]
    if late:
        log.error("not done in time: %s", ", ".join(late))
    return not late


def _run(name: str, step: Callable[[], object]) -> None:
    try:
        step()
    except Exception:
        log.exception("closing %s", name)


_RECORDING_CLOSES = 1.2
"""Seconds that recording may take to end before everything else is closed too."""


class Shutdown:
    """Ends recording first, then everything else at once, within ``SHUTDOWN_SECONDS``.

    GUI thread only; never waits.
    """

    def __init__(
        self,
        gui: GuiThread,
        tasks: BackgroundTasks,
        *,
        end_recording: Callable[[Callable[[], None]], None],
        then: Callable[[], object],
    ) -> None:
        """``end_recording`` calls its argument once nothing is recording, on any thread.

        ``then`` is called at the end, on the GUI thread.
        """
        self._gui = gui
        self._tasks = tasks
        self._end_recording = end_recording
        self._then = then
        self._steps: list[tuple[str, Callable[[], object]]] = []
        self._deadline = 0.0
        self._closing_all = False
        self.begun = False
        """Whether the shutdown has begun; nothing may be started anymore."""

    def add(self, name: str, close: Callable[[], object]) -> None:
        """Call ``close`` at the end, on its own thread; it may wait.

        ``name`` is for the log.
        """
        self._steps.append((name, close))

    def begin(self) -> None:
        """End everything, then call ``then``. Once only."""
        self.begun = True
        self._deadline = time.monotonic() + SHUTDOWN_SECONDS
        self._gui.later(_RECORDING_CLOSES, self._close_all)
        self._end_recording(lambda: self._gui.post(self._close_all))

    def _close_all(self) -> None:
        if self._closing_all:
            return
        self._closing_all = True
        steps, deadline = tuple(self._steps), self._deadline
        self._tasks.run(
            lambda: close_in_parallel(steps, deadline), lambda _: self._then(), name="end"
        )
