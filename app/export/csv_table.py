"""Export of takes as rows of a table (CSV, RFC 4180) for spreadsheets."""

import csv
from collections.abc import Iterable
from dataclasses import astuple, fields
from typing import Final, TextIO

from mock_interviewer.app.export.selection import ExportedSession, ExportedTake
from mock_interviewer.app.feedback.feedback import FeedbackFigures
from mock_interviewer.app.store.database.records import TAKE_MARKS, SessionRecord
from mock_interviewer.app.text.control_characters import without_controls

_FORMULA: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROLS: Final = ("\t", "\r", "\n")
_NO_FIGURES: Final = (None,) * len(fields(FeedbackFigures))

COLUMNS: Final = (
    *("session", "session_name", "mode", "style", "started_at"),
    *("take", "bank", "question", "section", "text", "follow_up", "position", "attempt"),
    *("status", "duration", "name", "note", *TAKE_MARKS),
    *("coverage", "points_made", "points", "words", "pace", "filler_rate", "first_word"),
    *("longest_pause", "pitch_variation", "points_to_check", "transcript"),
)
"""The column names. Lengths are in seconds, rates per minute, and coverage from 0 to 1."""

_Cell = str | int | float | None


def write_table(sessions: Iterable[ExportedSession], file: TextIO) -> None:
    """Write a header row and a row for each take.

    ``file`` must be open with ``newline=""``. The cell of an unknown value is empty. A text that a
    spreadsheet would treat as a formula is prefixed with an apostrophe. Raises OSError.
    """
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for kept in sessions:
        for take in kept.takes:
            rows.writerow([_cell(value) for value in _row(kept.session, take)])


def _row(session: SessionRecord, kept: ExportedTake) -> tuple[_Cell, ...]:
    take = kept.take
    return (
        *(session.id, session.name, session.mode, session.style, take.started_at.isoformat()),
        *(take.id, take.bank, take.question, take.section, take.text, take.follow_up),
        *(take.position, take.attempt, str(take.status), round(take.duration, 3)),
        *(take.name, take.note, *map(int, take.marks.values())),
        *(astuple(FeedbackFigures.from_feedback(kept.feedback)) if kept.feedback else _NO_FIGURES),
        "" if take.transcript is None else take.transcript.text,
    )


def _cell(value: _Cell) -> _Cell:
    """Return a value that is safe in a cell: a person's text is never treated as a formula."""
    if not isinstance(value, str):
        return value
    text = without_controls(value)
    risky = text.lstrip().startswith(_FORMULA) or text.startswith(_CONTROLS)
    return f"'{text}" if risky else text
