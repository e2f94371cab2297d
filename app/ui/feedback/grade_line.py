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
from mock_interviewer.app.ui.widgets.labels import ElidedLabel, TextLabel
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
    """The grade of an answer and, unfolded, its choices. Hidden until there is one to grade.

    ``keys`` are for the page to handle, wherever in it the focus is.
    """

    chosen = Signal(str, object)
    """A take's ID and the RecallGrade that the person chose."""

    def __init__(
        self,
        *,
        apart: bool = False,
        now: Callable[[], datetime] = local_now,
        parent: QWidget | None = None,
    ) -> None:
        """Create the line; ``apart``, the page places its ``heading``, and this has the choices."""
        super().__init__(parent)
        self.setAccessibleName("Grade")
        self._now = now
        self._graded: GradedTake | None = None
        self._message = (
            ElidedLabel(tabular=True, kind="muted") if apart else TextLabel(wrap=True, tabular=True)
        )
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
        self.heading = QWidget(self)
        """The sentence about the grade, and the button that unfolds the choices."""
        self._apart = apart
        self._lay_out()
        self.show_graded(None)

    @property
    def message(self) -> str:
        """The sentence about the grade."""
        return self._message.plain

    def show_graded(self, graded: "GradedTake | None") -> None:
        """Show the grade of a take; None hides the line."""
        self._graded = graded
        if graded is not None:
            now = self._now()
            self._message.show_text(_sentence(graded, now))
            self._message.setToolTip(_tooltip(graded, self._message.plain))
            for grade, button in self.buttons.items():
                when = _when(graded.due[grade], now).removeprefix("in ")
                button.show_label(f"{_NAMES[grade]}, {when}")
            self._show_choice()
        self.heading.setVisible(graded is not None)
        self._show_folded()

    def choose(self, grade: RecallGrade) -> None:
        """Choose a grade as the person does; without an answer to grade, do nothing."""
        if self._graded is not None:
            self.chosen.emit(self._graded.take, grade)

    def _can_choose(self) -> bool:
        return self._graded is not None

    def _show_folded(self) -> None:
        unfolded = self.fold.isChecked()
        self._choices.setVisible(unfolded)
        self.setVisible(self._graded is not None and (unfolded or not self._apart))

    def _lay_out(self) -> None:
        columns = len(RecallGrade) if self._apart else _FEW
        self._choices = QWidget()
        grid = QGridLayout(self._choices)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Spacing.XXS)
        for at, button in enumerate(self.buttons.values()):
            grid.addWidget(button, *divmod(at, columns))
        grid.setColumnStretch(columns, 1)
        self.fold.toggled.connect(self._show_folded)
        line = QHBoxLayout(self.heading)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Spacing.XS)
        line.addWidget(self._message, 1)
        middle, top = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignTop
        line.addWidget(self.fold, 0, middle if self._apart else top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        if not self._apart:
            column.addWidget(self.heading)
        column.addWidget(self._choices)

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


def _sentence(graded: "GradedTake", now: datetime) -> str:
    grade = graded.grade
    if grade is None:
        return "How did it go?"
    due = _due(graded.due[grade], now)
    if graded.is_superseded:
        due = f"you've answered it again since then · {due}"
    whose = "Your grade" if graded.confirmed else "Suggested"
    return f"{whose}: {_NAMES[grade]} · {due}"


def _tooltip(graded: "GradedTake", sentence: str) -> str:
    """Return the whole sentence, with the reason for the grade if it is suggested."""
    if graded.confirmed or graded.suggestion is None:
        return sentence
    return f"{sentence} ({graded.suggestion.why})"


def _due(due: datetime, now: datetime) -> str:
    return f"due again {_when(due, now)}"


def _when(due: datetime, now: datetime) -> str:
    return f"in {rough_duration(due - now)}" if due > now else "now"
