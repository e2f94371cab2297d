"""Errors of child processes: redaction for the log, and rebuilding in the parent.

A child handles questions and answers. The message of an exception, or the output of a library, may
quote them, so the log shows only where a child failed.
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
"""The prefix of each line in the traceback of an exception group."""


_KNOWN: Final = re.compile(
    r"(Exception Group )?Traceback \(most recent call last\):"
    r"|Fatal Python error: (Aborted|Bus error|Floating-point exception|Illegal instruction"
    r"|Segmentation fault)"
    r"|(Current thread|Thread) 0x[0-9a-f]+ \(most recent call first\):"
    r"|Timeout \(\d+:\d\d:\d\d(\.\d+)?\)!"
    r"|terminate called after throwing an instance of '[\w:]+'"
    r"|(Aborted|Killed|Illegal instruction|Segmentation fault)( \(core dumped\))?"
)
"""Lines that Python, its faulthandler, the C++ runtime, and the shell print about a crash."""


def redact_stderr(stderr: str) -> str:
    """Return the lines of ``stderr`` that show where it failed, and the number of other lines.

    A line that names an exception's type is kept without its message.
    """
    kept: list[str] = []
    omitted = 0
    for whole in stderr.splitlines():
        line = _MARGIN.sub("", whole, count=1)
        safe = _safe_part(line)
        if safe is not None:
            kept.append(safe)
        elif line.strip():
            omitted += 1
    if omitted:
        lines = "1 line" if omitted == 1 else f"{omitted} lines"
        kept.append(f"({lines} not logged: may quote an answer)")
    return "\n".join(kept)


def _safe_part(line: str) -> str | None:
    place = _PLACE.match(line)
    if place is not None:
        # A line that only looks like a location may be part of a question about Python.
        return line if Path(place["file"]).is_file() or place["file"].startswith("<") else None
    kind = _KIND.match(line)
    if kind is not None:
        return kind["kind"]
    return line if _KNOWN.fullmatch(line) else None


def rebuild_error(
    kind: str, what: str, remedy: str, *, otherwise: type[MachineError]
) -> MachineError:
    """Return the error sent by a child: of the class ``kind`` in audio.errors, or ``otherwise``."""
    found = getattr(errors, kind, None)
    if isinstance(found, type) and issubclass(found, MachineError):
        return found(what, remedy)
    return otherwise(what, remedy)
