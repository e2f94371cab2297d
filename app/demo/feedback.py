"""Feedback on the answers of a demo, waited for at its end."""

import asyncio
from collections.abc import Callable

from mock_interviewer.app.feedback.coverage import Asked
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.words import delivery_line, headline
from mock_interviewer.app.interview.analyses import Analyses, MakeAnalyst
from mock_interviewer.app.interview.asking import asked_under, follow_up_of
from mock_interviewer.app.interview.transcriptions import Post, Transcriptions
from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.questions.model import Bank

PATIENCE = 300.0
"""Seconds after the last transcript, after which the demo ends without what is still missing."""


class DemoFeedback:
    """Follows ``transcriptions``, as a window does. Owned by the thread of the demo's loop."""

    def __init__(
        self,
        transcriptions: Transcriptions,
        store: StoreThread,
        analyst: MakeAnalyst,
        bank: Bank,
        *,
        post: Post,
        tell: Callable[[str], None],
    ) -> None:
        self._transcriptions = transcriptions
        self._questions = {question.id: question for question in bank.questions}
        self._tell = tell
        self._said: dict[str, str] = {}
        self._settled = asyncio.Event()
        self._analyses = Analyses(store, analyst, self._question_of, post)
        self._analyses.on_feedback = self._given
        self._analyses.on_failed = self._failed
        self._analyses.follow(transcriptions)

    def look(self) -> None:
        """See whether anything is still missing; to be called after whatever was posted."""
        if self._transcriptions.fillers.pending or self._analyses.pending:
            self._settled.clear()
        else:
            self._settled.set()

    async def complete(self) -> None:
        """Wait for the feedback on all takes, and for their fillers, and tell the gist of each."""
        self.look()
        try:
            async with asyncio.timeout(PATIENCE):
                await self._settled.wait()
        except TimeoutError:
            self._tell("Feedback takes too long here and is left out.")
        for number, said in enumerate(self._said.values(), 1):
            self._tell(f"\nAnswer {number}: {said}")

    def close(self) -> None:
        """End the analyst; waits two seconds at most."""
        self._analyses.close()

    def _question_of(self, take: TakeRecord) -> Asked | None:
        found = self._questions.get(take.question)
        return None if found is None else asked_under(found, follow_up_of(take))

    def _given(self, take: str, feedback: Feedback) -> None:
        covered = headline(feedback.coverage) if feedback.coverage else feedback.coverage_untold
        self._said[take] = f"{covered}\n{delivery_line(feedback.delivery)}"

    def _failed(self, take: str, sentence: str) -> None:
        self._said[take] = sentence
