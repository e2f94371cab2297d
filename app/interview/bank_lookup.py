"""What a session looks up in the banks: the follow-up to an answer, and the meaning of a term."""

from collections.abc import Callable, Collection, Sequence
from typing import Final

from rapidfuzz import fuzz

from mock_interviewer.app.feedback.coverage.coverage import Coverage
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview.commands_heard.plain_words import plain_words
from mock_interviewer.app.interview.session_events import FeedbackKnown, MeaningLookedUp
from mock_interviewer.app.interview.session_state import SessionSnapshot
from mock_interviewer.app.planning.follow_ups import next_follow_up
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.questions.model import VocabularyTerm
from mock_interviewer.questions.shelf import BankShelf


class BankLookup:
    """Knows the banks that a session's questions are from. Owned by one thread; never waits."""

    def __init__(self, plan: Plan, shelf: Callable[[], BankShelf | None]) -> None:
        """``shelf`` gives the banks, None as long as they are not read."""
        self._plan = plan
        self._shelf = shelf
        self._coverage: dict[int, Coverage | None] = {}
        """Of the last answer to each question itself, by its position."""

    def known(
        self,
        take: str,
        feedback: Feedback | None,
        now: SessionSnapshot,
        asked: Collection[PlannedQuestion],
    ) -> FeedbackKnown:
        """Return what a session is told of a take's feedback, None where there is none.

        ``asked`` are the follow-ups of the present question that were asked. What is asked back
        rests on the answer to the question itself, not on those to its follow-ups.
        """
        if take != now.take or now.question is None:
            return FeedbackKnown(take, feedback)
        if now.question.follow_up is None:
            self._coverage[now.position] = None if feedback is None else feedback.coverage
        return FeedbackKnown(take, feedback, self._follow_up(now.position, asked))

    def look_up(self, question: PlannedQuestion, subject: str) -> MeaningLookedUp:
        """Return what a word means in a question, as its bank has it."""
        shelf = self._shelf()
        found = None if shelf is None else shelf.find(f"{question.bank}/{question.id}")
        meaning = None if found is None else find_definition(subject, found[1].vocabulary)
        return MeaningLookedUp(subject, meaning)

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


_LEAST_TERM: Final = 80.0
"""Likeness of a term to what was asked about, of 100."""


def find_definition(subject: str, vocabulary: Sequence[VocabularyTerm]) -> str | None:
    """Return the definition of the term that was asked about, as a question's vocabulary has it.

    ``subject`` is as it was heard; the term most like it is meant. None where no term is, or where
    it has no definition.
    """
    asked = _letters(subject)
    if not asked:
        return None
    best, definition = _LEAST_TERM, None
    for term in vocabulary:
        for name in (term.term, *term.heard_as):
            alike = fuzz.ratio(asked, _letters(name))
            if alike > best or (alike == best and definition is None):
                best, definition = alike, term.definition
    return definition


def _letters(text: str) -> str:
    """Return the letters of a term, without the s of plurals."""
    return "".join(word.removesuffix("s") for word in plain_words(text))
