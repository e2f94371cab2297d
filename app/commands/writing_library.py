"""The library, for commands that write while no window is open."""

import sys
from pathlib import Path

from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.library import Library


def open_to_write(data_dir: Path | None) -> Library:
    """Open the library to write, and say on standard error if its database had to be mended.

    Raises StoreInUse while a window has it open, StoreError.
    """
    library = Library.open(DataFolder.at(data_dir))
    if library.mended is not None:
        print(f"mock-interviewer: {library.mended.sentence}", file=sys.stderr)
    return library
