"""The text of files from other programs, whatever encoding they have."""

import codecs
import re
from pathlib import Path

from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.text_files import read_content

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_SHARE = 0.3
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_any_text(path: Path) -> str:
    """Return the text of a file in UTF-8, UTF-16, or cp1252; raises BankError for other files.

    Lines end with a line feed, and control characters are spaces.
    """
    content = read_content(path)
    try:
        return cleaned(decoded(content))
    except ValueError as error:
        raise BankError(
            path, None, "this isn't a text file", "open it in its program and save it as text"
        ) from error


def decoded(content: bytes) -> str:
    """Return bytes as text, without a byte order mark. Raises ValueError if they aren't text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.removeprefix(mark).decode(encoding)
    if b"\0" in content:
        return content.decode(_unmarked_utf16(content))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(_from_cp1252(byte) for byte in content)


def cleaned(text: str) -> str:
    """Return a text with line feeds as line ends, and spaces for control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return _UNPRINTABLE.sub(" ", lines)


def _unmarked_utf16(content: bytes) -> str:
    """Return the encoding of bytes with zeros. Raises ValueError if they can't be text."""
    sample = content[:_SAMPLE]
    most = len(sample) // 2 * _SHARE
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > most and not even:
        return "utf-16-le"
    if even > most and not odd:
        return "utf-16-be"
    raise ValueError("zeros in a file that isn't UTF-16")


def _from_cp1252(byte: int) -> str:
    # Windows itself maps the five bytes that cp1252 leaves open to control characters.
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)
