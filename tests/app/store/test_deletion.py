import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from rig.small_disk import read_only_folder

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import copy_before_migration
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.feedback.delivery.delivery import Delivery, SpeechMoment
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.database.schema import copy_database
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.recognition.transcript import Transcript

SPOKEN = "xylophonequartz"
Heard = Callable[..., Transcript]


@pytest.fixture
def keep(plan: Plan, heard: Heard) -> Callable[[Library], str]:
    """Save a session whose transcripts and recording hold SPOKEN many times over."""

    def run(library: Library) -> str:
        session = library.create_session(plan)
        for attempt in range(1, 4):
            take = library.create_take(session.id, plan.questions[0], 1, attempt)
            assert take.recording is not None
            take.recording.write_text(SPOKEN)
            library.close_take(take.id, 1.0)
            library.save_transcript(take.id, heard(f"{SPOKEN} " * 2000, "tiny.en"))
            transcript = heard(f"{SPOKEN} " * 500)
            library.save_transcript(take.id, transcript)
            assert library.save_feedback(take.id, transcript, _feedback())
        return session.id

    return run


def _feedback() -> Feedback:
    hedges = tuple(SpeechMoment(float(at), at + 0.5, SPOKEN) for at in range(500))
    return Feedback(FEEDBACK_VERSION, Delivery(duration=500.0, words=500, hedges=hedges))


Keep = Callable[[Library], str]


def _begin_to_delete(data: DataFolder, keep: Keep) -> str:
    """Keep a session, and leave it as it is when a deletion is cut short; returns its id."""
    with Library.open(data) as library:
        session = keep(library)
    with closing(sqlite3.connect(data.database)) as connection, connection:
        connection.execute("UPDATE sessions SET deleting = 1")
    return session


def _traces(data: DataFolder) -> list[str]:
    return [
        path.name
        for path in data.root.rglob("*")
        if path.is_file() and SPOKEN.encode() in path.read_bytes()
    ]


def test_nothing_of_a_deleted_session_is_left(library: Library, keep: Keep) -> None:
    session = keep(library)
    assert "library.sqlite3-wal" in _traces(library.data)
    library.delete_session(session)
    assert _traces(library.data) == []
    assert library.sessions() == []
    assert not library.data.session_folder(session).exists()


def test_nothing_is_left_if_the_folder_of_a_session_is_a_link(
    library: Library, keep: Keep, tmp_path: Path
) -> None:
    session = keep(library)
    folder = library.data.session_folder(session)
    shutil.move(folder, tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    library.delete_session(session)
    assert not folder.is_symlink()
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert library.trash.is_empty()


def test_files_that_a_person_put_into_the_folder_of_a_session_stay(
    library: Library, keep: Keep
) -> None:
    session = keep(library)
    folder = library.data.session_folder(session)
    (folder / "2026-offer.txt").write_text("mine")
    (folder / "letters").mkdir()
    (folder / ".writable-abcdefgh").touch()
    (folder / ".01.abcdefgh.flac.partial").write_text(SPOKEN)
    (folder / "report.html").write_text(SPOKEN)
    library.delete_session(session)
    assert sorted(path.name for path in folder.iterdir()) == ["2026-offer.txt", "letters"]
    assert _traces(library.data) == []
    assert library.trash.is_empty()


def test_other_sessions_are_untouched(library: Library, keep: Keep) -> None:
    kept, deleted = keep(library), keep(library)
    takes = library.takes(kept)
    library.delete_session(deleted)
    assert library.takes(kept) == takes
    assert len(takes) == 3
    assert all(take.recording and take.recording.exists() for take in takes)


def test_copies_made_before_migrations_are_removed_too(library: Library, keep: Keep) -> None:
    session = keep(library)
    copied = copy_before_migration(library.data.database, 1)
    copy_database(library.access.connection, copied)
    library.delete_session(session)
    assert not copied.exists()


def test_a_copy_that_cannot_be_removed_keeps_a_deletion_pending(
    data: DataFolder, keep: Keep
) -> None:
    library = Library.open(data)
    session = keep(library)
    left = data.root / ".copying"
    left.mkdir()
    (left / "library.sqlite3").write_text(SPOKEN)
    with read_only_folder(left):
        with pytest.raises(StoreError, match="could not be deleted"):
            library.delete_session(session)
        library.close()
    assert "library.sqlite3" in _traces(data)
    Library.open(data).close()
    assert _traces(data) == []


def test_a_session_whose_files_are_gone_already_is_deleted(library: Library, keep: Keep) -> None:
    session = keep(library)
    shutil.rmtree(library.data.session_folder(session))
    library.delete_session(session)
    assert library.sessions() == []


def test_a_deletion_interrupted_before_the_files_is_finished_at_the_next_start(
    data: DataFolder, keep: Keep
) -> None:
    library = Library.open(data)
    session = keep(library)
    with read_only_folder(data.sessions):
        with pytest.raises(StoreError, match="could not be deleted"):
            library.delete_session(session)
        assert library.sessions() == []
        assert library.takes(session) == []
        assert library.untranscribed() == []
        with pytest.raises(KeyError):
            library.delete_session(session)
        library.close()
    assert data.session_folder(session).exists()
    Library.open(data).close()
    assert not data.session_folder(session).exists()
    assert _traces(data) == []


def test_a_deletion_interrupted_before_the_rows_is_finished_at_the_next_start(
    data: DataFolder, keep: Keep
) -> None:
    session = _begin_to_delete(data, keep)
    shutil.rmtree(data.session_folder(session))
    with Library.open(data) as library:
        for table in ("takes", "transcripts", "feedback"):
            count = library.access.connection.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            assert count.fetchone() == (0,)
        assert _traces(data) == []


def test_a_deletion_that_still_cannot_be_finished_does_not_keep_the_library_closed(
    data: DataFolder, keep: Keep
) -> None:
    session = _begin_to_delete(data, keep)
    with read_only_folder(data.session_folder(session)), Library.open(data) as library:
        assert library.sessions() == []


def test_a_journal_that_was_being_read_is_emptied_at_the_next_start(
    data: DataFolder, keep: Keep
) -> None:
    with Library.open(data) as library:
        session = keep(library)
        library.access.connection.execute("PRAGMA busy_timeout = 10")
        with closing(sqlite3.connect(data.database, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM takes").fetchone()
            library.delete_session(session)
            assert _traces(data) != []
    Library.open(data).close()
    assert _traces(data) == []
