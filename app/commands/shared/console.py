"""Confirmation prompts and progress on the terminal."""

import sys
import time
from collections.abc import Callable

from mock_interviewer.app.archive.work_progress import WorkProgress
from mock_interviewer.app.text.control_characters import write_control


def confirmed(question: str) -> bool:
    """Ask on stderr, since stdout is for the answer; no input means no."""
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    try:
        answer = input()
    except EOFError:
        return False
    except KeyboardInterrupt:
        print(file=sys.stderr)
        raise
    return answer.strip().lower() in {"y", "yes"}


def print_status(sentence: str) -> None:
    """Print on stderr what is being done, since stdout is for the answer."""
    print(sentence, file=sys.stderr, flush=True)


_FIRST_AFTER = 0.5
"""Seconds after which progress appears on a terminal."""


_INTERVAL = 5.0
"""Seconds between two lines if the output is not a terminal."""


class ProgressDisplay:
    """Shows progress on stderr: one updated line on a terminal, or some lines in a file.

    Short work shows nothing. ``clock`` returns seconds.
    """

    def __init__(self, label: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._label = label
        self._clock = clock
        self._watched = sys.stderr.isatty()
        self._next = clock() + (_FIRST_AFTER if self._watched else _INTERVAL)
        self._percent: int | None = None
        self.progress = WorkProgress(self._show)

    def end(self) -> None:
        """End the updated line."""
        if self._watched and self._percent is not None:
            print(file=sys.stderr)

    def stopped(self, sentence: str) -> None:
        """Print the state that Ctrl+C has left."""
        self.end()
        self._percent = None
        print(sentence, file=sys.stderr)

    def _show(self, part: float) -> None:
        percent = int(100 * part)
        if percent == self._percent or self._clock() < self._next:
            return
        self._percent = percent
        if self._watched:
            write_control("\r", sys.stderr)
            print(f"{self._label}: {percent} %", end="", file=sys.stderr, flush=True)
        else:
            self._next = self._clock() + _INTERVAL
            print(f"{self._label}: {percent} %", file=sys.stderr, flush=True)


WIDTH = 88
