"""Journals that a kill leaves beside the database lose no commit and do no harm."""

import os
import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest
from rig.kept_takes import keep, new_session, question

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import log_path
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.recovery.write_ahead_log import is_sound

HEADER = 32
FRAME = 24 + 4096


@pytest.fixture
def killed(tmp_path: Path) -> tuple[DataFolder, list[str]]:
    """A library as a kill leaves it: with all that was written in its write-ahead log."""
    running = DataFolder(tmp_path / "running")
    data = DataFolder(tmp_path / "data")
    with Library.open(running) as library:
        session = new_session(library)
        takes = [
            keep(library, session, f"answer {at}", asked=question(f"q{at}"), recorded=True)
            for at in range(4)
        ]
        shutil.copytree(running.root, data.root, ignore=shutil.ignore_patterns("lock*", "*-shm"))
    return data, takes


def test_a_log_left_by_a_kill_is_read_completely(killed: tuple[DataFolder, list[str]]) -> None:
    data, takes = killed
    assert is_sound(data.database)
    with Library.open(data) as library:
        assert library.repair_report is None
        assert [library.take(take).id for take in takes] == takes


def test_the_last_transaction_may_be_incomplete(killed: tuple[DataFolder, list[str]]) -> None:
    data, _ = killed
    log = log_path(data.database)
    with log.open("ab") as file:
        file.write(bytes(FRAME + 100))
    assert is_sound(data.database)
    log.write_bytes(log.read_bytes()[: HEADER + 5 * FRAME + 1000])
    assert is_sound(data.database)


@pytest.mark.parametrize(
    "place",
    [
        5,
        9,
        17,
        25,
        HEADER + 1,
        HEADER + 2 * FRAME + 9,
        HEADER + 2 * FRAME + 17,
        HEADER + FRAME + 999,
    ],
    ids=["version", "page size", "salt", "sum", "page", "frame's salt", "frame's sum", "content"],
)
def test_a_flipped_bit_of_the_log_loses_no_answer(
    killed: tuple[DataFolder, list[str]], place: int
) -> None:
    data, takes = killed
    log = log_path(data.database)
    content = bytearray(log.read_bytes())
    content[place] ^= 4
    log.write_bytes(content)
    with Library.open(data) as library:
        assert library.repair_report is not None
        for take in takes:
            found = library.take(take)
            assert found.recording is not None
            assert found.recording.exists()


def _crash(database: Path) -> bytes:
    """Return the rollback journal of a transaction that a kill cuts off; the database has half."""
    journal = database.with_name(f"{database.name}-journal")
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO sessions (id, mode, started_at, planned, plan) VALUES (?, ?, ?, 0, '{}')",
            [
                (f"20240501-090000-{at:04}", "practice", "2024-05-01T09:00:00+00:00")
                for at in range(400)
            ],
        )
        kept, half = journal.read_bytes(), database.read_bytes()
        connection.execute("ROLLBACK")
    database.write_bytes(half)
    journal.write_bytes(kept)
    return kept


@pytest.mark.parametrize("read_only", [False, True])
def test_an_incomplete_transaction_is_undone(tmp_path: Path, *, read_only: bool) -> None:
    data = DataFolder(tmp_path / "data")
    with Library.open(data) as library:
        session = new_session(library)
        keep(library, session, "it is so")
    _crash(data.database)
    if read_only:
        with pytest.raises(StoreError):
            Library.open(data, read_only=True)
    with Library.open(data) as library:
        assert library.repair_report is None
        assert [found.id for found in library.sessions()] == [session]


def test_a_journal_with_a_super_journal_is_refused_and_nothing_is_deleted(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    Library.open(data).close()
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    name = str(victim).encode()
    sums = sum(name) & 0xFFFFFFFF
    record = struct.pack(">I", 1) + name + struct.pack(">2I", len(name), sums)
    journal = data.database.with_name(f"{data.database.name}-journal")
    journal.write_bytes(_crash(data.database) + record + bytes.fromhex("d9d505f920a163d7"))
    with pytest.raises(StoreError, match="was not created by Mock Interviewer"):
        Library.open(data)
    assert victim.read_text() == "mine"


def test_rows_from_a_journal_are_checked_like_others(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    with Library.open(data) as library:
        keep(library, new_session(library), "it is so")
    clean = data.database.read_bytes()
    with closing(sqlite3.connect(data.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(
            "CREATE TRIGGER t1 AFTER INSERT ON sessions BEGIN DELETE FROM takes; END"
        )
    hostile = _crash(data.database)
    data.database.write_bytes(clean)
    data.database.with_name(f"{data.database.name}-journal").write_bytes(hostile)
    try:
        with Library.open(data) as library:
            new_session(library)
            assert library.access.value("SELECT count(*) FROM takes") == 1
    except StoreError as error:
        assert "trigger" in str(error)  # noqa: PT017 (either way the trigger did not run)


@pytest.mark.parametrize("name", ["library.sqlite3", "library.sqlite3-journal"])
def test_a_pipe_in_place_of_a_file_is_refused_at_once(tmp_path: Path, name: str) -> None:
    data = DataFolder(tmp_path / "data")
    Library.open(data).close()
    (data.root / name).unlink(missing_ok=True)
    os.mkfifo(data.root / name)
    with pytest.raises(StoreError):
        Library.open(data)
