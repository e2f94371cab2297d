"""The question editor, and the guard against losing unsaved changes."""

from collections.abc import Callable

from pydantic import ValidationError
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mock_interviewer.app.ui.questions.editor.editor_content import EditorContent
from mock_interviewer.app.ui.questions.editor.fields import FieldPath
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

_PAUSE = 400
"""Milliseconds without an edit after which the question is validated."""


class QuestionEditor(QWidget):
    """Emits what the person wants to do; it reads and writes no bank. GUI thread only."""

    save_requested = Signal()
    """The question is valid, and is to be saved."""
    paused = Signal()
    """The person edited something and paused."""
    restore_requested = Signal()
    """Undo all changes to a question that came with the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: EditorContent | None = None
        self._edited = False
        self._strict = False
        """Whether faults are shown: once the person tried to save."""
        self.question_actions = QuestionActions()
        self.unsaved_prompt = UnsavedChangesPrompt()
        self.status = StatusLabel("muted")
        self.note = StatusLabel("hint")
        self.note.center_vertically()
        self.restore = QPushButton("Restore original")
        set_kind(self.restore, "link")
        self.restore.setAccessibleName("Restore original")
        self.restore.setAutoDefault(True)
        self.form = QuestionForm()
        self.save_bar = SaveBar()
        self._pause_timer = QTimer(self)
        self._pause_timer.setSingleShot(True)
        self._pause_timer.setInterval(_PAUSE)
        self._lay_out()
        self._connect()

    @property
    def dirty(self) -> bool:
        """Whether there are unsaved changes."""
        shown = self._shown
        if shown is None or not self._edited:
            return False
        return shown.saved is None or not fields_match(self.form.fields, shown.saved)

    @property
    def fields(self) -> QuestionFields:
        """The question as it is now."""
        return self.form.fields

    @property
    def shown(self) -> EditorContent | None:
        """The content that was shown last, without later edits."""
        return self._shown

    def show_question(self, shown: EditorContent, *, edited: bool = False) -> None:
        """Show a question; with ``edited`` its fields are unsaved changes."""
        self.save_bar.reset()
        self._show(shown, edited=edited)

    def show_saved(self, shown: EditorContent) -> None:
        """Show the question as it is in its bank now, without losing later edits."""
        if self.form.fields == shown.fields:
            # Nothing folds, and the keyboard stays: the person may continue to type.
            self._set_content(shown, edited=False)
            self.form.offer(shown.bank.sections, shown.others)
            self._update_status()
        elif not self.dirty:
            position = self._scroll.verticalScrollBar().value()
            self._show(shown)
            self._scroll.verticalScrollBar().setValue(position)
        else:
            self._shown = shown
            self._describe()

    def request_save(self) -> bool:
        """Request saving, or show at the fields why that is impossible and return False."""
        self._strict = True
        faults = self._faults
        self._validate()
        if faults:
            self.form.focus_field(faults[0].path)
            return False
        if self.dirty:
            self.save_requested.emit()
        return True

    def prompt_to_save(self) -> None:
        """Ask whether to save the changes; ``unsaved_prompt`` emits the answer."""
        # One Save button at a time.
        self.save_bar.hide()
        self.unsaved_prompt.ask("Your changes to this question aren't saved.")

    def _show(self, shown: EditorContent, *, edited: bool = False) -> None:
        self._set_content(shown, edited=edited)
        self.form.show_fields(shown.fields, shown.bank.sections, shown.others)
        self._scroll.verticalScrollBar().setValue(0)
        self._update_status()

    def _set_content(self, shown: EditorContent, *, edited: bool) -> None:
        self._pause_timer.stop()
        self._shown, self._edited, self._strict = shown, edited, False
        self.unsaved_prompt.hide()

    def _update_status(self) -> None:
        """Show the status of the question, and the actions that are possible."""
        shown = self._shown
        if shown is None:
            return
        self.form.set_editable(shown.editable)
        self.note.show_text(shown.note, shown.note_kind)
        self._note_row.setVisible(bool(shown.note))
        self.restore.setVisible(shown.saved is not None and shown.editable and shown.changed)
        self._describe()
        self._validate()

    def _lay_out(self) -> None:
        note = QWidget()
        self._note_row = note
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
        # The scroll bar stands in the margin, so that fields end where other parts do.
        reserve_scroll_bar(self._scroll)
        body.setContentsMargins(ROW_PADDING, 0, ROW_PADDING - SCROLL_BAR_WIDTH, Spacing.L)
        inner.setMaximumWidth(TEXT_WIDTH + 2 * ROW_PADDING)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.S)
        # Buttons without a border have their own margin around the text.
        column.addLayout(in_column(self.question_actions))
        for part in (self.unsaved_prompt, self.status, note):
            column.addLayout(_inset(part))
        column.addWidget(self._scroll, 1)
        column.addLayout(_inset(self.save_bar))
        set_tab_order_after(None, self)

    def _connect(self) -> None:
        self.form.changed.connect(self._on_edited)
        # A control that was unfolded or added has its position only after layout.
        self.form.keyboard_moved.connect(self._show_keyboard, Qt.ConnectionType.QueuedConnection)
        self._pause_timer.timeout.connect(self._on_pause)
        self.unsaved_prompt.save_requested.connect(self._describe)
        self.unsaved_prompt.keep_editing_requested.connect(self._describe)
        self.save_bar.save.clicked.connect(lambda _checked: self.request_save())
        self.restore.clicked.connect(lambda _checked: self.restore_requested.emit())

    def _on_edited(self) -> None:
        self._edited = True
        self._pause_timer.start()
        self._show_dirty(dirty=True)

    def _on_pause(self) -> None:
        self._validate()
        self._describe()
        self.paused.emit()

    def _describe(self) -> None:
        """Show whether the question is new, retired, or unsaved."""
        shown = self._shown
        if shown is None:
            return
        dirty = self.dirty
        self.question_actions.show_question(shown, dirty=dirty)
        self._show_dirty(dirty=dirty)
        if shown.saved is None:
            self.status.show_text("New question")
        elif shown.retired:
            self.status.show_text(
                "Retired: this question is no longer asked. Your answers to it are kept."
            )
        else:
            self.status.show_text("")
        self.status.setVisible(bool(self.status.plain))

    def _show_dirty(self, *, dirty: bool) -> None:
        self.question_actions.show_dirty(dirty=dirty)
        if not dirty:
            self.save_bar.show_saved()
            if self.window().focusWidget() is self.save_bar.save:
                self.question_actions.focus_first()
        elif not self.save_bar.unsaved:
            self.save_bar.show_unsaved()
            # The bar takes its room from the form.
            self._column.activate()
            self._show_keyboard()

    @Slot()
    def _show_keyboard(self) -> None:
        """Scroll to the control with the keyboard."""
        focused: QWidget | None = self.window().focusWidget()
        if focused is not None and self.form.isAncestorOf(focused):
            self._scroll.ensureWidgetVisible(focused, 0, Spacing.XXL)

    def _validate(self) -> None:
        """Show warnings, and also faults once the person tried to save."""
        faults = self._faults if self._strict else ()
        warnings: dict[FieldPath, str] = {}
        try:
            question = question_from_fields(complete_fields(self.form.fields), "new")
        except ValidationError:
            question = None
        if question is not None and self._shown is not None and self._shown.editable:
            for warning in lint_bank(as_bank(question)):
                sentence = f"{warning.what[0].upper()}{warning.what[1:]}; {warning.remedy}."
                warnings.setdefault(warning.path, sentence)
        self.form.show_messages(faults, warnings)

    @property
    def _faults(self) -> tuple[FieldFault, ...]:
        others = None if self._shown is None else self._shown.others
        return field_faults(self.form.fields, others)


def _inset(part: QWidget) -> QHBoxLayout:
    """Return a part in a row of its own, aligned with the form."""
    row = in_column(part)
    row.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
    return row


class UnsavedChangesGuard(QObject):
    """Asks the person to save or discard changes before something else is shown.

    GUI thread only.
    """

    prompted = Signal()
    """The person was asked; the editor shows the question until there is an answer."""
    discarded = Signal()
    """The person discarded the changes."""

    def __init__(self, editor: QuestionEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._pending: Callable[[], object] | None = None
        """What to do once the changes are saved or discarded."""
        editor.unsaved_prompt.save_requested.connect(self._save)
        editor.unsaved_prompt.discard_requested.connect(self._discard)
        editor.unsaved_prompt.keep_editing_requested.connect(self._keep_editing)

    def run_after_saving(self, action: Callable[[], object]) -> None:
        """Run an action that shows something else, once changes are saved or discarded."""
        if not self._editor.dirty:
            action()
            return
        self._pending = action
        self.prompted.emit()
        self._editor.prompt_to_save()

    def saved(self) -> None:
        """Run the pending action: the changes are saved."""
        action, self._pending = self._pending, None
        if action is not None:
            self.run_after_saving(action)

    def cancel(self) -> None:
        """Drop the pending action: saving failed."""
        self._pending = None

    def _save(self) -> None:
        if not self._editor.request_save():
            self.cancel()

    def _discard(self) -> None:
        action, self._pending = self._pending, None
        self.discarded.emit()
        if action is not None:
            action()

    def _keep_editing(self) -> None:
        self.cancel()
        self._editor.form.focus_field()
