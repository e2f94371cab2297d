import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import (
    copy_before_migration,
    damaged_databases,
    database_copies,
)
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.database.schema import apply_migrations, migrations
from mock_interviewer.app.store.library import Library


def _files(data: DataFolder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in data.root.glob("library*")}


def _make(data: DataFolder, *statements: str) -> None:
    data.prepare()
    with closing(sqlite3.connect(data.database, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def _is_refused_untouched(data: DataFolder, sentence: str, *, read_only: bool) -> None:
    before = _files(data)
    with pytest.raises(StoreError, match=sentence):
        Library.open(data, read_only=read_only)
    after = _files(data)
    assert after["library.sqlite3"] == before["library.sqlite3"]
    assert after.get("library.sqlite3-wal", b"") == before.get("library.sqlite3-wal", b"")


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_database_is_refused_untouched(data: DataFolder, *, read_only: bool) -> None:
    _make(data, "CREATE TABLE later (a)", "PRAGMA user_version = 99")
    _is_refused_untouched(data, "was made by a newer version", read_only=read_only)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_database_whose_program_was_killed_is_refused_untouched(
    data: DataFolder, *, read_only: bool
) -> None:
    data.prepare()
    elsewhere = data.root / "running.sqlite3"
    with closing(sqlite3.connect(elsewhere, isolation_level=None)) as running:
        running.execute("PRAGMA journal_mode = WAL")
        running.execute("CREATE TABLE later (a)")
        running.execute("PRAGMA user_version = 99")
        # What a kill would leave: the version is in the journal only.
        data.database.write_bytes(elsewhere.read_bytes())
        journal = data.database.with_name("library.sqlite3-wal")
        journal.write_bytes(elsewhere.with_name("running.sqlite3-wal").read_bytes())
    _is_refused_untouched(data, "was made by a newer version", read_only=read_only)


@pytest.mark.parametrize("read_only", [False, True])
def test_another_programs_database_is_refused_untouched(
    data: DataFolder, *, read_only: bool
) -> None:
    _make(data, "CREATE TABLE contacts (name)")
    _is_refused_untouched(data, "is not a database of Mock Interviewer", read_only=read_only)


def test_a_file_that_is_not_a_database_is_left_as_it_is(data: DataFolder) -> None:
    data.prepare()
    data.database.write_bytes(b"not a database" * 1000)
    _is_refused_untouched(data, "is damaged.*open it again", read_only=True)


def test_the_lock_is_free_again_after_a_refusal(data: DataFolder) -> None:
    _make(data, "CREATE TABLE later (a)", "PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer version"):
        Library.open(data)
    data.database.rename(data.root / "moved")
    Library.open(data).close()


@settings(max_examples=20, deadline=None)
@given(content=st.binary(min_size=1, max_size=6000))
def test_any_other_file_is_set_aside_as_it_is(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = DataFolder(Path(folder))
        data.database.write_bytes(content)
        with pytest.raises(StoreError):
            Library.open(data, read_only=True)
        with Library.open(data) as library:
            assert library.sessions() == []
        [aside] = damaged_databases(data.database)
        assert aside.read_bytes() == content


@settings(max_examples=20, deadline=None)
@given(cut=st.data())
def test_a_truncated_database_loses_only_what_is_missing(cut: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        data = DataFolder(Path(name))
        with Library.open(data) as library:
            session = library.create_session(Plan(()))
        content = data.database.read_bytes()
        rest = content[: cut.draw(st.integers(1, len(content) - 1))]
        data.database.write_bytes(rest)
        with Library.open(data) as library:
            assert library.sessions() in ([session], [])
        for aside in damaged_databases(data.database):
            assert aside.read_bytes() == rest


@pytest.fixture
def earlier(data: DataFolder) -> DataFolder:
    """Return a folder whose database is of the first version, with a session in it."""
    data.prepare()
    with closing(sqlite3.connect(data.database, isolation_level=None)) as connection:
        apply_migrations(connection, migrations()[:1])
        connection.execute(
            "INSERT INTO sessions (id, mode, started_at, planned, plan)"
            " VALUES ('20240501-090000-abcd', 'practice', '2024-05-01T09:00:00+00:00', 3, '{}')"
        )
    return data


def test_an_older_version_is_read_without_changing_it(earlier: DataFolder) -> None:
    before = _files(earlier)
    with Library.open(earlier, read_only=True) as library:
        assert [session.id for session in library.sessions()] == ["20240501-090000-abcd"]
        assert library.without_feedback() == []
    assert _files(earlier) == before


def test_an_older_version_is_migrated_when_it_is_opened_for_writing(
    earlier: DataFolder,
) -> None:
    with Library.open(earlier) as library:
        assert [session.id for session in library.sessions()] == ["20240501-090000-abcd"]
        assert library.without_feedback() == []
    assert database_copies(earlier.database) == [copy_before_migration(earlier.database, 1)]


@pytest.mark.parametrize("read_only", [False, True])
def test_an_unknown_version_is_refused_untouched(data: DataFolder, *, read_only: bool) -> None:
    _make(data, "CREATE TABLE sessions (a)", "PRAGMA user_version = -1")
    _is_refused_untouched(data, "is not a database of Mock Interviewer", read_only=read_only)


def test_an_empty_database_file_reads_as_no_sessions(data: DataFolder) -> None:
    data.prepare()
    data.database.touch()
    with Library.open(data, read_only=True) as library:
        assert library.sessions() == []


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_the_writers_connection_is_configured(library: Library, pragma: str, value: object) -> None:
    assert library.access.connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)
