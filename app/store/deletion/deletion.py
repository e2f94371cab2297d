"""Permanent removal of takes and sessions, which continues after an interruption.

A row marked ``deleting`` is not listed. Its recordings are removed first, then its rows: after a
kill, the mark is still there, and the next start continues. An empty file beside the recordings
says the same on disk, in case the row is lost. It is created after the row is marked, and removed
before the row is unmarked, or as the last file of all.
"""

import logging
import math
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mock_interviewer.app.data_folder import recording_paths, temporary_files, unfinished_copy
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import database_copies
from mock_interviewer.app.data_folder.kept_files import WRITE_TEST_STEM
from mock_interviewer.app.data_folder.private_files import is_link, make_private_file, remove
from mock_interviewer.app.data_folder.recording_paths import session_folder, session_folders
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.database import full_text_index
from mock_interviewer.app.store.practice import reviews
from mock_interviewer.audio.files.folder_sync import sync_folder

log = logging.getLogger(__name__)


_MARK_SUFFIX = ".discarded"
_MARK_NAME = re.compile(r"(?:\.(\d{2,6}))?\.discarded")


def discard_mark_path(data: DataFolder, session: str, place: int | None = None) -> Path | None:
    """Return the path of the mark of a session, or of the take at ``place`` in it.

    Its name begins with a dot, so backups leave it out. Returns None if the session has no folder
    of its own.
    """
    folder = session_folder(data, session)
    if folder is None:
        return None
    return folder / (_MARK_SUFFIX if place is None else f".{place:02}{_MARK_SUFFIX}")


def is_discard_mark(path: Path) -> bool:
    """Return whether a file is a discard mark."""
    return _MARK_NAME.fullmatch(path.name) is not None


def put_discard_mark(mark: Path | None) -> None:
    """Create a mark on disk; if that fails, the mark in the row has to do."""
    if mark is None or not mark.parent.is_dir():
        return
    try:
        make_private_file(mark, follow=False)
        sync_folder(mark.parent)
    except OSError as error:
        log.warning("%s cannot be made: %s", mark, error)


def remove_discard_mark(mark: Path | None) -> None:
    """Remove a mark, if there is one, durably.

    Raises StoreError.
    """
    if mark is None:
        return
    try:
        mark.unlink()
        sync_folder(mark.parent)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise StoreError(
            f"Nothing can be restored in {mark.parent}: {error.strerror}.",
            "Check that you have permission to write there, then try again.",
        ) from error


def discard_marks(data: DataFolder) -> Iterator[tuple[str, int | None]]:
    """Yield each marked session, and the place of a marked take or None. Raises OSError."""
    for folder in session_folders(data):
        for path in sorted(folder.glob(f"*{_MARK_SUFFIX}")):
            if match := _MARK_NAME.fullmatch(path.name):
                yield folder.name, int(match[1]) if match[1] else None


_WHOLE_REPORT = "report"
"""The stem of the files that are made from all takes of a session."""
_PARTS = re.compile("[.-]")
_OF_A_TAKE = re.compile(r"(\d{2,6})\.(wav|flac|json)")


_EMPTIED = """
UPDATE sessions SET deleting = 1
WHERE EXISTS (SELECT 1 FROM takes AS t WHERE t.session = sessions.number AND t.deleting)
AND NOT EXISTS (SELECT 1 FROM takes AS t WHERE t.session = sessions.number AND NOT t.deleting)
"""


_TAKES = """
SELECT t.number, t.id, s.id, t.place
FROM takes AS t JOIN sessions AS s ON s.number = t.session WHERE t.deleting AND NOT s.deleting
"""


def remove_session(
    connection: sqlite3.Connection, data: DataFolder, number: int, session: str
) -> None:
    """Remove a marked session. Raises StoreError if a file cannot be removed; sqlite3.Error."""
    for _ in _session_removal_steps(connection, data, number, session):
        pass
    full_text_index.overwrite_deleted(connection)
    empty_write_ahead_log(connection)
    temporary_files.remove_leftovers(data)
    for _ in unfinished_copy.removal_steps(data):
        pass


class PendingDeletion:
    """Removes what is marked when it starts, and sessions whose takes are all marked.

    After that, it removes what killed processes left in temporary folders or in unfinished copies.
    It works in short steps, each of which survives a kill. What cannot be removed is logged.
    """

    def __init__(self, connection: sqlite3.Connection, data: DataFolder) -> None:
        self._steps = _removal_steps(connection, data)

    def run(self, until: float = math.inf) -> bool:
        """Run until a monotonic time, for at least one step; return whether it is finished.

        Raises sqlite3.Error; it is finished then too, and the marks stay.
        """
        return all(time.monotonic() < until for _ in self._steps)


def _removal_steps(connection: sqlite3.Connection, data: DataFolder) -> Iterator[None]:
    if connection.execute("SELECT EXISTS (SELECT 1 FROM takes WHERE deleting)").fetchone()[0]:
        connection.execute(_EMPTIED)
    takes = connection.execute(_TAKES).fetchall()
    sessions = connection.execute("SELECT number, id FROM sessions WHERE deleting").fetchall()
    for number, take, session, place in takes:
        try:
            with _refused_removal(data.sessions):
                _remove_files(data, session, place)
            remove_row(connection, "takes", number)
        except StoreError as error:
            log.warning("take %s is still being deleted: %s", take, error)
        yield
    for number, session in sessions:
        try:
            yield from _session_removal_steps(connection, data, number, session)
        except StoreError as error:
            log.warning("session %s is still being deleted: %s", session, error)
    if takes or sessions:
        full_text_index.overwrite_deleted(connection)
    empty_write_ahead_log(connection)
    temporary_files.remove_leftovers(data)
    yield from unfinished_copy.removal_steps(data)


def empty_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Move the write-ahead log into the database and truncate it.

    Deleted rows are overwritten in the database, but older pages stay in the log until then. If
    there is a reader, this waits a little and then leaves it to the next start.
    """
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        log.info("the write-ahead log is being read; it is emptied at the next start")


def _session_removal_steps(
    connection: sqlite3.Connection, data: DataFolder, number: int, session: str
) -> Iterator[None]:
    folder = recording_paths.session_folder(data, session)
    with _refused_removal(folder or data.sessions):
        # Sidecars go last: if the folder is a link, they identify its session.
        found = _ours(connection, number, folder) if folder and folder.is_dir() else []
        for path in sorted(found, key=lambda path: path.suffix == ".json"):
            remove(path)
        _remove_copies(data)
        if folder is not None:
            _remove_with_marks(folder)
    takes = connection.execute("SELECT number FROM takes WHERE session = ?", (number,)).fetchall()
    for (take,) in takes:
        remove_row(connection, "takes", take)
        yield
    remove_row(connection, "sessions", number)
    yield


def _ours(connection: sqlite3.Connection, number: int, folder: Path) -> list[Path]:
    """Return the files that this program made in a session's folder, except marks.

    What a person put there stays, even if the folder turns out to be another one.
    """
    rows = connection.execute("SELECT place FROM takes WHERE session = ?", (number,)).fetchall()
    found = list(folder.iterdir())
    # A recording may be there without its row.
    recorded = {match[1] for path in found if (match := _OF_A_TAKE.fullmatch(path.name))}
    stems = {f"{place:02}" for (place,) in rows} | recorded | {_WHOLE_REPORT, WRITE_TEST_STEM}
    return [path for path in found if _stem(path) in stems and not is_discard_mark(path)]


def _stem(path: Path) -> str:
    """Return the stem of a file's name, without the dot of half-written files.

    It is also without the ``._`` of what macOS keeps beside a file on disks of other systems.
    """
    return _PARTS.split(path.name.lstrip("._"))[0]


def _remove_with_marks(folder: Path) -> None:
    """Remove a session's marks, and its folder, or the link to it, unless it is not empty."""
    for path in list(folder.iterdir()) if folder.is_dir() else ():
        if is_discard_mark(path):
            path.unlink()
    if is_link(folder):
        folder.unlink()
    elif folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _remove_files(data: DataFolder, session: str, place: int) -> None:
    """Remove the recording of a take, and the files made from it or from all takes."""
    folder = recording_paths.session_folder(data, session)
    mark = discard_mark_path(data, session, place)
    for path in folder.iterdir() if folder and folder.is_dir() else ():
        ours = _stem(path) in {f"{place:02}", _WHOLE_REPORT}
        if ours and path != mark:
            remove(path)
    _remove_copies(data)
    if mark is not None:
        mark.unlink(missing_ok=True)


def _remove_copies(data: DataFolder) -> None:
    """Remove copies from migrations and for backups, which would still hold the text."""
    for copy in database_copies(data.database):
        copy.unlink(missing_ok=True)
    temporary_files.remove_scratch(data)


def remove_row(connection: sqlite3.Connection, table: str, number: int) -> None:
    """Remove a take or session with all dependent rows, and rebuild the cards of its questions."""
    which = {"takes": "number", "sessions": "session"}[table]
    questions = f"SELECT DISTINCT bank, question FROM takes WHERE {which} = ?"  # noqa: S608
    connection.execute("BEGIN IMMEDIATE")
    try:
        touched = connection.execute(questions, (number,)).fetchall()
        connection.execute(f"DELETE FROM {table} WHERE number = ?", (number,))  # noqa: S608
        for key in touched:
            reviews.rebuild_card(connection, key)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _refused_removal(folder: Path) -> Iterator[None]:
    """Raise what the system refuses in this block as a StoreError about ``folder``."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The recordings in {folder} could not be deleted: {error.strerror}.",
            "Close programs that play them and check that you have permission to write there."
            " The rest is deleted at the next start.",
        ) from error
