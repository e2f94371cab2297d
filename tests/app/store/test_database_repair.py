"""A damaged database is set aside; its readable rows and all recordings are recovered."""

import json
import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from rig.kept_takes import keep, new_session, question, record, transcript_of
from rig.small_disk import small_disk

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import (
    damage_marker,
    damaged_databases,
    database_copies,
)
from mock_interviewer.app.data_folder.recording_paths import sidecar_path
from mock_interviewer.app.errors import DatabaseDamaged, StoreError
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.store.database.records import (
    NO_RECORDING,
    RECOVERED,
    LibrarySize,
    TakeRecord,
    TakeStatus,
)
from mock_interviewer.app.store.deletion import deletion
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.recovery.orphans import UNKNOWN_QUESTION
from mock_interviewer.app.store.recovery.salvage import SALVAGED_TABLES
from mock_interviewer.audio.files.flac import pack_as_flac, packed_path
from mock_interviewer.questions.schedule import RecallGrade

CHILD = Path(__file__).with_name("repairing_child.py")
PAGE = 4096
Spoil = Callable[[Path], object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Takes of two sessions with all that can be kept of them, the second one marked."""
    data = DataFolder(tmp_path_factory.mktemp("made") / "data")
    with Library.open(data) as library:
        takes = []
        for number in range(2):
            session = new_session(library)
            library.marks.rename_session(session, f"Session {number}")
            for at in range(3):
                said = f"answer {number} {at} " * 400
                take = keep(library, session, said, asked=question(f"q{at}"), made=1)
                record(library.take(take).recording)
                library.cards.grade(take, RecallGrade.HARD)
                library.set_verdict(take, "p1", CoverageVerdict.MADE)
                takes.append(take)
            library.end_session(session)
        library.marks.set(takes[1], starred=True)
        library.marks.note(takes[1], "A note that\nhas two lines.")
    return data.root, takes


@pytest.fixture
def kept(data: DataFolder, made: tuple[Path, list[str]]) -> list[TakeRecord]:
    """The takes, in a folder of the test's own."""
    shutil.copytree(made[0], data.root)
    with Library.open(data, read_only=True) as library:
        return [library.take(take) for take in made[1]]


def _rows(data: DataFolder) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(data.database)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608
            for table in (*SALVAGED_TABLES, "cards")
        }


def test_the_sidecar_of_a_take_that_was_never_saved_adds_no_take(
    data: DataFolder, kept: list[TakeRecord]
) -> None:
    first = kept[0].recording
    assert first is not None
    (first.parent / "09.json").write_bytes(sidecar_path(first).read_bytes())
    damage_marker(data.database).touch()
    with Library.open(data) as library:
        listed = [take.id for session in library.sessions() for take in library.takes(session.id)]
    assert sorted(listed) == sorted(take.id for take in kept)


def _without_header(database: Path) -> None:
    with database.open("rb+") as file:
        file.write(b"\0" * 100)


def _without_first_page(database: Path) -> None:
    with database.open("rb+") as file:
        file.write(b"\xa5" * PAGE)


def _with_interior_pages_spoilt(database: Path) -> None:
    """Spoil all pages that only lead to others."""
    content = bytearray(database.read_bytes())
    for at in range(PAGE, len(content), PAGE):
        if content[at] in {2, 5}:
            content[at : at + PAGE] = b"\xff" * PAGE
    database.write_bytes(content)


def _spoil_page_with(ident: str, database: Path) -> None:
    """Spoil the first page on which a take's id stands."""
    content = bytearray(database.read_bytes())
    at = content.index(ident.encode()) // PAGE * PAGE
    content[at : at + PAGE] = b"\xff" * PAGE
    database.write_bytes(content)


@pytest.mark.parametrize(
    "spoil", [_without_header, _without_first_page, _with_interior_pages_spoilt]
)
def test_nothing_is_lost_if_no_row_is_on_a_damaged_page(
    data: DataFolder, kept: list[TakeRecord], spoil: Spoil
) -> None:
    before = _rows(data)
    spoil(data.database)
    damaged = data.database.read_bytes()
    with Library.open(data) as library:
        assert library.repair_report is not None
        assert library.repair_report.library_size == LibrarySize(2, 6)
        assert [library.take(take.id) for take in kept] == kept
        assert library.search.find("answer 1 2").total == 1
        assert damaged_databases(data.database) == [library.repair_report.set_aside]
    assert _rows(data) == before
    [aside] = damaged_databases(data.database)
    assert aside.read_bytes() == damaged
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    with Library.open(data) as library:
        assert library.repair_report is None


def test_rows_that_are_only_in_the_journal_are_recovered(
    data: DataFolder, kept: list[TakeRecord]
) -> None:
    journal = data.database.with_name(f"{data.database.name}-wal")
    with Library.open(data) as library:
        later = keep(library, kept[0].session, "said after all the others", made=2)
        record = library.take(later)
        held = journal.read_bytes()
    journal.write_bytes(held)
    _without_first_page(data.database)
    # The first page may be in the journal too, and whole there.
    with Library.open(data) as library:
        assert library.take(later) == record
        assert [library.take(take.id) for take in kept] == kept


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"garbage " * 4096])
def test_recordings_keep_their_questions_when_the_whole_database_is_gone(
    data: DataFolder, kept: list[TakeRecord], content: bytes
) -> None:
    data.database.write_bytes(content)
    with Library.open(data) as library:
        assert library.repair_report is not None
        assert (
            library.repair_report.library_size.answers,
            library.repair_report.without_question,
        ) == (6, 0)
        assert "6 without a transcript (you can transcribe again)" in library.repair_report.sentence
        assert [session.id for session in library.sessions()] == [
            kept[3].session,
            kept[0].session,
        ]
        for take in kept:
            found = library.take(take.id)
            assert (found.bank, found.question, found.text, found.section) == (
                take.bank,
                take.question,
                take.text,
                take.section,
            )
            assert (found.started_at, found.status) == (take.started_at, TakeStatus.SAVED)
            assert (found.duration, found.recording) == (0.5, take.recording)
            assert found.flags == (RECOVERED,)
        assert [take.id for take in library.untranscribed()] == [take.id for take in kept]


@pytest.mark.parametrize("facts", [None, b"", b"[]", b'{"session": {}, "take": {}}'])
def test_a_recording_without_a_sidecar_is_listed_without_its_question(
    data: DataFolder, kept: list[TakeRecord], facts: bytes | None
) -> None:
    for path in data.sessions.glob("*/*.json"):
        path.unlink()
        if facts is not None:
            path.write_bytes(facts)
    data.database.unlink()
    with Library.open(data) as library:
        assert library.repair_report is not None
        assert library.repair_report.set_aside is None
        assert "was gone" in library.repair_report.sentence
        assert "Of these, 6 without the question and 6 without a" in library.repair_report.sentence
        found = library.take(kept[0].id)
        assert (found.text, found.duration) == (UNKNOWN_QUESTION, 0.5)
        began = kept[0].started_at.replace(microsecond=0)
        assert abs((found.started_at - began).total_seconds()) < 2
        assert library.session(kept[0].session).takes == 3


def _listed_by_sidecar(data: DataFolder, take: TakeRecord, wrong: dict[str, object]) -> TakeRecord:
    """Return a take that is listed again by its sidecar, in which some values are wrong."""
    sidecar = data.session_folder(take.session) / "01.json"
    said = json.loads(sidecar.read_bytes())
    said["take"] |= {"id": "../x", "place": 99, **wrong}
    sidecar.write_text(json.dumps(said))
    data.database.unlink()
    with Library.open(data) as library:
        assert library.session(take.session).takes == 3
        return library.take(take.id)


@pytest.mark.parametrize("wrong", [{"bank": ["llm"]}, {"started_at": "soon"}, {"id": 1.5}])
def test_a_sidecar_of_another_shape_is_ignored(
    data: DataFolder, kept: list[TakeRecord], wrong: dict[str, object]
) -> None:
    assert _listed_by_sidecar(data, kept[0], wrong).text == UNKNOWN_QUESTION


@pytest.mark.parametrize(
    "wrong",
    [
        {"position": "first"},
        {"position": -1},
        {"attempt": 1 << 70},
        {"text": "\ud800"},
        {"started_at": "2026-01-01T09:00:00"},
    ],
)
def test_a_value_in_a_sidecar_that_no_row_can_have_is_ignored(
    data: DataFolder, kept: list[TakeRecord], wrong: dict[str, object]
) -> None:
    found = _listed_by_sidecar(data, kept[0], wrong)
    assert found.question == kept[0].question
    assert found.text == (UNKNOWN_QUESTION if "text" in wrong else kept[0].text)
    assert (found.position, found.attempt) == (1, 1)
    assert found.started_at.tzinfo is not None


def test_recordings_whose_rows_were_on_a_damaged_page_are_listed_again(
    data: DataFolder, kept: list[TakeRecord]
) -> None:
    _spoil_page_with(kept[1].id, data.database)
    with Library.open(data) as library:
        for take in kept:
            found = library.take(take.id)
            assert (found.question, found.transcript) == (take.question, take.transcript)
            assert library.feedback(take.id) is not None
        # Only the row knew of the star and the note.
        assert not library.take(kept[1].id).starred


def test_a_transcript_is_listed_again_even_if_its_recording_was_removed(
    data: DataFolder, kept: list[TakeRecord]
) -> None:
    for take in kept:
        assert take.recording is not None
        take.recording.unlink()
    _spoil_page_with(kept[1].id, data.database)
    with Library.open(data) as library:
        for take in kept:
            found = library.take(take.id)
            assert (found.question, found.transcript) == (take.question, take.transcript)
    data.database.write_bytes(b"garbage" * 1000)
    with Library.open(data) as library:
        assert library.sessions() == []


def test_a_flac_recording_is_listed_again(data: DataFolder, kept: list[TakeRecord]) -> None:
    with Library.open(data) as library:
        recording = library.take(kept[0].id).recording
        assert recording is not None
        assert library.recordings.replace_with_flac(kept[0].id, pack_as_flac(recording))
    data.database.unlink()
    with Library.open(data) as library:
        found = library.take(kept[0].id)
        assert (found.recording, found.duration) == (packed_path(recording), 0.5)
        assert found.question == kept[0].question


@pytest.mark.parametrize("seed", range(8))
def test_no_recording_is_lost_whatever_is_damaged(
    data: DataFolder, kept: list[TakeRecord], seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 (nothing to keep secret)
    content = bytearray(data.database.read_bytes())
    for _ in range(chance.randint(1, 12)):
        at, length = chance.randrange(len(content)), chance.randint(1, 3 * PAGE)
        content[at : at + length] = chance.randbytes(length)[: len(content) - at]
    del content[chance.randrange(len(content) // 2, len(content)) :]
    data.database.write_bytes(content)
    damage_marker(data.database).touch()
    with Library.open(data) as library:
        assert library.repair_report is not None
        for take in kept:
            found = library.take(take.id)
            assert found.recording == take.recording
            if found.transcript is not None:
                assert take.transcript is not None
                assert found.transcript.text == take.transcript.text
            library.feedback(take.id)
        assert len(library.sessions()) == 2
        library.search.find("answer")
        connection = library.access.connection
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_damage_found_in_use_is_repaired_at_the_next_start(
    data: DataFolder, kept: list[TakeRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _rows(data)
    monkeypatch.setattr("mock_interviewer.app.store.database.connection.is_sound", lambda _: True)
    library = Library.open(data)
    library.access.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _with_interior_pages_spoilt(data.database)
    library.access.connection.execute("PRAGMA shrink_memory")
    with library, pytest.raises(DatabaseDamaged):
        [library.transcripts(take.id) for take in kept]
    with Library.open(data) as library:
        assert library.repair_report is not None
    assert _rows(data) == before


def test_a_take_that_was_being_recorded_is_recovered_from_a_damaged_database(
    data: DataFolder, kept: list[TakeRecord]
) -> None:
    with Library.open(data) as library:
        take = library.create_take(kept[0].session, question(), 4, 1)
        record(take.recording)
    _without_header(data.database)
    with Library.open(data) as library:
        [recovered] = library.recovered
        assert (recovered.id, recovered.duration) == (take.id, 0.5)


def test_a_recording_without_sound_is_listed_as_one(data: DataFolder) -> None:
    folder = data.session_folder("20240501-090000-abcd")
    folder.mkdir(parents=True)
    (folder / "01.wav").write_bytes(b"")
    (folder / "02.wav").write_bytes(b"RIFF and then something else, not ours" * 9)
    (folder / "notes.txt").write_text("not ours")
    with Library.open(data) as library:
        one, two = library.takes("20240501-090000-abcd")
        assert (one.flags, one.recording) == ((RECOVERED, NO_RECORDING), None)
        assert two.duration == 0
        assert library.sessions()[0].started_at.astimezone().hour == 9


def _discard(data: DataFolder, take: TakeRecord) -> None:
    """Discard the first take of a session, as a kill before it is removed leaves it."""
    with closing(sqlite3.connect(data.database)) as connection, connection:
        connection.execute("UPDATE takes SET deleting = 1 WHERE id = ?", (take.id,))
    deletion.put_discard_mark(deletion.discard_mark_path(data, take.session, 1))


def test_discarded_takes_are_removed_from_a_damaged_database_too(
    data: DataFolder, kept: list[TakeRecord]
) -> None:
    _discard(data, kept[0])
    _without_header(data.database)
    with Library.open(data) as library:
        with pytest.raises(KeyError):
            library.take(kept[0].id)
        assert database_copies(data.database) == []
    assert b"answer 0 0" not in b"".join(path.read_bytes() for path in data.root.glob("library*"))


def test_a_database_set_aside_is_removed_with_the_first_deletion(
    data: DataFolder, kept: list[TakeRecord]
) -> None:
    _without_header(data.database)
    with Library.open(data) as library:
        library.delete_session(kept[0].session)
    assert database_copies(data.database) == []
    for path in data.root.rglob("*"):
        assert path.is_dir() or b"answer 0 1" not in path.read_bytes()


def test_a_second_damaged_database_does_not_replace_the_first(
    data: DataFolder, kept: list[TakeRecord]
) -> None:
    for _ in range(2):
        _without_header(data.database)
        Library.open(data).close()
    assert len(damaged_databases(data.database)) == 2
    assert len(_rows(data)["takes"]) == len(kept)


def test_without_space_the_damaged_database_stays_until_there_is_some(tmp_path: Path) -> None:
    with small_disk(tmp_path, kilobytes=8192) as disk:
        data = DataFolder(tmp_path / "data")
        with Library.open(data) as library:
            session = new_session(library)
            for at in range(10):
                keep(library, session, f"answer {at} " * 500)
        before = _rows(data)
        _without_header(data.database)
        damaged = data.database.read_bytes()
        (tmp_path / "room").write_bytes(bytes(150_000))
        disk.fill()
        (tmp_path / "room").unlink()
        with pytest.raises(StoreError, match=r"full|No space"):
            Library.open(data)
        assert data.database.read_bytes() == damaged
        assert database_copies(data.database) == []
        disk.make_room()
        Library.open(data).close()
        assert _rows(data) == before


@pytest.mark.parametrize("step", range(1, 7))
def test_the_next_start_continues_a_repair_killed_at_any_step(
    data: DataFolder, kept: list[TakeRecord], step: int
) -> None:
    before = _rows(data)
    _without_header(data.database)
    damaged = data.database.read_bytes()
    data.database.with_name(f"{data.database.name}-wal").write_bytes(b"of the damaged one")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.run(
        [sys.executable, CHILD, data.root, str(step)], check=False, env=environment
    )
    assert child.returncode == -signal.SIGKILL
    with Library.open(data):
        pass
    assert _rows(data) == before
    [aside] = damaged_databases(data.database)
    assert aside.read_bytes() == damaged
    assert sorted(path.name for path in data.root.glob("library.mend*")) == []
    assert len(kept) == 6


def test_the_report_names_no_damaged_file_that_was_removed_with_an_answer(
    data: DataFolder, kept: list[TakeRecord]
) -> None:
    _discard(data, kept[0])
    damage_marker(data.database).touch()
    with Library.open(data) as library:
        mended = library.repair_report
    assert damaged_databases(data.database) == []
    assert mended is not None
    assert mended.sentence.startswith(
        "The database was damaged. Mock Interviewer recovered 2 sessions with 5 answers"
    )
    assert "The damaged file" not in mended.sentence


def test_an_unfinished_copy_is_removed_with_a_deletion(
    data: DataFolder, kept: list[TakeRecord]
) -> None:
    left = data.database.with_name("library.v3.sqlite3.partial")
    shutil.copy(data.database, left)
    with Library.open(data) as library:
        library.trash.discard_take(kept[0].id)
    assert not left.exists()


def test_rows_that_fit_nowhere_leave_no_text_in_the_new_database(
    data: DataFolder, kept: list[TakeRecord]
) -> None:
    with closing(sqlite3.connect(data.database)) as connection, connection:
        connection.execute(
            "INSERT INTO transcripts (take, made_at, model, language, text, data, current)"
            " SELECT 999, made_at, model, language, 'quizzaciously ' || text,"
            " json_set(data, '$.segments[0].text', 'quizzaciously'), 1 FROM transcripts LIMIT 1"
        )
    damage_marker(data.database).touch()
    with Library.open(data) as library:
        assert len(library.sessions()) == 2
    assert b"quizzaciously" not in data.database.read_bytes()


def test_nothing_of_a_deleted_answer_is_left_after_a_repair(
    data: DataFolder, kept: list[TakeRecord]
) -> None:
    take = kept[1]
    with Library.open(data) as library:
        library.marks.note(take.id, "floccinaucinihilipilification")
        library.save_transcript(take.id, transcript_of("honorificabilitudinitatibus again"))
    with closing(sqlite3.connect(data.database)) as connection, connection:
        connection.execute("UPDATE takes SET text = 'Antidisestablish?' WHERE id = ?", (take.id,))
    assert take.recording is not None
    facts = sidecar_path(take.recording)
    facts.write_text(facts.read_text().replace("Why?", "Antidisestablish?"))
    damage_marker(data.database).touch()
    with Library.open(data) as library:
        packed = pack_as_flac(take.recording)
        assert library.recordings.replace_with_flac(take.id, packed)
        library.trash.discard_take(take.id)
    for path in data.root.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for word in (b"floccinauc", b"honorificab", b"Antidisest"):
            assert word not in content.replace(b"\0", b""), (path, word)
    assert not list(facts.parent.glob(f"*{facts.stem}*"))
