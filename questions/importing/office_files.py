"""What spreadsheets and documents of office programs have in common: ZIP archives of XML."""

import io
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.text_files import read_content

T = TypeVar("T")

MOST_UNPACKED = 100_000_000
_OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_office_file(
    path: Path, kind: str, saved_as: str, holds: str, read: Callable[[io.BytesIO], T]
) -> T:
    """Return what ``read`` makes of the content of a file; raises BankError.

    ``kind`` is what the file should be, such as "spreadsheet", ``saved_as`` the formats to save it
    in. ``holds`` is the start of the names of its main parts in the archive.
    """
    content = read_content(path)
    if content.startswith(_OLD_FORMAT):
        if _ENCRYPTED in content:
            raise BankError(
                path, None, "the file has a password", "save it without one and import that"
            )
        raise BankError(path, None, "the file has an old format", f"save it as {saved_as}")
    refusal = BankError(path, None, f"this isn't a {kind}", f"save it as {saved_as}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise refusal from error
    if not any(entry.filename.startswith(holds) for entry in entries):
        raise refusal
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise BankError(path, None, "the file is too large once it is unpacked", "split it")
    try:
        with warnings.catch_warnings():
            # The libraries warn of parts that they skip, such as validation rules.
            warnings.simplefilter("ignore")
            return read(io.BytesIO(content))
    except BankError:
        raise
    except Exception as error:  # A damaged file can break the library anywhere.
        raise BankError(
            path,
            None,
            f"the {kind} is damaged",
            f"open it in its program and save it as {saved_as}",
        ) from error
