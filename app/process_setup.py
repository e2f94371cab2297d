"""What a process needs before it can answer: tolerant stream encodings and a valid time zone."""

import codecs
import io
import os
import sys
import time
from datetime import UTC, datetime
from typing import Final

_ESCAPES: Final = "mock-interviewer-json"
_MONTHS: Final = range(1, 13)


def make_streams_tolerant(*, as_json: bool) -> None:
    """Let no text that the terminal's encoding lacks keep an answer from being written.

    A question mark stands for each such letter; ``as_json`` a JSON escape, on standard output.
    What is typed is read likewise.
    """
    codecs.register_error(_ESCAPES, _escaped)
    errors = {sys.stdin: "replace", sys.stdout: "replace", sys.stderr: "replace"}
    if as_json:
        errors[sys.stdout] = _ESCAPES
    for stream, handler in errors.items():
        # There is none in a program without a console.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=handler)


def replace_invalid_time_zone() -> None:
    """Take UTC where TZ names an offset from it that is none, such as XXX99.

    Python refuses to compute with it; the workers that are started later inherit the change.
    """
    year = datetime.now(UTC).year
    try:
        for month in _MONTHS:
            datetime(year, month, 1, tzinfo=UTC).astimezone()
    except ValueError:
        os.environ["TZ"] = "UTC0"
        if sys.platform != "win32":
            time.tzset()


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Return what stands in a JSON string for letters that cannot be encoded."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    units = letters.encode("utf-16-be", "surrogatepass")
    pairs = zip(units[::2], units[1::2], strict=True)
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in pairs), error.end
