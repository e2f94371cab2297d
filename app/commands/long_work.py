"""Long work as the command line shows it."""

import sys
import time
from collections.abc import Callable

from mock_interviewer.app.archive.progress import Progress
from mock_interviewer.app.terminal import write_control

_SOON = 0.5
"""Seconds after which somebody who watches sees how far it is."""
_EVERY = 5.0
"""Seconds between two lines where nobody watches a line grow."""


class Shown:
    """Says how far work is: one line that grows, or some lines into a file. Not on stdout.

    Of work that is soon over nothing is said. ``clock`` counts seconds.
    """

    def __init__(self, doing: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._doing = doing
        self._clock = clock
        self._watched = sys.stderr.isatty()
        self._next = clock() + (_SOON if self._watched else _EVERY)
        self._percent: int | None = None
        self.progress = Progress(self._tell)

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
            self._next = self._clock() + _EVERY
            print(f"{self._doing}: {percent} %", file=sys.stderr, flush=True)
