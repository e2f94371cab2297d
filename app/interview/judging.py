"""What became of a session's answers, and what may be asked back about them."""

from collections.abc import Callable, Collection

from mock_interviewer.app.feedback.coverage import Coverage
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview.commands_heard.definitions import meaning_of
from mock_interviewer.app.interview.events import FeedbackKnown, LookedUp
from mock_interviewer.app.interview.plan import Plan, PlannedQuestion
from mock_interviewer.app.interview.planning import next_follow_up
from mock_interviewer.app.interview.states import Snapshot
from mock_interviewer.questions.shelf import Shelf


class Judging:
    """Knows the banks that a session's questions are from. Owned by one thread; never waits."""

    def __init__(self, plan: Plan, shelf: Callable[[], Shelf | None]) -> None:
        """``shelf`` gives the banks, None as long as they are not read."""
        self._plan = plan
        self._shelf = shelf
        self._coverage: dict[int, Coverage | None] = {}
        """Of the last answer to each question itself, by its position."""

    def known(
        self,
        take: str,
        feedback: Feedback | None,
        now: Snapshot,
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

    def look_up(self, question: PlannedQuestion, subject: str) -> LookedUp:
        """Return what a word means in a question, as its bank has it."""
        shelf = self._shelf()
        found = None if shelf is None else shelf.find(f"{question.bank}/{question.id}")
        meaning = None if found is None else meaning_of(subject, found[1].vocabulary)
        return LookedUp(subject, meaning)

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
