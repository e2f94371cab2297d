"""Actions on a row of the library: marks, name and note, delete, and undo."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.store.database.records import SessionRecord
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.library.loader import LibraryLoader
from mock_interviewer.app.ui.library.undo import UndoStack
from mock_interviewer.app.ui.shared.library_rows import LibraryRow, SessionRow, TakeRow, renamed_row
from mock_interviewer.app.ui.shared.library_source import LibraryItem, LibrarySource
from mock_interviewer.app.ui.shared.mark_panel import MarkPanel
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.errors import MachineError


class LibraryActions(QObject):
    """Does it, and shows it in the rows of ``browsing`` at once. GUI thread only.

    What was once asked for is done although the page is left.
    """

    removed = Signal()
    """Something is deleted, and no longer in the rows."""
    restored = Signal(object)
    """The Kept that is there again."""
    refused = Signal(object)
    """A MachineError: why it was not done."""

    def __init__(
        self,
        data: LibrarySource,
        browsing: LibraryLoader,
        panel: MarkPanel,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._browsing = browsing
        self._panel = panel
        self._now = now
        self._tasks = BackgroundTasks(GuiThread(self))
        self._marked: LibraryRow | None = None
        self.undoing = UndoStack(data, self)
        """What can be brought back."""
        panel.given.connect(self._mark)
        self.undoing.discarded.connect(self._discarded)
        self.undoing.restored.connect(self.restored)
        self.undoing.refused.connect(self._refuse)

    def toggle_mark(self, row: LibraryRow | None, mark: str) -> None:
        """Set a mark on a take, or clear it."""
        if not isinstance(row, TakeRow):
            return
        on = not row.line.marks[mark]
        self.show_mark(row.line.id, mark, on=on)
        self._do(self._data.set_mark(row.line.id, mark, on=on))

    def show_mark(self, take: str, mark: str, *, on: bool) -> None:
        """Show that a mark is set on a take, or is not."""
        self._change(take, lambda old: replace(old, line=old.line.with_marks(**{mark: on})))

    def show_words(self, take: str, name: str, note: str) -> None:
        """Show that a take has a name and a note now, each "" for none."""
        change = partial(renamed_row, name=name, noted=bool(note), now=self._now())
        self._change(take, change)

    def ask(self, row: LibraryRow | None) -> None:
        """Ask for the name of a session, or name and note of a take."""
        self._marked = row
        if isinstance(row, SessionRow):
            self._panel.ask("What is this session to be called?", row.record.name)
        elif isinstance(row, TakeRow):
            asked = f"Name and note of your answer to: {row.line.text}"
            ask = partial(self._panel.ask, asked, row.line.name)
            self._tasks.deliver(self._data.note_of(row.line.id), ask, self._refuse)

    def delete(self, row: LibraryRow | None) -> None:
        """Delete a session or a take, until it is brought back."""
        if isinstance(row, SessionRow):
            takes = counted(row.record.takes, "take") if row.record.takes else "nothing answered"
            words = f"the session of {_in_a_sentence(row.title)}, {takes}"
            self._browsing.sessions.remove_session(row.record.id)
            self.undoing.discard(LibraryItem(row.record.id, number=row.number), words)
        elif isinstance(row, TakeRow):
            for model in (self._browsing.sessions, self._browsing.answers):
                model.remove_take(row.line.id)
            kept = LibraryItem(row.line.session, row.line.id, row.line.number)
            self.undoing.discard(kept, row.title)

    @Slot(str, str)
    def _mark(self, name: str, note: str) -> None:
        row, name = self._marked, " ".join(name.split())
        if isinstance(row, SessionRow):
            named = replace(row.record, name=name)
            self._browsing.sessions.put_session(named)
            self._do(self._data.name_session(row.record.id, name))
        elif isinstance(row, TakeRow):
            self.show_words(row.line.id, name, note)
            self._do(self._data.mark_take(row.line.id, name, note))

    @Slot(object)
    def _discarded(self, kept: LibraryItem) -> None:
        if kept.take:
            self._tasks.deliver(self._data.session(kept.session), self._recount, self._refuse)
        self.removed.emit()

    def _recount(self, record: SessionRecord | None) -> None:
        if record is not None:
            self._browsing.sessions.put_session(record)

    def _change(self, take: str, change: Callable[[TakeRow], TakeRow]) -> None:
        for model in (self._browsing.sessions, self._browsing.answers):
            model.change(take, change)

    def _do(self, future: Future[None]) -> None:
        self._tasks.deliver(future, lambda _: None, self._refuse)

    @Slot(object)
    def _refuse(self, error: MachineError) -> None:
        """Say why, and show again what is there."""
        self.refused.emit(error)


def _in_a_sentence(title: str) -> str:
    """Return a date for the middle of a sentence: only today and yesterday lose their capital."""
    for word in ("Today", "Yesterday"):
        if title.startswith(f"{word} at"):
            return title.replace(word, word.lower(), 1)
    return title
