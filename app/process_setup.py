"""Setup of a process at its start: tolerant stream encodings and a valid time zone."""

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
    """Make output succeed even for characters that the terminal's encoding lacks.

    Such characters become question marks or, with ``as_json``, JSON escapes on standard output.
    Invalid input is read in the same way.
    """
    codecs.register_error(_ESCAPES, _escaped)
    errors = {sys.stdin: "replace", sys.stdout: "replace", sys.stderr: "replace"}
    if as_json:
        errors[sys.stdout] = _ESCAPES
    for stream, handler in errors.items():
        # A program without a console has no streams.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=handler)


def replace_invalid_time_zone() -> None:
    """Use UTC if TZ has an invalid offset, such as XXX99.

    Python cannot compute with it. Workers that are started later inherit the change.
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
    """Return JSON escapes for characters that cannot be encoded."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    units = letters.encode("utf-16-be", "surrogatepass")
    pairs = zip(units[::2], units[1::2], strict=True)
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in pairs), error.end
