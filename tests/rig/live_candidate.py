"""A candidate who goes through a session by voice alone, following its state."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from rig.live_voice import LiveVoice, Said
from rig.pulse import PulseRig

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState

When = Callable[[SessionSnapshot], bool]
REACTION = 1.0
"""Seconds from one's turn to one's first word: the sound that tells of it is over by then."""


@dataclass(frozen=True)
class Turn:
    """A text to say once ``when`` is true."""

    when: When
    says: Said

    def reply(self, _: SessionSnapshot) -> Said:
        """Return the text to say."""
        return self.says


@dataclass(frozen=True)
class Reaction:
    """A text that depends on the state of the session at that time."""

    when: When
    reply: Callable[[SessionSnapshot], Said]


def asked(position: int, *, attempt: int = 1, follow_up: bool = False) -> When:
    """Return whether the session waits for an answer to a planned question or a follow-up."""

    def holds(now: SessionSnapshot) -> bool:
        return (
            now.state is SessionState.THINKING
            and now.question is not None
            and (now.question.follow_up is not None) is follow_up
            and (now.position, now.attempt) == (position, attempt)
        )

    return holds


def confirming(now: SessionSnapshot) -> bool:
    """Return whether the session waits for a yes or no."""
    return now.state is SessionState.CONFIRMING


def reading(position: int, *, follow_up: bool = False) -> When:
    """Return whether the session waits for Next, with feedback on such an answer in view."""

    def holds(now: SessionSnapshot) -> bool:
        return (
            now.awaits_next
            and not now.interviewer_speaks
            and now.position == position
            and now.question is not None
            and (now.question.follow_up is not None) is follow_up
        )

    return holds


class LiveCandidate:
    """Takes one turn after the other, on a thread of its own; a context manager.

    ``watch`` is to be told of every Snapshot, on any thread. The end of the session, or of the
    block, ends the candidate too; ``taken`` are the turns that came.
    """

    def __init__(self, rig: PulseRig, voice: LiveVoice, turns: Iterable[Turn | Reaction]) -> None:
        self._rig = rig
        self._voice = voice
        self._turns = turns
        self._changed = threading.Condition()
        self._now: SessionSnapshot | None = None
        self._over = False
        self._thread = threading.Thread(target=self._run, name="candidate")
        self.taken: list[Turn | Reaction] = []
        self.error: Exception | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._changed:
            self._over = True
            self._changed.notify_all()
        self._thread.join()
        if self.error is not None and error is None:
            raise self.error

    def watch(self, now: SessionSnapshot) -> None:
        """Take a snapshot of the session."""
        with self._changed:
            self._now = now
            self._changed.notify_all()

    def _run(self) -> None:
        try:
            for turn in self._turns:
                now = self._wait_for(turn.when)
                if now is None:
                    return
                self._rig.speak(self._voice.file(turn.reply(now)))
                self.taken.append(turn)
        except Exception as error:  # noqa: BLE001 - raised again on the block's thread
            self.error = error

    def _wait_for(self, when: When) -> SessionSnapshot | None:
        """Return the snapshot shortly after the turn came, or None if the session ended before."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_over() or self._holds(when))
            self._changed.wait_for(self._is_over, timeout=REACTION)
            return None if self._is_over() else self._now

    def _holds(self, when: When) -> bool:
        return self._now is not None and when(self._now)

    def _is_over(self) -> bool:
        finished = self._now is not None and self._now.state is SessionState.FINISHED
        return self._over or finished
