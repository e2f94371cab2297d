"""The controllers of a question's page: its text and model answer, and imported recordings."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.status_notices import Announcer, NoticeKind
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.store.takes.session_plan import StoredQuestion
from mock_interviewer.app.text.formatting import byte_size, spoken_length
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.library.question_history.page import QuestionHistoryPage
from mock_interviewer.app.ui.shared.library_source import ListingSource
from mock_interviewer.app.ui.shared.read_aloud import ReadAloud
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks, StoppableTask
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.voices.speaker import Speaker
from mock_interviewer.questions.model import Question
from mock_interviewer.questions.shelf import BankShelf

if TYPE_CHECKING:
    from mock_interviewer.app.store.sound_import import ImportSize


class QuestionLookup(Protocol):
    """The banks as this page needs them (``QuestionBanks`` is one)."""

    @property
    def shelf(self) -> BankShelf | None:
        """All banks; None until they are read."""

    def question(self, bank: str, question: str) -> Question | None:
        """Return a question by the IDs of its bank and its own; None if it is not there."""


class QuestionHistoryController(QObject):
    """Opens the page of a question and reads its model answer aloud. GUI thread only."""

    def __init__(
        self,
        data: ListingSource,
        banks: QuestionLookup,
        gui: GuiThread,
        speaker: Callable[[], Speaker | None],
        announce: Announcer,
    ) -> None:
        super().__init__()
        self._banks = banks
        say = partial(announce, "feedback", NoticeKind.CAUTION)
        self.page = QuestionHistoryPage(data)
        self._reading = ReadAloud(speaker, gui)
        model = self.page.model_answer
        model.read_aloud_requested.connect(lambda _text: say(""))
        model.read_aloud_requested.connect(self._reading.read)
        model.stop_reading_requested.connect(self._reading.stop)
        self._reading.over.connect(partial(model.show_reading, on=False))
        self._reading.failed.connect(say)

    @Slot(str, str)
    def open(self, bank: str, question: str) -> None:
        """Show all takes of a question, by the IDs of its bank and its own."""
        self.page.open(bank, question)
        found = self._banks.question(bank, question)
        answer = None
        if found is not None and found.model_answer is not None:
            answer = ModelAnswerText(found.model_answer, found.example)
        text = "" if found is None else found.text
        self.page.show_question(text, answer, available=found is not None)

    def question_text(self, bank: str, question: str) -> str:
        """Return a question's text; its ID if no bank has it."""
        found = self._banks.question(bank, question)
        return question if found is None else found.text


T = TypeVar("T")


class _ImportStoppedError(Exception):
    """The person stopped the import."""


@dataclass(eq=False)
class _ImportRun(StoppableTask):
    """An import under way."""

    path: Path
    size: str = ""
    """The length and size of the sound in words, if the file gives them."""
    minutes: int = 0


class SoundImportController(QObject):
    """Imports recordings chosen on a question's page in the background. GUI thread only."""

    added = Signal(object)
    """The TakeRecord that was added, not yet transcribed."""

    def __init__(
        self,
        store: StoreThread,
        gui: GuiThread,
        banks: QuestionLookup,
        page: QuestionHistoryPage,
        announce: Announcer,
    ) -> None:
        """``announce`` is used only while the page is hidden."""
        super().__init__()
        self._store = store
        self._gui = gui
        self._tasks = BackgroundTasks(gui)
        self._banks = banks
        self._page = page
        self._announce = partial(announce, "import")
        self._run: _ImportRun | None = None
        self._added: set[str] = set()
        self.transcribe: Callable[[TakeRecord], str] = lambda _: ""
        """Starts transcribing a take; returns why it cannot be transcribed, or ""."""
        page.add_recording.chosen.connect(self._start)
        page.shown.connect(self._show)

    @property
    def busy(self) -> bool:
        """Whether a sound file is being added."""
        return self._run is not None

    @Slot(str, object)
    def take_analyzed(self, take: str, _feedback: object) -> None:
        """Reload the page, if the take was added here."""
        if take in self._added:
            self._added.discard(take)
            self._page.page_shown()

    @Slot()
    def stop(self) -> None:
        """Stop the import; nothing is added."""
        if self._run is not None:
            self._run.stop()

    def close(self) -> None:
        """Stop the import; blocks up to two seconds, so call it on another thread."""
        if (run := self._run) is not None:
            run.stop()
            run.wait()

    @Slot(object)
    def _start(self, path: Path) -> None:
        if self._run is not None:
            self._page.banner.say(
                NoticeKind.INFO, "Another recording is being added. Try again when it's done."
            )
            return
        question, shelf = self._page.question, self._banks.shelf
        found = None if question is None or shelf is None else shelf.find("/".join(question))
        if found is None:
            self._page.banner.say(NoticeKind.ERROR, "This question is no longer in any bank.")
            return
        from mock_interviewer.app.planning.bank_questions import planned_question

        self._announce(NoticeKind.INFO, "")
        run = self._run = _ImportRun(path)
        self._show()
        run.future = self._tasks.run(
            partial(self._work, run, planned_question(*found)),
            self._on_added,
            self._failed,
            name="sound-import",
            broken=partial(self._finish, NoticeKind.ERROR, "The recording could not be added."),
        )

    def _work(self, run: _ImportRun, question: StoredQuestion) -> TakeRecord | None:
        """Import on a background thread; return None if stopped. Raises MachineError."""
        from mock_interviewer.app.store.sound_import import import_sound_through

        def do(work: Callable[[Library], T]) -> T:
            return self._store.submit(work).result()

        def tell(seconds: float) -> None:
            if run.stopped:
                raise _ImportStoppedError
            minutes = int(seconds // 60)
            if minutes != run.minutes:
                run.minutes = minutes
                self._gui.post(partial(self._tell, run))

        def expect(size: "ImportSize") -> None:
            self._gui.post(partial(self._tell_size, run, size))

        try:
            return import_sound_through(do, run.path, question, tell, expect)
        except _ImportStoppedError:
            return None

    def _finish(self, kind: NoticeKind, sentence: str) -> None:
        self._run = None
        self._notify(kind, sentence)

    def _failed(self, error: MachineError) -> None:
        self._finish(NoticeKind.ERROR, str(error))

    def _on_added(self, take: TakeRecord | None) -> None:
        if take is None:
            self._finish(NoticeKind.INFO, "Stopped. Nothing was added.")
            return
        self._run = None
        self._page.banner.clear()
        self._page.reload_at_newest()
        self._added.add(take.id)
        self.added.emit(take)
        why = self.transcribe(take)
        if why:
            self._notify(
                NoticeKind.CAUTION, f"The recording was added but isn't transcribed yet. {why}"
            )

    def _notify(self, kind: NoticeKind, sentence: str) -> None:
        if self._page.isVisible():
            self._page.banner.say(kind, sentence)
        else:
            self._announce(kind, sentence)

    def _tell_size(self, run: _ImportRun, size: "ImportSize") -> None:
        run.size = f" ({spoken_length(size.seconds)}, {byte_size(size.bytes)})"
        self._tell(run)

    def _tell(self, run: _ImportRun) -> None:
        if run is self._run:
            self._show()

    @Slot()
    def _show(self) -> None:
        run = self._run
        if run is not None:
            so_far = f": {run.minutes} min so far" if run.minutes else ""
            self._page.banner.say(
                NoticeKind.INFO,
                f"Adding {run.path.name}{run.size}{so_far}…",
                ("Stop", self.stop),
                closable=False,
            )
