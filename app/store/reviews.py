"""What was graded, and the card of each question, which follows from that alone.

A take is reviewed once there is feedback on it, by the grade that this speaks for; the person may
give another, then or ever after. Reviews count in the order of their takes, each at the time of its
take, however late it came. Takes of follow-ups, and what the demo's candidate says, are no reviews.

What writes here does so within a transaction of the caller's.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.grading import propose
from mock_interviewer.app.store import kept_feedback, rows
from mock_interviewer.app.store.records import DEMO
from mock_interviewer.app.store.row_checks import moment_of
from mock_interviewer.questions.schedule import Grade, Review, after

Key = tuple[str, str]
"""A bank's id, and a question's in it."""

_OF_QUESTION = """
SELECT r.take, r.grade, r.at
FROM reviews AS r
JOIN takes AS t ON t.number = r.take
JOIN sessions AS s ON s.number = t.session
WHERE NOT s.deleting AND NOT t.deleting AND r.bank = ? AND r.question = ?
ORDER BY r.take
"""
_GRADABLE = """
SELECT t.number, t.id, t.bank, t.question, t.started_at
FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE t.follow_up IS NULL AND t.status = 'saved'
      AND coalesce(iif(json_valid(s.plan), s.plan, '{}') ->> '$.style', '') <> ?
"""
_SHOWN = "AND NOT s.deleting AND NOT t.deleting"


@dataclass(frozen=True)
class Gradable:
    """A take that has a grade or may get one; ``at`` is when it was said."""

    number: int
    bank: str
    question: str
    at: datetime

    @property
    def key(self) -> Key:
        """Which question it answers."""
        return self.bank, self.question


def shown(connection: sqlite3.Connection, take: str) -> Gradable | None:
    """Return a take by its id; None for one that has no grade, is being deleted, or not there."""
    return _gradable(connection, f"{_SHOWN} AND t.id = ?", take)


def follow_feedback(connection: sqlite3.Connection, take: int, feedback: Feedback) -> None:
    """Let the grade of a take be what its feedback speaks for, unless the person gave another.

    That of a take that is marked ``deleting`` is kept too, and counts once the take is had back.
    """
    key = _follow(connection, take, feedback)
    if key is not None:
        fold_card(connection, key)


def _follow(connection: sqlite3.Connection, take: int, feedback: Feedback) -> Key | None:
    found = _gradable(connection, "AND t.number = ?", take)
    if found is None:
        return None
    proposal = propose(feedback)
    if proposal is not None:
        put(connection, found, proposal.grade, proposal.grade, confirmed=False)
    else:
        connection.execute("DELETE FROM reviews WHERE take = ? AND NOT confirmed", (take,))
        connection.execute("UPDATE reviews SET proposed = NULL WHERE take = ?", (take,))
    return found.key


def follow_kept_feedback(connection: sqlite3.Connection, take: int) -> None:
    """Do what ``follow_feedback`` does, with what is kept on the transcript that counts now."""
    key = propose_again(connection, take)
    if key is not None:
        fold_card(connection, key)


def propose_again(connection: sqlite3.Connection, take: int) -> Key | None:
    """Do that but for the card; return the question whose card is to be folded, None for none."""
    row = connection.execute(kept_feedback.OF_NUMBER, (take,)).fetchone()
    kept = None if row is None else kept_feedback.feedback_of(row)
    return None if kept is None else _follow(connection, take, kept.feedback)


def fold_card(connection: sqlite3.Connection, key: Key) -> None:
    """Fold the card of a question anew, from the reviews that are left; without any it goes.

    Reviews of what is marked ``deleting`` do not count.
    """
    reviews = [review for _take, review in of_question(connection, key)]
    card = after(reviews)
    if card is None:
        connection.execute("DELETE FROM cards WHERE bank = ? AND question = ?", key)
    else:
        connection.execute(
            "INSERT OR REPLACE INTO cards (bank, question, due, grade, data)"
            " VALUES (?, ?, ?, ?, ?)",
            (*key, rows.as_text(card.due), reviews[-1].grade, rows.as_json(card.to_dict())),
        )


def put(
    connection: sqlite3.Connection,
    take: Gradable,
    proposed: Grade | None,
    grade: Grade,
    *,
    confirmed: bool,
) -> None:
    """Keep the review of a take; a grade of the person's own stays unless ``confirmed`` is new."""
    connection.execute(
        "INSERT INTO reviews (bank, question, take, proposed, grade, confirmed, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (take) DO UPDATE SET proposed = excluded.proposed,"
        " grade = iif(confirmed AND NOT excluded.confirmed, grade, excluded.grade),"
        " confirmed = max(confirmed, excluded.confirmed)",
        (*take.key, take.number, proposed, grade, confirmed, rows.as_text(take.at)),
    )


def of_question(connection: sqlite3.Connection, key: Key) -> list[tuple[int, Review]]:
    """Return the reviews that count of a question, each with the number of its take, in order."""
    found = connection.execute(_OF_QUESTION, key).fetchall()
    return [
        (take, Review(Grade(grade), moment))
        for take, grade, at in found
        if (moment := moment_of(at)) is not None
    ]


def choices(connection: sqlite3.Connection, take: Gradable) -> dict[Grade, datetime]:
    """Return when a question would be due with each grade of one of its takes."""
    reviews = of_question(connection, take.key)
    before = after(review for number, review in reviews if number < take.number)
    later = [review for number, review in reviews if number > take.number]
    due: dict[Grade, datetime] = {}
    for grade in Grade:
        card = after([Review(grade, take.at), *later], before)
        if card is not None:
            due[grade] = card.due
    return due


def _gradable(connection: sqlite3.Connection, condition: str, which: object) -> Gradable | None:
    row = connection.execute(f"{_GRADABLE} {condition}", (DEMO, which)).fetchone()
    if row is None:
        return None
    number, ident, bank, question, started = row
    return Gradable(number, bank, question, rows.began_at(started, ident))
