"""A database is used only if its schema is exactly ours, object by object."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import DatabaseDamaged, StoreError
from mock_interviewer.app.store.database.connection import connect_untrusted
from mock_interviewer.app.store.database.schema import (
    SchemaState,
    apply_migrations,
    inspect_schema,
    migrations,
    objects_of,
)
from mock_interviewer.app.store.library import Library

ADDITIONS = (
    "CREATE TRIGGER t1 AFTER UPDATE ON sessions BEGIN DELETE FROM takes; END",
    "CREATE VIEW v1 AS SELECT * FROM takes",
    "CREATE TABLE t2 (a)",
    "CREATE INDEX i1 ON takes (name)",
    "CREATE VIRTUAL TABLE f1 USING fts5 (a)",
)
NEWEST = migrations()[-1].number


def _version(connection: sqlite3.Connection, number: int) -> None:
    connection.execute(f"PRAGMA user_version = {number}")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    data = DataFolder(tmp_path / "data")
    Library.open(data).close()
    return data.database


@pytest.fixture
def connection(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database, isolation_level=None)) as opened:
        yield opened


@pytest.mark.parametrize("number", range(1, NEWEST + 1))
def test_each_version_is_recognized_by_its_objects(number: int) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        apply_migrations(connection, migrations()[:number])
        assert inspect_schema(connection).state is SchemaState.OURS
        assert inspect_schema(connection).version == number
        for bit in range(32):
            flipped = number ^ 1 << bit
            _version(connection, flipped - (flipped >> 31 << 32))
            assert inspect_schema(connection).state is SchemaState.DAMAGED
            assert inspect_schema(connection).version == number
        _version(connection, 99)
        assert inspect_schema(connection).state is SchemaState.NEWER


def test_every_migration_changes_the_schema() -> None:
    assert len({objects_of(number) for number in range(1, NEWEST + 1)}) == NEWEST


@pytest.mark.parametrize("statement", ADDITIONS)
@pytest.mark.parametrize("read_only", [False, True])
def test_an_added_object_is_refused_by_name_and_the_file_is_untouched(
    tmp_path: Path,
    connection: sqlite3.Connection,
    database: Path,
    statement: str,
    *,
    read_only: bool,
) -> None:
    connection.execute(statement)
    connection.close()
    before = database.read_bytes()
    with pytest.raises(StoreError, match="did not create: "):
        Library.open(DataFolder(database.parent), read_only=read_only)
    with pytest.raises(StoreError, match="It was not opened"):
        connect_untrusted(database)
    assert database.read_bytes() == before


def test_the_message_names_the_added_objects(
    connection: sqlite3.Connection, database: Path
) -> None:
    connection.execute(ADDITIONS[0])
    connection.close()
    with pytest.raises(StoreError, match="trigger 't1'"):
        connect_untrusted(database)


def test_a_changed_object_counts_as_damage_and_is_repaired(
    connection: sqlite3.Connection, database: Path
) -> None:
    connection.execute("DROP TRIGGER labels_added")
    connection.execute("CREATE TRIGGER labels_added AFTER INSERT ON takes BEGIN SELECT 1; END")
    connection.close()
    with pytest.raises(DatabaseDamaged):
        connect_untrusted(database)
    with Library.open(DataFolder(database.parent)) as library:
        assert library.repair_report is not None
        assert inspect_schema(library.access.connection).state is SchemaState.OURS


def test_a_version_that_contradicts_the_objects_is_repaired(
    connection: sqlite3.Connection, database: Path
) -> None:
    _version(connection, NEWEST ^ 1 << 5)
    connection.close()
    with Library.open(DataFolder(database.parent)) as library:
        assert library.repair_report is not None


def test_a_newer_schema_is_refused_as_newer(connection: sqlite3.Connection, database: Path) -> None:
    connection.execute("CREATE TABLE later (a)")
    _version(connection, NEWEST + 1)
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        connect_untrusted(database)


def test_a_hardened_connection_does_not_trust_the_schema(database: Path) -> None:
    with closing(connect_untrusted(database)) as untrusted:
        assert untrusted.execute("PRAGMA trusted_schema").fetchone() == (0,)
        assert untrusted.execute("PRAGMA cell_size_check").fetchone() == (1,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            untrusted.execute("DELETE FROM takes")
