"""New sessions and takes: the plans and questions they come from, and their first rows."""

import secrets
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from mock_interviewer.app.data_folder.recording_paths import WAV, recording_name, take_id
from mock_interviewer.app.store.database import rows


class StoredQuestion(Protocol):
    """A question as the store saves it; ``app.planning.plan.PlannedQuestion`` is one."""

    @property
    def bank(self) -> str:
        """The bank's id."""

    @property
    def id(self) -> str:
        """The question's id in its bank."""

    @property
    def text(self) -> str:
        """The question, word for word."""

    @property
    def section(self) -> str:
        """The section's name."""

    @property
    def follow_up(self) -> int | None:
        """Its place among the follow-ups of the question, from 1; None for the question itself."""


class StoredPlan(Protocol):
    """A plan as the store saves it; ``app.planning.plan.Plan`` is one."""

    @property
    def questions(self) -> Sequence[StoredQuestion]:
        """The questions, in order."""

    @property
    def mode(self) -> str:
        """Practice or exam, in lower case."""

    @property
    def think_time(self) -> float:
        """Seconds."""

    @property
    def answer_limit(self) -> float:
        """Seconds; 0 for no limit."""

    @property
    def seed(self) -> int | None:
        """The seed with which the questions were shuffled, if they were."""

    @property
    def style(self) -> str:
        """The id of its interview style; "" if it has only a mode."""


def new_session_id(started: datetime) -> str:
    """Return an id that starts with the local time and is a valid folder name everywhere."""
    letters = "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(4))
    return f"{started.astimezone():%Y%m%d-%H%M%S}-{letters}"


def add_session(
    connection: sqlite3.Connection, ident: str, plan: StoredPlan, started_at: datetime
) -> None:
    """Add a session that is starting."""
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
