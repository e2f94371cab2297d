"""The figures of feedback and the full-text index follow the current transcript."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageVerdict,
    Evidence,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import Delivery, Pauses, Pitch, SpeechMoment
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.database.schema import apply_migrations, migrations
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.recognition.transcript import Transcript

FULL = Feedback(
    version=FEEDBACK_VERSION,
    delivery=Delivery(
        duration=9.0,
        words=12,
        pace=140.0,
        filler_rate=2.5,
        first_word=0.75,
        pauses=Pauses((SpeechMoment(1.0, 1.5), SpeechMoment(3.0, 4.25)), 1.75),
        pitch=Pitch(120.0, 0.25),
    ),
    coverage=Coverage(
        (
            PointCoverage("a", "It is so.", CoverageVerdict.MADE, 0.9, Evidence(0, 4), weight=2.0),
            PointCoverage("b", "It is not.", CoverageVerdict.UNSURE, 0.5, Evidence(0, 4)),
            PointCoverage("c", "It may be.", CoverageVerdict.NOT, 0.1),
        )
    ),
)
UNTOLD = Feedback(FEEDBACK_VERSION, Delivery(1.0, 0), None, "Nothing was said.")
FIGURES = (0.625, 1, 3, 12, 140.0, 2.5, 0.75, 1.25, 0.25, 1)

Heard = Callable[..., Transcript]


@pytest.fixture
def take(library: Library, plan: Plan, heard: Heard) -> str:
    session = library.create_session(plan)
    take = library.create_take(session.id, plan.questions[0], 1, 1)
    return library.save_transcript(take.id, heard("gradients vanish here")).id


def _figures(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return [row[1:] for row in connection.execute("SELECT * FROM figures").fetchall()]


def _found(library: Library, table: str, word: str) -> int:
    statement = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?"  # noqa: S608
    return int(library.access.connection.execute(statement, (word,)).fetchone()[0])


def test_figures_are_taken_from_feedback(library: Library, take: str, heard: Heard) -> None:
    library.save_feedback(take, heard("gradients vanish here"), FULL)
    assert _figures(library.access.connection) == [FIGURES]


def test_unmeasured_figures_are_null(library: Library, take: str, heard: Heard) -> None:
    library.save_feedback(take, heard("gradients vanish here"), UNTOLD)
    assert _figures(library.access.connection) == [
        (None, None, None, 0, None, None, None, None, None, None)
    ]


def test_figures_are_removed_with_the_feedback(library: Library, take: str, heard: Heard) -> None:
    library.save_feedback(take, heard("gradients vanish here"), FULL)
    library.save_fillers(take, ())
    assert _figures(library.access.connection) == []


@pytest.mark.parametrize("feedback", [FULL, UNTOLD], ids=["full", "untold"])
def test_an_older_database_gets_the_same_figures(
    library: Library, take: str, heard: Heard, data: DataFolder, feedback: Feedback
) -> None:
    library.save_feedback(take, heard("gradients vanish here"), feedback)
    known = _figures(library.access.connection)
    kept = library.access.connection.execute(
        "SELECT made_at, version, replace(data, 'unsure', 'partly') FROM feedback"
    ).fetchone()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as older:
        apply_migrations(older, migrations()[:3])
        older.executescript(
            "INSERT INTO sessions VALUES (1, 's', 'exam', '', NULL, 1, '{}', 0);"
            "INSERT INTO takes VALUES (1, 't', 1, 1, 'b', 'q', 'Why', 'S', 1, 1, 'saved', '',"
            " 1.0, NULL, '[]', NULL);"
            "INSERT INTO transcripts VALUES (1, 1, '', 'base', 'en', 'a gradient', '{}', 1),"
            " (2, 1, '', 'base', 'en', 'an older one', '{}', 0);"
        )
        older.execute("INSERT INTO feedback VALUES (1, ?, ?, ?)", kept)
        apply_migrations(older, migrations())
        assert _figures(older) == known
        found = older.execute("SELECT rowid FROM spoken WHERE spoken MATCH 'gradient OR older'")
        assert found.fetchall() == [(1,)]
        assert older.execute("SELECT rowid FROM labels WHERE labels MATCH 'why'").fetchall()


def test_only_the_current_transcript_is_found(library: Library, take: str, heard: Heard) -> None:
    first = library.transcripts(take)[0].number
    library.save_transcript(take, replace(heard("losses explode"), model="small"))
    assert (_found(library, "spoken", "vanish"), _found(library, "spoken", "explode")) == (0, 1)
    library.choose_transcript(take, first)
    assert (_found(library, "spoken", "vanish"), _found(library, "spoken", "explode")) == (1, 0)


def test_deleted_takes_are_not_found(library: Library, take: str) -> None:
    assert _found(library, "labels", "number") == 1
    library.delete_session(library.sessions()[0].id)
    assert (_found(library, "spoken", "vanish"), _found(library, "labels", "number")) == (0, 0)
