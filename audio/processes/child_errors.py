"""Errors of child processes: what the log may keep of them, and how one is raised again here.

A child handles questions and answers. The message of an exception, or what a library prints, may
quote them, so the log keeps only where a child failed.
"""

import re
from pathlib import Path
from typing import Final

from mock_interviewer.audio import errors
from mock_interviewer.audio.errors import MachineError

_PLACE: Final = re.compile(r'  File "(?P<file>[^"]+)", line \d+(, in| in) [\w<>.]+\Z')


_KIND: Final = re.compile(
    r"(?P<kind>(\w+\.)*\w*(Error|Exception|ExceptionGroup|Exit|Interrupt|Warning))(:|\Z)"
)


_MARGIN: Final = re.compile(r"\A +[|+] ")
"""What stands before each line of the traceback of a group of exceptions."""


_KNOWN: Final = re.compile(
    r"(Exception Group )?Traceback \(most recent call last\):"
    r"|Fatal Python error: (Aborted|Bus error|Floating-point exception|Illegal instruction"
    r"|Segmentation fault)"
    r"|(Current thread|Thread) 0x[0-9a-f]+ \(most recent call first\):"
    r"|Timeout \(\d+:\d\d:\d\d(\.\d+)?\)!"
    r"|terminate called after throwing an instance of '[\w:]+'"
    r"|(Aborted|Killed|Illegal instruction|Segmentation fault)( \(core dumped\))?"
)
"""What Python, its faulthandler, the C++ runtime and the shell print of a crash."""


def redact_stderr(complaint: str) -> str:
    """Return the lines of ``complaint`` that show where it failed, and the number of other lines.

    A line that names an exception's type is kept without its message.
    """
    kept: list[str] = []
    left_out = 0
    for whole in complaint.splitlines():
        line = _MARGIN.sub("", whole, count=1)
        harmless = _harmless(line)
        if harmless is not None:
            kept.append(harmless)
        elif line.strip():
            left_out += 1
    if left_out:
        lines = "1 line is" if left_out == 1 else f"{left_out} lines are"
        kept.append(f"({lines} not logged, which may quote an answer)")
    return "\n".join(kept)


def _harmless(line: str) -> str | None:
    place = _PLACE.match(line)
    if place is not None:
        # What only looks like a place may be part of a question about Python.
        return line if Path(place["file"]).is_file() or place["file"].startswith("<") else None
    kind = _KIND.match(line)
    if kind is not None:
        return kind["kind"]
    return line if _KNOWN.fullmatch(line) else None


def rebuild_error(
    kind: str, what: str, remedy: str, *, otherwise: type[MachineError]
) -> MachineError:
    """Return the error that a child sent: the class ``kind`` of audio.errors, or ``otherwise``."""
    found = getattr(errors, kind, None)
    if isinstance(found, type) and issubclass(found, MachineError):
        return found(what, remedy)
    return otherwise(what, remedy)
