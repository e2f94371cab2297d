"""Confirmations and progress on the terminal."""

import sys
import time
from collections.abc import Callable

from mock_interviewer.app.archive.work_progress import WorkProgress
from mock_interviewer.app.text.control_characters import write_control


def confirmed(question: str) -> bool:
    """Ask on stderr, not among what is answered on stdout; no answer is no."""
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    try:
        answer = input()
    except EOFError:
        return False
    except KeyboardInterrupt:
        print(file=sys.stderr)
        raise
    return answer.strip().lower() in {"y", "yes"}


_FIRST_AFTER = 0.5
"""Seconds after which somebody who watches sees how far it is."""


_INTERVAL = 5.0
"""Seconds between two lines where nobody watches a line grow."""


class ProgressDisplay:
    """Says how far work is: one line that grows, or some lines into a file. Not on stdout.

    Of work that is soon over nothing is said. ``clock`` counts seconds.
    """

    def __init__(self, doing: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._doing = doing
        self._clock = clock
        self._watched = sys.stderr.isatty()
        self._next = clock() + (_FIRST_AFTER if self._watched else _INTERVAL)
        self._percent: int | None = None
        self.progress = WorkProgress(self._tell)

    def end(self) -> None:
        """Leave the line that grew."""
        if self._watched and self._percent is not None:
            print(file=sys.stderr)

    def stopped(self, sentence: str) -> None:
        """Say what Ctrl+C has left."""
        self.end()
        self._percent = None
        print(sentence, file=sys.stderr)

    def _tell(self, part: float) -> None:
        percent = int(100 * part)
        if percent == self._percent or self._clock() < self._next:
            return
        self._percent = percent
        if self._watched:
            write_control("\r", sys.stderr)
            print(f"{self._doing}: {percent} %", end="", file=sys.stderr, flush=True)
        else:
            self._next = self._clock() + _INTERVAL
            print(f"{self._doing}: {percent} %", file=sys.stderr, flush=True)


WIDTH = 88
