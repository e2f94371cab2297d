"""Reading of TOML files that people edit by hand."""

from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.app.data_folder.private_files import read_regular_file

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_LARGEST = 4 << 20
"""Bytes."""


class DamagedFile(Exception):
    """The file is not what it should be; the text says why or where, to stand in brackets."""


def read_toml(path: Path) -> "TOMLDocument":
    """Read a file with its comments; raises OSError, and DamagedFile for one that is no TOML."""
    import tomlkit
    from tomlkit.exceptions import ParseError, TOMLKitError

    try:
        text = read_regular_file(path, _LARGEST).decode("utf-8-sig")
        document = tomlkit.parse(text.replace("\r\n", "\n").replace("\r", "\n"))
        # Some tables that contradict each other are only found when all of it is read.
        document.unwrap()
    except ParseError as error:
        raise DamagedFile(f"line {error.line}") from error
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise DamagedFile("it is not TOML") from error
    return document
