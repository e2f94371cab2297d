"""Asks whether a session shall end; all of it waits for the answer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.interview.commands import Command
from mock_interviewer.app.interview.states import NoticeKind, Snapshot, State
from mock_interviewer.app.ui.pages.interview_keys import asks_before_ending
from mock_interviewer.app.ui.widgets.banner import Banner

_RUNNING = {State.ASKING, State.THINKING, State.LISTENING}


class WhetherToEnd(Banner):
    """Hidden until it asks. Voice, time and microphone stand still meanwhile."""

    command = Signal(object)
    """A Command for the session."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paused = False
        """Whether the session was paused for this."""

    @property
    def asking(self) -> bool:
        """Whether the person is being asked."""
        return not self.isHidden()

    def ask(self, snapshot: Snapshot) -> None:
        """Ask, in a session that stands there."""
        self._paused = snapshot.state in _RUNNING
        if self._paused:
            self.command.emit(Command.PAUSE)
        self.say(
            NoticeKind.INFO, "End this session? What you have recorded is kept.", closable=False
        )

    def answer(self, *, ends: bool) -> None:
        """End the session, or let it go on where it was."""
        paused = self._paused
        self.forget()
        if ends:
            self.command.emit(Command.END)
        elif paused:
            self.command.emit(Command.RESUME)

    def follow(self, snapshot: Snapshot) -> None:
        """Ask no more where there is nothing to cut short, or where the session went on.

        It does so where somebody says so or a microphone is back: nothing begins behind this.
        """
        gone_on = self._paused and snapshot.state is not State.PAUSED
        if self.asking and (gone_on or not asks_before_ending(snapshot)):
            self.forget()

    def forget(self) -> None:
        """Ask no more, and leave the session as it is."""
        self._paused = False
        self.clear()
