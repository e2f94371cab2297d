"""Backing up, restoring and moving as the command line shows them."""

import sys

from mock_interviewer.app.archive.progress import Progress

_STEP = 10
"""Percent between two lines where nobody watches a line grow."""


class Shown:
    """Says how far work is: one line that grows, or some lines into a file. Not on stdout."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._watched = sys.stderr.isatty()
        self._percent = 0
        self.progress = Progress(self._tell)

    def end(self) -> None:
        """Leave the line that grew."""
        if self._watched and self._percent:
            print(file=sys.stderr)

    def _tell(self, part: float) -> None:
        percent = int(100 * part)
        if percent == self._percent or (not self._watched and percent < self._percent + _STEP):
            return
        self._percent = percent
        if self._watched:
            print(f"\r{self._doing}: {percent} %", end="", file=sys.stderr, flush=True)
        else:
            print(f"{self._doing}: {percent} %", file=sys.stderr, flush=True)


def agreed(question: str) -> bool:
    """Ask the person on stderr; no answer is no."""
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    try:
        answer = input()
    except EOFError:
        return False
    return answer.strip().lower() in {"y", "yes"}
