"""The library, for commands that read it beside an open window."""

from contextlib import suppress
from pathlib import Path

from mock_interviewer.app.commands.common import folder_there
from mock_interviewer.app.commands.writing_library import open_to_write
from mock_interviewer.app.errors import DatabaseDamaged, StoreInUse
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store import mending
from mock_interviewer.app.store.library import Library


def open_to_read(data_dir: Path | None) -> Library:
    """Open the library to read; raises StoreError where a folder that was named is not there.

    A damaged database is mended first, unless a window has it open.
    """
    data = DataFolder.at(data_dir)
    if data.moved and not data.database.exists():
        raise data.gone()
    if data_dir is not None:
        folder_there(data_dir)
    if not mending.is_needed(data):
        with suppress(DatabaseDamaged):
            return Library.open(data, read_only=True)
    with suppress(StoreInUse):
        open_to_write(data_dir).close()
    return Library.open(data, read_only=True)
