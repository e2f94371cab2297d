"""The library, for commands that read it beside an open window."""

import sys
from contextlib import suppress
from pathlib import Path

from mock_interviewer.app.commands.common import folder_there
from mock_interviewer.app.commands.writing_library import open_to_write
from mock_interviewer.app.errors import DatabaseDamaged, StoreError
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store import mending
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.lock import WriterLock
from mock_interviewer.app.wording import counted


def open_to_read(data_dir: Path | None) -> Library:
    """Open the library to read; raises StoreError where a folder that was named is not there.

    A damaged database is repaired first, unless a window has it open. Answers that an earlier run
    left open are named on standard error: they are recovered when the library is opened to write.
    """
    data = DataFolder.at(data_dir)
    if data.moved and not data.database.exists():
        raise data.gone()
    if data_dir is not None:
        folder_there(data_dir)
    library = _sound_library(data)
    if library is None:
        # While a window writes, or on a disk that nobody can write to, damaged rows are flagged.
        with suppress(StoreError):
            open_to_write(data_dir).close()
        library = Library.open(data, read_only=True)
    _say_unfinished(library)
    return library


def _sound_library(data: DataFolder) -> Library | None:
    """Return the library, opened to read; None if it needs a repair."""
    if mending.is_needed(data, alone=WriterLock(data).is_free()):
        return None
    with suppress(DatabaseDamaged):
        library = Library.open(data, read_only=True)
        try:
            if library.rows_make_sense():
                return library
        except BaseException:
            library.close()
            raise
        library.close()
    return None


def _say_unfinished(library: Library) -> None:
    count = len(library.unfinished())
    if count and WriterLock(library.data).is_free():
        what, which = ("was", "it") if count == 1 else ("were", "them")
        print(
            f"mock-interviewer: {counted(count, 'answer')} {what} cut short."
            f" Open Mock Interviewer to recover {which}.",
            file=sys.stderr,
        )
