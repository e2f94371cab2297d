"""Deleting that can be undone until the window closes, and the bar that offers it."""

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
    """What was deleted, and in a few words what that was."""

    kept: LibraryItem
    words: str


class UndoStack(QObject):
    """Discards and brings back, the last first; also where the page was left. GUI thread only."""

    changed = Signal()
    """Other things can be brought back."""
    discarded = Signal(object)
    """The Kept that is gone."""
    restored = Signal(object)
    """The Kept that is there again."""
    refused = Signal(object)
    """A MachineError: why nothing was deleted, or brought back."""

    def __init__(self, data: LibraryEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._tasks = BackgroundTasks(GuiThread(self))
        self._discarded: list[DeletedItem] = []

    @property
    def last(self) -> DeletedItem | None:
        """What would be brought back next; None for nothing."""
        return self._discarded[-1] if self._discarded else None

    @property
    def count(self) -> int:
        """How many things can be brought back."""
        return len(self._discarded)

    def discard(self, kept: LibraryItem, words: str) -> None:
        """Delete something, ``words`` being what it is."""

        def gone(_nothing: None) -> None:
            self._discarded.append(DeletedItem(kept, words))
            self.changed.emit()
            self.discarded.emit(kept)

        self._tasks.deliver(self._data.discard(kept), gone, self.refused.emit)

    @Slot()
    def undo(self) -> None:
        """Bring back what was deleted last."""
        if not self._discarded:
            return
        last = self._discarded.pop()
        self.changed.emit()

        def back(_nothing: None) -> None:
            self.restored.emit(last.kept)

        def still_gone(error: MachineError) -> None:
            self._discarded.append(last)
            self.changed.emit()
            self.refused.emit(error)

        self._tasks.deliver(self._data.restore(last.kept), back, still_gone)


_TIP = "Bring it back (Ctrl+Z). When the window closes it is deleted for good."


class UndoBar(QFrame):
    """Stays as long as something can be brought back."""

    undo_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "raised")
        self._text = ElidedLabel()
        self.undo = QPushButton("Undo (Ctrl+Z)")
        self.undo.setAccessibleName("Undo, until the window closes")
        self.undo.setToolTip(_TIP)
        self.undo.setAutoDefault(True)
        set_kind(self.undo, "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.M, 0, Spacing.XS, 0)
        row.setSpacing(Spacing.S)
        row.addWidget(self._text, 1)
        row.addWidget(self.undo)
        self.undo.clicked.connect(self.undo_pressed)
        self._draw_icon()
        self.hide()

    @property
    def text(self) -> str:
        """What is said; empty while hidden."""
        return "" if self.isHidden() else self._text.plain

    def show_state(self, undoing: UndoStack) -> None:
        """Say what was deleted last, and how much else was."""
        last = undoing.last
        if last is None:
            self.hide()
            return
        before = f"  (and {undoing.count - 1} before it)" if undoing.count > 1 else ""
        self._text.show_text(f"Deleted: {last.words}{before}")
        self.undo.setAccessibleDescription(self._text.plain)
        self.show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "undo"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self.undo, Icon.UNDO, roles().text)
