import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mock_interviewer.app.data_folder.database_files import copy_before_migration, database_copies
from mock_interviewer.app.store.database.schema import Migration, migrate, migrations, version_of

FIRST = Migration(1, "CREATE TABLE one (a);")
SECOND = Migration(2, "CREATE TABLE two (a); INSERT INTO two SELECT a FROM one;")
BROKEN = Migration(2, "CREATE TABLE two (a); DROP TABLE one; SELEC;")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite3"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        yield opened


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def test_the_numbered_files_count_from_one_without_a_gap() -> None:
    steps = migrations()
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))


def test_a_new_database_is_migrated_without_a_copy(
    connection: sqlite3.Connection, path: Path
) -> None:
    migrate(connection, path, [FIRST, SECOND])
    assert version_of(connection) == 2
    assert _tables(connection) == {"one", "two"}
    assert database_copies(path) == []


def test_an_existing_database_is_copied_privately_before_it_changes(
    connection: sqlite3.Connection, path: Path
) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    migrate(connection, path, [FIRST])
    connection.execute("INSERT INTO one VALUES ('still in the journal')")
    migrate(connection, path, [FIRST, SECOND])
    assert version_of(connection) == 2
    assert database_copies(path) == [copy_before_migration(path, 1)]
    assert stat.S_IMODE(copy_before_migration(path, 1).stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy_before_migration(path, 1))) as copied:
        assert version_of(copied) == 1
        assert _tables(copied) == {"one"}
        assert copied.execute("SELECT a FROM one").fetchall() == [("still in the journal",)]


def test_a_migration_that_fails_changes_nothing(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path, [FIRST])
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, path, [FIRST, BROKEN])
    assert not connection.in_transaction
    assert version_of(connection) == 1
    assert _tables(connection) == {"one"}


def test_earlier_migrations_are_not_repeated(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path, [FIRST])
    migrate(connection, path, [FIRST])
    assert database_copies(path) == []
