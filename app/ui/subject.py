"""What an export, or another transcription, is of: in words and as the names of files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mock_interviewer.app.export.file_names import session_stem, take_stem, whole_stem
from mock_interviewer.app.store.reading import Reader
from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.ui.library_rows import session_row
from mock_interviewer.app.ui.phrases import about_length
from mock_interviewer.app.wording import counted


class Scope(StrEnum):
    """Of how much something is done."""

    TAKE = "take"
    SESSION = "session"
    ALL = "all"


@dataclass(frozen=True)
class Subject:
    """A session, or a take of it, by ids; in words and as the stems of files' names by scope."""

    session: str
    take: str
    words: Mapping[Scope, str]
    stems: Mapping[Scope, str]


def subject_of(library: Reader, session: str, take: str, now: datetime) -> Subject | None:
    """Return what is meant where a session or a take of it is shown, as seen ``now``.

    ``session`` and ``take`` are "" for none. None where it is gone. Raises StoreError.
    """
    words = {Scope.ALL: counted(library.listing.session_count(), "session")}
    stems = {Scope.ALL: whole_stem(now)}
    if not session:
        return Subject(session, take, words, stems)
    try:
        record = library.session(session)
        shown = library.take(take) if take else None
    except KeyError:
        return None
    row = session_row(record, now)
    words[Scope.SESSION] = f"{row.title} · {row.detail}"
    stems[Scope.SESSION] = session_stem(record)
    if shown is not None:
        words[Scope.TAKE] = _take_words(shown)
        stems[Scope.TAKE] = take_stem(shown)
    return Subject(session, take, words, stems)


def _take_words(take: TakeRecord) -> str:
    parts = [take.name, take.text, about_length(take.duration) if take.duration else ""]
    return " · ".join(part for part in parts if part)
