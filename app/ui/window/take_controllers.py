"""The controllers of saved takes: library, history, feedback, grades, exports, and imports."""

from collections.abc import Callable
from functools import partial

from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.library.question_history.controller import (
    QuestionHistoryController,
    SoundImportController,
)
from mock_interviewer.app.ui.shared.export_controller import ExportController
from mock_interviewer.app.ui.shared.player import PlayerLike
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.window.feedback_controllers import FeedbackController, GradeController
from mock_interviewer.app.ui.window.library_controller import LibraryController
from mock_interviewer.app.ui.window.shutdown import ShutdownStep
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.voices.speaker import Speaker


class TakeControllers:
    """Makes these desks and joins them with one another. GUI thread only."""

    def __init__(
        self,
        data: DataFolder,
        store: StoreThread,
        gui: GuiThread,
        banks: QuestionBanks,
        interview: InterviewPage,
        player: PlayerLike,
        speaker: Callable[[], Speaker | None],
        values: SettingValues,
    ) -> None:
        self.library = LibraryController(
            store, player, gui, ModelStore(data.models), values, banks.words_of
        )
        take = self.library.take
        self._exports = ExportController(store, gui, data, lambda: banks.shelf)
        for page in (self.library.library, take):
            self._exports.serve(page.export)
        self.feedback = FeedbackController(store, gui, banks, take, interview)
        self.feedback.let_hear(speaker, self.library.source, player)
        self.grades = GradeController(store, take, interview, values)
        self.history = QuestionHistoryController(self.library.source, banks, gui, speaker)
        self.library.lead_to(self.history)
        self._imports = SoundImportController(store, gui, banks, self.history.page)
        self._imports.transcribe = self.library.transcribe_added
        self.library.rewritten.connect(self.feedback.analyze)
        self.feedback.judged.connect(self.library.compare.take_changed)
        changed = self.library.library.browsing.take_changed
        self.feedback.judged.connect(lambda take, _: changed(take))
        self.feedback.judged.connect(self.grades.judged)
        self.feedback.judged.connect(self._imports.judged)

    def tell(self, announce: Callable[[str, NoticeKind, str], None]) -> None:
        """Let ``announce`` show what goes wrong, each under the name of what it belongs to."""
        for desk in (self.feedback, self.history):
            desk.problem.connect(partial(announce, "feedback", NoticeKind.CAUTION))
        self.grades.problem.connect(partial(announce, "grades", NoticeKind.CAUTION))
        self._imports.problem.connect(partial(announce, "import"))

    @property
    def busy(self) -> bool:
        """Whether answers are written down again, judged, exported or added."""
        at_work = (self.library, self.feedback, self._exports, self._imports)
        return any(desk.busy for desk in at_work)

    @property
    def ends(self) -> tuple[ShutdownStep, ...]:
        """What closes these desks."""
        return (
            ("exports", self._exports.close),
            ("imports", self._imports.close),
            ("library", self.library.close),
            ("feedback", self.feedback.close),
        )
