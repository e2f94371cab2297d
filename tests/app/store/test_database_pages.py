"""Pages yield the rows that SQLite reads from them, and any other bytes cause no error."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.store.recovery.database_pages import DatabasePages

VALUE = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text("é\0x", min_size=500, max_size=20_000),
)


def _rows(database: Path) -> list[tuple[int, tuple[object, ...]]]:
    with DatabasePages(database) as pages:
        return [(key, tuple(values)) for key, values in pages.rows()]


def _are_rows(rows: list[tuple[int, tuple[object, ...]]]) -> bool:
    return all(
        -(2**63) <= key < 2**63
        and all(isinstance(value, str | int | float | None) for value in values)
        for key, values in rows
    )


@settings(max_examples=40, deadline=None)
@given(
    size=st.sampled_from([512, 1024, 4096, 65536]),
    rows=st.lists(st.tuples(VALUE, VALUE), max_size=30),
    key=st.integers(-(2**63), 2**63 - 40),
)
def test_every_row_is_found_as_it_was_written(
    size: int, rows: list[tuple[object, object]], key: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "some.sqlite3"
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA page_size = {size}")
            connection.execute("CREATE TABLE one (number INTEGER PRIMARY KEY, a, b)")
            wide = [(key + at, *row) for at, row in enumerate(rows)]
            connection.executemany("INSERT INTO one VALUES (?, ?, ?)", wide)
            # The schema has a row of its own.
            found = sorted(row for row in _rows(database) if row[1][0] is None)
            kept = connection.execute("SELECT * FROM one ORDER BY number").fetchall()
        assert found == [(number, (None, *row)) for number, *row in kept]


def test_rows_with_a_blob_are_left_out(tmp_path: Path) -> None:
    database = tmp_path / "some.sqlite3"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE one (number INTEGER PRIMARY KEY, a)")
        connection.execute("INSERT INTO one VALUES (1, x'00'), (2, 'text')")
    assert (2, (None, "text")) in _rows(database)
    assert 1 not in {key for key, values in _rows(database) if values[0] is None}


def test_the_log_counts_up_to_what_was_committed_last(tmp_path: Path) -> None:
    database, copied = tmp_path / "some.sqlite3", tmp_path / "copied.sqlite3"
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("CREATE TABLE one (number INTEGER PRIMARY KEY, a)")
        connection.execute("INSERT INTO one VALUES (1, 'before')")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("UPDATE one SET a = 'after'")
        connection.execute("BEGIN")
        connection.execute("UPDATE one SET a = 'never'")
        connection.executemany("INSERT INTO one (a) VALUES (?)", [("x" * 3000,)] * 50)
        copied.write_bytes(database.read_bytes())
        log = database.with_name("some.sqlite3-wal").read_bytes()
        copied.with_name("copied.sqlite3-wal").write_bytes(log)
        connection.execute("ROLLBACK")
    assert b"xxx" in log
    assert [values for key, values in _rows(copied) if values[0] is None] == [(None, "after")]


@settings(max_examples=100, deadline=None)
@given(
    start=st.sampled_from([b"", b"SQLite format 3\0", b"SQLite format 3\0\x10\0\x01\x01\0"]),
    content=st.binary(max_size=9000),
    log=st.one_of(st.none(), st.binary(max_size=200)),
)
def test_random_bytes_yield_some_rows_or_none(
    start: bytes, content: bytes, log: bytes | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "some.sqlite3"
        database.write_bytes(start + content)
        if log is not None:
            database.with_name("some.sqlite3-wal").write_bytes(log)
        assert _are_rows(_rows(database))


@settings(max_examples=60, deadline=None)
@given(spoilt=st.lists(st.tuples(st.integers(0, 8 * 512 - 1), st.integers(0, 255)), min_size=1))
def test_a_damaged_page_yields_some_rows_or_none(spoilt: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "some.sqlite3"
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute("PRAGMA page_size = 512")
            connection.execute("CREATE TABLE one (number INTEGER PRIMARY KEY, a)")
            connection.executemany("INSERT INTO one (a) VALUES (?)", [("x" * 700,)] * 4)
        content = bytearray(database.read_bytes())
        for at, byte in spoilt:
            content[at % len(content)] = byte
        database.write_bytes(content)
        found = _rows(database)
        assert _are_rows(found)
        assert sum(len(str(value)) for _, values in found for value in values) < 100 * len(content)


def test_a_long_row_that_leads_back_into_itself_ends(tmp_path: Path) -> None:
    database = tmp_path / "some.sqlite3"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE one (number INTEGER PRIMARY KEY, a)")
        connection.execute("INSERT INTO one VALUES (7, ?)", ("x" * 100_000,))
    content = bytearray(database.read_bytes())
    last = content.rindex(b"x" * 1000) // 4096
    content[last * 4096 : last * 4096 + 4] = last.to_bytes(4)
    content[2 * 4096 : 2 * 4096 + 4] = (3).to_bytes(4)
    database.write_bytes(content)
    assert 7 not in {key for key, _ in _rows(database)}


def test_a_missing_database_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        DatabasePages(tmp_path / "none")
