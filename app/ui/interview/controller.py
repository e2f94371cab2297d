"""Controller of the interview page: joins a running session with the page that shows it."""

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
    """What the window needs of a session; ``Conductor`` is one. GUI thread only."""

    @property
    def snapshot(self) -> SessionSnapshot:
        """Where the session stands."""

    def start(self) -> None:
        """Open the session and ask the first question."""

    def command(self, command: SessionCommand) -> None:
        """Do what the person asks."""

    def level(self) -> float | None:
        """Return the latest peak in dBFS, or None while no microphone is open."""

    def recorded(self) -> float:
        """Return the seconds kept of the present take."""

    def thinking_left(self) -> float | None:
        """Return the seconds of think time left, or None when it is not running."""

    def answer_over_in(self) -> float | None:
        """Return the seconds after which the answer counts as over; None while that is not near."""

    def next_question_in(self) -> float | None:
        """Return the seconds until the next question comes by itself; None: it does not."""

    def close(self, then: Callable[[], None]) -> None:
        """End now, keeping what was recorded; ``then`` is called once that is safe."""


MakeRunningSession = Callable[[Plan, Callable[[SessionSnapshot], None]], RunningSession]


class InterviewController(QObject):
    """Owns one session from its start to its end.

    What changes many times a second is asked for at 20 Hz, and only while the page is in view and
    something moves.
    """

    finished = Signal(object)
    """The last Snapshot: the session is over, its page still shown."""
    left = Signal(bool)
    """The person leaves the finished session; True to see its answers."""

    def __init__(
        self,
        plan: Plan,
        page: InterviewPage,
        make: MakeRunningSession,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._over = False
        self._session = make(plan, self._changed)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)
        page.begin(plan)
        page.command.connect(self._command)
        page.left.connect(self.left)

    @property
    def snapshot(self) -> SessionSnapshot:
        """Where the session stands."""
        return self._session.snapshot

    def start(self) -> None:
        """Show the session and let it begin."""
        self._page.show_snapshot(self._session.snapshot)
        self._session.start()

    def end(self, then: Callable[[], None]) -> None:
        """End now, keeping what was recorded; ``then`` is called once that is safe."""
        self._timer.stop()
        self._session.close(then)

    def detach(self) -> None:
        """Let go of the page, for the next session."""
        self._timer.stop()
        self._page.command.disconnect(self._command)
        self._page.left.disconnect(self.left)
        self.deleteLater()

    @Slot(object)
    def _command(self, command: SessionCommand) -> None:
        self._session.command(command)

    def _changed(self, snapshot: SessionSnapshot) -> None:
        self._page.show_snapshot(snapshot)
        if _needs_polling(snapshot):
            if not self._timer.isActive():
                self._timer.start()
            self._poll()
        else:
            self._timer.stop()
            self._page.show_progress(LiveReadings(recorded=snapshot.recorded))
        if snapshot.state is SessionState.FINISHED and not self._over:
            self._over = True
            self.finished.emit(snapshot)

    @Slot()
    def _poll(self) -> None:
        if self._page.isVisible():
            self._page.show_progress(
                LiveReadings(
                    level=self._session.level(),
                    recorded=self._session.recorded(),
                    thinking_left=self._session.thinking_left(),
                    answer_over_in=self._session.answer_over_in(),
                    next_question_in=self._session.next_question_in(),
                )
            )


def _needs_polling(snapshot: SessionSnapshot) -> bool:
    """Tell whether anything beside the snapshot changes while it stands like this."""
    return snapshot.state in _POLLED_STATES or (
        snapshot.hands_free and snapshot.state in _WAITING_STATES
    )
