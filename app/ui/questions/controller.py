"""Controller of the questions page: reads and writes the banks behind it."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.banks.bank_files import export_bank, import_bank
from mock_interviewer.app.banks.own_banks import create_bank, delete_bank, edit_bank
from mock_interviewer.app.banks.question_draft import QuestionDraft, read_draft, write_draft
from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.questions.current_bank import BankChange
from mock_interviewer.app.ui.questions.page import QuestionsPage
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks, BackgroundWorker
from mock_interviewer.app.ui.widgets.lazy_pages import LazyPage
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.questions.model import Bank


class QuestionsController(QObject):
    """Writes banks on the store's thread, whose window is then the folder's only writer.

    The page is made when ``place`` is first shown: it has many parts. GUI thread only, but for
    ``close``.
    """

    practise_asked = Signal(str, str)
    """The ids of a bank and of one of its questions, to be practised."""
    takes_asked = Signal(str, str)
    """The ids of a bank and of one of its questions, whose takes are to be shown."""

    def __init__(self, data: DataFolder, store: StoreThread, banks: QuestionBanks) -> None:
        super().__init__()
        self._data = data
        self._store = store
        self._banks = banks
        self._files = BackgroundWorker("questions-files")
        self._waiting: list[Callable[[], object]] = []
        """What to do once the banks have been read again."""
        self._none = False
        """Whether it is known that there are no banks."""
        self._draft: QuestionDraft | None = None
        self._page: QuestionsPage | None = None
        self.place = LazyPage(self._make_page)
        # What the page waits for is dropped with it.
        self._tasks = BackgroundTasks(GuiThread(self.place))
        banks.have_been_read.connect(self._read)
        banks.unreadable.connect(self._have_none)

    @property
    def page(self) -> QuestionsPage:
        """The page, which is made now where it is not there yet."""
        self.place.make()
        if self._page is None:
            raise AssertionError("a page was made")
        return self._page

    def open(self) -> None:
        """Look for what was written and not saved the last time."""

        def take_up(draft: QuestionDraft | None) -> None:
            self._draft = draft
            if draft is not None and self._page is not None:
                self._page.open_draft(draft)

        read = self._files.submit(partial(read_draft, self._data.draft_file))
        self._tasks.deliver(read, take_up, _nothing)

    def remember(self) -> None:
        """Keep what is written on the page now, before it is gone."""
        if self._page is not None:
            self._keep(self._page.draft)

    def close(self) -> None:
        """Write what is to be written; waits, for another thread."""
        self._files.shutdown()

    def _make_page(self) -> QuestionsPage:
        self._page = page = QuestionsPage()
        page.change_asked.connect(self._change)
        page.delete_asked.connect(self._delete)
        page.import_asked.connect(self._import)
        page.export_asked.connect(self._export)
        page.draft_changed.connect(self._keep)
        page.practise_asked.connect(self.practise_asked)
        page.takes_asked.connect(self.takes_asked)
        page.shown.connect(self._count_takes)
        if self._draft is not None:
            page.open_draft(self._draft)
        if self._none:
            page.show_parts(there=False)
        self._read()
        return page

    @Slot()
    def _count_takes(self) -> None:
        """Look how often each question was answered, anew whenever the page is shown."""
        practised = self._store.submit(lambda library: library.listing.practiced())
        # Where the library cannot be read, the window says so, on every page.
        self._tasks.deliver(practised, self.page.show_takes, _nothing)

    @Slot(object)
    def _change(self, change: BankChange) -> None:
        def done(sentence: str) -> None:
            if sentence:
                self.page.tell(sentence)
            self._read_again(partial(self.page.done, change))

        made = change.new_bank
        work = (
            partial(edit_bank, self._data, change.bank, change.edit)
            if made is None
            else partial(create_bank, self._data, made, change.edit)
        )
        self._write(work, done)

    @Slot(str)
    def _delete(self, bank: str) -> None:
        self._write(
            partial(delete_bank, self._data, bank),
            lambda _: self._read_again(partial(self.page.tell, "The bank is deleted.")),
        )

    @Slot(object)
    def _import(self, path: Path) -> None:
        def done(made: tuple[Bank, str]) -> None:
            bank, sentence = made

            def show() -> None:
                self.page.show_bank(bank.id)
                self.page.tell(sentence)

            self._read_again(show)

        self._write(partial(import_bank, self._data, path), done)

    @Slot(object, str, object)
    def _export(self, bank: Bank, form: str, path: Path) -> None:
        written = self._files.submit(partial(export_bank, bank, form, path))
        self._tasks.deliver(
            written, lambda _: self.page.tell(f"“{bank.name}” is in {path}."), self._failed
        )

    @Slot(object)
    def _keep(self, draft: QuestionDraft | None) -> None:
        if draft == self._draft:
            return
        self._draft = draft
        kept = self._files.submit(partial(_write_draft, self._data, draft))
        self._tasks.deliver(kept, _nothing, self._failed)

    def _write(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        written: Future[object] = self._store.submit(lambda _library: work())
        self._tasks.deliver(written, done, self._failed)

    def _read_again(self, then: Callable[[], object]) -> None:
        self._waiting.append(then)
        self._banks.read()

    @Slot()
    def _read(self) -> None:
        shelf = self._banks.shelf
        if shelf is None or self._page is None:
            return
        self._page.show_shelf(shelf)
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    @Slot()
    def _have_none(self) -> None:
        """Wait no longer where nothing could be read; the window says why."""
        self._none = not self._banks.there
        if self._none and self._page is not None:
            self._page.show_parts(there=False)

    def _failed(self, error: MachineError) -> None:
        if self._page is not None:
            self._page.failed(str(error))


def _write_draft(data: DataFolder, draft: QuestionDraft | None) -> None:
    try:
        write_draft(data.draft_file, draft)
    except OSError as error:
        raise StoreError(
            f"What you write cannot be kept in {data.root}: {error.strerror or error}.",
            "Make room or make it writable, and save the question.",
        ) from error


def _nothing(_: object) -> None:
    """Have nothing to do."""
