"""The review schedule: questions that are due, and the grades that their answers got or need."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from mock_interviewer.app.feedback.grade_suggestion import GradeSuggestion, suggest_grade
from mock_interviewer.app.store.database import rows
from mock_interviewer.app.store.database.access import DatabaseAccess
from mock_interviewer.app.store.database.records import DEMO_STYLE
from mock_interviewer.app.store.database.row_checks import card_in, moment_of
from mock_interviewer.app.store.practice import reviews
from mock_interviewer.app.store.practice.reviews import QuestionKey
from mock_interviewer.app.store.takes import saved_feedback
from mock_interviewer.questions.schedule import MemoryCard, RecallGrade

_SAVED = """
FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE NOT s.deleting AND NOT t.deleting AND t.status = 'saved' AND t.follow_up IS NULL
      AND t.bank = ? AND t.question = ?
"""


_IS_ANSWER = """(EXISTS (SELECT 1 FROM reviews AS r WHERE r.take = t.number) OR NOT EXISTS
    (SELECT 1 FROM transcripts AS x WHERE x.take = t.number AND x.current AND x.text = ''))"""


@dataclass(frozen=True)
class SavedCard:
    """The card of a question, and the grade of the latest answer to it."""

    bank: str
    question: str
    card: MemoryCard
    grade: RecallGrade

    @property
    def key(self) -> QuestionKey:
        """Which question it is."""
        return self.bank, self.question


@dataclass(frozen=True)
class GradedTake:
    """How a take was graded: ``grade`` is what counts, None where nothing does.

    ``proposal`` is what its feedback speaks for, None where it does not tell. ``confirmed`` says
    whether the person gave the grade. ``due`` says for each grade when the question would be due
    with it, all else as it is. ``passed`` says whether a later answer to the question is graded,
    which then tells more of that.
    """

    take: str
    grade: RecallGrade | None
    confirmed: bool
    proposal: GradeSuggestion | None
    due: Mapping[RecallGrade, datetime]
    passed: bool = False


class Cards:
    """Reads and keeps the schedule; see Library for the thread and the errors."""

    def __init__(self, access: DatabaseAccess) -> None:
        self._access = access

    def due(self, now: datetime) -> tuple[SavedCard, ...]:
        """Return the cards that are due at an aware time, the one that has waited longest first."""
        found = self._access.rows(
            "SELECT bank, question, grade, data FROM cards WHERE due <= ?"
            " ORDER BY due, bank, question",
            rows.as_text(now),
        )
        return tuple(
            SavedCard(bank, question, card, RecallGrade(grade))
            for bank, question, grade, data in found
            if (card := card_in(data)) is not None
        )

    def next_due(
        self, now: datetime, among: Container[QuestionKey] | None = None
    ) -> datetime | None:
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
        self, now: datetime, days: int = 14, among: Container[QuestionKey] | None = None
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

    def unanswered(self, keys: Iterable[QuestionKey]) -> tuple[QuestionKey, ...]:
        """Return those that no take answers, in their order; one without words or grade is none."""
        statement = f"SELECT EXISTS (SELECT 1 {_SAVED} AND {_IS_ANSWER})"
        return tuple(key for key in keys if not self._access.value(statement, *key))

    def lengths(self, bank: str, question: str) -> tuple[float, ...]:
        """Return the seconds of the answers to a question, in the order of the takes."""
        statement = f"SELECT t.duration {_SAVED} AND t.duration > 0 ORDER BY t.number"
        return tuple(length for (length,) in self._access.rows(statement, bank, question))

    def graded(self, take: str) -> GradedTake | None:
        """Return how a take was graded; None for one that is not graded, or not there."""
        found = reviews.gradable_take(self._access.connection, take)
        if found is None:
            return None
        known = self._access.rows(
            "SELECT grade, confirmed FROM reviews WHERE take = ?", found.number
        )
        grade, confirmed = known[0] if known else (None, False)
        return GradedTake(
            take=take,
            grade=None if grade is None else RecallGrade(grade),
            confirmed=bool(confirmed),
            proposal=self._proposal(take),
            due=reviews.due_by_grade(self._access.connection, found),
            passed=any(
                number > found.number
                for number, _review in reviews.reviews_of(self._access.connection, found.key)
            ),
        )

    def grade(self, take: str, grade: RecallGrade) -> GradedTake:
        """Take over what the person says of a take. Raises KeyError for one that has no grade."""
        proposal = self._proposal(take)
        return self.review(take, None if proposal is None else proposal.grade, grade)

    def review(
        self, take: str, proposed: RecallGrade | None, grade: RecallGrade, *, confirmed: bool = True
    ) -> GradedTake:
        """Keep a grade of a take in place of the one before. Raises KeyError as ``grade`` does."""
        with self._access.transaction() as connection:
            found = reviews.gradable_take(connection, take)
            if found is None:
                raise KeyError(take)
            reviews.save_review(connection, found, proposed, grade, confirmed=confirmed)
            reviews.rebuild_card(connection, found.key)
        result = self.graded(take)
        if result is None:
            raise KeyError(take)
        return result

    def _proposal(self, take: str) -> GradeSuggestion | None:
        found = self._access.rows(saved_feedback.OF_TAKE, take)
        kept = saved_feedback.feedback_of(found[0]) if found else None
        return None if kept is None else suggest_grade(kept.feedback)


_UNGRADED = """
SELECT t.number
FROM takes AS t
JOIN transcripts AS x ON x.take = t.number AND x.current
JOIN figures AS f ON f.transcript = x.number
JOIN sessions AS s ON s.number = t.session
WHERE NOT s.deleting AND NOT t.deleting AND t.follow_up IS NULL AND t.status = 'saved'
      AND f.coverage IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reviews AS r WHERE r.take = t.number)
      AND coalesce(iif(json_valid(s.plan), s.plan, '{}') ->> '$.style', '') <> ?
ORDER BY t.bank, t.question, t.number
"""


class UngradedTakes:
    """See Library for the thread and the errors."""

    def __init__(self, access: DatabaseAccess) -> None:
        self._access = access

    def takes(self) -> tuple[int, ...]:
        """Return the takes whose feedback speaks for a grade that they do not have, by number.

        Those of a question are together, in the order in which they began.
        """
        return tuple(number for (number,) in self._access.rows(_UNGRADED, DEMO_STYLE))

    def grade(self, takes: Iterable[int]) -> None:
        """Give takes the grades that their feedback speaks for, unless they have one by now."""
        with self._access.transaction() as connection:
            for key in {reviews.propose_grade_again(connection, take) for take in takes}:
                if key is not None:
                    reviews.rebuild_card(connection, key)
