"""Invalid rows of the database are repaired, or lost alone and reported."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rig.flipped_bits import Made, make, read_everything

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import damage_marker
from mock_interviewer.app.data_folder.recording_paths import sidecar_path
from mock_interviewer.app.store import reader
from mock_interviewer.app.store.database import connection as opening
from mock_interviewer.app.store.database.records import UNREADABLE, TakeRecord, TakeStatus
from mock_interviewer.app.store.database.row_checks import rows_are_valid
from mock_interviewer.app.store.library import Library

_HUGE = "9" * 400
Kept = tuple[DataFolder, TakeRecord]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("made") / "data", sessions=2, takes=2)


@pytest.fixture
def kept(made: Made, tmp_path: Path) -> Kept:
    """A library of the test's own, and its first take: the one that ``_first`` changes."""
    data = DataFolder(tmp_path / "data")
    shutil.copytree(made.data.root, data.root)
    with Library.open(data, read_only=True) as library:
        [(first,)] = library.access.rows("SELECT id FROM takes WHERE number = 1")
        return data, library.take(first)


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave no time to check rows at a start, as with tens of thousands of takes."""
    for module in (opening, reader):
        monkeypatch.setattr(module, "ROW_SECONDS", -1.0)


def _spoil(data: DataFolder, *statements: str) -> None:
    """Change rows behind the program's back, with checks off as for a flipped bit."""
    with closing(sqlite3.connect(data.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)


def _first(statement: str) -> str:
    return f"{statement} WHERE number = 1"


SPOILED_TAKES = {
    "time": "UPDATE takes SET started_at = '2026-13-30T05:35:35+00:00'",
    "time without zone": "UPDATE takes SET started_at = '2026-11-30T05:35:35'",
    "id": "UPDATE takes SET id = replace(id, '-', '/')",
    "other id": "UPDATE takes SET id = id || '9'",
    "recording": "UPDATE takes SET recording = replace(recording, 'sessions', 'sesrions')",
    "no text": "UPDATE takes SET bank = CAST(x'6c6cff' AS TEXT)",
    "place": "UPDATE takes SET place = 33",
    "session": "UPDATE takes SET session = 2, place = 7",
    "position": "UPDATE takes SET position = -5",
    "attempt": "UPDATE takes SET attempt = 4611686018427387905",
}


@pytest.mark.parametrize("statement", SPOILED_TAKES.values(), ids=SPOILED_TAKES)
def test_a_value_of_a_take_is_restored_from_its_sidecar(kept: Kept, statement: str) -> None:
    data, before = kept
    _spoil(data, _first(statement))
    with Library.open(data) as library:
        assert library.repair_report is not None
        assert library.take(before.id) == before
        assert rows_are_valid(library.access.connection)


SPOILED_SESSIONS = {
    "time": "UPDATE sessions SET started_at = 'x'",
    "id": "UPDATE sessions SET id = '../x'",
    "other id": "UPDATE sessions SET id = id || 'x'",
    "plan": "UPDATE sessions SET plan = '{'",
    "planned": "UPDATE sessions SET planned = -1",
}


@pytest.mark.parametrize("statement", SPOILED_SESSIONS.values(), ids=SPOILED_SESSIONS)
def test_a_value_of_a_session_is_restored_from_a_sidecar(kept: Kept, statement: str) -> None:
    data, take = kept
    with Library.open(data, read_only=True) as library:
        before = library.session(take.session)
    _spoil(data, _first(statement))
    with Library.open(data) as library:
        assert library.repair_report is not None
        assert library.session(take.session) == before
        assert rows_are_valid(library.access.connection)


def test_a_value_found_nowhere_else_gets_its_default(kept: Kept) -> None:
    data, before = kept
    _spoil(data, _first("UPDATE takes SET status = 'sawed', flags = '[', starred = 8"))
    with Library.open(data) as library:
        found = library.take(before.id)
    assert (found.status, found.flags, found.starred) == (TakeStatus.SAVED, (), False)
    assert found.transcript == before.transcript


def test_words_without_times_are_kept_as_text(kept: Kept) -> None:
    data, before = kept
    _spoil(data, _first("UPDATE transcripts SET data = replace(data, '\"start\"', '\"stapt\"')"))
    with Library.open(data) as library:
        found = library.take(before.id).transcript
    assert before.transcript is not None
    assert found is not None
    assert (found.text, found.model) == (before.transcript.text, before.transcript.model)
    assert found.duration == before.transcript.duration
    assert found.words == ()


def test_the_text_of_a_transcript_is_restored_from_its_words(kept: Kept) -> None:
    data, before = kept
    _spoil(data, _first("UPDATE transcripts SET text = CAST(x'61ff62' AS TEXT), made_at = ''"))
    with Library.open(data) as library:
        assert library.take(before.id).transcript == before.transcript
        [(text,)] = library.access.rows("SELECT text FROM transcripts WHERE number = 1")
    assert before.transcript is not None
    assert text == before.transcript.text


def test_an_invalid_byte_costs_one_character(kept: Kept) -> None:
    data, before = kept
    _spoil(data, _first("UPDATE takes SET note = CAST(x'61ff62' AS TEXT)"))
    with Library.open(data) as library:
        assert library.repair_report is not None
        assert library.take(before.id).note == "a\N{REPLACEMENT CHARACTER}b"


def test_an_unreadable_grade_is_lost_and_reported(kept: Kept) -> None:
    data, _ = kept
    _spoil(data, _first("UPDATE reviews SET grade = 9"))
    with Library.open(data) as library:
        assert library.repair_report is not None
        assert library.repair_report.sentence.startswith(
            "The database was damaged. Mock Interviewer recovered 2 sessions with 4 answers."
            " Of these, 1 without the grade."
        )


def test_an_unreadable_verdict_is_lost_and_reported(kept: Kept) -> None:
    data, _ = kept
    _spoil(data, _first("UPDATE verdicts SET covered = 'unsure'"))
    with Library.open(data) as library:
        assert library.repair_report is not None
        assert " 1 verdict of yours couldn't be read." in library.repair_report.sentence
        assert rows_are_valid(library.access.connection)
        assert library.access.value("SELECT count(*) FROM verdicts") == 3


def test_the_time_of_a_verdict_is_restored_from_a_sidecar(kept: Kept) -> None:
    data, take = kept
    _spoil(data, _first("UPDATE verdicts SET at = '?'"))
    with Library.open(data) as library:
        [(at,)] = library.access.rows("SELECT at FROM verdicts WHERE number = 1")
    assert datetime.fromisoformat(at) == take.started_at


def test_the_time_of_a_grade_and_the_schedule_are_recomputed(kept: Kept) -> None:
    data, _ = kept
    with closing(sqlite3.connect(data.database)) as connection:
        before = connection.execute("SELECT * FROM cards ORDER BY bank, question").fetchall()
    _spoil(data, "UPDATE reviews SET at = '?'", "UPDATE cards SET due = '?', data = '{}'")
    with Library.open(data) as library:
        after = library.access.rows("SELECT * FROM cards ORDER BY bank, question")
    assert [row[:2] for row in after] == [row[:2] for row in before]
    assert rows_make_sense_again(data)


def rows_make_sense_again(data: DataFolder) -> bool:
    with Library.open(data, read_only=True) as library:
        return library.rows_are_valid()


def test_a_counter_that_has_no_key_left_is_repaired(kept: Kept) -> None:
    data, before = kept
    _spoil(data, "UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name = 'sessions'")
    with Library.open(data) as library:
        assert library.repair_report is not None
        library.trash.discard_session(before.session)


UNREAD: dict[str, str] = {
    "transcript": "UPDATE transcripts SET data = '{'",
    "time": "UPDATE takes SET started_at = '?'",
    "flags": "UPDATE takes SET flags = '?'",
    "status": "UPDATE takes SET status = '?'",
}


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("statement", UNREAD.values(), ids=UNREAD)
def test_an_invalid_row_that_was_not_checked_is_flagged_when_it_is_read(
    kept: Kept, statement: str
) -> None:
    data, before = kept
    _spoil(data, _first(statement))
    with Library.open(data) as library:
        assert library.repair_report is None
        found = library.take(before.id)
        assert found.flags == (UNREADABLE,)
        assert found.recording == before.recording
        assert abs(found.started_at - before.started_at) < timedelta(seconds=1)
        assert read_everything(library).keys()
    assert damage_marker(data.database).exists()
    with Library.open(data) as library:
        assert library.repair_report is not None
        assert UNREADABLE not in library.take(before.id).flags


EVERYTHING_ELSE = {
    "plan": "UPDATE sessions SET plan = '{'",
    "time": "UPDATE sessions SET started_at = '?', ended_at = '?'",
    "old transcript": "UPDATE transcripts SET made_at = '?'",
    "feedback": "UPDATE feedback SET data = '{', made_at = '?'",
    "card": "UPDATE cards SET data = '?', due = '2020?'",
    "review": "UPDATE reviews SET at = '?'",
    "verdict": "UPDATE verdicts SET covered = '?', at = '?'",
}


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("statement", EVERYTHING_ELSE.values(), ids=EVERYTHING_ELSE)
def test_other_invalid_rows_do_not_stop_a_reader(kept: Kept, statement: str) -> None:
    data, before = kept
    _spoil(data, statement)
    with Library.open(data) as library:
        assert before.id in read_everything(library)
        library.cards.due(datetime.now(UTC) + timedelta(days=400))


@pytest.mark.parametrize("table", ["takes", "sessions"])
def test_a_flipped_bit_deletes_nothing(kept: Kept, table: str) -> None:
    data, before = kept
    _spoil(data, _first(f"UPDATE {table} SET deleting = 1"))  # noqa: S608
    damage_marker(data.database).touch()
    with Library.open(data) as library:
        assert library.take(before.id) == before
        assert library.repair_report is not None
        assert library.repair_report.set_aside is not None
        assert library.repair_report.set_aside.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE takes SET session = 33",
        "UPDATE takes SET session = 1 << 40",
        "UPDATE sessions SET number = 33",
        "UPDATE sessions SET number = 33, id = '../x'",
    ],
)
def test_a_take_whose_session_is_lost_finds_it_again(kept: Kept, statement: str) -> None:
    data, before = kept
    _spoil(data, _first(statement))
    with Library.open(data) as library:
        assert library.repair_report is not None
        found = library.take(before.id)
        assert (found.session, found.recording) == (before.session, before.recording)
        assert found.transcript == before.transcript
        assert len(library.sessions()) == 2


@pytest.mark.parametrize("column", ["duration", "processing"])
def test_a_number_too_large_for_a_float_is_invalid(kept: Kept, column: str) -> None:
    data, before = kept
    key = f'"{column}":'
    _spoil(
        data,
        _first(f"UPDATE transcripts SET data = replace(data, '{key}', '{key}{_HUGE}')"),  # noqa: S608
    )
    with Library.open(data, read_only=True) as library:
        assert not library.rows_are_valid()
    with Library.open(data) as library:
        found = library.take(before.id).transcript
    assert found is not None
    assert before.transcript is not None
    assert found.text == before.transcript.text


@pytest.mark.parametrize("name", ["00.wav", "001.wav", "\N{ARABIC-INDIC DIGIT ONE}1.wav"])
def test_a_file_that_no_take_can_have_does_not_trigger_a_repair(kept: Kept, name: str) -> None:
    data, before = kept
    assert before.recording is not None
    shutil.copy(before.recording, before.recording.with_name(name))
    damage_marker(data.database).touch()
    Library.open(data).close()
    with Library.open(data) as library:
        assert library.repair_report is None


@pytest.mark.parametrize("number", [1 << 50, (1 << 63) - 1, -1, "1"])
def test_a_number_in_a_sidecar_that_no_row_can_have_is_ignored(kept: Kept, number: object) -> None:
    data, before = kept
    assert before.recording is not None
    sidecar = sidecar_path(before.recording)
    said = json.loads(sidecar.read_bytes())
    said["take"]["number"] = said["session"]["number"] = number
    sidecar.write_text(json.dumps(said))
    data.database.unlink()
    Library.open(data).close()
    with Library.open(data) as library:
        assert library.repair_report is None
        assert library.take(before.id).question == before.question


def test_a_recording_without_a_row_is_listed_again(kept: Kept) -> None:
    data, before = kept
    _spoil(data, "DELETE FROM takes WHERE number = 1")
    with Library.open(data) as library:
        assert library.repair_report is not None
        found = library.take(before.id)
        assert (found.question, found.recording) == (before.question, before.recording)
    with Library.open(data) as library:
        assert library.repair_report is None


def test_a_flipped_bit_in_the_year_of_an_answer_does_not_make_its_recording_old(kept: Kept) -> None:
    data, before = kept
    year = before.started_at.year
    decade = str(year)[2]
    other = chr(ord(decade) ^ 2)
    start = "substr(started_at, 1, 2)"
    _spoil(
        data,
        _first(f"UPDATE takes SET started_at = {start} || '{other}' || substr(started_at, 4)"),  # noqa: S608
    )
    with Library.open(data) as library:
        assert library.take(before.id).started_at.year < year
        assert library.recordings.old(before.started_at - timedelta(days=300)).takes == ()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: _spoil(data, _first("UPDATE takes SET recording = 'sessions/x/01.wav'")),
        lambda data: _spoil(data, "DELETE FROM sessions WHERE number = 1"),
    ],
    ids=["recording", "session gone"],
)
def test_rows_that_contradict_each_other_are_found(
    kept: Kept, spoil: Callable[[DataFolder], None]
) -> None:
    data, before = kept
    spoil(data)
    with Library.open(data, read_only=True) as library:
        assert not library.rows_are_valid()
    with Library.open(data) as library:
        assert library.take(before.id).recording == before.recording
