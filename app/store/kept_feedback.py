"""What was said of answers: a row for each transcript that was analyzed.

Feedback rests on the words and fillers of one transcript. It is kept only where these are still
what counts, and read only together with them, so that it never stands beside another text.
"""

import json
import logging
import sqlite3
from datetime import datetime
from typing import Any

from mock_interviewer.app.feedback.feedback import VERSION, Feedback
from mock_interviewer.app.feedback.plain import from_plain, to_plain
from mock_interviewer.app.store import figures, rows
from mock_interviewer.app.store.records import FeedbackRecord
from mock_interviewer.app.store.row_checks import transcript_in
from mock_interviewer.audio.recognition.transcript import Transcript

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

WITHOUT = """
SELECT t.id
FROM takes AS t
JOIN sessions AS s ON s.number = t.session
JOIN transcripts AS x ON x.take = t.number AND x.current
WHERE NOT s.deleting AND NOT t.deleting AND t.status <> 'skipped' AND x.number NOT IN (
    SELECT transcript FROM feedback WHERE version >= ? AND json_valid(data)
)
ORDER BY t.number DESC
"""


def put(
    connection: sqlite3.Connection,
    take: int,
    transcript: Transcript,
    feedback: Feedback,
    made_at: datetime,
) -> bool:
    """Keep feedback on ``transcript`` in place of earlier one, if that counts now, else nothing.

    Returns whether it was kept. Within a transaction of the caller's.
    """
    current = connection.execute(
        "SELECT number, data FROM transcripts WHERE take = ? AND current", (take,)
    ).fetchone()
    if current is None or transcript_in(current[1]) != transcript:
        return False
    connection.execute(
        "INSERT OR REPLACE INTO feedback (transcript, made_at, version, data) VALUES (?, ?, ?, ?)",
        (current[0], rows.as_text(made_at), feedback.version, rows.as_json(to_plain(feedback))),
    )
    figures.put(connection, current[0], feedback)
    return True


def feedback_of(row: tuple[Any, ...]) -> FeedbackRecord | None:
    """Return the feedback in a row of OF_TAKE; None, which is logged, where it cannot be read."""
    take, data, version, made = row
    try:
        feedback = from_plain(Feedback, json.loads(data))
        made_at = datetime.fromisoformat(made)
    except (ValueError, RecursionError):
        log.warning("the feedback of take %s cannot be read and counts as none", take)
        return None
    return FeedbackRecord(feedback, version, made_at, outdated=version < VERSION)
