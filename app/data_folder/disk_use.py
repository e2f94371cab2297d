"""Disk space that the data folder uses, by kind."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.app.data_folder import kept_files
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import database_copies, journals
from mock_interviewer.app.errors import StoreError

SPARE_BYTES = 64 << 20
"""Bytes that copies and imports leave free on a disk."""
_GONE = (FileNotFoundError, NotADirectoryError)


@dataclass(frozen=True)
class DiskUse:
    """Bytes by kind; ``free`` is the free space on the disk.

    ``texts`` is the database: transcripts, feedback, and the schedule. ``rest`` is banks, plans,
    settings, logs, and copies made before an update.
    """

    recordings: int
    texts: int
    models: int
    rest: int
    free: int

    @property
    def total(self) -> int:
        """Bytes of all kinds together."""
        return self.recordings + self.texts + self.models + self.rest


def disk_use(data: DataFolder) -> DiskUse:
    """Measure the space that the data folder uses. Raises StoreError.

    Files that disappear meanwhile count nothing. Slow with many recordings: not for the GUI thread.
    """
    texts = [data.database, *journals(data.database)]
    own = {kept_files.DATABASE, kept_files.SESSIONS, kept_files.MODELS}
    rest = [
        data.root / file.name
        for file in (*kept_files.LIBRARY_FILES, *kept_files.MOVED_WITH_LIBRARY)
        if file not in own
    ]
    try:
        return DiskUse(
            recordings=_size(data.sessions),
            texts=sum(map(_size, texts)),
            models=_size(data.models),
            rest=sum(map(_size, (*rest, *database_copies(data.database)))),
            free=shutil.disk_usage(data.root).free,
        )
    except OSError as error:
        raise StoreError(
            f"The space that {data.root} uses cannot be measured: {error.strerror}.",
            "Check that it is connected.",
        ) from error


def _size(path: Path) -> int:
    """Return the bytes of a file or of all files below a folder; 0 if there is none."""
    if path.is_dir():
        return sum(_sizes(path))
    try:
        return path.stat().st_size
    except _GONE:
        return 0


def _sizes(folder: Path) -> Iterator[int]:
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except _GONE:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _sizes(Path(entry.path))
        else:
            with suppress(*_GONE):
                yield entry.stat(follow_symlinks=False).st_size
