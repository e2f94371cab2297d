"""The library, for commands that write while no window is open."""

import sys
from pathlib import Path

from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.library import Library


def open_to_write(data_dir: Path | None) -> Library:
    """Open the library to write, and say on standard error if its database had to be mended.

    What a move that was cut short has left in the old folder goes, as where a window is opened.
    Raises StoreInUse while a window has it open, StoreError.
    """
    from mock_interviewer.app.archive.moving import finish

    data = DataFolder.at(data_dir)
    library = Library.open(data)
    finish(data)
    if library.mended is not None:
        print(f"mock-interviewer: {library.mended.sentence}", file=sys.stderr)
    return library
