"""The end of all that stands behind a window, once that is closed."""

import time
from collections.abc import Callable, Sequence

from mock_interviewer.app.ui.closing import DEADLINE, close_all
from mock_interviewer.app.ui.gui_thread import GuiThread
from mock_interviewer.app.ui.microphone_desk import MicrophoneDesk
from mock_interviewer.app.ui.session_desk import SessionDesk
from mock_interviewer.app.ui.tasks import Tasks

Step = tuple[str, Callable[[], object]]
"""A name for the log, and what closes; it may wait."""

_RECORDING_CLOSES = 1.2
"""Seconds that a session may take to close its recording before all else is closed too."""


class Ending:
    """Ends what records first, then all else at once, within ``DEADLINE``.

    GUI thread only; never waits. ``steps`` is asked once, when what records has ended.
    """

    def __init__(
        self,
        sessions: SessionDesk,
        microphone: MicrophoneDesk,
        gui: GuiThread,
        tasks: Tasks,
        *,
        steps: Callable[[], Sequence[Step]],
        then: Callable[[], object],
    ) -> None:
        self._sessions = sessions
        self._microphone = microphone
        self._gui = gui
        self._tasks = tasks
        self._steps = steps
        self._then = then
        self._deadline = 0.0
        self._closing_all = False
        self.begun = False
        """Whether the end has begun: nothing may be started any more."""

    def begin(self) -> None:
        """End everything, then call ``then``. Once only."""
        self.begun = True
        self._deadline = time.monotonic() + DEADLINE
        self._gui.later(_RECORDING_CLOSES, self._close_all)
        self._sessions.end(lambda: self._microphone.let_go(lambda: self._gui.post(self._close_all)))

    def _close_all(self) -> None:
        if self._closing_all:
            return
        self._closing_all = True
        steps, deadline = self._steps(), self._deadline
        self._tasks.run(lambda: close_all(steps, deadline), lambda _: self._then(), name="end")
