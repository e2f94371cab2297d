"""The grade of an answer: the suggestion, and a button and a key for each choice."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.text.formatting import rough_duration
from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, ShortcutAction
from mock_interviewer.app.ui.widgets.buttons import ChevronButton, KeyHintButton
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.questions.schedule import RecallGrade

if TYPE_CHECKING:
    from mock_interviewer.app.store.practice.cards import GradedTake

_KEYS = {
    Qt.Key.Key_1: RecallGrade.AGAIN,
    Qt.Key.Key_2: RecallGrade.HARD,
    Qt.Key.Key_3: RecallGrade.GOOD,
    Qt.Key.Key_4: RecallGrade.EASY,
}
_FEW = 2
_NAMES = {
    RecallGrade.AGAIN: "Again",
    RecallGrade.HARD: "Hard",
    RecallGrade.GOOD: "Good",
    RecallGrade.EASY: "Easy",
}
_MEANINGS = {
    RecallGrade.AGAIN: "forgot",
    RecallGrade.HARD: "struggled",
    RecallGrade.GOOD: "knew it",
    RecallGrade.EASY: "effortless",
}


class GradeLine(QWidget):
    """The grade of an answer, hidden until there is one to grade.

    ``keys`` are for the page to handle, wherever in it the focus is.
    """

    chosen = Signal(str, object)
    """A take's ID and the RecallGrade that the person chose."""

    def __init__(
        self,
        *,
        folds: bool = False,
        now: Callable[[], datetime] = local_now,
        parent: QWidget | None = None,
    ) -> None:
        """Create the line; one that ``folds`` saves room: its choices unfold, in two columns."""
        super().__init__(parent)
        self.setAccessibleName("Grade")
        self._now = now
        self._graded: GradedTake | None = None
        self._message = TextLabel(wrap=True, tabular=True)
        self.buttons = {grade: self._button(grade) for grade in RecallGrade}
        self.keys: dict[int, ShortcutAction] = {
            int(key): Shortcut(
                f"Grade {_NAMES[grade]}: {_MEANINGS[grade]}",
                partial(self.choose, grade),
                self._can_choose,
            )
            for key, grade in _KEYS.items()
        }
        self.fold = ChevronButton("grades")
        self._folds = folds
        self._lay_out(_FEW if folds else len(RecallGrade))
        self.hide()

    @property
    def message(self) -> str:
        """The sentence about the grade."""
        return self._message.plain

    def show_graded(self, graded: "GradedTake | None") -> None:
        """Show the grade of a take; None hides the line."""
        self._graded = graded
        if graded is not None:
            now = self._now()
            self._message.show_text(_sentence(graded, now, brief=self._folds))
            for grade, button in self.buttons.items():
                when = _when(graded.due[grade], now).removeprefix("in ")
                button.show_label(f"{_NAMES[grade]}, {when}")
            self._show_choice()
        self.setVisible(graded is not None)

    def choose(self, grade: RecallGrade) -> None:
        """Choose a grade as the person does; without an answer to grade, do nothing."""
        if self._graded is not None:
            self.chosen.emit(self._graded.take, grade)

    def _can_choose(self) -> bool:
        return self._graded is not None

    def _lay_out(self, columns: int) -> None:
        choices = QWidget()
        grid = QGridLayout(choices)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Spacing.XXS)
        for at, button in enumerate(self.buttons.values()):
            grid.addWidget(button, *divmod(at, columns))
        grid.setColumnStretch(columns, 1)
        self.fold.toggled.connect(choices.setVisible)
        choices.setVisible(not self._folds)
        line = QHBoxLayout()
        line.setSpacing(Spacing.XS)
        line.addWidget(self._message, 1)
        if self._folds:
            line.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addLayout(line)
        column.addWidget(choices)

    def _button(self, grade: RecallGrade) -> KeyHintButton:
        button = KeyHintButton(str(int(grade)), _NAMES[grade])
        set_kind(button, "grade")
        button.set_edge(Spacing.XS)
        button.setToolTip(f"{_NAMES[grade]}: {_MEANINGS[grade]} ({int(grade)})")
        button.setCheckable(True)
        button.clicked.connect(lambda _checked: self._pressed(grade))
        return button

    def _pressed(self, grade: RecallGrade) -> None:
        # The button stays unchecked until the grade is saved.
        self._show_choice()
        self.choose(grade)

    def _show_choice(self) -> None:
        current = None if self._graded is None else self._graded.grade
        for grade, button in self.buttons.items():
            button.setChecked(grade is current)


def _sentence(graded: "GradedTake", now: datetime, *, brief: bool) -> str:
    grade, suggestion = graded.grade, graded.suggestion
    if grade is None:
        why = "" if brief else " There is no suggestion because your answer couldn't be checked."
        return f"How did it go?{why}"
    due = _due(graded.due[grade], now)
    if graded.is_superseded:
        due = f"you've answered it again since then · {due}"
    if graded.confirmed:
        return f"Your grade: {_NAMES[grade]} · {due}"
    if brief:
        return f"Suggested: {_NAMES[grade]} · {due}"
    why = "" if suggestion is None else f" ({suggestion.why})"
    return f"How did it go? Suggested: {_NAMES[grade]}{why} · {due}"


def _due(due: datetime, now: datetime) -> str:
    return f"due again {_when(due, now)}"


def _when(due: datetime, now: datetime) -> str:
    return f"in {rough_duration(due - now)}" if due > now else "now"
