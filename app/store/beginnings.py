"""Writing down that a session or a take begins; within a transaction of the caller's."""

import secrets
import sqlite3
from datetime import datetime

from mock_interviewer.app.store import rows
from mock_interviewer.app.store.recording_place import WAV, recording_name, take_id
from mock_interviewer.app.store.records import AskedQuestion, SessionPlan


def session_id(started: datetime) -> str:
    """Return an id that tells people when, and is a good folder name on every system."""
    letters = "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(4))
    return f"{started.astimezone():%Y%m%d-%H%M%S}-{letters}"


def add_session(
    connection: sqlite3.Connection, ident: str, plan: SessionPlan, started_at: datetime
) -> None:
    """Add a session under way."""
    planned = {
        "questions": [[question.bank, question.id] for question in plan.questions],
        "think_time": plan.think_time,
        "answer_limit": plan.answer_limit,
        "seed": plan.seed,
        "style": plan.style or str(plan.mode),
    }
    connection.execute(
        "INSERT INTO sessions (id, mode, started_at, planned, plan) VALUES (?, ?, ?, ?, ?)",
        (
            ident,
            str(plan.mode),
            rows.as_text(started_at),
            len(plan.questions),
            rows.as_json(planned),
        ),
    )


def add_take(
    connection: sqlite3.Connection,
    session: tuple[str, int],
    question: AskedQuestion,
    *,
    place: int,
    position: int,
    attempt: int,
    started_at: datetime,
    suffix: str = WAV,
) -> str:
    """Add an OPEN take to a session, given by its id and its key; return the take's id."""
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
