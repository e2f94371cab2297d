"""Reading of text files from other programs, which refuses anything but text."""

import re
from pathlib import Path

from mock_interviewer.questions.errors import BankError

MAX_BYTES = 5_000_000

_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_content(path: Path) -> bytes:
    """Return the bytes of a file; raises BankError if it can't be read or is too large."""
    if path.exists() and not path.is_file():
        raise BankError(path, None, "this isn't a regular file", "replace it with a text file")
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BankError(
            path, None, f"the file can't be read ({reason})", "check its name and permissions"
        ) from error
    if len(content) > MAX_BYTES:
        raise BankError(
            path,
            None,
            f"the file is larger than {MAX_BYTES // 1_000_000} MB",
            "split it into a folder with one file per section",
        )
    return content


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file; raises BankError, with the line if it is known."""
    content = read_content(path)
    if content.startswith(_BYTE_ORDER_MARKS):
        raise BankError(
            path, 1, "the file starts with a byte order mark", "save it as UTF-8 without BOM"
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BankError(
            path,
            content.count(b"\n", 0, error.start) + 1,
            f"the byte 0x{content[error.start]:02X} is not UTF-8",
            "save the file with the encoding UTF-8",
        ) from error


def refuse_unprintable(text: str, path: Path) -> None:
    """Raise BankError where a text has a control character."""
    found = _UNPRINTABLE.search(text)
    if found:
        raise BankError(
            path,
            text.count("\n", 0, found.start()) + 1,
            f"the control character U+{ord(found[0]):04X} isn't allowed in a bank",
            "delete it",
        )
