"""The button by which a take is compared with another of its question."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot

from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.ui.widgets.key_hint import KeyHint


class CompareButton(KeyHint):
    """For a page to place, and to press at C."""

    requested = Signal(str)
    """The id of the take in view, which is to be compared."""

    def __init__(self) -> None:
        super().__init__("C", "Compare…")
        self._subject: Callable[[], TakeRecord | None] = lambda: None
        self.setAccessibleName("Compare with another take of this question")
        self.setToolTip("Compare with another take of this question (C)")
        self.clicked.connect(self._ask)

    def follow(self, subject: Callable[[], TakeRecord | None]) -> None:
        """Ask about what ``subject`` gives then, the take in view; None where there is none."""
        self._subject = subject

    @Slot()
    def _ask(self) -> None:
        take = self._subject()
        if take is not None:
            self.requested.emit(take.id)
