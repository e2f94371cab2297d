"""A generated library equals one that the program itself would write."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.library import kept, made, said

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.feedback.delivery.measure_delivery import measure_delivery_of_sound
from mock_interviewer.app.feedback.feedback import Feedback, from_json_data, to_json_data
from mock_interviewer.app.store.database.records import TakeRecord, TakeStatus
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import ALL_TAKES
from mock_interviewer.audio.files.sound_file import read_sound
from mock_interviewer.audio.recognition.fillers import is_filled_pause
from mock_interviewer.audio.recognition.transcript import Transcript

TAKES = 24


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("libraries")


@pytest.fixture(scope="module")
def data(folder: Path) -> DataFolder:
    return made.library(folder, TAKES)


@pytest.fixture
def library(data: DataFolder) -> Iterator[Library]:
    with Library.open(data) as opened:
        yield opened


def _answers(library: Library) -> list[TakeRecord]:
    return [take for session in library.sessions() for take in _saved(library, session.id)]


def _saved(library: Library, session: str) -> list[TakeRecord]:
    return [take for take in library.takes(session) if take.status is TakeStatus.SAVED]


def test_the_library_has_the_requested_number_of_takes(library: Library) -> None:
    assert library.listing.count(ALL_TAKES) == TAKES


def test_transcripts_have_the_format_of_recognition(library: Library) -> None:
    for text, kept_json in library.access.rows("SELECT text, data FROM transcripts"):
        transcript = Transcript.from_dict(json.loads(kept_json))
        assert transcript.text == text
        assert json.loads(json.dumps(transcript.to_dict())) == json.loads(kept_json)


def test_answers_have_realistic_lengths(library: Library) -> None:
    for take in _answers(library):
        assert take.transcript is not None
        assert said.SHORTEST <= len(take.transcript.words) <= 2 * said.LONGEST
        assert take.transcript.words[-1].end < take.duration


def test_feedback_has_the_format_of_analysis_with_evidence_in_the_text(
    library: Library,
) -> None:
    for take in _answers(library):
        found = library.feedback(take.id)
        assert found is not None
        assert not found.outdated
        assert from_json_data(Feedback, to_json_data(found.feedback)) == found.feedback
        assert take.transcript is not None
        for point in found.feedback.coverage.points if found.feedback.coverage else ():
            if point.evidence is not None:
                assert take.transcript.text[point.evidence.end - 1] in ".?"


def test_feedback_has_the_fillers_of_the_transcript(
    library: Library,
) -> None:
    spoken = 0
    for take in _answers(library):
        found = library.feedback(take.id)
        assert found is not None
        assert take.transcript is not None
        delivery, expected = (
            found.feedback.delivery,
            measure_delivery_of_sound(take.transcript, None),
        )
        assert delivery.fillers == expected.fillers
        assert delivery.filler_rate == pytest.approx(expected.filler_rate)
        assert not any(is_filled_pause(word.text) for word in take.transcript.words)
        spoken += len(delivery.fillers or ())
    assert spoken


def test_existing_and_new_texts_can_be_searched(library: Library, tmp_path: Path) -> None:
    with library.access.transaction() as connection:
        for index in ("spoken", "labels"):
            connection.execute(
                f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
            )
    told = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    with Library.open(DataFolder.at(tmp_path)) as fresh:
        assert library.access.rows(told) == fresh.access.rows(told)


def test_nothing_is_left_to_update_at_startup(library: Library) -> None:
    assert not library.without_feedback()
    assert not library.untranscribed()
    assert not library.recordings.unpacked()


def test_graded_questions_are_scheduled(library: Library) -> None:
    graded = {tuple(row) for row in library.access.rows("SELECT bank, question FROM reviews")}
    scheduled = {tuple(row) for row in library.access.rows("SELECT bank, question FROM cards")}
    assert graded
    assert scheduled == graded


def test_recordings_of_the_newest_takes_can_be_played(library: Library) -> None:
    takes = _answers(library)
    assert all(take.recording and take.recording.exists() for take in takes)
    assert takes[0].recording is not None
    assert read_sound(takes[0].recording).duration == made.SECONDS


def test_recordings_of_older_takes_were_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made, "AUDIBLE", made.SESSION)
    with Library.open(made.library(tmp_path, 2 * made.SESSION)) as library:
        newer, older = library.sessions()
        assert all(take.recording is not None for take in _saved(library, newer.id))
        assert all(take.recording is None for take in _saved(library, older.id))


def test_a_library_is_created_once(folder: Path, data: DataFolder) -> None:
    before = data.database.stat().st_ino
    assert made.library(folder, TAKES).database.stat().st_ino == before


def test_measuring_leaves_the_library_as_it_was(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "QUERIES", ("kv",))
    with Library.open(data, read_only=True) as library:
        before = library.listing.takes(ALL_TAKES)
    assert list(kept.measure(data))
    with Library.open(data, read_only=True) as library:
        assert library.listing.takes(ALL_TAKES) == before
