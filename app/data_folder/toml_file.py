"""Reading TOML files that people edit by hand."""

from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.app.data_folder.private_files import read_regular_file

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_LARGEST = 4 << 20
"""Bytes."""


class DamagedFile(Exception):
    """The file is not valid; the text says why or where, to be shown in parentheses."""


def read_toml(path: Path) -> "TOMLDocument":
    """Read a file with its comments. Raises OSError, or DamagedFile if it is not TOML."""
    import tomlkit
    from tomlkit.exceptions import ParseError, TOMLKitError

    try:
        text = read_regular_file(path, _LARGEST).decode("utf-8-sig")
        document = tomlkit.parse(text.replace("\r\n", "\n").replace("\r", "\n"))
        # Some contradicting tables are only found when the whole document is read.
        document.unwrap()
    except ParseError as error:
        raise DamagedFile(f"line {error.line}") from error
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise DamagedFile("it is not TOML") from error
    return document
