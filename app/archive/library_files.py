"""The files of a library, as backups and moves read them."""

import logging
import re
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.private_files import is_link
from mock_interviewer.app.data_folder.recording_paths import belongs_to_session, session_folder
from mock_interviewer.app.errors import ArchiveError

log = logging.getLogger(__name__)

_PARTS = re.compile("[.-]")
_WHOLE_REPORT = "report"
"""The stem of the files that are made from all takes of a session."""


def files_below(path: Path, *, hidden: bool = True) -> Iterator[Path]:
    """Yield the file at ``path``, or the files below it; none if there is nothing.

    Links are followed, as the program follows them, but each folder is visited only once, under its
    own name if it is below ``path``. Without ``hidden``, names with a leading dot are skipped.
    Raises OSError.
    """
    seen: set[Path] = set()
    starts = deque([path])
    while starts:
        waiting = [starts.popleft()]
        while waiting:
            here = waiting.pop()
            if here.name.startswith(".") and not hidden:
                continue
            if here.is_file():
                yield here
            elif here.is_dir() and (real := here.resolve()) not in seen:
                seen.add(real)
                inner = sorted(here.iterdir(), reverse=True)
                linked = {each for each in inner if is_link(each) and each.is_dir()}
                starts.extend(sorted(linked))
                waiting.extend(each for each in inner if each not in linked)


def left_by_links(paths: Iterable[Path]) -> str:
    """Return sentences about the links among these, whose targets stay; "" if there are none."""
    return " ".join(
        f"The contents of {path} are still in {path.resolve()}."
        for path in paths
        if path.is_symlink() and path.exists()
    )


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Raise an ArchiveError if a file of the data folder cannot be read in this block.

    A missing file raises FileNotFoundError.
    """
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ArchiveError(
            f"{path} cannot be read: {error.strerror or error}.",
            "Check its disk and that you have permission to read it, then try again.",
        ) from error


def library_files(
    data: DataFolder, kept: sqlite3.Connection, discarded: dict[str, set[str]]
) -> Iterator[tuple[str, Path]]:
    """Yield each file but the database, with its path relative to the data folder, with slashes.

    ``kept`` is the copy of the database that goes with them. ``discarded`` has the file stems of
    the discarded takes, which are not in it, by session id. Skipped are half-written files, whose
    names begin with a dot, and links that lead out of a session's folder or out of the folder of
    banks: somebody else may have made them, and backups are passed on. The folder of banks itself
    may be a link, and so may the settings, the plans, and the draft, as programs that synchronize
    such files create them. Raises OSError.
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
                yield _name_in_backup(data, path), path
    banks = data.banks.resolve()
    for path in files_below(data.banks, hidden=False):
        if path.resolve().is_relative_to(banks):
            yield _name_in_backup(data, path), path
        else:
            log.warning("%s leads out of the folder of banks and is not backed up", path)
    for path in data.library:
        if path not in {data.database, data.sessions, data.banks}:
            yield from (
                (_name_in_backup(data, file), file) for file in files_below(path, hidden=False)
            )


def _name_in_backup(data: DataFolder, path: Path) -> str:
    return path.relative_to(data.root).as_posix()
