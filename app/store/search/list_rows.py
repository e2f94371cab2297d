"""Takes and sessions as rows of a list, and the filter that selects them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.records import SessionRecord, TakeMarks, TakeStatus


@dataclass(frozen=True)
class TakeFilter(TakeMarks):
    """Which takes are wanted: those for which all holds that is said here.

    ``since`` and ``until`` are aware times, the second no longer part of it. ``made`` is the
    least and the most of ``TakeListRow.made_share``; a take without any is outside. ``words`` are
    searched for as ``TakeSearch.find`` does. ``session`` is an id, as ``bank`` and ``question``
    are. Of the marks, those that are set here must be set on the take.
    """

    bank: str | None = None
    section: str | None = None
    question: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    made: tuple[float, float] | None = None
    words: str = ""
    session: str | None = None


ALL_TAKES = TakeFilter()
"""The filter that lets all takes through."""


@dataclass(frozen=True)
class TakeListRow(TakeMarks):
    """What a list shows of a take; all that TakeRecord has too means the same here.

    ``number`` grows from take to take, so the newest has the greatest. ``made`` of so many
    ``points`` are key points; None where there is no feedback or it judged none. ``has_recording``
    says that one was made, not that its file is still there.
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
    made: int | None
    points: int | None
    has_transcript: bool
    has_recording: bool

    @property
    def made_share(self) -> float | None:
        """How much of the key points was made, from 0 to 1; None where none were judged."""
        return self.made / self.points if self.made is not None and self.points else None


@dataclass(frozen=True)
class SessionListRow:
    """A session, and the ``number`` that grows from one to the next."""

    number: int
    session: SessionRecord


IS_SHOWN = "NOT t.deleting AND t.session NOT IN (SELECT number FROM sessions WHERE deleting)"
"""The condition on takes ``t`` that leaves out what is being deleted."""

TAKE_LIST = f"""
SELECT t.number, t.id, s.id, s.name, t.bank, t.question, t.text, t.section, t.position, t.attempt,
       t.follow_up, t.status, t.started_at, t.duration, t.name, t.note <> '',
       f.made, f.points, x.number IS NOT NULL, t.recording IS NOT NULL, {rows.MARK_COLUMNS}
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
# Over no points it is NULL, which lies between nothing.
_MADE = """
(SELECT CAST(f.made AS REAL) / f.points
 FROM transcripts AS x JOIN figures AS f ON f.transcript = x.number
 WHERE x.take = t.number AND x.current) BETWEEN ? AND ?
"""


def filter_condition(wanted: TakeFilter) -> tuple[str, tuple[object, ...]]:
    """Return the condition on takes ``t``, and its parameters, for all but the words wanted."""
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
    if wanted.made is not None:
        parts.append(_MADE)
        parameters += wanted.made
    return " AND ".join(parts), tuple(parameters)


def take_list_row(row: tuple[Any, ...]) -> TakeListRow:
    """Return the line in a row of TAKES."""
    number, ident, session, session_name, bank, question, text, section, position, *rest = row
    attempt, follow_up, status, started, duration, name, noted, *rest = rest
    made, points, heard, kept, *marks = rest
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
        made=made,
        points=points,
        has_transcript=bool(heard),
        has_recording=bool(kept),
        **rows.marks_in(marks),
    )
