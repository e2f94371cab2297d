"""Opening of the library by commands: to read beside an open window, or to write without one."""

import sys
from contextlib import suppress
from pathlib import Path

from mock_interviewer.app.commands.shared.parser import existing_folder
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.writer_lock import WriterLock
from mock_interviewer.app.errors import DatabaseDamaged, StoreError
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.recovery import database_repair
from mock_interviewer.app.text.formatting import counted


def open_to_write(data_dir: Path | None) -> Library:
    """Open the library for writing; print on standard error what was repaired or recovered.

    Leftovers of an interrupted move in the old folder are removed, as when a window opens. Raises
    StoreInUse while a window has it open, and StoreError.
    """
    from mock_interviewer.app.archive.moving import finish_move

    data = DataFolder.at(data_dir)
    library = Library.open(data)
    finish_move(data)
    if library.repair_report is not None:
        print(f"mock-interviewer: {library.repair_report.sentence}", file=sys.stderr)
    if library.recovered:
        count = counted(len(library.recovered), "interrupted answer")
        print(f"mock-interviewer: Recovered {count}.", file=sys.stderr)
    return library


def open_to_read(data_dir: Path | None) -> Library:
    """Open the library for reading; raises StoreError if the folder given does not exist.

    A damaged database is repaired first, unless a window has it open. Answers that an earlier run
    left unfinished are reported on standard error; they are recovered when the library is opened
    for writing.
    """
    data = DataFolder.at(data_dir)
    if data.moved and not data.database.exists():
        raise data.missing_error()
    if data_dir is not None:
        existing_folder(data_dir)
    library = _undamaged_library(data)
    if library is None:
        # While a window is writing, or on a read-only disk, damaged rows are only flagged.
        with suppress(StoreError):
            open_to_write(data_dir).close()
        library = Library.open(data, read_only=True)
    _report_unfinished(library)
    return library


def _undamaged_library(data: DataFolder) -> Library | None:
    """Return the library, opened for reading; None if it needs a repair."""
    if database_repair.is_needed(data, alone=WriterLock(data).is_free()):
        return None
    with suppress(DatabaseDamaged):
        library = Library.open(data, read_only=True)
        try:
            if library.rows_are_valid():
                return library
        except BaseException:
            library.close()
            raise
        library.close()
    return None


def _report_unfinished(library: Library) -> None:
    count = len(library.unfinished())
    if count and WriterLock(library.data).is_free():
        verb, which = ("was", "it") if count == 1 else ("were", "them")
        print(
            f"mock-interviewer: {counted(count, 'answer')} {verb} interrupted."
            f" Open Mock Interviewer to recover {which}.",
            file=sys.stderr,
        )
