"""Keys of the interview page: what each does in each state, and the row of their buttons."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton


@dataclass(frozen=True)
class LeaveInterview:
    """Leave a finished session, to open its report or to go back to the practice page."""

    report: bool


@dataclass(frozen=True)
class PracticeWeakest:
    """Start a session of the weakest questions of a finished one."""


InterviewAction: TypeAlias = SessionCommand | LeaveInterview | PracticeWeakest
"""What a key of the interview page does."""


@dataclass(frozen=True)
class InterviewKey:
    """One key: its name as shown, its code, its label and action."""

    name: str
    key: Qt.Key
    label: str
    action: InterviewAction
    primary: bool = False
    also: Qt.Key | None = None
    """Another key with the same action, which isn't shown."""


_REPEAT = InterviewKey("R", Qt.Key.Key_R, "repeat", SessionCommand.REPEAT)


_SKIP = InterviewKey("S", Qt.Key.Key_S, "skip", SessionCommand.SKIP)


_PAUSE = InterviewKey("P", Qt.Key.Key_P, "pause", SessionCommand.PAUSE)


_END = InterviewKey("Esc", Qt.Key.Key_Escape, "end", SessionCommand.END)


_TRY_AGAIN = InterviewKey("T", Qt.Key.Key_T, "try again", SessionCommand.TRY_AGAIN)


_MORE_TIME = InterviewKey("W", Qt.Key.Key_W, "more time", SessionCommand.WAIT)


_RESUME = InterviewKey("P", Qt.Key.Key_P, "resume", SessionCommand.RESUME)


_YES = InterviewKey("Enter", Qt.Key.Key_Return, "yes", SessionCommand.YES)


_NO = InterviewKey("Esc", Qt.Key.Key_Escape, "no", SessionCommand.NO)


END_CONFIRMATION_KEYS = (
    InterviewKey("Enter", Qt.Key.Key_Return, "end the session", SessionCommand.YES),
    InterviewKey("Esc", Qt.Key.Key_Escape, "continue", SessionCommand.NO),
)
"""The keys while the person is asked to confirm the end of the session."""


CLOSE_CONFIRMATION_KEYS = (
    InterviewKey("Enter", Qt.Key.Key_Return, "end and close", SessionCommand.YES),
    InterviewKey("Esc", Qt.Key.Key_Escape, "continue", SessionCommand.NO),
)
"""The keys while the person is asked to confirm that the window closes in mid-session."""


_BACK = LeaveInterview(report=False)


_REPORT = LeaveInterview(report=True)


_BETWEEN = {SessionState.SAVED, SessionState.TRANSCRIBED}


_WITHIN = {SessionState.ASKING, SessionState.THINKING, SessionState.LISTENING, SessionState.SAVING}


def _space(label: str, *, primary: bool = False) -> InterviewKey:
    return InterviewKey("Space", Qt.Key.Key_Space, label, SessionCommand.DONE, primary=primary)


def _enter(label: str, action: InterviewAction) -> InterviewKey:
    return InterviewKey("Enter", Qt.Key.Key_Return, label, action, primary=True)


def keys_in(snapshot: SessionSnapshot) -> tuple[InterviewKey, ...]:
    """Return the keys that do something now, the most likely first."""
    match snapshot.state:
        case SessionState.ASKING:
            return (_space("stop the voice"), _REPEAT, _SKIP, _PAUSE, _END)
        case SessionState.THINKING:
            return (_space("answer now"), *_more_time(snapshot), _REPEAT, _SKIP, _PAUSE, _END)
        case SessionState.LISTENING:
            return (
                _space("Done", primary=True),
                *_more_time(snapshot),
                _REPEAT,
                _SKIP,
                _PAUSE,
                _END,
            )
        case SessionState.CONFIRMING:
            return (_YES, _NO)
        case SessionState.SAVED | SessionState.TRANSCRIBED:
            return _between(snapshot)
        case SessionState.PAUSED:
            resume = (_RESUME,) if snapshot.resumable else ()
            done = (_space("done"),) if snapshot.paused_from is SessionState.LISTENING else ()
            skip = () if snapshot.paused_from in _BETWEEN else (_SKIP,)
            return (*resume, *done, *skip, _END)
        case SessionState.CLOSING:
            return (_space("stop the voice"), _END)
        case SessionState.FINISHED if not snapshot.answers:
            return (replace(_enter("Back to Practice", _BACK), also=Qt.Key.Key_Escape),)
        case SessionState.FINISHED:
            return keys_at_end(0)
        case _:
            return (_END,)


def keys_at_end(weakest: int, *, of: int = 0, pending: bool = False) -> tuple[InterviewKey, ...]:
    """Return the keys after a session, which offer to try its ``weakest`` questions again.

    ``of`` is the number of questions asked. While answers are ``pending``, some may still turn
    out to be weak, so Enter does nothing else.
    """
    back = InterviewKey("Esc", Qt.Key.Key_Escape, "back to Practice", _BACK)
    report = InterviewKey("R", Qt.Key.Key_R, "open report", _REPORT)
    if not weakest:
        return (report, back) if pending else (_enter("Open report", _REPORT), back)
    if weakest > 1:
        label = "Try the two weakest again"
    else:
        label = "Try the weakest again" if of > 1 else "Try the question again"
    return (_enter(label, PracticeWeakest()), report, back)


def _more_time(snapshot: SessionSnapshot) -> tuple[InterviewKey, ...]:
    """Return the key that keeps silence from ending the answer; it can't extend the time limit."""
    return (_MORE_TIME,) if snapshot.hands_free and not snapshot.finishing else ()


def _between(snapshot: SessionSnapshot) -> tuple[InterviewKey, ...]:
    proceed = _enter(_next_step(snapshot), SessionCommand.NEXT)
    again = (_TRY_AGAIN,) if snapshot.retry else ()
    pause = (_PAUSE,) if snapshot.hands_free else ()
    skip = (_SKIP,) if snapshot.asks_again else ()
    return (proceed, *again, *skip, *pause, _END)


def _next_step(snapshot: SessionSnapshot) -> str:
    if snapshot.asks_again:
        return "Hear the question again"
    if snapshot.asks_follow_up:
        return "Follow-up question"
    if snapshot.position < snapshot.total:
        return "Next question"
    return "Continue" if snapshot.may_ask_follow_up else "Finish"


def asks_before_ending(snapshot: SessionSnapshot) -> bool:
    """Return whether ending the session now would cut a question short."""
    between = snapshot.paused_from in _BETWEEN
    return snapshot.state in _WITHIN or (snapshot.state is SessionState.PAUSED and not between)


KEY_ROW_EDGE = Spacing.XXS
"""How far the row extends beyond the text on either side, so that the keys align with it."""


class InterviewKeyRow(QWidget):
    """Row of a button for each key."""

    chosen = Signal(object)
    """The InterviewAction of the button that was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: tuple[InterviewKey, ...] = ()
        self._elsewhere: AbstractSet[InterviewAction] = frozenset()
        self._buttons: list[KeyHintButton] = []
        self.setFixedHeight(Spacing.XXL)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Spacing.XXS)
        self._row.addStretch(1)

    @property
    def hints(self) -> tuple[InterviewKey, ...]:
        """The keys as shown."""
        return self._hints

    @property
    def buttons(self) -> tuple[KeyHintButton, ...]:
        """The buttons, in the order of ``hints``, without those that the page has elsewhere."""
        return tuple(self._buttons)

    def show_hints(
        self,
        wanted: tuple[InterviewKey, ...],
        elsewhere: AbstractSet[InterviewAction] = frozenset(),
    ) -> bool:
        """Show these keys; return whether they differ from those shown before.

        Keys of actions that have a button ``elsewhere`` on the page get none.
        """
        if (wanted, elsewhere) == (self._hints, self._elsewhere):
            return False
        self._hints, self._elsewhere = wanted, elsewhere
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        # A primary button has a background, which aligns with the text by itself.
        filled = bool(wanted) and wanted[0].primary
        self._row.setContentsMargins(KEY_ROW_EDGE if filled else 0, 0, KEY_ROW_EDGE, 0)
        shown = [hint for hint in wanted if hint.action not in elsewhere]
        self._buttons = [self._add(hint, position) for position, hint in enumerate(shown)]
        return True

    def _add(self, hint: InterviewKey, position: int) -> KeyHintButton:
        button = KeyHintButton(hint.name, hint.label, primary=hint.primary)
        button.clicked.connect(lambda _checked: self.chosen.emit(hint.action))
        self._row.insertWidget(position, button)
        return button
