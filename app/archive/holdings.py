"""The files of a library, by the names that they have in a backup."""

import logging
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from mock_interviewer.app.archive.files import files_below
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.recording_place import belongs_to_session, session_folder

log = logging.getLogger(__name__)

_PARTS = re.compile("[.-]")
_WHOLE_REPORT = "report"


def holdings(
    data: DataFolder, kept: sqlite3.Connection, discarded: dict[str, set[str]]
) -> Iterator[tuple[str, Path]]:
    """Give each file but the database with its name: a path below the data folder, by slashes.

    ``kept`` is the copy of the database that goes with them. ``discarded`` has, by their session's
    id, the takes as their files begin that are not in it any more. Files that are being written,
    whose names begin with a dot, are passed over, and links that lead out of a session's folder or
    out of that of the banks: somebody else may have made them, and a backup is handed on. The
    folder of the banks itself may be a link, and each of the settings, the plans and the draft, as
    programs that keep such files elsewhere make them. Raises OSError.
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
    banks = data.banks.resolve()
    for path in files_below(data.banks, hidden=False):
        if path.resolve().is_relative_to(banks):
            yield _name(data, path), path
        else:
            log.warning("%s leads out of the folder of the banks and is not backed up", path)
    for path in data.library:
        if path not in {data.database, data.sessions, data.banks}:
            yield from ((_name(data, file), file) for file in files_below(path, hidden=False))


def _name(data: DataFolder, path: Path) -> str:
    return path.relative_to(data.root).as_posix()
