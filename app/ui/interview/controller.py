"""Controller of the interview page, which connects it with a running session."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.interview.words import LiveReadings

_POLL_MS = 50
_POLLED_STATES = {
    SessionState.ASKING,
    SessionState.THINKING,
    SessionState.LISTENING,
    SessionState.CONFIRMING,
}
_WAITING_STATES = {SessionState.SAVED, SessionState.TRANSCRIBED}


class RunningSession(Protocol):
    """What the page needs of a session; ``Conductor`` is one. GUI thread only."""

    @property
    def snapshot(self) -> SessionSnapshot:
        """The current state of the session."""

    def start(self) -> None:
        """Open the session and ask the first question."""

    def command(self, command: SessionCommand) -> None:
        """Carry out a command of the person."""

    def level(self) -> float | None:
        """Return the latest peak in dBFS, or None while no microphone is open."""

    def recorded(self) -> float:
        """Return the recorded seconds of the current take."""

    def think_time_left(self) -> float | None:
        """Return the seconds of think time left, or None when it is not running."""

    def answer_ends_in(self) -> float | None:
        """Return the seconds until the answer ends; None while that is not near."""

    def next_question_in(self) -> float | None:
        """Return the seconds until the next question is asked automatically, or None."""

    def feedback_read(self) -> None:
        """Leave the feedback longer, because the person scrolls it or points at it."""

    def close(self, then: Callable[[], None]) -> None:
        """End the session, keeping what was recorded; ``then`` is called once that is safe."""


MakeRunningSession = Callable[[Plan, Callable[[SessionSnapshot], None]], RunningSession]


class InterviewController(QObject):
    """Owns one session from its start to its end.

    It polls the level and the times at 20 Hz, only while they change and the page is visible.
    """

    finished = Signal(object)
    """The session is over, with its last SessionSnapshot; its page is still shown."""
    left = Signal(bool)
    """The person leaves the finished session; True to open its report."""

    def __init__(
        self,
        plan: Plan,
        page: InterviewPage,
        make_session: MakeRunningSession,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._finished = False
        self._session = make_session(plan, self._show)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)
        page.begin(plan)
        page.command.connect(self._send_command)
        page.left.connect(self.left)
        page.feedback.read.connect(self._feedback_read)

    @property
    def snapshot(self) -> SessionSnapshot:
        """The current state of the session."""
        return self._session.snapshot

    def start(self) -> None:
        """Show the session and start it."""
        self._page.show_snapshot(self._session.snapshot)
        self._session.start()

    def end(self, then: Callable[[], None]) -> None:
        """End the session, keeping what was recorded; ``then`` is called once that is safe."""
        self._timer.stop()
        self._session.close(then)

    def detach(self) -> None:
        """Disconnect from the page, which the next session will use."""
        self._timer.stop()
        self._page.command.disconnect(self._send_command)
        self._page.left.disconnect(self.left)
        self._page.feedback.read.disconnect(self._feedback_read)
        self.deleteLater()

    @Slot(object)
    def _send_command(self, command: SessionCommand) -> None:
        self._session.command(command)

    @Slot()
    def _feedback_read(self) -> None:
        self._session.feedback_read()

    def _show(self, snapshot: SessionSnapshot) -> None:
        self._page.show_snapshot(snapshot)
        if _needs_polling(snapshot):
            if not self._timer.isActive():
                self._timer.start()
            self._poll()
        else:
            self._timer.stop()
            self._page.show_progress(LiveReadings(recorded=snapshot.recorded))
        if snapshot.state is SessionState.FINISHED and not self._finished:
            self._finished = True
            self.finished.emit(snapshot)

    @Slot()
    def _poll(self) -> None:
        if self._page.isVisible():
            self._page.show_progress(
                LiveReadings(
                    level=self._session.level(),
                    recorded=self._session.recorded(),
                    think_time_left=self._session.think_time_left(),
                    answer_ends_in=self._session.answer_ends_in(),
                    next_question_in=self._session.next_question_in(),
                )
            )


def _needs_polling(snapshot: SessionSnapshot) -> bool:
    """Return whether readings change while the session is in this state."""
    return snapshot.state in _POLLED_STATES or (
        snapshot.hands_free and snapshot.state in _WAITING_STATES
    )
