"""Deletions that can be undone until the window closes, and the bar that offers to undo them."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from mock_interviewer.app.ui.shared.library_source import LibraryEditor, LibraryItem
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import Icon, set_icon
from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.labels import ElidedLabel
from mock_interviewer.audio.errors import MachineError


@dataclass(frozen=True)
class DeletedItem:
    """A deleted session or take, and a short description of it."""

    kept: LibraryItem
    description: str


class UndoStack(QObject):
    """Deletes and restores, the last deletion first, even off the page. GUI thread only."""

    changed = Signal()
    """``last`` or ``count`` changed."""
    deleted = Signal(object)
    """The LibraryItem that was deleted."""
    restored = Signal(object)
    """The LibraryItem that was restored."""
    failed = Signal(object)
    """A MachineError: why nothing was deleted or restored."""

    def __init__(self, data: LibraryEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._tasks = BackgroundTasks(GuiThread(self))
        self._deleted: list[DeletedItem] = []

    @property
    def last(self) -> DeletedItem | None:
        """The deletion that ``undo`` restores next; None if there is none."""
        return self._deleted[-1] if self._deleted else None

    @property
    def count(self) -> int:
        """The number of deletions that can be undone."""
        return len(self._deleted)

    def discard(self, kept: LibraryItem, description: str) -> None:
        """Delete an item; ``description`` says what it is, for the undo bar."""

        def gone(_nothing: None) -> None:
            self._deleted.append(DeletedItem(kept, description))
            self.changed.emit()
            self.deleted.emit(kept)

        self._tasks.deliver(self._data.discard(kept), gone, self.failed.emit)

    @Slot()
    def undo(self) -> None:
        """Restore what was deleted last."""
        if not self._deleted:
            return
        last = self._deleted.pop()
        self.changed.emit()

        def back(_nothing: None) -> None:
            self.restored.emit(last.kept)

        def still_gone(error: MachineError) -> None:
            self._deleted.append(last)
            self.changed.emit()
            self.failed.emit(error)

        self._tasks.deliver(self._data.restore(last.kept), back, still_gone)


_TIP = "Restore it (Ctrl+Z). It's deleted permanently when the window closes."


class UndoBar(QFrame):
    """Shown while a deletion can be undone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = ElidedLabel()
        self.undo = QPushButton("Undo (Ctrl+Z)")
        self.undo.setAccessibleName("Undo delete")
        self.undo.setToolTip(_TIP)
        self.undo.setAutoDefault(True)
        set_kind(self.undo, "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.M, 0, Spacing.XS, 0)
        row.setSpacing(Spacing.S)
        row.addWidget(self._text, 1)
        row.addWidget(self.undo)
        self._draw_icon()
        self.hide()

    @property
    def text(self) -> str:
        """The message; empty while hidden."""
        return "" if self.isHidden() else self._text.plain

    def show_state(self, stack: UndoStack) -> None:
        """Show what was deleted last, and how many earlier deletions can be undone."""
        last = stack.last
        if last is None:
            self.hide()
            return
        earlier = f"  (and {stack.count - 1} earlier)" if stack.count > 1 else ""
        self._text.show_text(f"Deleted: {last.description}{earlier}")
        self.undo.setAccessibleDescription(self._text.plain)
        self.show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icon in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "undo"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self.undo, Icon.UNDO, roles().text)
