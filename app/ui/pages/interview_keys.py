"""Which keys do something in which state, and what a person is told of them."""

from dataclasses import dataclass

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


_REPEAT = Hint("R", Qt.Key.Key_R, "repeat", Command.REPEAT)
_SKIP = Hint("S", Qt.Key.Key_S, "skip", Command.SKIP)
_PAUSE = Hint("P", Qt.Key.Key_P, "pause", Command.PAUSE)
_END = Hint("Esc", Qt.Key.Key_Escape, "end", Command.END)
_TRY_AGAIN = Hint("T", Qt.Key.Key_T, "try again", Command.TRY_AGAIN)


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
            return (_space("answer now"), _REPEAT, _SKIP, _PAUSE, _END)
        case State.LISTENING:
            return (_space("done"), _REPEAT, _SKIP, _PAUSE, _END)
        case State.SAVED | State.TRANSCRIBED:
            last = snapshot.position >= snapshot.total
            return (_enter("Finish" if last else "Next question", Command.NEXT), _TRY_AGAIN, _END)
        case State.PAUSED:
            resume = Hint("P", Qt.Key.Key_P, "resume", Command.RESUME)
            go_on = (resume,) if snapshot.resumable else ()
            done = (_space("done"),) if snapshot.paused_from is State.LISTENING else ()
            return (*go_on, *done, _SKIP, _END)
        case State.FINISHED:
            back = Hint("Esc", Qt.Key.Key_Escape, "back to Practice", Leave(review=False))
            return (_enter("See your answers", Leave(review=True)), back)
        case _:
            return (_END,)


def asks_before_ending(snapshot: Snapshot) -> bool:
    """Return whether ending now would cut a question short."""
    return snapshot.state in {
        State.ASKING,
        State.THINKING,
        State.LISTENING,
        State.SAVING,
        State.PAUSED,
    }
