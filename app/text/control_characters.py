"""Protection of terminals and text files from control characters in stored text."""

import contextlib
import io
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TextIO, cast

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_CONTROLS: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and line feed, DEL, C1
    r"\u2028\u2029"  # line and paragraph separators
    r"\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    r"\ud800-\udfff]"  # bytes of a file name that are no text
)

_LINE_END: Final = re.compile(r"\r\n?")


def visible(text: str) -> str:
    r"""Return text with its control characters escaped, as in ``\u001b``.

    Tabs and line feeds stay. JSON stays equivalent JSON.
    """
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def without_controls(text: str) -> str:
    """Return text without control characters; tabs stay, and line ends become line feeds."""
    return _CONTROLS.sub("", _LINE_END.sub("\n", text))


@contextlib.contextmanager
def controls_visible() -> Iterator[None]:
    """Pass everything written to stdout and stderr through ``visible``.

    Only ``write_control`` can write control characters.
    """
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _guarded(sys.stdout), _guarded(sys.stderr)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def write_control(text: str, stream: "SupportsWrite[str]") -> None:
    """Write our own text, including its control characters."""
    (stream.stream if isinstance(stream, _GuardedStream) else stream).write(text)


def _guarded(stream: TextIO | None) -> TextIO:
    """Return a guarded stream; None for None, as in a program without a terminal on Windows."""
    return cast("TextIO", stream if stream is None else _GuardedStream(stream))


class _GuardedStream(io.TextIOBase):
    """A text stream that writes ``visible`` text to another stream, which it never closes."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        self.stream.write(visible(text))
        return len(text)

    def flush(self) -> None:
        self.stream.flush()

    def isatty(self) -> bool:
        return self.stream.isatty()

    def fileno(self) -> int:
        return self.stream.fileno()

    def writable(self) -> bool:
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self.stream.encoding
