"""Navigation between the library, a take, a question's takes, and a comparison.

Also starts the transcriptions that are requested on these pages.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from mock_interviewer.app.background.retranscription import usable_models
from mock_interviewer.app.background.transcript_events import TranscriptFailed, TranscriptReady
from mock_interviewer.app.background.transcription import TranscriptionService
from mock_interviewer.app.feedback.delivery.measures import MEASURES
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.compare.controller import CompareController
from mock_interviewer.app.ui.library.page import LibraryPage
from mock_interviewer.app.ui.library.question_history.controller import QuestionHistoryController
from mock_interviewer.app.ui.shared.library_source import StoredLibrary
from mock_interviewer.app.ui.shared.model_names import answer_error_words
from mock_interviewer.app.ui.shared.navigation import (
    ALL_TAKES,
    LIBRARY,
    SEARCH_RESULTS,
    TAKE,
    Destination,
    PageHistory,
)
from mock_interviewer.app.ui.shared.player import PlayerLike
from mock_interviewer.app.ui.shared.retranscription_controller import (
    RetranscriptionController,
    RetranscriptionProgress,
)
from mock_interviewer.app.ui.shared.retranscription_panel import RetranscriptionPanel
from mock_interviewer.app.ui.shared.scope_choice import connect_descriptions
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.models.catalog import SpeechModel
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm


class LibraryController(QObject):
    """The controller of ``pages``: the library, a take, and comparisons. GUI thread only."""

    rewritten = Signal(str)
    """The ID of a take that was transcribed again, with another model."""

    def __init__(
        self,
        store: StoreThread,
        player: PlayerLike,
        gui: GuiThread,
        models: ModelStore,
        values: SettingValues,
        words_of: Callable[[TakeRecord], Sequence[ExpectedTerm]] = lambda _: (),
    ) -> None:
        """``words_of`` returns the terms that the question of a take makes likely."""
        super().__init__()
        self._store = store
        self._models = models
        self.retranscription = RetranscriptionController(models, store, gui, values, words_of)
        """Transcribes answers again with another model."""
        self.source = StoredLibrary(store, self._usable_models)
        """The source of the pages' data."""
        self._transcriptions: TranscriptionService | None = None
        self._words: Callable[[str, str], str] = lambda _bank, question: question
        self.history: QuestionHistoryController | None = None
        """The controller of the takes of a question, once connected."""
        self.library = LibraryPage(self.source, words=self._question_words)
        self.take = TakePage(self.source, player, measures=MEASURES)
        # Results that the page waits for are dropped with it.
        self._tasks = BackgroundTasks(GuiThread(self.take))
        self.pages = QStackedWidget()
        self._trail = PageHistory(self.pages)
        self._trail.add(self.library, self._list_called)
        self._trail.add(self.take, lambda: TAKE, self.take.back)
        self.compare = CompareController(store, self.source, player, self._trail)
        self.take.compare.requested.connect(self.compare.open)
        self.library.take_chosen.connect(self.open_take)
        self.take.back_requested.connect(self._trail.back)
        self.take.turned.connect(self.library.come_back_to)
        self.take.marks.mark_toggled.connect(self._toggle_mark)
        self.take.marks.mark_asked.connect(self._mark)
        self.take.transcribe_requested.connect(self._transcribe)
        self.take.again_requested.connect(self.retranscription.start_take)
        self.library.again_requested.connect(self._transcribe_sessions)
        if self.library.again.scope is not None:
            connect_descriptions(store, self.library.again.scope)
        self.retranscription.written.connect(self.take.transcription_done)
        self.retranscription.written.connect(lambda take, _: self.rewritten.emit(take))
        self.rewritten.connect(self.library.browsing.take_changed)
        self.retranscription.ended.connect(self._say_what_became)
        self.retranscription.progressed.connect(self._show_progress)
        for panel in self._panels:
            panel.stop_pressed.connect(self.retranscription.stop)

    def use(self, transcriptions: TranscriptionService) -> None:
        """Take transcripts from ``transcriptions``."""
        self._transcriptions = transcriptions
        transcriptions.listen(self._heard)
        transcriptions.fillers.listen(self.take.fillers_found)

    @property
    def busy(self) -> bool:
        """Whether takes are being transcribed again."""
        return self.retranscription.running

    def connect_history(self, history: QuestionHistoryController) -> None:
        """Connect the pages to the page of a question's takes."""
        self.history = history
        self._words = history.words
        self._trail.add(history.page, lambda: ALL_TAKES, history.page.back)
        self.library.question_chosen.connect(self.open_question)
        self.take.marks.question_asked.connect(self.open_question)
        history.page.back_requested.connect(self._trail.back)
        history.page.take_chosen.connect(self.open_take)
        history.page.compare_requested.connect(self.compare.open)

    @Slot(str, str)
    def open_question(self, bank: str, question: str) -> None:
        """Show all takes of a question, if their page is connected."""
        if self.history is not None:
            self._trail.go(self.history.page)
            self.history.open(bank, question)

    def show_question_from(
        self, bank: str, question: str, called: Destination, leave: Callable[[], object]
    ) -> None:
        """Show all takes of a question, with a way back that calls ``leave``."""
        if self.history is not None:
            self._trail.come(self.history.page, called, leave)
            self.history.open(bank, question)

    @Slot(str, str)
    def open_take(self, session: str, take: str, sought: str = "") -> None:
        """Show a take, at the place where it contains ``sought``."""
        self._trail.go(self.take)
        self.take.open(session, take, search=sought)

    def open_session(self, session: str) -> None:
        """Show the list with this session expanded."""
        self.pages.setCurrentWidget(self.library)
        self.library.open_session(session)

    def close(self) -> None:
        """End reading and transcribing. Waits, so call it on another thread."""
        self.retranscription.close()
        self.compare.close()
        self.source.close()

    @property
    def _panels(self) -> tuple[RetranscriptionPanel, RetranscriptionPanel]:
        return self.library.again, self.take.again

    def _list_called(self) -> Destination:
        return SEARCH_RESULTS if self.library.browsing.look.text.strip() else LIBRARY

    def _usable_models(self) -> tuple[SpeechModel, ...]:
        """Return the usable models; reads the disk, on the thread that reads sound."""
        return usable_models(self._models, self.retranscription.language)

    @Slot(str, str)
    def _transcribe_sessions(self, session: str, model: str) -> None:
        self.retranscription.start_sessions([session] if session else [], model)

    @Slot(object)
    def _show_progress(self, progress: RetranscriptionProgress) -> None:
        for panel in self._panels:
            panel.show_progress(progress.done, progress.total)

    @Slot(str)
    def _say_what_became(self, sentence: str) -> None:
        for panel in self._panels:
            panel.say(sentence)
        if self.library.isVisible():
            self.library.refresh()

    @Slot(str, str, bool)
    def _toggle_mark(self, take: str, mark: str, on: bool) -> None:
        self.library.acts.show_mark(take, mark, on=on)
        self._do(self.source.set_mark(take, mark, on=on))

    @Slot(str, str, str)
    def _mark(self, take: str, name: str, note: str) -> None:
        self.library.acts.show_words(take, name, note)
        self._do(self.source.mark_take(take, name, note))

    def _do(self, marking: Future[None]) -> None:
        self._tasks.deliver(
            marking, lambda _: None, lambda error: self.take.show_problem(str(error))
        )

    def _question_words(self, bank: str, question: str) -> str:
        return self._words(bank, question)

    def transcribe_added(self, take: TakeRecord) -> str:
        """Transcribe an added take; return why that is impossible, or an empty text."""
        transcriptions = self._transcriptions
        if transcriptions is None or transcriptions.problem is not None:
            return self._fault
        transcriptions.transcribe_saved(take)
        return ""

    @property
    def _fault(self) -> str:
        """Why nothing can be transcribed."""
        why = None if self._transcriptions is None else self._transcriptions.problem
        return answer_error_words(why) if why else "Speech recognition isn't ready yet."

    def _transcribe(self, take: str) -> None:
        transcriptions = self._transcriptions
        if transcriptions is None or transcriptions.problem is not None:
            self.take.transcription_failed(take, self._fault)
            return
        self.take.transcription_started(take)
        wanted: Future[TakeRecord] = self._store.submit(lambda library: library.take(take))

        def begin(record: TakeRecord) -> None:
            if record.recording is None:
                self.take.transcription_failed(take, "This answer has no recording.")
            else:
                transcriptions.transcribe_saved(record)

        def failed(error: MachineError) -> None:
            self.take.transcription_failed(take, str(error))

        self._tasks.deliver(wanted, begin, failed)

    def _heard(self, event: TranscriptReady | TranscriptFailed) -> None:
        match event:
            case TranscriptReady(take, transcript):
                self.take.transcription_done(take, transcript)
                self.library.browsing.take_changed(take)
            case TranscriptFailed(take, text):
                self.take.transcription_failed(take, text)
