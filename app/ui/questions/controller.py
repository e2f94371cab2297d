"""The controller of the questions page, which reads and writes the banks."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.banks.bank_files import KeptImport, export_bank, keep_import
from mock_interviewer.app.banks.own_banks import create_bank, delete_bank, edit_bank
from mock_interviewer.app.banks.question_draft import QuestionDraft, read_draft, write_draft
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.questions.current_bank import BankChange
from mock_interviewer.app.ui.questions.importing.import_view import ImportSource
from mock_interviewer.app.ui.questions.page import QuestionsPage
from mock_interviewer.app.ui.questions.spoken_answer import (
    SpokenAnswer,
    answer_in_take,
    best_answer,
)
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks, BackgroundWorker
from mock_interviewer.app.ui.widgets.lazy_pages import LazyPage
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.questions.errors import QuestionsError
from mock_interviewer.questions.importing.import_draft import ImportDraft
from mock_interviewer.questions.model import Bank


class QuestionsController(QObject):
    """Writes banks on the store's thread, whose lock makes this window the folder's only writer.

    The page has many parts, and is created when ``holder`` is first shown. GUI thread only, except
    for ``close``.
    """

    practice_requested = Signal(str, str)
    """The ids of a bank and of one of its questions, to practice."""
    takes_requested = Signal(str, str)
    """The ids of a bank and of one of its questions, whose takes to show."""
    points_kept = Signal(str)
    """The id of a take whose sentences became key points of its question."""

    def __init__(self, data: DataFolder, store: StoreThread, banks: QuestionBanks) -> None:
        super().__init__()
        self._data = data
        self._store = store
        self._banks = banks
        self._files = BackgroundWorker("questions-files")
        self._after_reading: list[Callable[[], object]] = []
        """Actions to run once the banks are read again."""
        self._unreadable = False
        """Whether reading the banks failed, and there are none from before."""
        self._draft: QuestionDraft | None = None
        self._page: QuestionsPage | None = None
        self.holder = LazyPage(self._make_page)
        # Pending results are dropped with the page.
        self._tasks = BackgroundTasks(GuiThread(self.holder))
        banks.have_been_read.connect(self._read)
        banks.unreadable.connect(self._banks_unreadable)

    @property
    def page(self) -> QuestionsPage:
        """The page, which is created if need be."""
        self.holder.make()
        if self._page is None:
            raise AssertionError("the holder creates the page")
        return self._page

    def open(self) -> None:
        """Load the unsaved draft of the last run."""

        def restore(draft: QuestionDraft | None) -> None:
            self._draft = draft
            if draft is not None and self._page is not None:
                self._page.open_draft(draft)

        read = self._files.submit(partial(read_draft, self._data.draft_file))
        self._tasks.deliver(read, restore, _nothing)

    def save_draft_now(self) -> None:
        """Write unsaved changes to the draft file, before the page is destroyed."""
        if self._page is not None:
            self._save_draft(self._page.draft)

    def close(self) -> None:
        """Wait until all files are written; not for the GUI thread."""
        self._files.shutdown()

    @Slot(str)
    def make_points_from(self, take: str) -> None:
        """Offer the sentences of a take as key points of its question."""
        self._offer_points(self._store.submit(lambda library: answer_in_take(library, take)))

    @Slot(str, str)
    def _make_points_of_best(self, bank: str, question: str) -> None:
        self._offer_points(self._store.submit(lambda library: best_answer(library, bank, question)))

    def _offer_points(self, answer: "Future[SpokenAnswer]") -> None:
        def show(answer: SpokenAnswer) -> None:
            if self._banks.shelf is None:
                self._after_reading.append(partial(self.page.instead.make_points, answer))
            else:
                self.page.instead.make_points(answer)

        self._tasks.deliver(answer, show, self._failed)

    def _make_page(self) -> QuestionsPage:
        self._page = page = QuestionsPage()
        page.change_requested.connect(self._change)
        page.delete_requested.connect(self._delete)
        page.instead.importing.read_requested.connect(self._read_import)
        page.instead.importing.keep_requested.connect(self._keep_import)
        page.export_requested.connect(self._export)
        page.draft_changed.connect(self._save_draft)
        page.practice_requested.connect(self.practice_requested)
        page.takes_requested.connect(self.takes_requested)
        page.best_answer_requested.connect(self._make_points_of_best)
        page.shown.connect(self._count_takes)
        if self._draft is not None:
            page.open_draft(self._draft)
        if self._unreadable:
            page.show_parts(has_banks=False)
        self._read()
        return page

    @Slot()
    def _count_takes(self) -> None:
        """Count the takes of each question, each time the page is shown."""
        practiced = self._store.submit(lambda library: library.listing.practiced())
        # If the library can't be read, the window says so on every page.
        self._tasks.deliver(practiced, self.page.show_takes, _nothing)

    @Slot(object)
    def _change(self, change: BankChange) -> None:
        def done(sentence: str) -> None:
            if sentence:
                self.page.show_info(sentence)
            self._read_again(partial(self.page.change_saved, change))
            if change.take:
                self._after_reading.append(partial(self.points_kept.emit, change.take))

        new = change.new_bank
        work = (
            partial(edit_bank, self._data, change.bank, change.edit)
            if new is None
            else partial(create_bank, self._data, new, change.edit)
        )
        self._write(work, done)

    @Slot(str)
    def _delete(self, bank: str) -> None:
        self._write(
            partial(delete_bank, self._data, bank),
            lambda _: self._read_again(partial(self.page.show_info, "The bank was deleted.")),
        )

    @Slot(object)
    def _read_import(self, source: ImportSource) -> None:
        """Read what to import, and show what was understood."""
        view = self.page.instead.importing
        read = self._files.submit(partial(_read_source, source.given))
        self._tasks.deliver(
            read,
            partial(view.show_draft, source),
            lambda refused: view.show_refusal(source, str(refused)),
            expected=(QuestionsError,),
        )

    @Slot(object, str, str)
    def _keep_import(self, draft: ImportDraft, bank: str, name: str) -> None:
        def done(kept: KeptImport) -> None:
            def show() -> None:
                self.page.show_bank(kept.bank, kept.question)
                self.page.show_info(kept.sentence)

            self.page.instead.importing.close_import()
            self._read_again(show)

        kept = self._store.submit(lambda _library: keep_import(self._data, draft, bank, name))
        self._tasks.deliver(
            kept, done, lambda error: self.page.instead.importing.preview.show_wrong(str(error))
        )

    @Slot(object, str, object)
    def _export(self, bank: Bank, suffix: str, path: Path) -> None:
        written = self._files.submit(partial(export_bank, bank, suffix, path))
        self._tasks.deliver(
            written,
            lambda _: self.page.show_info(f"“{bank.name}” was exported to {path}."),
            self._failed,
        )

    @Slot(object)
    def _save_draft(self, draft: QuestionDraft | None) -> None:
        if draft == self._draft:
            return
        self._draft = draft
        kept = self._files.submit(partial(_write_draft, self._data, draft))
        self._tasks.deliver(kept, _nothing, self._failed)

    def _write(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        written: Future[object] = self._store.submit(lambda _library: work())
        self._tasks.deliver(written, done, self._failed)

    def _read_again(self, then: Callable[[], object]) -> None:
        self._after_reading.append(then)
        self._banks.read()

    @Slot()
    def _read(self) -> None:
        shelf = self._banks.shelf
        if shelf is None or self._page is None:
            return
        self._page.show_shelf(shelf)
        actions, self._after_reading = self._after_reading, []
        for action in actions:
            action()

    @Slot()
    def _banks_unreadable(self) -> None:
        """Stop waiting if there is nothing to show; the window says why."""
        self._unreadable = not self._banks.there
        if self._unreadable and self._page is not None:
            self._page.show_parts(has_banks=False)

    def _failed(self, error: MachineError) -> None:
        if self._page is not None:
            self._page.show_error(str(error))


def _write_draft(data: DataFolder, draft: QuestionDraft | None) -> None:
    try:
        write_draft(data.draft_file, draft)
    except OSError as error:
        raise StoreError(
            f"Your unsaved changes can't be kept in {data.root}: {error.strerror or error}.",
            "Free up disk space or make the folder writable, then save the question.",
        ) from error


def _read_source(given: Path | str) -> ImportDraft:
    # Imported late: markdown-it is slow to import.
    from mock_interviewer.questions.importing.import_reader import read_import, read_pasted

    return read_import(given) if isinstance(given, Path) else read_pasted(given)


def _nothing(_: object) -> None:
    """Ignore a result."""
