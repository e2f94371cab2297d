"""What lists and charts need of an answer's feedback, in a row of its own beside it."""

import sqlite3
from dataclasses import astuple

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.figures import Figures


def put(connection: sqlite3.Connection, transcript: int, feedback: Feedback) -> None:
    """Keep the figures of the feedback on a transcript; within the transaction that keeps that."""
    connection.execute(
        "INSERT OR REPLACE INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (transcript, *astuple(Figures.of(feedback))),
    )
