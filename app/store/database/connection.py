"""Opening the database for writing, or for reading beside a writer."""

import logging
import os
import sqlite3
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from mock_interviewer.app.data_folder.database_files import log_path, rollback_journal
from mock_interviewer.app.data_folder.private_files import make_private_file
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.database import full_text_index
from mock_interviewer.app.store.database.integrity import header_is_sound, is_sound
from mock_interviewer.app.store.database.row_checks import ROW_SECONDS, rows_are_valid
from mock_interviewer.app.store.database.schema import (
    Migration,
    apply_migrations,
    migrate,
    migrations,
    refuse_unless_ours,
    version_of,
)
from mock_interviewer.app.store.database.sqlite_errors import (
    damaged_database,
    translate_sqlite_errors,
)

log = logging.getLogger(__name__)

_SMALLEST = 512
"""Bytes of SQLite's smallest page, and therefore of its smallest database."""
BUSY_SECONDS = 5.0
"""How long a statement waits for a program that keeps the database locked."""
_SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""The end of a rollback journal that names a super-journal of several databases."""
_LARGEST_CELL = 256 << 20
"""Bytes of the largest text that is read, ten times the transcript of a day of speech."""


def connect_writer(database: Path, *, check_rows: bool = False) -> sqlite3.Connection:
    """Open ``database``, created or migrated as needed; the writer's lock must be held.

    A foreign or newer database is refused before a byte of it changes, and so is a damaged one, as
    far as ``is_sound`` and, with ``check_rows``, ``rows_are_valid`` find out. Raises StoreError.
    """
    with _opening(database):
        connection = _connect_writer(database)
        if check_rows:
            _refuse_invalid_rows(connection, database)
    return connection


def connect_reader(database: Path) -> sqlite3.Connection:
    """Open ``database`` for reading, beside a writer or not; it is never changed.

    If there is none yet, the connection shows an empty database. Of an older version's database, it
    shows a migrated copy, taken at that moment. Raises StoreError.
    """
    steps = migrations()
    with _opening(database):
        if not database.exists():
            return _in_memory(None, steps)
        _refuse_unsound_header(database)
        _refuse_odd_journal(database)
        connection = _open_for_reading(database)
        try:
            refuse_unless_ours(connection, database)
            if version_of(connection) == steps[-1].number:
                return connection
            shown = _in_memory(connection, steps)
        except BaseException:
            connection.close()
            raise
        connection.close()
        return shown


def connect_untrusted(database: Path) -> sqlite3.Connection:
    """Open ``database``, which may be hostile and must not change meanwhile, for reading.

    Raises StoreError unless its header is valid and its schema is exactly ours, of any version. Its
    rows are not checked.
    """
    with _opening(database):
        _refuse_unsound_header(database)
        connection = _read_only(database, immutable=True)
        try:
            refuse_unless_ours(connection, database)
        except BaseException:
            connection.close()
            raise
    return connection


def harden(connection: sqlite3.Connection) -> None:
    """Guard a connection against a hostile file (https://www.sqlite.org/security.html).

    Text that is not UTF-8 is read with replacement characters, so a damaged byte costs a character.
    """
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_CELL)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
    connection.text_factory = _text


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")


@contextmanager
def _opening(database: Path) -> Iterator[None]:
    try:
        with translate_sqlite_errors(database):
            yield
    except OSError as error:
        raise StoreError(
            f"The database {database} cannot be opened: {error.strerror}.",
            "Check that its folder exists and that you have permission to read and write there.",
        ) from error


def _connect_writer(database: Path) -> sqlite3.Connection:
    steps = migrations()
    if database.exists():
        _refuse_unsound_header(database)
        _roll_back(database)
        with closing(_open_for_check(database)) as connection:
            refuse_unless_ours(connection, database)
            if not is_sound(connection):
                raise damaged_database(database)
    # SQLite gives the mode of the database to its journals.
    make_private_file(database)
    connection = sqlite3.connect(database, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        harden(connection)
        _configure(connection)
        migrate(connection, database, steps)
        full_text_index.enable_secure_delete(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_invalid_rows(connection: sqlite3.Connection, database: Path) -> None:
    """Close the connection and raise DatabaseDamaged if a row is invalid.

    Raises sqlite3.DatabaseError if the full-text index does not match the rows.
    """
    sound = False
    try:
        full_text_index.check_index(connection)
        sound = rows_are_valid(connection, ROW_SECONDS)
    finally:
        if not sound:
            connection.close()
    if not sound:
        raise damaged_database(database)


def _configure(connection: sqlite3.Connection) -> None:
    journal = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if journal != "wal":
        log.warning(
            "the disk of the database does not support a write-ahead log; it uses %s", journal
        )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # Deleted text is overwritten, not just unlinked.
    connection.execute("PRAGMA secure_delete = ON")


def _refuse_unsound_header(database: Path) -> None:
    """Raise StoreError for a file whose header SQLite would misread, or take for an empty one.

    Some bytes of the header decide whether SQLite writes to the file, or how it decodes text.
    """
    if not database.is_file():
        # Opening a pipe would wait for a writer.
        raise StoreError(
            f"{database} is not a file.", "Remove it, or choose another folder with --data-dir."
        )
    with database.open("rb") as file:
        start = file.read(_SMALLEST)
    if start and (len(start) < _SMALLEST or not header_is_sound(start)):
        raise damaged_database(database)


def _refuse_odd_journal(database: Path) -> int:
    """Return the size of the rollback journal in bytes, 0 if there is none.

    Raises StoreError for a pipe or a link, and for a journal that names a super-journal, which
    SQLite would delete and this program never creates.
    """
    journal = rollback_journal(database)
    try:
        found = journal.lstat()
    except FileNotFoundError:
        return 0
    if not stat.S_ISREG(found.st_mode) or _names_another_journal(journal):
        raise StoreError(
            f"{journal} was not created by Mock Interviewer.",
            "Remove it, then open Mock Interviewer again.",
        )
    return found.st_size


def _roll_back(database: Path) -> None:
    """Undo the transaction that a kill interrupted on a disk without a write-ahead log.

    The schema is checked after this, since what SQLite rolls back to comes from the journal. Raises
    StoreError, sqlite3.Error.
    """
    if _refuse_odd_journal(database):
        with closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as connection:
            harden(connection)
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _names_another_journal(journal: Path) -> bool:
    with journal.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(-min(file.tell(), len(_SUPER_JOURNAL)), os.SEEK_END)
        return file.read() == _SUPER_JOURNAL


def _open_for_check(database: Path) -> sqlite3.Connection:
    """Open for reading, without leaving journals beside a database that has none.

    The writer's lock must be held: an immutable database must not change meanwhile.
    """
    return _read_only(database, immutable=not log_path(database).exists())


def _open_for_reading(database: Path) -> sqlite3.Connection:
    """Open for reading; as immutable on a read-only disk, where no journal can be created.

    Raises DatabaseDamaged if a writer has to undo a transaction first.
    """
    connection = _read_only(database, immutable=False)
    try:
        version_of(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_READONLY_ROLLBACK:
            raise damaged_database(database) from error
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            raise
        return _read_only(database, immutable=True)
    except BaseException:
        connection.close()
        raise
    return connection


def _read_only(database: Path, *, immutable: bool) -> sqlite3.Connection:
    query = "?mode=ro&immutable=1" if immutable else "?mode=ro"
    connection = sqlite3.connect(
        database.as_uri() + query, uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    harden(connection)
    return connection


def _in_memory(source: sqlite3.Connection | None, steps: Sequence[Migration]) -> sqlite3.Connection:
    """Return a database of the current version with the rows of ``source``, if any."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        if source is not None:
            source.backup(connection)
        apply_migrations(connection, steps)
    except BaseException:
        connection.close()
        raise
    return connection
