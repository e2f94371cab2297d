"""Reviews: how takes were graded, and the card of each question, which follows from that alone.

A take is reviewed once there is feedback on it, with the grade that the feedback suggests; the
person may give another at any time. Reviews count in the order of their takes, each at the time of
its take, however late it came. Takes of follow-ups, and what the demo's candidate says, are not
reviewed.

Everything here that writes does so within the caller's transaction.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.grade_suggestion import suggest_grade
from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.records import DEMO_STYLE
from mock_interviewer.app.store.database.row_checks import moment_of
from mock_interviewer.app.store.takes import saved_feedback
from mock_interviewer.questions.schedule import GradedReview, RecallGrade, card_after

QuestionKey = tuple[str, str]
"""The id of a bank, and the id of a question in it."""

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
_NOT_DELETED = "AND NOT s.deleting AND NOT t.deleting"


@dataclass(frozen=True)
class GradableTake:
    """A take that has a grade or can get one; ``at`` is when it was recorded."""

    number: int
    bank: str
    question: str
    at: datetime

    @property
    def key(self) -> QuestionKey:
        """The bank and id of its question."""
        return self.bank, self.question


def gradable_take(connection: sqlite3.Connection, take: str) -> GradableTake | None:
    """Return a take by id; None if it cannot be graded, is being deleted, or does not exist."""
    return _gradable(connection, f"{_NOT_DELETED} AND t.id = ?", take)


def follow_feedback(connection: sqlite3.Connection, take: int, feedback: Feedback) -> None:
    """Grade a take as its feedback suggests, unless the person gave a grade.

    A take marked ``deleting`` is graded too; its grade counts once the take is restored.
    """
    key = _follow(connection, take, feedback)
    if key is not None:
        rebuild_card(connection, key)


def _follow(connection: sqlite3.Connection, take: int, feedback: Feedback) -> QuestionKey | None:
    found = _gradable(connection, "AND t.number = ?", take)
    if found is None:
        return None
    suggestion = suggest_grade(feedback)
    if suggestion is not None:
        save_review(connection, found, suggestion.grade, suggestion.grade, confirmed=False)
    else:
        connection.execute("DELETE FROM reviews WHERE take = ? AND NOT confirmed", (take,))
        connection.execute("UPDATE reviews SET proposed = NULL WHERE take = ?", (take,))
    return found.key


def follow_kept_feedback(connection: sqlite3.Connection, take: int) -> None:
    """Do what ``follow_feedback`` does, with the saved feedback on the current transcript."""
    key = suggest_grade_again(connection, take)
    if key is not None:
        rebuild_card(connection, key)


def suggest_grade_again(connection: sqlite3.Connection, take: int) -> QuestionKey | None:
    """Do the same without rebuilding the card; return its question, None for none."""
    row = connection.execute(saved_feedback.OF_NUMBER, (take,)).fetchone()
    kept = None if row is None else saved_feedback.feedback_of(row)
    return None if kept is None else _follow(connection, take, kept.feedback)


def rebuild_card(connection: sqlite3.Connection, key: QuestionKey) -> None:
    """Recompute the card of a question from its reviews; without any, remove it.

    Reviews of what is marked ``deleting`` do not count.
    """
    reviews = [review for _take, review in reviews_of(connection, key)]
    card = card_after(reviews)
    if card is None:
        connection.execute("DELETE FROM cards WHERE bank = ? AND question = ?", key)
    else:
        connection.execute(
            "INSERT OR REPLACE INTO cards (bank, question, due, grade, data)"
            " VALUES (?, ?, ?, ?, ?)",
            (*key, rows.as_text(card.due), reviews[-1].grade, rows.as_json(card.to_dict())),
        )


def save_review(
    connection: sqlite3.Connection,
    take: GradableTake,
    proposed: RecallGrade | None,
    grade: RecallGrade,
    *,
    confirmed: bool,
) -> None:
    """Save the review of a take; the person's own grade is only replaced if ``confirmed``."""
    connection.execute(
        "INSERT INTO reviews (bank, question, take, proposed, grade, confirmed, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (take) DO UPDATE SET proposed = excluded.proposed,"
        " grade = iif(confirmed AND NOT excluded.confirmed, grade, excluded.grade),"
        " confirmed = max(confirmed, excluded.confirmed)",
        (*take.key, take.number, proposed, grade, confirmed, rows.as_text(take.at)),
    )


def reviews_of(connection: sqlite3.Connection, key: QuestionKey) -> list[tuple[int, GradedReview]]:
    """Return the reviews of a question that count, with the numbers of their takes, in order."""
    found = connection.execute(_OF_QUESTION, key).fetchall()
    return [
        (take, GradedReview(RecallGrade(grade), moment))
        for take, grade, at in found
        if (moment := moment_of(at)) is not None
    ]


def due_by_grade(connection: sqlite3.Connection, take: GradableTake) -> dict[RecallGrade, datetime]:
    """Return when a question would be due with each possible grade of one of its takes."""
    reviews = reviews_of(connection, take.key)
    before = card_after(review for number, review in reviews if number < take.number)
    later = [review for number, review in reviews if number > take.number]
    due: dict[RecallGrade, datetime] = {}
    for grade in RecallGrade:
        card = card_after([GradedReview(grade, take.at), *later], before)
        if card is not None:
            due[grade] = card.due
    return due


def _gradable(connection: sqlite3.Connection, condition: str, which: object) -> GradableTake | None:
    row = connection.execute(f"{_GRADABLE} {condition}", (DEMO_STYLE, which)).fetchone()
    if row is None:
        return None
    number, ident, bank, question, started = row
    return GradableTake(number, bank, question, rows.began_at(started, ident))
