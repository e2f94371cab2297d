"""The card of each question, which follows from the reviews of its takes."""

import sqlite3

_LEFT = """
SELECT EXISTS (
    SELECT 1 FROM reviews AS r
    JOIN takes AS t ON t.number = r.take
    JOIN sessions AS s ON s.number = t.session
    WHERE r.bank = ? AND r.question = ? AND NOT t.deleting AND NOT s.deleting
)
"""


def forget(connection: sqlite3.Connection, bank: str, question: str) -> None:
    """Let the card of a question go where no review of it is left.

    Reviews of what is marked ``deleting`` do not count. Within a transaction of the caller's.
    """
    if not connection.execute(_LEFT, (bank, question)).fetchone()[0]:
        connection.execute("DELETE FROM cards WHERE bank = ? AND question = ?", (bank, question))
