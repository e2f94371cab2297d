"""The transcripts of a take: all are kept, and one of them counts."""

import sqlite3
from datetime import datetime

from mock_interviewer.app.store import rows
from mock_interviewer.audio.recognition.transcript import Transcript


def add(
    connection: sqlite3.Connection, take: int, transcript: Transcript, made_at: datetime
) -> None:
    """Add a take's transcript, which counts from now on; within a transaction of the caller's."""
    connection.execute("UPDATE transcripts SET current = 0 WHERE take = ?", (take,))
    connection.execute(
        "INSERT INTO transcripts (take, made_at, model, language, text, data)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            take,
            rows.as_text(made_at),
            transcript.model,
            transcript.language,
            transcript.text,
            rows.as_json(transcript.to_dict()),
        ),
    )


def choose(connection: sqlite3.Connection, take: int, number: int) -> None:
    """Let one of a take's transcripts count; within a transaction of the caller's.

    Raises KeyError where the take has none of that number.
    """
    connection.execute("UPDATE transcripts SET current = 0 WHERE take = ?", (take,))
    chosen = connection.execute(
        "UPDATE transcripts SET current = 1 WHERE take = ? AND number = ?", (take, number)
    )
    if chosen.rowcount != 1:
        raise KeyError(number)
