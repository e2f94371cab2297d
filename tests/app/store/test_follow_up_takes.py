import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.database.schema import apply_migrations, migrations
from mock_interviewer.app.store.library import Library


def _written_by_version_2(data: DataFolder) -> None:
    """Leave a database with one saved take, as the version before follow-ups made it."""
    data.prepare()
    with closing(sqlite3.connect(data.database, isolation_level=None)) as connection:
        apply_migrations(connection, migrations()[:2])
        connection.execute(
            "INSERT INTO sessions (id, mode, started_at, planned, plan)"
            " VALUES ('s', 'practice', '2026-03-02T18:00:00+00:00', 1, '{}')"
        )
        connection.execute(
            "INSERT INTO takes (id, session, place, bank, question, text, section, position,"
            " attempt, status, started_at) VALUES ('s-01', 1, 1, 'llm', 'q', 'What is it?',"
            " 'Things', 1, 1, 'saved', '2026-03-02T18:00:00+00:00')"
        )


def test_a_take_of_a_follow_up_belongs_to_its_question_and_has_its_own_text(
    library: Library, plan: Plan
) -> None:
    asked = plan.questions[1]
    back = replace(asked, text="And why is that?", follow_up=3)
    session = library.create_session(plan)
    question = library.create_take(session.id, asked, 2, 1)
    follow_up = library.create_take(session.id, back, 2, 1)
    assert (question.follow_up, follow_up.follow_up) == (None, 3)
    assert (follow_up.question, follow_up.position) == (question.question, question.position)
    assert follow_up.text == "And why is that?"
    assert library.takes(session.id) == [question, follow_up]


def test_a_follow_up_is_a_take_but_not_another_answered_question(
    library: Library, plan: Plan
) -> None:
    session = library.create_session(plan)
    for question in (plan.questions[0], replace(plan.questions[0], follow_up=1)):
        library.close_take(library.create_take(session.id, question, 1, 1).id, 2.0)
    told = library.session(session.id)
    assert (told.planned, told.takes, told.answered, told.duration) == (3, 2, 1, 4.0)


def test_an_answer_to_a_follow_up_alone_does_not_answer_its_question(
    library: Library, plan: Plan
) -> None:
    session = library.create_session(plan)
    library.skip_take(library.create_take(session.id, plan.questions[0], 1, 1).id)
    back = replace(plan.questions[0], follow_up=1)
    library.close_take(library.create_take(session.id, back, 1, 1).id, 2.0)
    assert library.session(session.id).answered == 0


def test_takes_from_before_follow_ups_answer_questions(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    _written_by_version_2(data)
    with Library.open(data, read_only=True) as beside:
        assert [take.follow_up for take in beside.takes("s")] == [None]
    with Library.open(data) as library:
        assert [take.follow_up for take in library.takes("s")] == [None]
        assert library.session("s").answered == 1
