"""One question to be written, and what can be done with it."""

from dataclasses import dataclass

from pydantic import ValidationError
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import TEXT_WIDTH, Space, set_kind
from mock_interviewer.app.ui.widgets.column import BLEED, in_column
from mock_interviewer.app.ui.widgets.editor.leaving import Leaving
from mock_interviewer.app.ui.widgets.editor.question_form import QuestionForm
from mock_interviewer.app.ui.widgets.key_hint import KeyHint
from mock_interviewer.app.ui.widgets.remark import Remark
from mock_interviewer.questions.doubts import doubts
from mock_interviewer.questions.drafted import (
    Fault,
    Fields,
    as_bank,
    completed,
    faults_of,
    question_of,
    same,
)
from mock_interviewer.questions.model import Bank, Question

_SETTLED = 400
"""Milliseconds without a change after which what is written is looked at."""


@dataclass(frozen=True)
class Shown:
    """A question as the editor shows it.

    ``saved`` is how the bank has it, None for one that is new; ``changed`` tells whether it came
    with the program and was changed; ``note`` is a sentence about it, of a Remark's kind;
    ``editable`` tells whether it can be written on here.
    """

    bank: Bank
    fields: Fields
    saved: Question | None = None
    retired: bool = False
    changed: bool = False
    note: str = ""
    note_kind: str = "hint"
    editable: bool = True

    @property
    def others(self) -> dict[str, str]:
        """The words of the bank's other questions, by their ids."""
        own = None if self.saved is None else self.saved.id
        return {each.id: each.text for each in self.bank.every if each.id != own}


class QuestionEditor(QWidget):
    """Tells what the person wants; whoever owns the banks does it. GUI thread only."""

    save_asked = Signal()
    """What is written has no faults and is to be saved."""
    settled = Signal()
    """The person changed something and paused."""
    copy_asked = Signal()
    retire_asked = Signal(bool)
    """To be retired, or to be asked again."""
    restore_asked = Signal()
    group_asked = Signal(str, bool)
    """A group's name, and whether the question shall be in it."""
    new_group_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._touched = False
        self._strict = False
        """Whether faults are shown: once the person wanted to save."""
        self.form = QuestionForm()
        self.leaving = Leaving()
        self.note = Remark("hint")
        self.state = Remark("muted")
        self.save = KeyHint("Ctrl+S", "Save", primary=True)
        self.copy = _quiet("Duplicate")
        self.retire = _quiet("Retire")
        self.restore = _quiet("Back to the original", "link")
        self.groups = _quiet("Groups ▾")
        self.groups.setAccessibleName("Groups of this question")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SETTLED)
        self._lay_out()
        self._connect()

    @property
    def dirty(self) -> bool:
        """Whether something is written that is not saved."""
        shown = self._shown
        if shown is None or not self._touched:
            return False
        return shown.saved is None or not same(self.form.fields, shown.saved)

    @property
    def fields(self) -> Fields:
        """What is written."""
        return self.form.fields

    @property
    def shown(self) -> Shown | None:
        """What is shown, as it was when it was."""
        return self._shown

    def show_question(self, shown: Shown, *, touched: bool = False) -> None:
        """Show a question; with ``touched`` its fields are changes that are not saved."""
        self._pause.stop()
        self._shown, self._touched, self._strict = shown, touched, False
        self.leaving.hide()
        self.form.show_fields(shown.fields, shown.bank.sections, shown.others)
        self.form.allow(editing=shown.editable)
        self.note.show_text(shown.note, shown.note_kind)
        self._noted.setVisible(bool(shown.note))
        there = shown.saved is not None and shown.editable
        for button in (self.copy, self.retire, self.groups):
            button.setVisible(there)
        self.restore.setVisible(there and shown.changed)
        self.retire.setText("Bring back" if shown.retired else "Retire")
        self.retire.setAccessibleName(self.retire.text())
        self.save.setVisible(shown.editable)
        self._scroll.verticalScrollBar().setValue(0)
        self._describe()
        self._look()

    def saved(self, shown: Shown) -> None:
        """Know that a question was saved, and leave what is written as it is."""
        if self.form.fields == shown.fields or not self.dirty:
            place = self._scroll.verticalScrollBar().value()
            self.show_question(shown)
            self._scroll.verticalScrollBar().setValue(place)
        else:
            self._shown = shown
            self._describe()

    def ask_save(self) -> bool:
        """Ask for what is written to be saved, or say at its fields why it cannot be."""
        self._strict = True
        faults = self._faults
        self._look()
        if faults:
            self.form.take_keyboard(faults[0].path)
            return False
        if self.dirty:
            self.save_asked.emit()
        return True

    def _lay_out(self) -> None:
        buttons = QWidget()
        bar = QHBoxLayout(buttons)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(Space.XXS)
        for button in (self.save, self.copy, self.retire, self.groups):
            bar.addWidget(button)
        bar.addStretch(1)
        note = QWidget()
        self._noted = note
        beside = QHBoxLayout(note)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(Space.S)
        beside.addWidget(self.note, 1)
        beside.addWidget(self.restore)
        inner = QWidget()
        inner.setObjectName("page")
        body = QVBoxLayout(inner)
        body.setContentsMargins(BLEED, 0, BLEED, Space.L)
        body.addWidget(self.form)
        body.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        inner.setMaximumWidth(TEXT_WIDTH + 2 * BLEED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for part in (buttons, self.leaving, self.state, note):
            row = in_column(part)
            row.setContentsMargins(BLEED, 0, BLEED, 0)
            column.addLayout(row)
        column.addWidget(self._scroll, 1)

    def _connect(self) -> None:
        self.form.changed.connect(self._edited)
        self._pause.timeout.connect(self._settle)
        self.save.clicked.connect(lambda _checked: self.ask_save())
        self.copy.clicked.connect(lambda _checked: self.copy_asked.emit())
        self.restore.clicked.connect(lambda _checked: self.restore_asked.emit())
        self.groups.clicked.connect(lambda _checked: self._open_groups())
        self.retire.clicked.connect(
            lambda _checked: self.retire_asked.emit(not (self._shown and self._shown.retired))
        )

    def _edited(self) -> None:
        self._touched = True
        self._pause.start()
        self.save.setEnabled(True)
        self.state.show_text("Not saved yet", "caution")
        self.state.show()

    def _settle(self) -> None:
        self._look()
        self._describe()
        self.settled.emit()

    def _describe(self) -> None:
        """Say how it stands with the question."""
        shown = self._shown
        if shown is None:
            return
        dirty = self.dirty
        self.save.setEnabled(dirty)
        if dirty:
            self.state.show_text("Not saved yet", "caution")
        elif shown.saved is None:
            self.state.show_text("A new question", "muted")
        elif shown.retired:
            self.state.show_text(
                "Retired: it is not asked any more. Your answers to it are kept.", "muted"
            )
        else:
            self.state.show_text("", "muted")
        self.state.setVisible(bool(self.state.plain))

    def _look(self) -> None:
        """Show what is wrong, once that is wanted, and what is doubtful."""
        fields = self.form.fields
        faults = self._faults if self._strict else ()
        doubtful: dict[str, str] = {}
        try:
            question = question_of(completed(fields), "new")
        except ValidationError:
            question = None
        if question is not None and self._shown is not None and self._shown.editable:
            for doubt in doubts(as_bank(question)):
                sentence = f"{doubt.what[0].upper()}{doubt.what[1:]}; {doubt.remedy}."
                doubtful.setdefault(doubt.point or "", sentence)
        self.form.say(faults, doubtful)

    @property
    def _faults(self) -> tuple[Fault, ...]:
        others = None if self._shown is None else self._shown.others
        return faults_of(self.form.fields, others)

    def _open_groups(self) -> None:
        shown = self._shown
        if shown is None or shown.saved is None:
            return
        menu = QMenu(self)
        menu.setAccessibleName("Groups of this question")
        menu.aboutToHide.connect(menu.deleteLater)
        for group in shown.bank.groups:
            action = QAction(group.name.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(shown.saved.id in group.questions)
            action.triggered.connect(
                lambda checked, name=group.name: self.group_asked.emit(name, checked)
            )
            menu.addAction(action)
        if shown.bank.groups:
            menu.addSeparator()
        menu.addAction("New group…").triggered.connect(lambda _: self.new_group_asked.emit())
        menu.popup(self.groups.mapToGlobal(QPoint(0, self.groups.height())))


def _quiet(label: str, kind: str = "quiet") -> QPushButton:
    button = QPushButton(label)
    set_kind(button, kind)
    button.setAccessibleName(label)
    button.setAutoDefault(True)
    return button
