"""The button by which a take is compared with another of its question."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton

from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.ui.theme import set_kind


class CompareButton(QPushButton):
    """For a page to place, and to press at C.

    ``subject`` gives the take that is in view then; None where there is none.
    """

    requested = Signal(str)
    """The id of the take in view, which is to be compared."""

    def __init__(self, subject: Callable[[], TakeRecord | None]) -> None:
        super().__init__("Compare…")
        self._subject = subject
        set_kind(self, "quiet")
        self.setAccessibleName("Compare with another take of this question")
        self.setToolTip("Compare with another take of this question (C)")
        self.clicked.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        take = self._subject()
        if take is not None:
            self.requested.emit(take.id)
