"""The desks of the takes that are kept: where they are shown, judged, graded and given out."""

from collections.abc import Callable
from functools import partial

from mock_interviewer.app.interview.states import NoticeKind
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.thread import StoreThread
from mock_interviewer.app.ui.bank_desk import BankDesk
from mock_interviewer.app.ui.ending import Step
from mock_interviewer.app.ui.export_desk import ExportDesk
from mock_interviewer.app.ui.feedback_desk import FeedbackDesk
from mock_interviewer.app.ui.grade_desk import GradeDesk
from mock_interviewer.app.ui.gui_thread import GuiThread
from mock_interviewer.app.ui.history_desk import HistoryDesk
from mock_interviewer.app.ui.import_desk import ImportDesk
from mock_interviewer.app.ui.library_desk import LibraryDesk
from mock_interviewer.app.ui.pages.interview import InterviewPage
from mock_interviewer.app.ui.replay import PlayerLike
from mock_interviewer.audio.recognition.models import ModelStore
from mock_interviewer.audio.voices.speaker import Speaker


class TakeDesks:
    """Makes these desks and joins them with one another. GUI thread only."""

    def __init__(
        self,
        data: DataFolder,
        store: StoreThread,
        gui: GuiThread,
        banks: BankDesk,
        interview: InterviewPage,
        player: PlayerLike,
        speaker: Callable[[], Speaker | None],
    ) -> None:
        self.library = LibraryDesk(store, player, gui, ModelStore(data.models))
        self.library.words_of = banks.words_of
        take = self.library.take
        self._exports = ExportDesk(store, gui, data, lambda: banks.shelf)
        for page in (self.library.library, take):
            self._exports.serve(page.export)
        self.feedback = FeedbackDesk(store, gui, banks, take, interview)
        self.feedback.let_hear(speaker, self.library.source, player)
        self.grades = GradeDesk(store, take, interview)
        self.history = HistoryDesk(self.library.source, banks, gui, speaker)
        self.library.lead_to(self.history)
        self._imports = ImportDesk(store, gui, banks, self.history.page)
        self._imports.transcribe = self.library.transcribe_added
        self.library.rewritten.connect(self.feedback.analyse)
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
    def ends(self) -> tuple[Step, ...]:
        """What closes these desks."""
        return (
            ("exports", self._exports.close),
            ("imports", self._imports.close),
            ("library", self.library.close),
            ("feedback", self.feedback.close),
        )
