"""The question editor, and the guard that keeps unsaved changes."""

from collections.abc import Callable

from pydantic import ValidationError
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mock_interviewer.app.ui.questions.editor.editor_content import EditorContent
from mock_interviewer.app.ui.questions.editor.question_actions import QuestionActions
from mock_interviewer.app.ui.questions.editor.question_form import QuestionForm
from mock_interviewer.app.ui.questions.editor.unsaved_changes import SaveBar, UnsavedChangesPrompt
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.tab_order import set_tab_order_after
from mock_interviewer.app.ui.widgets.column import (
    ROW_PADDING,
    SCROLL_BAR_WIDTH,
    in_column,
    reserve_scroll_bar,
)
from mock_interviewer.app.ui.widgets.labels import StatusLabel
from mock_interviewer.questions.lint import lint_bank
from mock_interviewer.questions.question_fields import (
    FieldFault,
    QuestionFields,
    as_bank,
    complete_fields,
    field_faults,
    fields_match,
    question_from_fields,
)

_SETTLED = 400
"""Milliseconds without a change after which what is written is looked at."""


class QuestionEditor(QWidget):
    """Tells what the person wants; whoever owns the banks does it. GUI thread only."""

    save_asked = Signal()
    """What is written has no faults and is to be saved."""
    settled = Signal()
    """The person changed something and paused."""
    restore_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: EditorContent | None = None
        self._touched = False
        self._strict = False
        """Whether faults are shown: once the person wanted to save."""
        self.acts = QuestionActions()
        self.leaving = UnsavedChangesPrompt()
        self.state = StatusLabel("muted")
        self.note = StatusLabel("hint")
        self.note.center_vertically()
        self.restore = QPushButton("Back to the original")
        set_kind(self.restore, "link")
        self.restore.setAccessibleName("Back to the original")
        self.restore.setAutoDefault(True)
        self.form = QuestionForm()
        self.bar = SaveBar()
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
        return shown.saved is None or not fields_match(self.form.fields, shown.saved)

    @property
    def fields(self) -> QuestionFields:
        """What is written."""
        return self.form.fields

    @property
    def shown(self) -> EditorContent | None:
        """What is shown, as it was when it was."""
        return self._shown

    def show_question(self, shown: EditorContent, *, touched: bool = False) -> None:
        """Show a question; with ``touched`` its fields are changes that are not saved."""
        self.bar.put_away()
        self._show(shown, touched=touched)

    def saved(self, shown: EditorContent) -> None:
        """Know that a question was saved, and leave what is written as it is."""
        if self.form.fields == shown.fields:
            # Nothing folds and the keyboard stays: the person may go on writing.
            self._know(shown, touched=False)
            self.form.offer(shown.bank.sections, shown.others)
            self._tell_of_it()
        elif not self.dirty:
            place = self._scroll.verticalScrollBar().value()
            self._show(shown)
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

    def ask_to_leave(self) -> None:
        """Ask what is to become of what is not saved; ``leaving`` tells the answer."""
        # One place to save at a time.
        self.bar.hide()
        self.leaving.ask("Your changes to this question are not saved.")

    def _show(self, shown: EditorContent, *, touched: bool = False) -> None:
        self._know(shown, touched=touched)
        self.form.show_fields(shown.fields, shown.bank.sections, shown.others)
        self._scroll.verticalScrollBar().setValue(0)
        self._tell_of_it()

    def _know(self, shown: EditorContent, *, touched: bool) -> None:
        self._pause.stop()
        self._shown, self._touched, self._strict = shown, touched, False
        self.leaving.hide()

    def _tell_of_it(self) -> None:
        """Say how it stands with what is shown, and what can be done with it."""
        shown = self._shown
        if shown is None:
            return
        self.form.allow(editing=shown.editable)
        self.note.show_text(shown.note, shown.note_kind)
        self._noted.setVisible(bool(shown.note))
        self.restore.setVisible(shown.saved is not None and shown.editable and shown.changed)
        self._describe()
        self._look()

    def _lay_out(self) -> None:
        note = QWidget()
        self._noted = note
        beside = QHBoxLayout(note)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(Spacing.S)
        beside.addWidget(self.note, 1)
        beside.addWidget(self.restore)
        inner = QWidget()
        inner.setObjectName("page")
        body = QVBoxLayout(inner)
        body.addWidget(self.form)
        body.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        # Fields end where all else does: a scroll bar has its room in full-width parts.
        reserve_scroll_bar(self._scroll)
        body.setContentsMargins(ROW_PADDING, 0, ROW_PADDING - SCROLL_BAR_WIDTH, Spacing.L)
        inner.setMaximumWidth(TEXT_WIDTH + 2 * ROW_PADDING)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.S)
        # Buttons without a border have room of their own around their text.
        column.addLayout(in_column(self.acts))
        for part in (self.leaving, self.state, note):
            column.addLayout(_inset(part))
        column.addWidget(self._scroll, 1)
        column.addLayout(_inset(self.bar))
        set_tab_order_after(None, self)

    def _connect(self) -> None:
        self.form.changed.connect(self._edited)
        # What was unfolded or added has its place only once it is laid out.
        self.form.keyboard_moved.connect(self._show_keyboard, Qt.ConnectionType.QueuedConnection)
        self._pause.timeout.connect(self._settle)
        self.leaving.save_asked.connect(self._describe)
        self.leaving.stay_asked.connect(self._describe)
        self.bar.save.clicked.connect(lambda _checked: self.ask_save())
        self.restore.clicked.connect(lambda _checked: self.restore_asked.emit())

    def _edited(self) -> None:
        self._touched = True
        self._pause.start()
        self._show_dirty(dirty=True)

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
        self.acts.show_question(shown, dirty=dirty)
        self._show_dirty(dirty=dirty)
        if shown.saved is None:
            self.state.show_text("A new question")
        elif shown.retired:
            self.state.show_text("Retired: it is not asked any more. Your answers to it are kept.")
        else:
            self.state.show_text("")
        self.state.setVisible(bool(self.state.plain))

    def _show_dirty(self, *, dirty: bool) -> None:
        self.acts.show_dirty(dirty=dirty)
        if not dirty:
            self.bar.show_saved()
            if self.window().focusWidget() is self.bar.save:
                self.acts.take_keyboard()
        elif not self.bar.unsaved:
            self.bar.show_unsaved()
            # The bar takes its room from beneath what is written on.
            self._column.activate()
            self._show_keyboard()

    @Slot()
    def _show_keyboard(self) -> None:
        """Scroll to where the keyboard is."""
        keyboard: QWidget | None = self.window().focusWidget()
        if keyboard is not None and self.form.isAncestorOf(keyboard):
            self._scroll.ensureWidgetVisible(keyboard, 0, Spacing.XXL)

    def _look(self) -> None:
        """Show what is wrong, once that is wanted, and what is doubtful."""
        faults = self._faults if self._strict else ()
        doubtful: dict[str, str] = {}
        try:
            question = question_from_fields(complete_fields(self.form.fields), "new")
        except ValidationError:
            question = None
        if question is not None and self._shown is not None and self._shown.editable:
            for doubt in lint_bank(as_bank(question)):
                sentence = f"{doubt.what[0].upper()}{doubt.what[1:]}; {doubt.remedy}."
                doubtful.setdefault(doubt.point or "", sentence)
        self.form.say(faults, doubtful)

    @property
    def _faults(self) -> tuple[FieldFault, ...]:
        others = None if self._shown is None else self._shown.others
        return field_faults(self.form.fields, others)


def _inset(part: QWidget) -> QHBoxLayout:
    """Return a part in a row of its own, in line with what is written."""
    row = in_column(part)
    row.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
    return row


class UnsavedChangesGuard(QObject):
    """Asks in the editor, and does what was wanted once that is answered. GUI thread only."""

    asked = Signal()
    """The question that is written on stays until the person says what to do."""
    dropped = Signal()
    """What is written is not wanted any more."""

    def __init__(self, editor: QuestionEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._then: Callable[[], object] | None = None
        """What the person wanted when something was not saved."""
        editor.leaving.save_asked.connect(self._save)
        editor.leaving.drop_asked.connect(self._drop)
        editor.leaving.stay_asked.connect(self._stay)

    def leave(self, then: Callable[[], object]) -> None:
        """Do something that shows another question, once what is written is saved or dropped."""
        if not self._editor.dirty:
            then()
            return
        self._then = then
        self.asked.emit()
        self._editor.ask_to_leave()

    def saved(self) -> None:
        """Go on with what the person wanted."""
        then, self._then = self._then, None
        if then is not None:
            self.leave(then)

    def forget(self) -> None:
        """Go on with nothing: it could not be saved."""
        self._then = None

    def _save(self) -> None:
        if not self._editor.ask_save():
            self.forget()

    def _drop(self) -> None:
        then, self._then = self._then, None
        self.dropped.emit()
        if then is not None:
            then()

    def _stay(self) -> None:
        self.forget()
        self._editor.form.take_keyboard()
