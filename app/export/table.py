"""Takes as rows of a table (CSV, RFC 4180) for spreadsheets."""

import csv
from collections.abc import Iterable
from typing import Final, TextIO

from mock_interviewer.app.export.kept import KeptSession, KeptTake
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.store.records import SessionRecord

_FORMULA: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROLS: Final = ("\t", "\r", "\n")

COLUMNS: Final = (
    *("session", "session_name", "mode", "style", "started_at"),
    *("take", "bank", "question", "section", "text", "follow_up", "position", "attempt"),
    *("status", "duration", "name", "note", "starred"),
    *("coverage", "points_made", "points", "words", "pace", "filler_rate", "first_word"),
    *("longest_pause", "pitch_variation", "transcript"),
)
"""What the columns are called: lengths in seconds, rates a minute, coverage from 0 to 1."""

_Cell = str | int | float | None


def write_table(sessions: Iterable[KeptSession], file: TextIO) -> None:
    """Write a row for each take, after a row of names.

    ``file`` has to be open with ``newline=""``. An empty cell is what cannot be told. A text that a
    spreadsheet would compute gets an apostrophe before it, which makes it a text there. Raises
    OSError.
    """
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for kept in sessions:
        for take in kept.takes:
            rows.writerow([_cell(value) for value in _row(kept.session, take)])


def _row(session: SessionRecord, kept: KeptTake) -> tuple[_Cell, ...]:
    take = kept.take
    return (
        *(session.id, session.name, session.mode, session.style, take.started_at.isoformat()),
        *(take.id, take.bank, take.question, take.section, take.text, take.follow_up),
        *(take.position, take.attempt, str(take.status), round(take.duration, 3)),
        *(take.name, take.note, int(take.starred)),
        *_figures(kept.feedback),
        "" if take.transcript is None else take.transcript.text,
    )


def _figures(feedback: Feedback | None) -> tuple[_Cell, ...]:
    if feedback is None:
        return (None,) * 9
    coverage, delivery = feedback.coverage, feedback.delivery
    longest = None if delivery.pauses is None else delivery.pauses.longest
    judged = coverage is not None and coverage.total_weight > 0
    return (
        coverage.covered_weight / coverage.total_weight if coverage and judged else None,
        None if coverage is None else coverage.made,
        None if coverage is None else len(coverage.points),
        delivery.words,
        delivery.pace,
        delivery.filler_rate,
        delivery.first_word,
        None if longest is None else longest.length,
        None if delivery.pitch is None else delivery.pitch.variation,
    )


def _cell(value: _Cell) -> _Cell:
    """Return a value as it may stand in a cell: no text of a person's is ever computed there."""
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "")
    risky = text.lstrip().startswith(_FORMULA) or text.startswith(_CONTROLS)
    return f"'{text}" if risky else text
