"""Second opinions of a local model on the key points of an answer that are to be checked."""

import logging
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.background.analysis import AnalyzedAnswer
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    SecondOpinion,
)
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.reviewer.opinion_asker import (
    OPINION_LIMITS,
    OpinionAsker,
    OpinionEvent,
    OpinionFormed,
    OpinionRequest,
    OpinionsDone,
    OpinionsFailed,
)
from mock_interviewer.app.feedback.reviewer.review import ReviewLimits
from mock_interviewer.app.settings import declarations as keys
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.shared.library_source import LibraryThread
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.window.feedback_controllers import FeedbackController
from mock_interviewer.audio.errors import MachineError

log = logging.getLogger(__name__)

ASKING = "Getting a second opinion…"
NO_ANSWER = "The second opinion didn't answer."


class _AskedPoint(NamedTuple):
    """A key point that is asked about: an opinion is known again by all of these."""

    take: str
    question: str
    answer: str
    point: str
    text: str


class SecondOpinionController(QObject):
    """Asks for second opinions while the settings allow it, and saves them.

    No socket is opened before. An answer that is analyzed twice, as for its fillers, is asked
    about once. GUI thread only, except ``close``, which waits and belongs on another thread.
    """

    changed = Signal(str, object)
    """A take's ID, and the Feedback on it with another second opinion."""
    status_changed = Signal(str, str)
    """A take's ID, and what to say of its second opinion, or ""."""

    def __init__(
        self,
        values: SettingValues,
        store: LibraryThread,
        gui: GuiThread,
        *,
        limits: ReviewLimits = OPINION_LIMITS,
    ) -> None:
        super().__init__()
        self._values = values
        self._store = store
        self._tasks = BackgroundTasks(gui)
        self._asker = OpinionAsker(
            lambda event: gui.post(partial(self._on_event, event)), limits=limits
        )
        self._open: list[tuple[OpinionRequest, CoverageQuestion]] = []
        """The requests that have not ended, with their questions."""
        self._formed: dict[_AskedPoint, SecondOpinion | None] = {}
        """The opinions of this run of the program; None where the reply was not usable."""
        self._status: dict[str, str] = {}
        values.follow(
            keys.REVIEWER_ON,
            keys.SECOND_OPINION,
            keys.REVIEWER_ADDRESS,
            keys.REVIEWER_MODEL,
            keys.REVIEWER_OTHER_COMPUTERS,
            effect=lambda *_: self._stop(),
        )

    @property
    def busy(self) -> bool:
        """Whether an opinion is being saved."""
        return self._tasks.waiting

    def close(self) -> None:
        """Drop what is being asked; wait up to a second."""
        self._asker.close()

    def connect_pages(
        self, feedback: FeedbackController, take: TakePage, interview: InterviewPage
    ) -> None:
        """Ask about each answer that ``feedback`` computes, and show the result on both pages."""
        feedback.computed.connect(self.ask)
        self.changed.connect(feedback.show_feedback)
        for page in (take, interview):
            self.status_changed.connect(page.feedback.show_opinion_status)
        take.feedback.feedback_requested.connect(self.repeat_status)

    @Slot(object)
    def ask(self, answer: AnalyzedAnswer) -> None:
        """Ask about the points of an answer that are to be checked, if the person wants that."""
        asked, coverage = answer.asked, answer.feedback.coverage
        if asked is None or coverage is None or not self._is_on:
            return
        request = self._request(answer, asked, coverage)
        under_way = {key for other, _ in self._open for key in _keys(other)}
        waiting: list[tuple[str, str]] = []
        for key in _keys(request):
            if key in under_way:
                continue
            if key not in self._formed:
                waiting.append((key.point, key.text))
            elif (opinion := self._formed[key]) is not None:
                self._save(answer.take, answer.text, key.point, opinion, asked)
        if waiting:
            self._open.append((replace(request, points=tuple(waiting)), asked))
            self._report(answer.take, ASKING)
            self._asker.ask(self._open[-1][0])

    @Slot(str)
    def repeat_status(self, take: str) -> None:
        """Report again what to say of a take, for a page that has just shown it."""
        if take in self._status:
            self.status_changed.emit(take, self._status[take])

    @property
    def _is_on(self) -> bool:
        return self._values.get(keys.REVIEWER_ON) and self._values.get(keys.SECOND_OPINION)

    def _request(
        self, answer: AnalyzedAnswer, asked: CoverageQuestion, coverage: Coverage
    ) -> OpinionRequest:
        """Return a request about all points of an answer that are to be checked."""
        return OpinionRequest(
            answer.take,
            asked.text,
            answer.text,
            tuple(
                (point.id, point.point)
                for point in coverage.points
                if point.covered is CoverageVerdict.UNSURE
            ),
            address=self._values.get(keys.REVIEWER_ADDRESS),
            model=self._values.get(keys.REVIEWER_MODEL).strip(),
            allowed=self._values.get(keys.REVIEWER_OTHER_COMPUTERS),
        )

    def _stop(self) -> None:
        """Drop what is being asked, and what another model or server said."""
        self._asker.stop()
        dropped, self._open = self._open, []
        self._formed.clear()
        for request, _ in dropped:
            self._report(request.take, "")

    def _on_event(self, event: OpinionEvent) -> None:
        entry = next((each for each in self._open if each[0] is event.request), None)
        if entry is None:
            return
        request, asked = entry
        match event:
            case OpinionFormed(_, point, opinion):
                key = next(key for key in _keys(request) if key.point == point)
                self._formed[key] = opinion
                if opinion is not None:
                    self._save(request.take, request.answer, point, opinion, asked)
            case OpinionsDone():
                self._open.remove(entry)
                self._report(request.take, "")
            case OpinionsFailed():
                self._open.remove(entry)
                self._report(request.take, NO_ANSWER)

    def _save(
        self, take: str, answer: str, point: str, opinion: SecondOpinion, asked: CoverageQuestion
    ) -> None:
        def save(library: Library) -> Feedback | None:
            # It may just have been deleted.
            with suppress(KeyError):
                return library.save_opinion(take, answer, point, opinion, asked)
            return None

        def show(feedback: Feedback | None) -> None:
            if feedback is not None:
                self.changed.emit(take, feedback)

        def failed(error: MachineError) -> None:
            log.warning("a second opinion on take %s could not be saved: %s", take, error)

        self._tasks.deliver(self._store.submit(save), show, failed)

    def _report(self, take: str, sentence: str) -> None:
        self._status[take] = sentence
        self.status_changed.emit(take, sentence)


def _keys(request: OpinionRequest) -> list[_AskedPoint]:
    return [
        _AskedPoint(request.take, request.question, request.answer, point, text)
        for point, text in request.points
    ]
