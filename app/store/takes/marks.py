"""Marks, names, and notes that a person adds to takes and sessions."""

import re

from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.store.database.access import DatabaseAccess
from mock_interviewer.app.store.database.records import TAKE_MARKS

LONGEST_NAME = 200
"""Characters."""
LONGEST_NOTE = 10_000
"""Characters."""

_UNFIT = re.compile(r"[\x00\ud800-\udfff]")
_TAKE = """
UPDATE takes SET {column} = ? WHERE id = ? AND NOT deleting
AND session NOT IN (SELECT number FROM sessions WHERE deleting)
"""
_SESSION = "UPDATE sessions SET name = ? WHERE id = ? AND NOT deleting"


class MarkWriter:
    """Writes them; see Library for the thread and the errors.

    Raises UsageError for text that is too long, and saves nothing of it.
    """

    def __init__(self, access: DatabaseAccess) -> None:
        self._access = access

    def set(self, take: str, **marks: bool) -> None:
        """Set or clear marks of a take by name, as in ``set(take, starred=True)``."""
        for mark, is_set in marks.items():
            if mark not in TAKE_MARKS:
                raise TypeError(f"{mark!r} is not a mark")
            self._write(_TAKE.format(column=mark), int(is_set), take)

    def note(self, take: str, text: str) -> None:
        """Replace the note on a take; "" removes it."""
        kept = _UNFIT.sub("", text).strip()
        _refuse_long("note", kept, LONGEST_NOTE)
        self._write(_TAKE.format(column="note"), kept, take)

    def rename_take(self, take: str, name: str) -> None:
        """Give a take a name of one line; "" removes it."""
        self._write(_TAKE.format(column="name"), _one_line(name), take)

    def rename_session(self, session: str, name: str) -> None:
        """Give a session a name of one line; "" removes it."""
        self._write(_SESSION, _one_line(name), session)

    def _write(self, statement: str, value: object, ident: str) -> None:
        if self._access.change(statement, value, ident) != 1:
            raise KeyError(ident)


def _one_line(name: str) -> str:
    kept = " ".join(_UNFIT.sub("", name).split())
    _refuse_long("name", kept, LONGEST_NAME)
    return kept


def _refuse_long(what: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise UsageError(
            f"The {what} has {len(text):,} characters, and at most {longest:,} can be saved;"
            " shorten it."
        )
