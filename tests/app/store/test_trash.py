"""Discarded takes are hidden, can be restored, and are removed when the library is closed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from rig.kept_takes import keep, new_session, question
from rig.small_disk import read_only_folder

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import copy_before_migration
from mock_interviewer.app.store.database.schema import copy_database
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import ALL_TAKES
from mock_interviewer.questions.schedule import RecallGrade

SPOKEN = "xylophonequartz"
SOUND = b"\x7fRIFFxylo"


def _keep(library: Library, session: str) -> str:
    """Keep a take that says SPOKEN wherever something can be said, with files that hold SOUND."""
    take = keep(library, session, f"{SPOKEN} " * 500, asked=question(text=f"{SPOKEN}?"), made=1)
    library.marks.note(take, f"{SPOKEN} " * 50)
    library.marks.rename_take(take, SPOKEN)
    recording = library.take(take).recording
    assert recording is not None
    recording.write_bytes(SOUND * 1000)
    recording.with_suffix(".flac").write_bytes(SOUND)
    recording.with_name(f".{recording.name}-half").write_bytes(SOUND)
    recording.with_name("report.html").write_text(SPOKEN)
    return take


def _traces(data: DataFolder) -> list[str]:
    return [
        path.name
        for path in data.root.rglob("*")
        if path.is_file() and (SPOKEN.encode() in (held := path.read_bytes()) or SOUND in held)
    ]


def _cards(library: Library) -> int:
    return library.access.value("SELECT count(*) FROM cards")


def _shown(library: Library) -> list[set[str]]:
    """Return what each way to look at takes shows of them."""
    sessions = [session.id for session in library.sessions()]
    assert [line.session.id for line in library.listing.sessions()] == sessions
    return [
        {take.id for session in sessions for take in library.takes(session)},
        {line.id for line in library.listing.takes(ALL_TAKES)},
        {line.id for line in library.listing.of_question("llm", "q")},
        {line.take.id for line in library.search.find(SPOKEN).lines},
        set(library.without_feedback()) | {take.id for take in library.untranscribed()},
    ]


def test_a_discarded_take_is_hidden_and_can_be_restored(library: Library) -> None:
    session = new_session(library)
    kept, discarded = (keep(library, session, SPOKEN) for _ in range(2))
    before = _shown(library)
    assert before == [{kept, discarded}] * 5
    library.trash.discard_take(discarded)
    assert _shown(library) == [{kept}] * 5
    assert (library.session(session).takes, library.listing.count(ALL_TAKES)) == (1, 1)
    with pytest.raises(KeyError):
        library.take(discarded)
    library.trash.restore_take(discarded)
    assert _shown(library) == before


def test_a_discarded_session_is_hidden_and_can_be_restored(library: Library) -> None:
    one, two = new_session(library), new_session(library)
    kept, discarded = keep(library, one, SPOKEN), keep(library, two, SPOKEN)
    before = _shown(library)
    library.trash.discard_session(two)
    assert _shown(library) == [{kept}] * 5
    assert (library.listing.session_count(), library.listing.count(ALL_TAKES)) == (1, 1)
    with pytest.raises(KeyError):
        library.session(two)
    library.trash.restore_session(two)
    assert _shown(library) == before == [{kept, discarded}] * 5


def test_a_take_discarded_on_its_own_stays_discarded_when_its_session_is_restored(
    library: Library,
) -> None:
    session = new_session(library)
    kept, discarded = (keep(library, session, SPOKEN) for _ in range(2))
    library.trash.discard_take(discarded)
    library.trash.discard_session(session)
    library.trash.restore_session(session)
    assert _shown(library)[0] == {kept}


def test_unknown_ids_can_be_neither_discarded_nor_restored(library: Library) -> None:
    session = new_session(library)
    take = keep(library, session)
    for refused in (
        lambda: library.trash.restore_take(take),
        lambda: library.trash.restore_session(session),
        lambda: library.trash.discard_take("none"),
        lambda: library.trash.discard_session("none"),
    ):
        with pytest.raises(KeyError):
            refused()
    library.trash.discard_take(take)
    with pytest.raises(KeyError):
        library.trash.discard_take(take)


def _discard_take(library: Library, _session: str, take: str) -> None:
    library.trash.discard_take(take)


def _discard_session(library: Library, session: str, _take: str) -> None:
    library.trash.discard_session(session)


Discard = Callable[[Library, str, str], None]
BOTH = pytest.mark.parametrize("discard", [_discard_take, _discard_session])


@BOTH
def test_nothing_discarded_is_left_once_the_library_is_closed(
    data: DataFolder, discard: Discard
) -> None:
    with Library.open(data) as library:
        session = new_session(library)
        discard(library, session, _keep(library, session))
        copy_database(library.access.connection, copy_before_migration(data.database, 1))
        assert len(_traces(data)) > 4
    assert _traces(data) == []
    assert not data.session_folder(session).exists()
    with Library.open(data) as library:
        assert library.sessions() == []
        for table in ("sessions", "takes", "transcripts", "feedback", "figures", "verdicts"):
            assert library.access.value(f"SELECT count(*) FROM {table}") == 0  # noqa: S608


@BOTH
def test_restored_takes_are_complete_after_the_library_was_closed(
    data: DataFolder, discard: Discard
) -> None:
    with Library.open(data) as library:
        session = new_session(library)
        take = _keep(library, session)
        before = library.take(take)
        discard(library, session, take)
        if discard is _discard_take:
            library.trash.restore_take(take)
        else:
            library.trash.restore_session(session)
    with Library.open(data) as library:
        assert library.take(take) == before
        assert before.recording is not None
        assert before.recording.read_bytes() == SOUND * 1000


def test_the_other_takes_of_a_session_stay(library: Library) -> None:
    session = new_session(library)
    kept, discarded = _keep(library, session), _keep(library, session)
    before = library.take(kept)
    copied = copy_before_migration(library.data.database, 1)
    copy_database(library.access.connection, copied)
    library.trash.discard_take(discarded)
    library.trash.purge()
    assert not copied.exists()
    assert library.take(kept) == before
    left = sorted(path.name for path in library.data.session_folder(session).iterdir())
    assert left == [".01.wav-half", "01.flac", "01.json", "01.wav"]
    assert [line.take.id for line in library.search.find(SPOKEN).lines] == [kept]


def test_a_session_without_takes_stays_while_another_is_purged(library: Library) -> None:
    begun, other = new_session(library), new_session(library)
    library.trash.discard_take(keep(library, other))
    library.trash.purge()
    assert [session.id for session in library.sessions()] == [begun]


@BOTH
def test_the_card_of_a_question_is_removed_with_its_last_review(
    library: Library, discard: Discard
) -> None:
    one, two = new_session(library), new_session(library)
    first, second = keep(library, one), keep(library, two)
    for take in (first, second):
        library.cards.grade(take, RecallGrade.GOOD)
    discard(library, one, first)
    assert _cards(library) == 1
    discard(library, two, second)
    assert _cards(library) == 0
    library.trash.purge()
    assert library.access.value("SELECT count(*) FROM reviews") == 0


def test_a_card_is_restored_with_its_reviews(library: Library) -> None:
    session = new_session(library)
    take = keep(library, session)
    library.cards.grade(take, RecallGrade.GOOD)
    for discard, restore, ident in (
        (library.trash.discard_take, library.trash.restore_take, take),
        (library.trash.discard_session, library.trash.restore_session, session),
    ):
        discard(ident)
        assert _cards(library) == 0
        restore(ident)
        assert _cards(library) == 1


def test_deleting_a_session_at_once_removes_its_cards(library: Library) -> None:
    session = new_session(library)
    library.cards.grade(keep(library, session), RecallGrade.GOOD)
    library.delete_session(session)
    assert _cards(library) == 0


@BOTH
def test_a_recording_that_cannot_be_removed_stays_discarded_until_it_can(
    data: DataFolder, discard: Discard
) -> None:
    library = Library.open(data)
    session = new_session(library)
    take = _keep(library, session)
    kept = keep(library, new_session(library))
    discard(library, session, take)
    with read_only_folder(data.session_folder(session)):
        library.close()
    assert _traces(data) != []
    with Library.open(data) as library:
        assert _traces(data) == []
        assert _shown(library)[0] == {kept}


@BOTH
def test_a_deletion_interrupted_before_the_rows_is_finished_at_the_next_start(
    data: DataFolder, discard: Discard
) -> None:
    with Library.open(data) as library:
        session = new_session(library)
        take = _keep(library, session)
        other = keep(library, session)
        recording = library.take(take).recording
        assert recording is not None
    with closing(sqlite3.connect(data.database)) as connection, connection:
        if discard is _discard_take:
            connection.execute("UPDATE takes SET deleting = 1 WHERE id = ?", (take,))
        else:
            connection.execute("UPDATE sessions SET deleting = 1")
    recording.unlink()
    with Library.open(data) as library:
        assert _traces(data) == []
        assert _shown(library)[0] == ({other} if discard is _discard_take else set())


def test_a_library_opened_for_reading_removes_nothing(library: Library) -> None:
    session = new_session(library)
    take = keep(library, session)
    library.trash.discard_take(take)
    Library.open(library.data, read_only=True).close()
    library.trash.restore_take(take)
    assert library.take(take).id == take


def test_what_there_was_no_time_to_remove_is_removed_after_the_next_start(data: DataFolder) -> None:
    with Library.open(data) as library:
        session = new_session(library)
        kept, *discarded = (_keep(library, session) for _ in range(4))
        other = new_session(library)
        _keep(library, other)
    library = Library.open(data)
    for take in discarded:
        library.trash.discard_take(take)
    library.trash.discard_session(other)
    library.close(patience=0.0)
    with Library.open(data, patience=0.0) as library:
        assert _shown(library)[0] == {kept}
        assert library.access.value("SELECT count(*) FROM takes") == 3
        removed_now = keep(library, session)
        library.trash.discard_take(removed_now)
        while library.trash.purge_older():
            pass
        assert library.access.value("SELECT count(*) FROM takes") == 2
        assert library.access.value("SELECT count(*) FROM sessions") == 1
        # What is discarded in this run can still be had back.
        library.trash.restore_take(removed_now)
    assert not data.session_folder(other).exists()
    with Library.open(data) as library:
        assert _shown(library)[0] == {kept, removed_now}
        library.delete_session(session)
    assert _traces(data) == []
