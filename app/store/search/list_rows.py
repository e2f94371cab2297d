"""Takes and sessions as rows of a list, and the filter that selects them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.records import SessionRecord, TakeMarks, TakeStatus


@dataclass(frozen=True)
class TakeFilter(TakeMarks):
    """The conditions that a take must meet, all of them.

    ``since`` (inclusive) and ``until`` (exclusive) are aware times. ``coverage`` is the range of
    ``TakeListRow.coverage``; takes without any are excluded. ``words`` are searched for as in
    ``TakeSearch.find``. ``bank``, ``question``, and ``session`` are ids. The marks that are set
    here must be set on the take.
    """

    bank: str | None = None
    section: str | None = None
    question: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    coverage: tuple[float, float] | None = None
    words: str = ""
    session: str | None = None


ALL_TAKES = TakeFilter()
"""The filter that all takes pass."""


@dataclass(frozen=True)
class TakeListRow(TakeMarks):
    """What a list shows of a take; fields that TakeRecord has too mean the same here.

    ``number`` increases from take to take. ``points_made`` of ``points_total`` key points were
    made, and ``points_unsure`` are to be checked; None without feedback, or if no key points were
    checked. ``has_recording`` says that a
    recording was made, not that its file still exists.
    """

    number: int
    id: str
    session: str
    session_name: str
    bank: str
    question: str
    text: str
    section: str
    position: int
    attempt: int
    follow_up: int | None
    status: TakeStatus
    started_at: datetime
    duration: float
    name: str
    has_note: bool
    points_made: int | None
    points_total: int | None
    has_transcript: bool
    has_recording: bool
    points_unsure: int | None = None

    @property
    def coverage(self) -> float | None:
        """The share of key points made, from 0 to 1; None if none were checked."""
        return (
            self.points_made / self.points_total
            if self.points_made is not None and self.points_total
            else None
        )


@dataclass(frozen=True)
class SessionListRow:
    """A session, and its ``number``, which increases from session to session."""

    number: int
    session: SessionRecord


IS_SHOWN = "NOT t.deleting AND t.session NOT IN (SELECT number FROM sessions WHERE deleting)"
"""The condition on takes ``t`` that excludes what is being deleted."""

TAKE_LIST = f"""
SELECT t.number, t.id, s.id, s.name, t.bank, t.question, t.text, t.section, t.position, t.attempt,
       t.follow_up, t.status, t.started_at, t.duration, t.name, t.note <> '',
       f.made, f.points, f.unsure, x.number IS NOT NULL, t.recording IS NOT NULL,
       {rows.MARK_COLUMNS}
FROM takes AS t
JOIN sessions AS s ON s.number = t.session
LEFT JOIN transcripts AS x ON x.take = t.number AND x.current
LEFT JOIN figures AS f ON f.transcript = x.number
"""  # noqa: S608

_CONDITIONS = (
    ("bank", "t.bank = ?"),
    ("section", "t.section = ?"),
    ("question", "t.question = ?"),
    ("session", "t.session = (SELECT number FROM sessions WHERE id = ?)"),
)
_BEFORE = "t.started_at < ?"
# Divided by no points it is NULL, which no range includes.
_MADE = """
(SELECT CAST(f.made AS REAL) / f.points
 FROM transcripts AS x JOIN figures AS f ON f.transcript = x.number
 WHERE x.take = t.number AND x.current) BETWEEN ? AND ?
"""


def filter_condition(wanted: TakeFilter) -> tuple[str, tuple[object, ...]]:
    """Return the condition on takes ``t`` for all of a filter but its words, and its parameters."""
    parts, parameters = [IS_SHOWN], list[object]()
    for field, statement in _CONDITIONS:
        value = getattr(wanted, field)
        if value is not None:
            parts.append(statement)
            parameters.append(value)
    for moment, statement in ((wanted.since, "t.started_at >= ?"), (wanted.until, _BEFORE)):
        if moment is not None:
            parts.append(statement)
            parameters.append(rows.as_text(moment))
    parts += (f"t.{mark}" for mark in wanted.marked)
    if wanted.coverage is not None:
        parts.append(_MADE)
        parameters += wanted.coverage
    return " AND ".join(parts), tuple(parameters)


def take_list_row(row: tuple[Any, ...]) -> TakeListRow:
    """Return the list row in a row of TAKE_LIST."""
    number, ident, session, session_name, bank, question, text, section, position, *rest = row
    attempt, follow_up, status, started, duration, name, noted, *rest = rest
    made, points, unsure, heard, kept, *marks = rest
    return TakeListRow(
        number=number,
        id=ident,
        session=session,
        session_name=session_name,
        bank=bank,
        question=question,
        text=text,
        section=section,
        position=position,
        attempt=attempt,
        follow_up=follow_up,
        status=rows.status_in(status),
        started_at=rows.began_at(started, ident),
        duration=duration,
        name=name,
        has_note=bool(noted),
        points_made=made,
        points_total=points,
        points_unsure=unsure,
        has_transcript=bool(heard),
        has_recording=bool(kept),
        **rows.marks_in(marks),
    )
