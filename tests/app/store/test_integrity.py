"""Damage of a database is found, unless there is no time to look for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mock_interviewer.app.store.database import integrity
from mock_interviewer.app.store.database.integrity import is_sound


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "some.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute('CREATE TABLE "one\'s" (a)')
        connection.execute("CREATE TABLE transcripts (a)")
        connection.execute("CREATE VIRTUAL TABLE texts USING fts5 (text)")
        connection.executemany("INSERT INTO transcripts VALUES (?)", [("x" * 3000,)] * 20)
    return path


@pytest.fixture
def spoilt(database: Path) -> Path:
    content = bytearray(database.read_bytes())
    at = content.rindex(b"x" * 3000) // 4096 * 4096
    content[at : at + 4096] = b"\xff" * 4096
    database.write_bytes(content)
    return database


@pytest.fixture
def connection(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database)) as opened:
        yield opened


def test_a_sound_database_is_sound(connection: sqlite3.Connection) -> None:
    assert is_sound(connection)


@pytest.mark.usefixtures("spoilt")
def test_a_damaged_page_of_the_last_table_is_found(connection: sqlite3.Connection) -> None:
    assert not is_sound(connection)


@pytest.mark.usefixtures("spoilt")
def test_tables_are_not_checked_once_the_time_is_up(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity, "CHECK_STEPS", 1)
    assert is_sound(connection, seconds=-1.0)


def test_the_connection_has_no_time_limit_afterwards(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity, "CHECK_STEPS", 1)
    is_sound(connection, seconds=-1.0)
    assert connection.execute("SELECT count(*) FROM transcripts").fetchone() == (20,)
