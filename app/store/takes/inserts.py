"""New sessions and takes: their ids, and their first rows."""

import secrets
import sqlite3
from datetime import datetime

from mock_interviewer.app.data_folder.recording_paths import WAV, recording_name, take_id
from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.takes.session_plan import StoredPlan, StoredQuestion, plan_json


def new_session_id(started: datetime) -> str:
    """Return an id that starts with the local time and is a valid folder name everywhere."""
    letters = "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(4))
    return f"{started.astimezone():%Y%m%d-%H%M%S}-{letters}"


def add_session(
    connection: sqlite3.Connection, ident: str, plan: StoredPlan, started_at: datetime
) -> None:
    """Add a session that is starting."""
    connection.execute(
        "INSERT INTO sessions (id, mode, started_at, planned, plan) VALUES (?, ?, ?, ?, ?)",
        (
            ident,
            str(plan.mode),
            rows.as_text(started_at),
            len(plan.questions),
            plan_json(plan),
        ),
    )


def add_take(
    connection: sqlite3.Connection,
    session: tuple[str, int],
    question: StoredQuestion,
    *,
    place: int,
    position: int,
    attempt: int,
    started_at: datetime,
    suffix: str = WAV,
) -> str:
    """Add an OPEN take to a session, given by id and key; return the take's id."""
    ident, number = session
    connection.execute(
        "INSERT INTO takes (id, session, place, bank, question, text, section, position,"
        " attempt, follow_up, status, started_at, recording)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)",
        (
            take_id(ident, place),
            number,
            place,
            question.bank,
            question.id,
            question.text,
            question.section,
            position,
            attempt,
            question.follow_up,
            rows.as_text(started_at),
            recording_name(ident, place, suffix),
        ),
    )
    return take_id(ident, place)
