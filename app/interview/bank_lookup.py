"""Lookup in the banks during a session: follow-ups to answers, and definitions of terms."""

from collections.abc import Callable, Collection, Sequence
from typing import Final

from rapidfuzz import fuzz

from mock_interviewer.app.feedback.coverage.coverage import Coverage
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview.commands_heard.plain_words import plain_words
from mock_interviewer.app.interview.session_events import FeedbackKnown, MeaningLookedUp
from mock_interviewer.app.interview.session_state import SessionSnapshot
from mock_interviewer.app.planning.follow_ups import next_follow_up
from mock_interviewer.app.planning.off_topic import is_off_topic
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.text.taken_back import kept_text
from mock_interviewer.questions.model import VocabularyTerm
from mock_interviewer.questions.shelf import BankShelf


class BankLookup:
    """Lookups in the banks of a session's questions. Owned by one thread; never waits."""

    def __init__(self, plan: Plan, shelf: Callable[[], BankShelf | None]) -> None:
        """``shelf`` returns the banks, or None until they are loaded."""
        self._plan = plan
        self._shelf = shelf
        self._coverage: dict[int, Coverage | None] = {}
        """Coverage of the last answer to each main question, by position."""

    def feedback_event(
        self,
        take: str,
        feedback: Feedback | None,
        now: SessionSnapshot,
        asked: Collection[PlannedQuestion],
    ) -> FeedbackKnown:
        """Return the event for a take's feedback (None if there is none), with its follow-up.

        ``asked`` are the follow-ups of the current question asked so far. The choice of a
        follow-up depends on the answer to the main question, not on answers to follow-ups. An
        answer that is off topic gets none.
        """
        if take != now.take or now.question is None:
            return FeedbackKnown(take, feedback)
        if now.question.follow_up is None:
            self._coverage[now.position] = None if feedback is None else feedback.coverage
            if self._is_off_topic(now):
                return FeedbackKnown(take, feedback, off_topic=True)
        return FeedbackKnown(take, feedback, self._follow_up(now.position, asked))

    def look_up(self, question: PlannedQuestion, subject: str) -> MeaningLookedUp:
        """Look up the meaning of a term in the vocabulary of a question."""
        shelf = self._shelf()
        found = None if shelf is None else shelf.find(f"{question.bank}/{question.id}")
        meaning = None if found is None else find_definition(subject, found[1].vocabulary)
        return MeaningLookedUp(subject, meaning)

    def _is_off_topic(self, now: SessionSnapshot) -> bool:
        """Return whether the answer to the main question is about something else."""
        shelf, question = self._shelf(), self._plan.questions[now.position - 1]
        found = None if shelf is None else shelf.find(f"{question.bank}/{question.id}")
        if found is None or now.transcript is None:
            return False
        said = kept_text(now.transcript.text)
        return is_off_topic(found[1], self._coverage.get(now.position), said)

    def _follow_up(
        self, position: int, asked: Collection[PlannedQuestion]
    ) -> PlannedQuestion | None:
        shelf = self._shelf()
        if shelf is None:
            return None
        return next_follow_up(
            shelf,
            self._plan.questions[position - 1],
            self._coverage.get(position),
            asked,
            self._plan.follow_ups,
        )


_MIN_SIMILARITY: Final = 80.0
"""Similarity, out of 100, above which a term matches."""


def find_definition(subject: str, vocabulary: Sequence[VocabularyTerm]) -> str | None:
    """Return the definition of the vocabulary term most similar to ``subject``.

    ``subject`` is as recognized. None if no term is similar enough, or if it has no definition.
    """
    asked = _letters(subject)
    if not asked:
        return None
    best, definition = _MIN_SIMILARITY, None
    for term in vocabulary:
        for name in (term.term, *term.heard_as):
            similarity = fuzz.ratio(asked, _letters(name))
            if similarity > best or (similarity == best and definition is None):
                best, definition = similarity, term.definition
    return definition


def _letters(text: str) -> str:
    """Return the letters of a term, without plural endings."""
    return "".join(word.removesuffix("s") for word in plain_words(text))
