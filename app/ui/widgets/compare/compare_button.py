"""The button by which a take is compared with another of its question."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.ui.theme import set_kind


class CompareButton(QPushButton):
    """For ``page`` to place; C presses it, unless a part of the page takes the key for itself.

    ``subject`` gives the take that is in view then; None where there is none.
    """

    requested = Signal(str)
    """The id of the take in view, which is to be compared."""

    def __init__(self, page: QWidget, subject: Callable[[], TakeRecord | None]) -> None:
        super().__init__("Compare…")
        self._subject = subject
        set_kind(self, "quiet")
        self.setAccessibleName("Compare with another take of this question")
        self.setToolTip("Compare with another take of this question (C)")
        self.clicked.connect(self._ask)
        # A shortcut would not be heard in a transcript, whose words are chosen by keys.
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Hear what keys reach the page."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_C
            and not event.modifiers()
        ):
            self._ask()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _ask(self) -> None:
        take = self._subject()
        if take is not None:
            self.requested.emit(take.id)
