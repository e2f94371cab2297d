"""How much a library holds, as a person is told."""

import sqlite3
from dataclasses import dataclass

from mock_interviewer.app.wording import counted

_COUNTS = """
SELECT (SELECT count(*) FROM sessions WHERE NOT deleting), count(*)
FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE t.status = 'saved' AND NOT t.deleting AND NOT s.deleting
"""


@dataclass(frozen=True)
class Held:
    """Sessions and answers; a question that was skipped has none."""

    sessions: int
    answers: int

    @property
    def words(self) -> str:
        """Both, for people: 1 session with 2 answers."""
        return f"{counted(self.sessions, 'session')} with {counted(self.answers, 'answer')}"


def held(connection: sqlite3.Connection) -> Held:
    """Count what is in a database, without what was discarded."""
    return Held(*connection.execute(_COUNTS).fetchone())
