"""The schedule: what was graded, and the card of each question, which follows from that alone.

A take is reviewed once there is feedback on it, by the grade that this speaks for; the person may
give another, then or ever after. Reviews count in the order of their takes, each at the time of its
take, however late it came. Takes of follow-ups, and what the demo's candidate says, are no reviews.
"""

import json
import sqlite3
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.grading import Proposal, propose
from mock_interviewer.app.store import kept_feedback, rows
from mock_interviewer.app.store.access import Access
from mock_interviewer.app.store.records import DEMO
from mock_interviewer.questions.schedule import Card, Grade, Review, after

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
SELECT t.number, t.bank, t.question, t.started_at
FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE t.follow_up IS NULL AND t.status = 'saved'
      AND coalesce(json_extract(s.plan, '$.style'), '') <> ?
"""
_SHOWN = "AND NOT s.deleting AND NOT t.deleting"
_SAVED = """
FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE NOT s.deleting AND NOT t.deleting AND t.status = 'saved' AND t.follow_up IS NULL
      AND t.bank = ? AND t.question = ?
"""
_ANSWERS = """(EXISTS (SELECT 1 FROM reviews AS r WHERE r.take = t.number) OR NOT EXISTS
    (SELECT 1 FROM transcripts AS x WHERE x.take = t.number AND x.current AND x.text = ''))"""


@dataclass(frozen=True)
class KeptCard:
    """The card of a question, and the grade of the latest answer to it."""

    bank: str
    question: str
    card: Card
    grade: Grade

    @property
    def key(self) -> Key:
        """Which question it is."""
        return self.bank, self.question


@dataclass(frozen=True)
class Graded:
    """How a take was graded: ``grade`` is what counts, None where nothing does.

    ``proposal`` is what its feedback speaks for, None where it does not tell. ``confirmed`` says
    whether the person gave the grade. ``due`` says for each grade when the question would be due
    with it, all else as it is. ``passed`` says whether a later answer to the question is graded,
    which then tells more of that.
    """

    take: str
    grade: Grade | None
    confirmed: bool
    proposal: Proposal | None
    due: Mapping[Grade, datetime]
    passed: bool = False


@dataclass(frozen=True)
class _Gradable:
    number: int
    bank: str
    question: str
    at: datetime

    @property
    def key(self) -> Key:
        return self.bank, self.question


class Cards:
    """Reads and keeps the schedule; see Library for the thread and the errors."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def due(self, now: datetime) -> tuple[KeptCard, ...]:
        """Return the cards that are due at an aware time, the one that has waited longest first."""
        found = self._access.rows(
            "SELECT bank, question, grade, data FROM cards WHERE due <= ?"
            " ORDER BY due, bank, question",
            rows.as_text(now),
        )
        return tuple(
            KeptCard(bank, question, Card.from_dict(json.loads(data)), Grade(grade))
            for bank, question, grade, data in found
        )

    def next_due(self, now: datetime, among: Container[Key] | None = None) -> datetime | None:
        """Return when the first of the questions that are not due yet will be; None for none.

        ``among`` names those that count, None meaning all.
        """
        statement = "SELECT bank, question, due FROM cards WHERE due > ? ORDER BY due"
        for bank, question, due in self._access.rows(statement, rows.as_text(now)):
            if among is None or (bank, question) in among:
                return datetime.fromisoformat(due)
        return None

    def load(
        self, now: datetime, days: int = 14, among: Container[Key] | None = None
    ) -> tuple[int, ...]:
        """Return how many questions fall due on each of so many days, today and overdue first.

        Days are those of the person's own calendar; ``among`` is as in ``next_due``.
        """
        today = now.astimezone().date()
        counts = [0] * days
        end = datetime.combine(today + timedelta(days=days), time()).astimezone()
        statement = "SELECT bank, question, due FROM cards WHERE due < ?"
        for bank, question, due in self._access.rows(statement, rows.as_text(end)):
            if among is None or (bank, question) in among:
                day = datetime.fromisoformat(due).astimezone().date()
                counts[max(0, (day - today).days)] += 1
        return tuple(counts)

    def unanswered(self, keys: Iterable[Key]) -> tuple[Key, ...]:
        """Return those that no take answers, in their order; one without words or grade is none."""
        statement = f"SELECT EXISTS (SELECT 1 {_SAVED} AND {_ANSWERS})"
        return tuple(key for key in keys if not self._access.value(statement, *key))

    def lengths(self, bank: str, question: str) -> tuple[float, ...]:
        """Return the seconds of the answers to a question, in the order of the takes."""
        statement = f"SELECT t.duration {_SAVED} AND t.duration > 0 ORDER BY t.number"
        return tuple(length for (length,) in self._access.rows(statement, bank, question))

    def graded(self, take: str) -> Graded | None:
        """Return how a take was graded; None for one that is not graded, or not there."""
        found = _gradable(self._access.connection, f"{_SHOWN} AND t.id = ?", take)
        if found is None:
            return None
        known = self._access.rows(
            "SELECT grade, confirmed FROM reviews WHERE take = ?", found.number
        )
        grade, confirmed = known[0] if known else (None, False)
        return Graded(
            take=take,
            grade=None if grade is None else Grade(grade),
            confirmed=bool(confirmed),
            proposal=self._proposal(take),
            due=_choices(self._access.connection, found),
            passed=any(
                number > found.number
                for number, _review in _reviews(self._access.connection, found.key)
            ),
        )

    def grade(self, take: str, grade: Grade) -> Graded:
        """Take over what the person says of a take. Raises KeyError for one that has no grade."""
        proposal = self._proposal(take)
        return self.review(take, None if proposal is None else proposal.grade, grade)

    def review(
        self, take: str, proposed: Grade | None, grade: Grade, *, confirmed: bool = True
    ) -> Graded:
        """Keep a grade of a take in place of the one before. Raises KeyError as ``grade`` does."""
        with self._access.transaction() as connection:
            found = _gradable(connection, f"{_SHOWN} AND t.id = ?", take)
            if found is None:
                raise KeyError(take)
            _put(connection, found, proposed, grade, confirmed=confirmed)
            forget(connection, *found.key)
        result = self.graded(take)
        if result is None:
            raise KeyError(take)
        return result

    def _proposal(self, take: str) -> Proposal | None:
        found = self._access.rows(kept_feedback.OF_TAKE, take)
        kept = kept_feedback.feedback_of(found[0]) if found else None
        return None if kept is None else propose(kept.feedback)


def follow_feedback(connection: sqlite3.Connection, take: int, feedback: Feedback) -> None:
    """Let the grade of a take be what its feedback speaks for, unless the person gave another.

    Within the transaction that keeps the feedback. That of a take that is marked ``deleting`` is
    kept too, and counts once the take is had back.
    """
    key = _follow(connection, take, feedback)
    if key is not None:
        forget(connection, *key)


def _follow(connection: sqlite3.Connection, take: int, feedback: Feedback) -> Key | None:
    found = _gradable(connection, "AND t.number = ?", take)
    if found is None:
        return None
    proposal = propose(feedback)
    if proposal is not None:
        _put(connection, found, proposal.grade, proposal.grade, confirmed=False)
    else:
        connection.execute("DELETE FROM reviews WHERE take = ? AND NOT confirmed", (take,))
        connection.execute("UPDATE reviews SET proposed = NULL WHERE take = ?", (take,))
    return found.key


def follow_kept_feedback(connection: sqlite3.Connection, take: int) -> None:
    """Do what ``follow_feedback`` does, with what is kept on the transcript that counts now."""
    key = propose_again(connection, take)
    if key is not None:
        forget(connection, *key)


def propose_again(connection: sqlite3.Connection, take: int) -> Key | None:
    """Do that but for the card; return the question whose card is to be folded, None for none."""
    row = connection.execute(kept_feedback.OF_NUMBER, (take,)).fetchone()
    kept = None if row is None else kept_feedback.feedback_of(row)
    return None if kept is None else _follow(connection, take, kept.feedback)


def forget(connection: sqlite3.Connection, bank: str, question: str) -> None:
    """Fold the card of a question anew, from the reviews that are left; without any it goes.

    Reviews of what is marked ``deleting`` do not count. Within a transaction of the caller's.
    """
    key = (bank, question)
    reviews = [review for _take, review in _reviews(connection, key)]
    card = after(reviews)
    if card is None:
        connection.execute("DELETE FROM cards WHERE bank = ? AND question = ?", key)
    else:
        connection.execute(
            "INSERT OR REPLACE INTO cards (bank, question, due, grade, data)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                bank,
                question,
                rows.as_text(card.due),
                reviews[-1].grade,
                rows.as_json(card.to_dict()),
            ),
        )


def _gradable(connection: sqlite3.Connection, condition: str, which: object) -> _Gradable | None:
    row = connection.execute(f"{_GRADABLE} {condition}", (DEMO, which)).fetchone()
    if row is None:
        return None
    number, bank, question, started = row
    return _Gradable(number, bank, question, datetime.fromisoformat(started))


def _put(
    connection: sqlite3.Connection,
    take: _Gradable,
    proposed: Grade | None,
    grade: Grade,
    *,
    confirmed: bool,
) -> None:
    connection.execute(
        "INSERT INTO reviews (bank, question, take, proposed, grade, confirmed, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (take) DO UPDATE SET proposed = excluded.proposed,"
        " grade = iif(confirmed AND NOT excluded.confirmed, grade, excluded.grade),"
        " confirmed = max(confirmed, excluded.confirmed)",
        (*take.key, take.number, proposed, grade, confirmed, rows.as_text(take.at)),
    )


def _reviews(connection: sqlite3.Connection, key: Key) -> list[tuple[int, Review]]:
    found = connection.execute(_OF_QUESTION, key).fetchall()
    return [(take, Review(Grade(grade), datetime.fromisoformat(at))) for take, grade, at in found]


def _choices(connection: sqlite3.Connection, take: _Gradable) -> dict[Grade, datetime]:
    """Return when a question would be due with each grade of one of its takes."""
    reviews = _reviews(connection, take.key)
    before = after(review for number, review in reviews if number < take.number)
    later = [review for number, review in reviews if number > take.number]
    due: dict[Grade, datetime] = {}
    for grade in Grade:
        card = after([Review(grade, take.at), *later], before)
        if card is not None:
            due[grade] = card.due
    return due
