"""A question skipped in silence keeps its recording, and does not count as an answer."""

import sqlite3
from contextlib import closing

import pytest
from rig.kept_takes import feedback_of, keep, new_session, question, transcript_of

from mock_interviewer.app.store.database.records import SKIPPED_BY_PERSON, TakeStatus
from mock_interviewer.app.store.database.schema import apply_migrations, migrations
from mock_interviewer.app.store.library import Library


@pytest.fixture
def session(library: Library) -> str:
    return new_session(library, question())


def test_a_question_met_with_silence_is_skipped_and_keeps_its_recording(
    library: Library, session: str
) -> None:
    take = library.take(keep(library, session, "", recorded=True, flags=(SKIPPED_BY_PERSON,)))
    assert take.status is TakeStatus.SKIPPED
    assert take.recording is not None
    assert take.recording.exists()


def test_a_skipped_question_is_not_counted(library: Library, session: str) -> None:
    keep(library, session, "", flags=(SKIPPED_BY_PERSON,))
    record = library.session(session)
    assert (record.takes, record.answered, record.duration) == (0, 0, 0.0)
    assert library.progress.answered() == ()
    assert library.cards.unanswered([("llm", "q")]) == (("llm", "q"),)
    assert library.without_feedback() == []


@pytest.mark.parametrize(("said", "flags"), [("So it is", (SKIPPED_BY_PERSON,)), ("", ())])
def test_words_or_an_explicit_end_make_it_an_answer(
    library: Library, session: str, said: str, flags: tuple[str, ...]
) -> None:
    assert library.take(keep(library, session, said, flags=flags)).status is TakeStatus.SAVED


def test_the_current_transcript_decides(library: Library, session: str) -> None:
    take = keep(library, session, "", flags=(SKIPPED_BY_PERSON,))
    silent = library.transcripts(take)[0].number
    assert library.save_transcript(take, transcript_of("So it is")).status is TakeStatus.SAVED
    assert library.choose_transcript(take, silent).status is TakeStatus.SKIPPED


def test_a_take_without_a_transcript_is_still_transcribed(library: Library, session: str) -> None:
    take = library.take(keep(library, session, recorded=True, flags=(SKIPPED_BY_PERSON,)))
    assert take.status is TakeStatus.SAVED
    assert library.untranscribed() == [take]


def test_a_take_transcribed_before_it_is_closed_is_skipped_too(
    library: Library, session: str
) -> None:
    take = library.create_take(session, question(), 1, 1)
    library.save_transcript(take.id, transcript_of(""))
    assert library.take(take.id).status is TakeStatus.OPEN
    assert library.close_take(take.id, 3.0, (SKIPPED_BY_PERSON,)).status is TakeStatus.SKIPPED


def test_the_recording_of_a_skipped_question_is_converted_like_others(
    library: Library, session: str
) -> None:
    take = keep(library, session, "", recorded=True, flags=(SKIPPED_BY_PERSON,))
    assert [packed for packed, _path in library.recordings.unpacked()] == [take]


def test_silent_takes_of_an_older_version_become_skipped(library: Library, session: str) -> None:
    silent = keep(library, session, "", made=feedback_of(0), flags=(SKIPPED_BY_PERSON,))
    told = keep(library, session, "So it is", made=feedback_of(1), flags=(SKIPPED_BY_PERSON,))
    chosen = keep(library, session, "", made=feedback_of(0))
    columns = "number, id, session, place, bank, question, text, section, position, attempt"
    kept = f"SELECT {columns}, 'saved', started_at, flags FROM takes"  # noqa: S608
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as older:
        apply_migrations(older, migrations()[:3])
        for table, statement in (
            ("sessions (number, id, mode, started_at, planned, plan)", _SESSIONS),
            (f"takes ({columns}, status, started_at, flags)", kept),
            ("transcripts", "SELECT * FROM transcripts"),
            ("feedback", "SELECT * FROM feedback"),
        ):
            for row in library.access.connection.execute(statement).fetchall():
                marks = ", ".join("?" * len(row))
                older.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608
        apply_migrations(older, migrations())
        statuses = dict(older.execute("SELECT id, status FROM takes").fetchall())
        judged = older.execute("SELECT count(*) FROM feedback").fetchone()
    assert statuses == {silent: "skipped", told: "saved", chosen: "saved"}
    assert judged == (2,)


_SESSIONS = "SELECT number, id, mode, started_at, planned, plan FROM sessions"
