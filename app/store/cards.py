"""The schedule: which questions are due, and how their answers were graded."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from mock_interviewer.app.feedback.grading import Proposal, propose
from mock_interviewer.app.store import kept_feedback, reviews, rows
from mock_interviewer.app.store.access import Access
from mock_interviewer.app.store.reviews import Key
from mock_interviewer.app.store.row_checks import card_in, moment_of
from mock_interviewer.questions.schedule import Card, Grade

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
            KeptCard(bank, question, card, Grade(grade))
            for bank, question, grade, data in found
            if (card := card_in(data)) is not None
        )

    def next_due(self, now: datetime, among: Container[Key] | None = None) -> datetime | None:
        """Return when the first of the questions that are not due yet will be; None for none.

        ``among`` names those that count, None meaning all.
        """
        statement = "SELECT bank, question, due FROM cards WHERE due > ? ORDER BY due"
        for bank, question, due in self._access.rows(statement, rows.as_text(now)):
            if among is None or (bank, question) in among:
                moment = moment_of(due)
                if moment is not None:
                    return moment
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
            moment = moment_of(due)
            if moment is not None and (among is None or (bank, question) in among):
                day = moment.astimezone().date()
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
        found = reviews.shown(self._access.connection, take)
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
            due=reviews.choices(self._access.connection, found),
            passed=any(
                number > found.number
                for number, _review in reviews.of_question(self._access.connection, found.key)
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
            found = reviews.shown(connection, take)
            if found is None:
                raise KeyError(take)
            reviews.put(connection, found, proposed, grade, confirmed=confirmed)
            reviews.fold_card(connection, found.key)
        result = self.graded(take)
        if result is None:
            raise KeyError(take)
        return result

    def _proposal(self, take: str) -> Proposal | None:
        found = self._access.rows(kept_feedback.OF_TAKE, take)
        kept = kept_feedback.feedback_of(found[0]) if found else None
        return None if kept is None else propose(kept.feedback)
