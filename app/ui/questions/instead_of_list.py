"""What the page shows instead of the list and the editor: an import, or new key points."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.ui.questions.bank_actions import RunAfterSaving
from mock_interviewer.app.ui.questions.current_bank import (
    CurrentBank,
    ShowAfterChange,
    key_points_edit,
)
from mock_interviewer.app.ui.questions.importing.import_view import ImportView
from mock_interviewer.app.ui.questions.points_view import PointsView
from mock_interviewer.app.ui.questions.spoken_answer import SpokenAnswer
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, ShortcutAction
from mock_interviewer.app.ui.widgets.column import SCROLL_BAR_WIDTH

_CANNOT_EDIT = "This question can't be edited, so it can't get key points here."


class InsteadOfList(QWidget):
    """Hidden while neither is going on. GUI thread only."""

    toggled = Signal()
    """One of them began or ended."""
    question_shown = Signal(str, str)
    """The ids of a bank and of one of its questions, to open."""
    change_requested = Signal(object)
    """A BankChange."""
    refused = Signal(str)
    """Why no key points can be made, as a sentence."""

    def __init__(
        self, page: QWidget, current: CurrentBank, run_after_saving: RunAfterSaving
    ) -> None:
        """``page`` takes pastes and drops of questions."""
        super().__init__()
        self._current = current
        self._run_after_saving = run_after_saving
        self.importing = ImportView(page, current)
        self.points = PointsView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, SCROLL_BAR_WIDTH, 0)
        for part in (self.importing, self.points):
            column.addWidget(part, 1)
        self.importing.toggled.connect(self._import_toggled)
        self.points.toggled.connect(self._toggle)
        self.points.keep_requested.connect(self._keep)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether an import is going on, or key points are made."""
        return self.importing.is_open or self.points.is_open

    @property
    def title(self) -> str:
        """The title of what is shown; "" for nothing."""
        if self.importing.is_open:
            return "Import questions"
        return "Make key points" if self.points.is_open else ""

    def while_closed(self, action: ShortcutAction) -> ShortcutAction:
        """Return an action of the page that does nothing while this is shown."""

        def run() -> None:
            if not self.is_open:
                action()

        if not isinstance(action, Shortcut):
            return run
        enabled = action.enabled
        return replace(action, action=run, enabled=lambda: not self.is_open and enabled())

    def make_points(self, answer: SpokenAnswer) -> None:
        """Offer the sentences of an answer as key points of its question."""
        if not self._current.has_question(answer.bank, answer.question):
            self.refused.emit(_CANNOT_EDIT)
            return

        def offer() -> None:
            if self.importing.is_open:
                self.importing.close_import()
            self.question_shown.emit(answer.bank, answer.question)
            self.points.show_answer(answer)

        self._run_after_saving(offer)

    def _keep(self, answer: SpokenAnswer, points: tuple[str, ...]) -> None:
        edit = key_points_edit(answer.question, points)
        change = self._current.change(edit, ShowAfterChange.RELOADED, answer.question)
        self.points.close_points()
        self.change_requested.emit(replace(change, take=answer.take))

    def _import_toggled(self) -> None:
        if self.importing.is_open and self.points.is_open:
            self.points.close_points()
        self._toggle()

    def _toggle(self) -> None:
        self.setVisible(self.is_open)
        self.toggled.emit()
