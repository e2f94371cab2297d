"""Nothing is left of a question that was not asked, but answers stay."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rig.kept_takes import keep, new_session, question, record

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.database.records import TakeRecord, TakeStatus
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import TakeFilter


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(DataFolder(tmp_path / "data")) as library:
        yield library


def _begun(library: Library) -> TakeRecord:
    return library.create_take(new_session(library), question(text="xylophone?"), 1, 1)


def _found(library: Library) -> int:
    return library.search.find("xylophone", TakeFilter(), 10).total


def test_nothing_is_left_of_a_question_that_was_not_asked(library: Library) -> None:
    take = _begun(library)
    assert _found(library) == 1
    library.question_undo.undo_take(take.id)
    assert (library.takes(take.session), _found(library)) == ([], 0)
    assert list(library.data.sessions.iterdir()) == []
    assert [session.id for session in library.sessions()] == [take.session]
    assert library.question_undo.undo_session(take.session)
    assert library.sessions() == []


def test_a_take_with_sound_stays_and_is_skipped(library: Library) -> None:
    take = _begun(library)
    record(take.recording)
    library.question_undo.undo_take(take.id)
    [kept] = library.takes(take.session)
    assert kept.status is TakeStatus.SKIPPED
    assert kept.recording is not None
    assert kept.recording.exists()


def test_an_answer_and_its_session_are_never_undone(library: Library) -> None:
    session = new_session(library)
    take = keep(library, session)
    library.question_undo.undo_take(take)
    assert not library.question_undo.undo_session(session)
    assert [kept.id for kept in library.takes(session)] == [take]


def test_undoing_what_is_already_gone_does_nothing(library: Library) -> None:
    take = _begun(library)
    library.delete_session(take.session)
    library.question_undo.undo_take(take.id)
    assert library.question_undo.undo_session(take.session)
