"""How an answer went: what is proposed, and one key for each other choice."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.lengths import long_time
from mock_interviewer.app.ui.deeds import Act, Deed
from mock_interviewer.app.ui.phrases import local_now
from mock_interviewer.app.ui.theme import Space, Type, set_kind
from mock_interviewer.app.ui.widgets.feedback.fold_button import FoldButton
from mock_interviewer.app.ui.widgets.key_hint import KeyHint
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.questions.schedule import Grade

if TYPE_CHECKING:
    from mock_interviewer.app.store.cards import Graded

_KEYS = {
    Qt.Key.Key_1: Grade.AGAIN,
    Qt.Key.Key_2: Grade.HARD,
    Qt.Key.Key_3: Grade.GOOD,
    Qt.Key.Key_4: Grade.EASY,
}
_FEW = 2
_JOINED = "\N{NO-BREAK SPACE}"
_NAMES = {Grade.AGAIN: "Again", Grade.HARD: "Hard", Grade.GOOD: "Good", Grade.EASY: "Easy"}
_MEANINGS = {
    Grade.AGAIN: "it was not there",
    Grade.HARD: "with gaps or effort",
    Grade.GOOD: "it was there",
    Grade.EASY: "whole and at once",
}


class GradeLine(QWidget):
    """Hidden until there is an answer to grade.

    ``chosen`` comes with its id and a Grade; ``keys`` are for the page to obey, wherever in it the
    keyboard is.
    """

    chosen = Signal(str, object)

    def __init__(
        self,
        *,
        folds: bool = False,
        now: Callable[[], datetime] = local_now,
        parent: QWidget | None = None,
    ) -> None:
        """One that ``folds`` is for a place with little room: choices unfold, two beside two."""
        super().__init__(parent)
        self.setAccessibleName("How it went")
        self._now = now
        self._graded: Graded | None = None
        self._words = Text(wrap=True, tabular=True)
        self._keys = Text(size=Type.CAPTION, wrap=True, kind="muted")
        self.buttons = {grade: self._button(grade) for grade in Grade}
        self.keys: dict[int, Act] = {
            int(key): Deed(
                f"Grade it {_NAMES[grade]}: {_MEANINGS[grade]}",
                partial(self.choose, grade),
                self._can_choose,
            )
            for key, grade in _KEYS.items()
        }
        self.fold = FoldButton("how it went")
        self._folds = folds
        self._lay_out(_FEW if folds else len(Grade))
        self.hide()

    @property
    def words(self) -> str:
        """What is said of the grade."""
        return self._words.plain

    def show_graded(self, graded: "Graded | None") -> None:
        """Show how a take is graded; None hides this."""
        self._graded = graded
        if graded is not None:
            now = self._now()
            self._words.show_text(_sentence(graded, now, brief=self._folds))
            self._keys.show_text(_said_of_keys(graded))
            for grade, button in self.buttons.items():
                when = _when(graded.due[grade], now).removeprefix("in ")
                button.show_label(f"{_NAMES[grade]}, {when}")
            self._show_choice()
        self.setVisible(graded is not None)

    def choose(self, grade: Grade) -> None:
        """Choose a grade, as a person does; nothing happens where there is nothing to grade."""
        if self._graded is not None:
            self.chosen.emit(self._graded.take, grade)

    def _can_choose(self) -> bool:
        return self._graded is not None

    def _lay_out(self, columns: int) -> None:
        choices = QWidget()
        grid = QGridLayout(choices)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.XXS)
        for at, button in enumerate(self.buttons.values()):
            grid.addWidget(button, *divmod(at, columns))
        grid.setColumnStretch(columns, 1)
        self.fold.toggled.connect(choices.setVisible)
        choices.setVisible(not self._folds)
        line = QHBoxLayout()
        line.setSpacing(Space.XS)
        line.addWidget(self._words, 1)
        if self._folds:
            line.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XXS)
        column.addLayout(line)
        if self._folds:
            column.addWidget(self._keys)
        column.addWidget(choices)

    def _button(self, grade: Grade) -> KeyHint:
        button = KeyHint(str(int(grade)), _NAMES[grade])
        set_kind(button, "grade")
        button.set_edge(Space.XS)
        button.setToolTip(f"{_NAMES[grade]}: {_MEANINGS[grade]} ({int(grade)})")
        button.setCheckable(True)
        button.clicked.connect(lambda _checked: self._pressed(grade))
        return button

    def _pressed(self, grade: Grade) -> None:
        # What is shown as chosen is what was kept.
        self._show_choice()
        self.choose(grade)

    def _show_choice(self) -> None:
        counts = None if self._graded is None else self._graded.grade
        for grade, button in self.buttons.items():
            button.setChecked(grade is counts)


def _sentence(graded: "Graded", now: datetime, *, brief: bool) -> str:
    grade, proposal = graded.grade, graded.proposal
    if grade is None:
        why = "" if brief else " Nothing is proposed: what you knew could not be told."
        return f"How did it go?{why}"
    again = f"It comes back {_when(graded.due[grade], now)}."
    if graded.passed:
        again = f"You answered again since; it comes back {_when(graded.due[grade], now)}."
    if graded.confirmed:
        return f"You said: {_NAMES[grade]}. {again}"
    if brief:
        return f"Proposed: {_NAMES[grade]}. {again}"
    why = "" if proposal is None else f" ({proposal.why})"
    return f"How did it go? Proposed: {_NAMES[grade]}{why}. {again}"


def _said_of_keys(graded: "Graded") -> str:
    press = "Press 1 to 4" if graded.grade is None else "Press 1 to 4 to change that"
    choices = (f"{int(grade)}{_JOINED}{_NAMES[grade]}, {_MEANINGS[grade]}" for grade in Grade)
    return f"{press}: {' · '.join(choices)}."


def _when(due: datetime, now: datetime) -> str:
    return f"in {long_time(due - now)}" if due > now else "now"
