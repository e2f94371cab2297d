"""Text files of any encoding."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.importing.decoding import cleaned, decoded, read_any_text

TEXT = "question;topic\nWarum K\xe4se?;K\xfcche\n“Why”, then?;\u20ac\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("cp1252", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_a_file_of_any_encoding_is_read(encoding: str, mark: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(mark + TEXT.replace("\n", "\r\n").encode(encoding))
    assert read_any_text(path) == TEXT


def test_a_byte_that_cp1252_leaves_open_is_no_error() -> None:
    assert cleaned(decoded(b"caf\xe9 \x81 tea")) == "caf\xe9   tea"


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xfe\0", b"a\0\0\0b"])
def test_a_file_that_is_no_text_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(BankError, match="this isn't a text file; open it in its program"):
        read_any_text(path)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        text = cleaned(decoded(content))
    except ValueError:
        return
    assert "\r" not in text
    assert text.isprintable() or all(
        letter in "\n\t" or ord(letter) >= 0xA0 for letter in text if not letter.isprintable()
    )
