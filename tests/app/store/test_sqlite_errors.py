import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.app.errors import DatabaseDamaged, StoreError
from mock_interviewer.app.store.database.sqlite_errors import (
    classify_sqlite_error,
    translate_sqlite_errors,
)

DATABASE = Path("/somewhere/library.sqlite3")
REFUSED = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
}


def _error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("text that must not matter: database is locked")
    error.sqlite_errorcode = code
    return error


@given(primary=st.integers(1, 255), extension=st.integers(0, 255))
def test_the_primary_code_decides_and_nothing_else(primary: int, extension: int) -> None:
    error = _error(primary | extension << 8)
    seen = classify_sqlite_error(error, DATABASE)
    if primary in REFUSED:
        assert isinstance(seen, StoreError)
        assert str(DATABASE) in seen.what
        assert seen.remedy
    else:
        assert seen is error


def test_an_error_of_pythons_own_is_a_bug() -> None:
    connection = sqlite3.connect(":memory:")
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError), translate_sqlite_errors(DATABASE):
        connection.execute("SELECT 1")


@pytest.mark.parametrize(
    "statement",
    ["SELEC 1", "SELECT * FROM nothing", "INSERT INTO one VALUES (1)", "INSERT INTO one VALUES ()"],
)
def test_a_wrong_statement_is_a_bug(statement: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE one (a UNIQUE)")
        connection.execute("INSERT INTO one VALUES (1)")
        with pytest.raises(sqlite3.Error), translate_sqlite_errors(DATABASE):
            connection.execute(statement)


def test_a_full_database_is_the_machines_refusal(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "d")) as connection:
        connection.execute("CREATE TABLE one (a)")
        connection.execute("PRAGMA max_page_count = 2")
        with pytest.raises(StoreError, match="is full"), translate_sqlite_errors(tmp_path / "d"):
            connection.execute("INSERT INTO one VALUES (zeroblob(100000))")


def test_a_write_to_a_read_only_database_is_the_machines_refusal(tmp_path: Path) -> None:
    path = tmp_path / "d"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE one (a)")
    with (
        closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection,
        pytest.raises(StoreError, match="cannot be written"),
        translate_sqlite_errors(path),
    ):
        connection.execute("INSERT INTO one VALUES (1)")


def test_a_missing_folder_is_the_machines_refusal(tmp_path: Path) -> None:
    path = tmp_path / "none" / "d"
    with pytest.raises(StoreError, match="cannot be opened"), translate_sqlite_errors(path):
        sqlite3.connect(path)


def test_a_file_that_is_not_a_database_is_the_machines_refusal(tmp_path: Path) -> None:
    path = tmp_path / "d"
    path.write_bytes(b"no database" * 100)
    with (
        closing(sqlite3.connect(path)) as connection,
        pytest.raises(StoreError, match="is damaged"),
        translate_sqlite_errors(path),
    ):
        connection.execute("SELECT * FROM sqlite_master")


def test_an_undecodable_message_of_sqlite_means_damage() -> None:
    with pytest.raises(DatabaseDamaged), translate_sqlite_errors(DATABASE):
        b"malformed database schema (\xef)".decode()
