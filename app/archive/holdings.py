"""The files of a library, by the names that they have in a backup."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from mock_interviewer.app.paths import DataFolder

_PARTS = re.compile("[.-]")
_WHOLE_REPORT = "report"


def holdings(
    data: DataFolder, kept: sqlite3.Connection, discarded: dict[str, set[str]]
) -> Iterator[tuple[str, Path]]:
    """Give each file but the database with its name: a path below the data folder, by slashes.

    ``kept`` is the copy of the database that goes with them. ``discarded`` has, by their session's
    id, the takes as their files begin that are not in it any more. Links and files that are being
    written, whose names begin with a dot, are passed over. Raises OSError.
    """
    for (session,) in kept.execute("SELECT id FROM sessions ORDER BY number").fetchall():
        gone = discarded.get(session, set())
        for path in _files(data.session_folder(session)):
            first = _PARTS.split(path.relative_to(data.session_folder(session)).parts[0])[0]
            if not gone or first not in gone | {_WHOLE_REPORT}:
                yield _name(data, path), path
    for path in _files(data.banks):
        yield _name(data, path), path
    for path in (data.settings_file, data.plans_file):
        if path.is_file():
            yield _name(data, path), path


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file():
            yield path


def _name(data: DataFolder, path: Path) -> str:
    return path.relative_to(data.root).as_posix()
