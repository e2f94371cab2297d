"""The rows of lists of sessions and takes, also in words for screen readers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from mock_interviewer.app.store.database.records import SessionRecord, TakeRecord, TakeStatus
from mock_interviewer.app.store.search.list_rows import TakeListRow
from mock_interviewer.app.store.search.search_query import QuotePiece, highlight_matches
from mock_interviewer.app.store.search.take_search import QuotedField, SearchResult
from mock_interviewer.app.text.dates_in_words import about_length, date_in_words
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.shared.library_source import ListedTake
from mock_interviewer.app.ui.shared.take_words import points_made, recording_labels

_LINE = 240
"""Characters of a text that a row can show."""
_QUOTED = {
    QuotedField.NOTE: "Note: ",
    QuotedField.NAME: "Name: ",
    QuotedField.QUESTION: "",
    QuotedField.SPOKEN: "",
}


@dataclass(frozen=True)
class SessionRow:
    """A session; ``opened`` while its takes are listed, ``number`` as in SessionListRow."""

    number: int
    record: SessionRecord
    title: str
    detail: str
    opened: bool = False


@dataclass(frozen=True)
class TakeRow:
    """A take in a list. ``pieces`` are its second line.

    ``marks`` are labels for problems with its recording. ``heading`` is its title with the search
    matches set apart, empty if there are none. ``said`` is the start of its transcript, or why
    there is none, if it is listed under its session; else None. ``chosen`` says whether it is
    selected for comparison, None if it cannot be. ``when`` is a date shown at the right, if no line
    has it. An ``inset`` row is indented.
    """

    line: TakeListRow
    title: str
    pieces: tuple[QuotePiece, ...]
    marks: tuple[str, ...] = ()
    said: str | None = None
    chosen: bool | None = None
    when: str = ""
    inset: bool = False
    heading: tuple[QuotePiece, ...] = ()

    @property
    def detail(self) -> str:
        """The second line."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def length(self) -> str:
        """The date and length as a text; no length if nothing was recorded."""
        saved = self.line.status is TakeStatus.SAVED
        parts = [self.when, about_length(self.line.duration) if saved else ""]
        return " · ".join(part for part in parts if part)

    @property
    def points(self) -> str:
        """How many key points were made; "" if they were not analyzed."""
        return points_made(self.line)


LibraryRow: TypeAlias = SessionRow | TakeRow


def session_row(
    record: SessionRecord, now: datetime, number: int = 0, *, opened: bool = False
) -> SessionRow:
    """Return the row of a session, with dates relative to ``now`` (aware)."""
    when = date_in_words(record.started_at, now)
    parts = [when] if record.name else []
    parts += [record.style_name, f"{record.answered} of {counted(record.planned, 'question')}"]
    if record.takes > record.answered:
        # Skipped questions are takes too, and are listed under the session.
        parts.append(counted(record.takes, "answer"))
    if record.takes:
        parts.append(f"{about_length(record.duration)} spoken")
    return SessionRow(number, record, record.name or when, " · ".join(parts), opened)


def take_row(listed: ListedTake, line: TakeListRow) -> TakeRow:
    """Return the row of a take listed under its session."""
    return _within(line, _said(listed.take), recording_labels(listed))


def answer_row(line: TakeListRow, now: datetime) -> TakeRow:
    """Return the row of a take listed by itself, with dates relative to ``now`` (aware)."""
    about = _asked(line) if line.name else line.section
    return TakeRow(line, _title(line), _about(line, about, now))


def found_row(found: SearchResult, now: datetime) -> TakeRow:
    """Return the row of a search hit, with its quotation."""
    row = _both_named(answer_row(found.take, now), now)
    heading = highlight_matches(found.terms, row.title)
    if any(piece.matched for piece in heading):
        row = replace(row, heading=heading)
    if not any(piece.matched for piece in found.quote):
        return row
    if found.place in {QuotedField.NAME, QuotedField.QUESTION}:
        # The first line shows them already.
        return row
    front = (QuotePiece(_QUOTED[found.place]),) if _QUOTED[found.place] else ()
    when = date_in_words(found.take.started_at, now)
    return replace(row, pieces=(*front, *found.quote), when=when)


def question_take_row(line: TakeListRow, place: int, now: datetime) -> TakeRow:
    """Return the row of a take among those of its question; ``place`` counts answers from 1."""
    skipped = line.status is TakeStatus.SKIPPED
    what = _asked(line) if line.follow_up is not None else "" if skipped else f"Answer {place}"
    parts = [what, line.name, line.session_name, _unheard(line)]
    text = " · ".join(part for part in parts if part)
    return TakeRow(line, date_in_words(line.started_at, now), _plain(text))


def renamed_row(row: TakeRow, name: str, *, noted: bool, now: datetime) -> TakeRow:
    """Return the row of a take with another name; ``noted`` says whether it has a note."""
    line = replace(row.line, name=name, has_note=noted)
    if row.said is not None:
        return _within(line, row.said, row.marks)
    fresh = answer_row(line, now)
    if any(piece.matched for piece in row.pieces):
        return replace(_both_named(fresh, now), pieces=row.pieces, when=row.when)
    return fresh


def row_in_words(row: LibraryRow) -> str:
    """Return everything that a row shows, for screen readers."""
    return ", ".join(_words(row))


def _words(row: LibraryRow) -> Iterator[str]:
    if isinstance(row, SessionRow):
        yield f"Session, {row.title}"
        yield row.detail.replace(" · ", ", ")
        yield "expanded" if row.opened else "collapsed"
        return
    yield f"Answer, {row.title}"
    if row.chosen:
        yield "selected to compare"
    yield from row.line.marked
    if row.length:
        yield row.length.replace(" · ", ", ")
    if row.points:
        yield f"{row.points} key points"
    if row.line.has_note:
        yield "has a note"
    yield from row.marks
    yield row.detail.replace(" · ", ", ")


def _both_named(row: TakeRow, now: datetime) -> TakeRow:
    """Return the row with name and question in its first line; the second has a quotation."""
    line = row.line
    if not line.name:
        return row
    title = _title(line, f"{line.name} · {_asked(line)}")
    return replace(row, title=title, pieces=_about(line, line.section, now))


def _about(line: TakeListRow, about: str, now: datetime) -> tuple[QuotePiece, ...]:
    parts = [about, line.session_name, date_in_words(line.started_at, now), _unheard(line)]
    return _plain(" · ".join(part for part in parts if part))


def _within(line: TakeListRow, said: str, unusual: tuple[str, ...]) -> TakeRow:
    text = f"{_asked(line)} · {said}" if line.name else said
    return TakeRow(line, _title(line), _plain(text), unusual, said, inset=True)


def _title(line: TakeListRow, text: str = "") -> str:
    text = text or line.name or _asked(line)
    return f"{text} (answer {line.attempt})" if line.attempt > 1 else text


def _asked(line: TakeListRow) -> str:
    text = _one_line(line.text)
    return text if line.follow_up is None else f"Follow-up: {text}"


def _said(take: TakeRecord) -> str:
    if take.status is TakeStatus.SKIPPED:
        return "Skipped"
    if take.status is TakeStatus.OPEN:
        return "Being recorded"
    if take.transcript is None:
        return "Not transcribed yet"
    if not take.transcript.speech_detected:
        return "No speech detected"
    return _one_line(take.transcript.text)


def _unheard(line: TakeListRow) -> str:
    if line.status is TakeStatus.SKIPPED:
        return "Skipped"
    if line.status is TakeStatus.OPEN:
        return "Being recorded"
    return "" if line.has_transcript else "Not transcribed yet"


def _plain(text: str) -> tuple[QuotePiece, ...]:
    return (QuotePiece(text),)


def _one_line(text: str) -> str:
    return " ".join(text[:_LINE].split())
