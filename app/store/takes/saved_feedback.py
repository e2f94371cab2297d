"""Saved feedback, and its figures for lists and charts: one row for each analyzed transcript.

Feedback is computed from the words and fillers of one transcript. It is saved only while that is
still the current one, and read only together with it, so it is never shown beside another text.
"""

import json
import logging
import sqlite3
from dataclasses import astuple, replace
from datetime import datetime
from typing import Any

from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion, SecondOpinion
from mock_interviewer.app.feedback.coverage.evidence_times import EvidenceTimes
from mock_interviewer.app.feedback.feedback import (
    FEEDBACK_VERSION,
    Feedback,
    FeedbackFigures,
    from_json_data,
    to_json_data,
)
from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.records import FeedbackRecord
from mock_interviewer.app.store.database.row_checks import transcript_in
from mock_interviewer.app.store.takes.own_verdicts import with_coverage, with_own_verdicts
from mock_interviewer.audio.recognition.transcript import Transcript


def save_figures(connection: sqlite3.Connection, transcript: int, feedback: Feedback) -> None:
    """Save the figures of feedback, within the transaction that saves the feedback."""
    connection.execute(
        "INSERT OR REPLACE INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (transcript, *astuple(FeedbackFigures.from_feedback(feedback))),
    )


log = logging.getLogger(__name__)


_CURRENT = """
SELECT t.id, f.data, f.version, f.made_at
FROM feedback AS f
JOIN transcripts AS x ON x.number = f.transcript AND x.current
JOIN takes AS t ON t.number = x.take
JOIN sessions AS s ON s.number = t.session
WHERE NOT s.deleting AND NOT t.deleting
"""


OF_TAKE = f"{_CURRENT} AND t.id = ?"


OF_NUMBER = f"{_CURRENT} AND t.number = ?"


TAKES_WITHOUT_FEEDBACK = """
SELECT t.id
FROM takes AS t
JOIN sessions AS s ON s.number = t.session
JOIN transcripts AS x ON x.take = t.number AND x.current
WHERE NOT s.deleting AND NOT t.deleting AND t.status <> 'skipped' AND x.number NOT IN (
    SELECT transcript FROM feedback WHERE version >= ? AND json_valid(data)
)
ORDER BY t.number DESC
"""


def save_feedback(
    connection: sqlite3.Connection,
    take: int,
    transcript: Transcript,
    feedback: Feedback,
    made_at: datetime,
    asked: CoverageQuestion | None = None,
) -> Feedback | None:
    """Replace the feedback on a take if ``transcript`` is still its current one.

    Return it as it was saved, with the verdicts that the person gave and the second opinions that
    the replaced feedback had, or None if it was not saved; see ``with_own_verdicts`` for
    ``asked``. Call this within a transaction.
    """
    current = connection.execute(
        "SELECT number, data FROM transcripts WHERE take = ? AND current", (take,)
    ).fetchone()
    if current is None or transcript_in(current[1]) != transcript:
        return None
    held = _with_kept_opinions(connection, take, feedback, asked)
    kept = with_own_verdicts(connection, take, held, asked)
    connection.execute(
        "INSERT OR REPLACE INTO feedback (transcript, made_at, version, data) VALUES (?, ?, ?, ?)",
        (current[0], rows.as_text(made_at), kept.version, rows.as_json(to_json_data(kept))),
    )
    save_figures(connection, current[0], kept)
    return kept


def apply_own_verdicts(
    connection: sqlite3.Connection, take: int, asked: CoverageQuestion | None = None
) -> Feedback | None:
    """Save the feedback on the current transcript again, with the verdicts that the person gave.

    Return it; None if there is none to read. See ``with_own_verdicts`` for ``asked``. Call this
    within a transaction, after a verdict or the current transcript changed.
    """
    before = _current_feedback(connection, take)
    if before is None:
        return None
    kept = with_own_verdicts(connection, take, before, asked)
    _replace_current(connection, take, before, kept)
    return kept


def add_opinion(
    connection: sqlite3.Connection,
    take: int,
    answer: str,
    point: str,
    opinion: SecondOpinion,
    asked: CoverageQuestion | None = None,
) -> Feedback | None:
    """Save a second opinion on a key point, by its id, with the feedback on a take.

    Return the feedback, or None if ``answer`` is no longer the text of the current transcript, or
    without feedback to read. See ``with_own_verdicts`` for ``asked``. Call this within a
    transaction.
    """
    current = connection.execute(
        "SELECT data FROM transcripts WHERE take = ? AND current", (take,)
    ).fetchone()
    transcript = None if current is None else transcript_in(current[0])
    before = _current_feedback(connection, take)
    if transcript is None or transcript.text != answer or before is None:
        return None
    if before.coverage is None:
        return before
    timed = replace(opinion, passage=EvidenceTimes(transcript).timed(opinion.passage))
    coverage = before.coverage.with_opinion(point, timed)
    kept = with_coverage(before, coverage, asked)
    _replace_current(connection, take, before, kept)
    return kept


def _with_kept_opinions(
    connection: sqlite3.Connection, take: int, feedback: Feedback, asked: CoverageQuestion | None
) -> Feedback:
    earlier = _current_feedback(connection, take)
    if earlier is None or earlier.coverage is None or feedback.coverage is None:
        return feedback
    return with_coverage(feedback, feedback.coverage.with_opinions_of(earlier.coverage), asked)


def _current_feedback(connection: sqlite3.Connection, take: int) -> Feedback | None:
    """Return the feedback on the current transcript, without any that cannot be read."""
    row = connection.execute(OF_NUMBER, (take,)).fetchone()
    record = None if row is None else feedback_of(row)
    return None if record is None else record.feedback


def _replace_current(
    connection: sqlite3.Connection, take: int, before: Feedback, kept: Feedback
) -> None:
    """Save feedback, with its figures, in place of ``before`` if it differs."""
    if kept == before:
        return
    number = connection.execute(
        "UPDATE feedback SET data = ? WHERE transcript ="
        " (SELECT number FROM transcripts WHERE take = ? AND current) RETURNING transcript",
        (rows.as_json(to_json_data(kept)), take),
    ).fetchone()[0]
    save_figures(connection, number, kept)


def feedback_of(row: tuple[Any, ...]) -> FeedbackRecord | None:
    """Return the feedback in a row of OF_TAKE; log it and return None if it is unreadable."""
    take, data, version, made = row
    try:
        feedback = from_json_data(Feedback, json.loads(data))
        made_at = datetime.fromisoformat(made)
    except (ValueError, RecursionError):
        log.warning("the feedback on take %s cannot be read and is ignored", take)
        return None
    return FeedbackRecord(feedback, version, made_at, outdated=version < FEEDBACK_VERSION)
