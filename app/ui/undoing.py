"""Deleting that can be taken back until the window closes."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.listing_source import Kept, MarkData
from mock_interviewer.audio.errors import MachineError


@dataclass(frozen=True)
class Discarded:
    """What was deleted, and in a few words what that was."""

    kept: Kept
    words: str


class Undoing(QObject):
    """Discards and brings back, the last first; also where the page was left. GUI thread only."""

    changed = Signal()
    """Other things can be brought back."""
    discarded = Signal(object)
    """The Kept that is gone."""
    restored = Signal(object)
    """The Kept that is there again."""
    refused = Signal(object)
    """A MachineError: why nothing was deleted, or brought back."""

    def __init__(self, data: MarkData, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._arrivals = Arrivals(self)
        self._discarded: list[Discarded] = []

    @property
    def last(self) -> Discarded | None:
        """What would be brought back next; None for nothing."""
        return self._discarded[-1] if self._discarded else None

    @property
    def count(self) -> int:
        """How many things can be brought back."""
        return len(self._discarded)

    def discard(self, kept: Kept, words: str) -> None:
        """Delete something, ``words`` being what it is."""

        def gone(_nothing: None) -> None:
            self._discarded.append(Discarded(kept, words))
            self.changed.emit()
            self.discarded.emit(kept)

        self._arrivals.wait(self._data.discard(kept), gone, self.refused.emit)

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

        self._arrivals.wait(self._data.restore(last.kept), back, still_gone)
