"""Confirmation before a session ends in mid-question."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.interview.keys import asks_before_ending
from mock_interviewer.app.ui.interview.words import can_continue_later
from mock_interviewer.app.ui.widgets.banner import Banner

_PAUSED_TO_ASK = {SessionState.ASKING, SessionState.THINKING, SessionState.LISTENING}
_END_NOW = "End this session? Your recordings are kept."
_CLOSE_NOW = "End this session and close Mock Interviewer? Your recordings are kept."
_CLOSE_FOR_NOW = (
    "Close Mock Interviewer? Your recordings are kept, and you can continue this session at the"
    " next start."
)


class EndConfirmation(Banner):
    """Asks the person to confirm the end of the session, which is paused meanwhile."""

    command = Signal(object)
    """A SessionCommand for the session."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paused = False
        """Whether this paused the session."""
        self.closes = False
        """Whether it asks because the window would close."""

    @property
    def asking(self) -> bool:
        """Whether the confirmation is shown."""
        return not self.isHidden()

    def ask(self, snapshot: SessionSnapshot, *, closes: bool = False) -> None:
        """Ask for confirmation, pausing a session in the state of ``snapshot`` if needed.

        ``closes``: the window will close, too.
        """
        if snapshot.state in _PAUSED_TO_ASK:
            self._paused = True
            self.command.emit(SessionCommand.PAUSE)
        self.closes = closes
        close = _CLOSE_FOR_NOW if can_continue_later(snapshot) else _CLOSE_NOW
        self.say(NoticeKind.INFO, close if closes else _END_NOW, closable=False)

    def answer(self, *, ends: bool) -> None:
        """End the session, or resume it where it was."""
        paused = self._paused
        self.forget()
        if ends:
            self.command.emit(SessionCommand.END)
        elif paused:
            self.command.emit(SessionCommand.RESUME)

    def follow(self, snapshot: SessionSnapshot) -> None:
        """Stop asking if nothing would be cut short, or if the session has resumed.

        A spoken command resumes it; nothing starts behind the banner.
        """
        resumed = self._paused and snapshot.state is not SessionState.PAUSED
        if self.asking and (resumed or not asks_before_ending(snapshot)):
            self.forget()

    def forget(self) -> None:
        """Stop asking, and leave the session as it is."""
        self._paused = self.closes = False
        self.clear()
