"""What lists and charts need of an answer's feedback, in a row of its own beside it."""

import sqlite3

from mock_interviewer.app.feedback.feedback import Feedback


def put(connection: sqlite3.Connection, transcript: int, feedback: Feedback) -> None:
    """Keep the figures of the feedback on a transcript; within the transaction that keeps that."""
    coverage, delivery = feedback.coverage, feedback.delivery
    judged = coverage is not None and coverage.total_weight > 0
    longest = None if delivery.pauses is None else delivery.pauses.longest
    connection.execute(
        "INSERT OR REPLACE INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            transcript,
            coverage.covered_weight / coverage.total_weight if coverage and judged else None,
            None if coverage is None else coverage.made,
            None if coverage is None else len(coverage.points),
            delivery.words,
            delivery.pace,
            delivery.filler_rate,
            delivery.first_word,
            None if longest is None else longest.length,
            None if delivery.pitch is None else delivery.pitch.variation,
        ),
    )
