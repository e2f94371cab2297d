"""Feedback and grades for the take page and the interview page."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.background.analysis import AnalysisService, MakeAnalysisClient
from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.worker.client import AnalysisClient
from mock_interviewer.app.planning.bank_questions import asked_in_take
from mock_interviewer.app.settings.declarations import REMIND_DUE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.status_notices import Announcer, NoticeKind
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.practice.cards import GradedTake
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.shared.library_source import LibraryThread, TakeSource
from mock_interviewer.app.ui.shared.player import PlayerLike
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.shared.read_aloud import ReadAloud
from mock_interviewer.app.ui.shared.replay import MomentPlayer
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.questions.schedule import RecallGrade


class FeedbackController(QObject):
    """Analyzes takes once they are transcribed, and shows the feedback on both pages.

    GUI thread only; ``close`` waits, for another thread.
    """

    analyzed = Signal(str, object)
    """A take's ID, and the Feedback on it, or None if the analysis failed."""
    computed = Signal(object)
    """An AnalyzedAnswer, once its feedback was computed, saved, and shown."""

    def __init__(
        self,
        store: StoreThread,
        gui: GuiThread,
        banks: QuestionBanks,
        take: TakePage,
        interview: InterviewPage,
        announce: Announcer,
        *,
        analyst: MakeAnalysisClient = AnalysisClient,
    ) -> None:
        super().__init__()
        self._store = store
        self._gui = gui
        self._banks = banks
        self._take = take
        self._interview = interview
        self._announce = partial(announce, "feedback", NoticeKind.CAUTION)
        self._analyses = AnalysisService(store, analyst, banks.asked_at, gui.post, later=gui.later)
        self._analyses.on_started = self._started
        self._analyses.on_feedback = self.show_feedback
        self._analyses.on_computed = self.computed.emit
        self._analyses.on_failed = self._failed
        self._audio: tuple[QObject, ...] = ()
        self._deferred: list[Callable[[], object]] = []
        """Calls that wait for the banks, since an unread question looks like a deleted one."""
        take.feedback.feedback_requested.connect(self._on_requested)
        take.feedback.recompute_requested.connect(self.analyze)
        # Results that the pages wait for are dropped with them.
        self._tasks = BackgroundTasks(GuiThread(take))
        for page in (take, interview):
            page.feedback.verdict_chosen.connect(self._set_verdict)
        banks.have_been_read.connect(self._run_deferred)

    def connect_audio(
        self, speaker: Callable[[], Speaker | None], data: TakeSource, player: PlayerLike
    ) -> None:
        """Connect reading model answers aloud, and playing moments of a session's answers.

        Once only. ``speaker`` returns what speaks now; recordings come from ``data``.
        """
        reading, moments = ReadAloud(speaker, self._gui), MomentPlayer(self._store, data, player)
        # A connected signal does not keep its receiver alive.
        self._audio = (reading, moments)
        shown, session = self._take.feedback, self._interview
        shown.read_aloud_requested.connect(lambda _text: self._announce(""))
        shown.read_aloud_requested.connect(reading.read)
        shown.stop_reading_requested.connect(reading.stop)
        reading.over.connect(partial(shown.show_reading, on=False))
        reading.failed.connect(self._announce)
        session.feedback.play_requested.connect(moments.play)
        session.command.connect(moments.stop)
        session.left.connect(moments.stop)
        moments.failed.connect(session.feedback.show_playback_error)

    @Slot(object)
    def analyze_after(self, transcriptions: TranscriptionService) -> None:
        """Analyze each take once it is transcribed."""
        self._with_banks(partial(self._analyses.follow, transcriptions))

    @Slot()
    def preload(self) -> None:
        """Load the analysis models when a session starts, since its first answer comes soon."""
        self._analyses.prepare()

    @Slot()
    def catch_up(self) -> None:
        """Analyze earlier takes that have no feedback, when nothing else is to be done."""
        self._with_banks(self._analyses.catch_up)

    @Slot(str)
    def analyze(self, take: str) -> None:
        """Analyze a take whose transcript was replaced elsewhere."""
        self._with_banks(partial(self._analyses.analyze, take))

    @property
    def busy(self) -> bool:
        """Whether answers are being analyzed, or a verdict is being saved."""
        return self._analyses.busy or self._tasks.waiting

    def close(self) -> None:
        """End the analyses; waits up to two seconds."""
        self._analyses.close()

    def _with_banks(self, act: Callable[[], object]) -> None:
        if self._banks.there:
            act()
        else:
            self._deferred.append(act)

    @Slot()
    def _run_deferred(self) -> None:
        deferred, self._deferred = self._deferred, []
        for act in deferred:
            act()

    @Slot(str)
    def _on_requested(self, take: str) -> None:
        self._with_banks(partial(self._provide, take))

    def _provide(self, take: str) -> None:
        record = self._take.take
        if record is not None and record.id == take:
            self._take.feedback.show_question(
                self._banks.asked_at(record), self._model_answer(record)
            )
        self._analyses.ensure_feedback(take)

    @Slot(str, str, object)
    def _set_verdict(self, take: str, point: str, covered: CoverageVerdict | None) -> None:
        """Save the person's verdict, and show the feedback that follows from it."""
        self._announce("")
        shelf = self._banks.shelf

        def change(library: Library) -> Feedback | None:
            # It may just have been deleted.
            with suppress(KeyError):
                asked = None if shelf is None else asked_in_take(shelf, library.take(take))
                return library.set_verdict(take, point, covered, asked)
            return None

        def show(feedback: Feedback | None) -> None:
            if feedback is not None:
                self.show_feedback(take, feedback)

        self._tasks.deliver(
            self._store.submit(change), show, lambda error: self._announce(str(error))
        )

    def _started(self, take: str) -> None:
        self._take.feedback.show_working(take)
        self._interview.feedback.show_working(take)

    @Slot(str, object)
    def show_feedback(self, take: str, feedback: Feedback) -> None:
        """Show the saved feedback on a take on both pages, and report it."""
        self._take.feedback.show_feedback(take, feedback)
        snapshot = self._interview.snapshot
        asked = None
        if snapshot is not None and snapshot.take == take and snapshot.question is not None:
            question = snapshot.question
            follow_up = None if question.follow_up is None else question.text
            asked = self._banks.asked(question.bank, question.id, follow_up)
        self._interview.feedback.show_feedback(take, feedback, asked)
        self.analyzed.emit(take, feedback)

    def _failed(self, take: str, sentence: str) -> None:
        self._take.feedback.show_failure(take, sentence)
        self._interview.feedback.show_failure(take, sentence)
        self.analyzed.emit(take, None)

    def _model_answer(self, take: TakeRecord) -> ModelAnswerText | None:
        """Return the model answer to a take's question; follow-ups have none."""
        question = self._banks.question(take.bank, take.question)
        if question is None or question.model_answer is None or take.follow_up is not None:
            return None
        return ModelAnswerText(question.model_answer, question.example)


class GradeController(QObject):
    """Grades of takes on the take page and the interview page. GUI thread only; never waits."""

    def __init__(
        self,
        store: LibraryThread,
        take: TakePage,
        interview: InterviewPage,
        values: SettingValues,
        announce: Announcer,
    ) -> None:
        super().__init__()
        self._store = store
        self._take = take
        self._interview = interview
        self._values = values
        self._announce = partial(announce, "grades", NoticeKind.CAUTION)
        # Results that the pages wait for are dropped with them.
        self._tasks = BackgroundTasks(GuiThread(take))
        take.feedback.grade_chosen.connect(self._keep)
        interview.feedback.grade_chosen.connect(self._keep)
        values.follow(REMIND_DUE, effect=self._remind)

    @property
    def busy(self) -> bool:
        """Whether a grade is being read or saved."""
        return self._tasks.waiting

    def _remind(self, on: bool) -> None:
        """Ask how answers went, or stop asking; then the suggested grade counts."""
        if not on:
            self._tasks.forget()
            self._take.feedback.forget_grade()
            self._interview.feedback.clear_grades()

    @Slot(str, object)
    def take_analyzed(self, take: str, _feedback: Feedback | None) -> None:
        """Show the grade of a take, once its feedback is there or has failed."""
        shown, snapshot = self._take.take, self._interview.snapshot
        if self._values.get(REMIND_DUE) and take in {
            shown and shown.id,
            snapshot and snapshot.take,
        }:
            self._read(self._store.submit(lambda library: library.cards.graded(take)))

    @Slot(str, object)
    def _keep(self, take: str, grade: RecallGrade) -> None:
        self._announce("")
        kept = self._store.submit(lambda library: library.cards.grade(take, grade))
        self._tasks.deliver(kept, self._show, self._failed)

    def _read(self, graded: "Future[GradedTake | None]") -> None:
        # Without a grade nothing is asked; the store has logged the reason.
        self._tasks.deliver(graded, self._show, lambda _error: None)

    def _show(self, graded: GradedTake | None) -> None:
        if graded is not None:
            self._take.feedback.show_graded(graded)
            self._interview.feedback.show_graded(graded)

    def _failed(self, error: MachineError) -> None:
        self._announce(str(error))
