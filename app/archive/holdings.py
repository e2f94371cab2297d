"""The files of a library, by the names that they have in a backup."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from mock_interviewer.app.archive.files import files_below
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.recording_place import belongs_to_session, session_folder

_PARTS = re.compile("[.-]")
_WHOLE_REPORT = "report"


def holdings(
    data: DataFolder, kept: sqlite3.Connection, discarded: dict[str, set[str]]
) -> Iterator[tuple[str, Path]]:
    """Give each file but the database with its name: a path below the data folder, by slashes.

    ``kept`` is the copy of the database that goes with them. ``discarded`` has, by their session's
    id, the takes as their files begin that are not in it any more. Files that are being written,
    whose names begin with a dot, are passed over, and in a session's folder links that lead out of
    it. Raises OSError.
    """
    for (session,) in kept.execute("SELECT id FROM sessions ORDER BY number").fetchall():
        gone = discarded.get(session, set())
        folder = session_folder(data, session)
        if folder is None:
            continue
        for path in files_below(folder, hidden=False):
            first = _PARTS.split(path.relative_to(folder).parts[0])[0]
            left_out = gone and first in gone | {_WHOLE_REPORT}
            if not left_out and belongs_to_session(data, path):
                yield _name(data, path), path
    for path in data.library:
        if path not in {data.database, data.sessions}:
            yield from ((_name(data, file), file) for file in files_below(path, hidden=False))


def _name(data: DataFolder, path: Path) -> str:
    return path.relative_to(data.root).as_posix()
