"""Which keys do something in which state, and what a person is told of them."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt

from mock_interviewer.app.interview.commands import Command
from mock_interviewer.app.interview.states import Snapshot, State


@dataclass(frozen=True)
class Leave:
    """Leave the page of a session that is over: for its answers, or for the start."""

    review: bool


@dataclass(frozen=True)
class Hint:
    """One key: its name for people, its code, what it does."""

    name: str
    key: Qt.Key
    label: str
    action: Command | Leave
    primary: bool = False
    also: Qt.Key | None = None
    """Another key that does it, of which nothing is said."""


_REPEAT = Hint("R", Qt.Key.Key_R, "repeat", Command.REPEAT)
_SKIP = Hint("S", Qt.Key.Key_S, "skip", Command.SKIP)
_PAUSE = Hint("P", Qt.Key.Key_P, "pause", Command.PAUSE)
_END = Hint("Esc", Qt.Key.Key_Escape, "end", Command.END)
_TRY_AGAIN = Hint("T", Qt.Key.Key_T, "try again", Command.TRY_AGAIN)
_MORE_TIME = Hint("W", Qt.Key.Key_W, "more time", Command.WAIT)
_RESUME = Hint("P", Qt.Key.Key_P, "resume", Command.RESUME)
_YES = Hint("Enter", Qt.Key.Key_Return, "yes", Command.YES)
_NO = Hint("Esc", Qt.Key.Key_Escape, "no", Command.NO)
ENDING = (
    Hint("Enter", Qt.Key.Key_Return, "end the session", Command.YES),
    Hint("Esc", Qt.Key.Key_Escape, "go on", Command.NO),
)
"""The keys while a person is asked whether the session shall end."""
_BACK = Leave(review=False)
_BETWEEN = {State.SAVED, State.TRANSCRIBED}
_WITHIN = {State.ASKING, State.THINKING, State.LISTENING, State.SAVING}


def _space(label: str) -> Hint:
    return Hint("Space", Qt.Key.Key_Space, label, Command.DONE)


def _enter(label: str, action: Command | Leave) -> Hint:
    return Hint("Enter", Qt.Key.Key_Return, label, action, primary=True)


def hints(snapshot: Snapshot) -> tuple[Hint, ...]:
    """Return the keys that do something now, the likeliest first."""
    match snapshot.state:
        case State.ASKING:
            return (_space("stop the voice"), _REPEAT, _SKIP, _PAUSE, _END)
        case State.THINKING:
            return (_space("answer now"), *_more_time(snapshot), _REPEAT, _SKIP, _PAUSE, _END)
        case State.LISTENING:
            return (_space("done"), *_more_time(snapshot), _REPEAT, _SKIP, _PAUSE, _END)
        case State.CONFIRMING:
            return (_YES, _NO)
        case State.SAVED | State.TRANSCRIBED:
            return _between(snapshot)
        case State.PAUSED:
            go_on = (_RESUME,) if snapshot.resumable else ()
            done = (_space("done"),) if snapshot.paused_from is State.LISTENING else ()
            skip = () if snapshot.paused_from in _BETWEEN else (_SKIP,)
            return (*go_on, *done, *skip, _END)
        case State.CLOSING:
            return (_space("stop the voice"), _END)
        case State.FINISHED if not snapshot.answers:
            return (replace(_enter("Back to Practice", _BACK), also=Qt.Key.Key_Escape),)
        case State.FINISHED:
            back = Hint("Esc", Qt.Key.Key_Escape, "back to Practice", _BACK)
            return (_enter("See your answers", Leave(review=True)), back)
        case _:
            return (_END,)


def _more_time(snapshot: Snapshot) -> tuple[Hint, ...]:
    """Return the key that holds back what silence does; a limit that is reached it does not."""
    return (_MORE_TIME,) if snapshot.hands_free and not snapshot.finishing else ()


def _between(snapshot: Snapshot) -> tuple[Hint, ...]:
    go_on = _enter(_what_comes(snapshot), Command.NEXT)
    again = (_TRY_AGAIN,) if snapshot.retry else ()
    hold = (_PAUSE,) if snapshot.hands_free else ()
    return (go_on, *again, *hold, _END)


def _what_comes(snapshot: Snapshot) -> str:
    if snapshot.asks_back or not (snapshot.looks_back or snapshot.position >= snapshot.total):
        return "Next question"
    if snapshot.looks_back:
        return "Back to the question"
    return "Go on" if snapshot.may_ask_back else "Finish"


def asks_before_ending(snapshot: Snapshot) -> bool:
    """Return whether ending now would cut a question short."""
    between = snapshot.paused_from in _BETWEEN
    return snapshot.state in _WITHIN or (snapshot.state is State.PAUSED and not between)
