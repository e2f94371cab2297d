"""The library, for commands that write while no window is open."""

import sys
from pathlib import Path

from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.wording import counted


def open_to_write(data_dir: Path | None) -> Library:
    """Open the library to write, and say on standard error what was repaired or recovered in it.

    What a move that was cut short has left in the old folder goes, as where a window is opened.
    Raises StoreInUse while a window has it open, StoreError.
    """
    from mock_interviewer.app.archive.moving import finish

    data = DataFolder.at(data_dir)
    library = Library.open(data)
    finish(data)
    if library.mended is not None:
        print(f"mock-interviewer: {library.mended.sentence}", file=sys.stderr)
    if library.recovered:
        count = counted(len(library.recovered), "answer")
        verb = "was" if len(library.recovered) == 1 else "were"
        print(f"mock-interviewer: Recovered {count} that {verb} cut short.", file=sys.stderr)
    return library
