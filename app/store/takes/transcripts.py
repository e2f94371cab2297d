"""The transcripts of a take: all are kept, and one of them is current."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.records import status_with_text
from mock_interviewer.app.store.database.row_checks import flags_in, transcript_in
from mock_interviewer.audio.recognition.transcript import Filler, Transcript


def add(
    connection: sqlite3.Connection, take: int, transcript: Transcript, made_at: datetime
) -> None:
    """Add a transcript to a take and make it current. Call this within a transaction.

    If fillers were not searched for in it, those found earlier are reused: they belong to the
    recording, whichever model transcribed it.
    """
    if transcript.fillers is None:
        transcript = replace(transcript, fillers=_fillers_found(connection, take))
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
    update_take_status(connection, take)


def choose(connection: sqlite3.Connection, take: int, number: int) -> None:
    """Make one of a take's transcripts current. Call this within a transaction.

    Raises KeyError if the take has no transcript with that number.
    """
    connection.execute("UPDATE transcripts SET current = 0 WHERE take = ?", (take,))
    chosen = connection.execute(
        "UPDATE transcripts SET current = 1 WHERE take = ? AND number = ?", (take, number)
    )
    if chosen.rowcount != 1:
        raise KeyError(number)
    update_take_status(connection, take)


def update_take_status(connection: sqlite3.Connection, take: int) -> None:
    """Update the status of a take to match its flags and current transcript.

    Whatever changes either must call this, within the same transaction.
    """
    found = connection.execute(
        "SELECT t.status, t.flags, x.text FROM takes AS t"
        " JOIN transcripts AS x ON x.take = t.number AND x.current WHERE t.number = ?",
        (take,),
    ).fetchone()
    if found is None:
        return
    before, flags, said = found
    status = status_with_text(rows.status_in(before), flags_in(flags) or (), said)
    if status != before:
        connection.execute("UPDATE takes SET status = ? WHERE number = ?", (status, take))


def put_fillers(connection: sqlite3.Connection, take: int, fillers: Sequence[Filler]) -> None:
    """Save fillers in the current transcript of a take, if there is one.

    Feedback on it is removed, since fillers count in it. Call this within a transaction.
    """
    current = connection.execute(
        "SELECT number, data FROM transcripts WHERE take = ? AND current", (take,)
    )
    for number, data in current.fetchall():
        kept = transcript_in(data)
        if kept is None:
            continue
        transcript = replace(kept, fillers=tuple(fillers))
        connection.execute(
            "UPDATE transcripts SET data = ? WHERE number = ?",
            (rows.as_json(transcript.to_dict()), number),
        )
        connection.execute("DELETE FROM feedback WHERE transcript = ?", (number,))


def _fillers_found(connection: sqlite3.Connection, take: int) -> tuple[Filler, ...] | None:
    """Return the fillers of a take that were found last; None if none were searched for."""
    kept = connection.execute(
        "SELECT data FROM transcripts WHERE take = ? ORDER BY number DESC", (take,)
    )
    for (data,) in kept.fetchall():
        transcript = transcript_in(data)
        if transcript is not None and transcript.fillers is not None:
            return transcript.fillers
    return None
