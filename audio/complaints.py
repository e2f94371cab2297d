"""What a child process wrote to its standard error, without what it may quote.

A child handles questions and answers, and the message of an exception, or what a library prints,
may repeat them. Where it happened is kept, and that is enough to look for the cause.
"""

import re
from pathlib import Path
from typing import Final

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


def without_quotes(complaint: str) -> str:
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
