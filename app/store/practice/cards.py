"""The review schedule: the questions that are due, and the grades of their answers."""

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
        """The bank and id of the question."""
        return self.bank, self.question


@dataclass(frozen=True)
class GradedTake:
    """How a take was graded: ``grade`` is the grade that counts, or None.

    ``suggestion`` is what its feedback suggests, or None. ``confirmed`` is True if the person gave
    the grade. ``due`` has, for each grade, when the question would be due with it, all else being
    equal. ``is_superseded`` is True if a later answer to the question is graded, which then says
    more about it.
    """

    take: str
    grade: RecallGrade | None
    confirmed: bool
    suggestion: GradeSuggestion | None
    due: Mapping[RecallGrade, datetime]
    is_superseded: bool = False


class Cards:
    """Reads and changes the schedule; see Library for the thread and the errors."""

    def __init__(self, access: DatabaseAccess) -> None:
        self._access = access

    def due(self, now: datetime) -> tuple[SavedCard, ...]:
        """Return the cards that are due at an aware time, the most overdue first."""
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
        """Return when the next question falls due after ``now``; None if none does.

        Only the questions in ``among`` count; None means all.
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
        """Return how many questions fall due on each of ``days`` days, today and overdue first.

        Days are those of the local calendar; ``among`` is as in ``next_due``.
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
        """Return the questions without an answer, in order; a take without words needs a grade."""
        statement = f"SELECT EXISTS (SELECT 1 {_SAVED} AND {_IS_ANSWER})"
        return tuple(key for key in keys if not self._access.value(statement, *key))

    def lengths(self, bank: str, question: str) -> tuple[float, ...]:
        """Return the lengths of the answers to a question in seconds, in the order of the takes."""
        statement = f"SELECT t.duration {_SAVED} AND t.duration > 0 ORDER BY t.number"
        return tuple(length for (length,) in self._access.rows(statement, bank, question))

    def graded(self, take: str) -> GradedTake | None:
        """Return how a take was graded; None if it cannot be graded or does not exist."""
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
            suggestion=self._suggestion(take),
            due=reviews.due_by_grade(self._access.connection, found),
            is_superseded=any(
                number > found.number
                for number, _review in reviews.reviews_of(self._access.connection, found.key)
            ),
        )

    def grade(self, take: str, grade: RecallGrade) -> GradedTake:
        """Save the person's grade of a take. Raises KeyError if it cannot be graded."""
        suggestion = self._suggestion(take)
        return self.review(take, None if suggestion is None else suggestion.grade, grade)

    def review(
        self, take: str, proposed: RecallGrade | None, grade: RecallGrade, *, confirmed: bool = True
    ) -> GradedTake:
        """Replace the grade of a take. Raises KeyError if it cannot be graded."""
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

    def _suggestion(self, take: str) -> GradeSuggestion | None:
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
    """Finds and grades them; see Library for the thread and the errors."""

    def __init__(self, access: DatabaseAccess) -> None:
        self._access = access

    def takes(self) -> tuple[int, ...]:
        """Return the numbers of takes without a grade although their feedback suggests one.

        Those of a question are together, in the order in which they started.
        """
        return tuple(number for (number,) in self._access.rows(_UNGRADED, DEMO_STYLE))

    def grade(self, takes: Iterable[int]) -> None:
        """Give takes the grades that their feedback suggests, unless they have one by now."""
        with self._access.transaction() as connection:
            for key in {reviews.suggest_grade_again(connection, take) for take in takes}:
                if key is not None:
                    reviews.rebuild_card(connection, key)
