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
from mock_interviewer.app.ui.shared.name_and_note_panel import MarkPanel
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks


class LibraryActions(QObject):
    """Runs actions, and shows them at once in the rows of ``loader``. GUI thread only.

    An action that has started is completed even if the person leaves the page.
    """

    removed = Signal()
    """A session or a take was deleted, and its row removed."""
    failed = Signal(object)
    """A MachineError: why the action failed."""

    def __init__(
        self,
        data: LibrarySource,
        loader: LibraryLoader,
        panel: MarkPanel,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._loader = loader
        self._panel = panel
        self._now = now
        self._tasks = BackgroundTasks(GuiThread(self))
        self._marked: LibraryRow | None = None
        self.undo_stack = UndoStack(data, self)
        """Deletions that can be undone."""
        panel.submitted.connect(self._mark)
        self.undo_stack.deleted.connect(self._on_deleted)
        self.undo_stack.failed.connect(self.failed)

    def toggle_mark(self, row: LibraryRow | None, mark: str) -> None:
        """Set a mark on a take, or clear it."""
        if not isinstance(row, TakeRow):
            return
        on = not row.line.marks[mark]
        self.show_mark(row.line.id, mark, on=on)
        self._submit(self._data.set_mark(row.line.id, mark, on=on))

    def show_mark(self, take: str, mark: str, *, on: bool) -> None:
        """Show whether a mark is set on a take."""
        self._change(take, lambda old: replace(old, line=old.line.with_marks(**{mark: on})))

    def show_words(self, take: str, name: str, note: str) -> None:
        """Show the new name and note of a take, each "" for none."""
        change = partial(renamed_row, name=name, noted=bool(note), now=self._now())
        self._change(take, change)

    def edit_marks(self, row: LibraryRow | None) -> None:
        """Ask for the name of a session, or the name and note of a take."""
        self._marked = row
        if isinstance(row, SessionRow):
            self._panel.ask("Name this session", row.record.name)
        elif isinstance(row, TakeRow):
            asked = f"Name and note for your answer to: {row.line.text}"
            ask = partial(self._panel.ask, asked, row.line.name)
            self._tasks.deliver(self._data.note_of(row.line.id), ask, self.failed.emit)

    def delete(self, row: LibraryRow | None) -> None:
        """Delete a session or a take; ``undo_stack`` restores it."""
        if isinstance(row, SessionRow):
            answers = counted(row.record.takes, "answer") if row.record.takes else "no answers"
            name = row.record.name
            which = f"session “{name}”" if name else f"session from {_in_a_sentence(row.title)}"
            self._loader.sessions.remove_session(row.record.id)
            self.undo_stack.discard(
                LibraryItem(row.record.id, number=row.number), f"{which}, {answers}"
            )
        elif isinstance(row, TakeRow):
            for model in (self._loader.sessions, self._loader.answers):
                model.remove_take(row.line.id)
            kept = LibraryItem(row.line.session, row.line.id, row.line.number)
            self.undo_stack.discard(kept, row.title)

    @Slot(str, str)
    def _mark(self, name: str, note: str) -> None:
        row, name = self._marked, " ".join(name.split())
        if isinstance(row, SessionRow):
            named = replace(row.record, name=name)
            self._loader.sessions.put_session(named)
            self._submit(self._data.name_session(row.record.id, name))
        elif isinstance(row, TakeRow):
            self.show_words(row.line.id, name, note)
            self._submit(self._data.mark_take(row.line.id, name, note))

    @Slot(object)
    def _on_deleted(self, kept: LibraryItem) -> None:
        if kept.take:
            self._tasks.deliver(self._data.session(kept.session), self._recount, self.failed.emit)
        self.removed.emit()

    def _recount(self, record: SessionRecord | None) -> None:
        if record is not None:
            self._loader.sessions.put_session(record)

    def _change(self, take: str, change: Callable[[TakeRow], TakeRow]) -> None:
        for model in (self._loader.sessions, self._loader.answers):
            model.change(take, change)

    def _submit(self, future: Future[None]) -> None:
        self._tasks.deliver(future, lambda _: None, self.failed.emit)


def _in_a_sentence(title: str) -> str:
    """Return the title, a date, for use in mid-sentence: "Today" and "Yesterday" in lower case."""
    for word in ("Today", "Yesterday"):
        if title.startswith(f"{word} at"):
            return title.replace(word, word.lower(), 1)
    return title
