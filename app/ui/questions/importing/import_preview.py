"""The preview of an import: what was understood, what to change, and where to keep it."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.questions.importing.column_matching import ColumnMatching
from mock_interviewer.app.ui.questions.importing.line_list import (
    ROLE_LABELS,
    LineList,
    LineModel,
)
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import (
    ENTER_KEYS,
    Shortcut,
    ShortcutAction,
)
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton, labeled_button
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.flow_layout import FlowLayout
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea
from mock_interviewer.app.ui.widgets.text_fields import SingleLineEdit
from mock_interviewer.questions.importing.import_draft import ImportDraft, LineRole, mark_known
from mock_interviewer.questions.importing.question_table import with_column

_MOST_NAME = 60
_FIELD_WIDTH, _ROLE_WIDTH = 200, 160
_WHOLE_ROLES = (LineRole.QUESTION, LineRole.LEFT_OUT)


class ImportPreview(QWidget):
    """Shows a draft and changes it as the person says. GUI thread only."""

    keep_requested = Signal(object, str, str)
    """The ImportDraft to keep, the id of a bank, "" for a new one, and the name of a new one."""
    canceled = Signal()

    def __init__(
        self, questions_of: Callable[[str], Collection[str]], parent: QWidget | None = None
    ) -> None:
        """``questions_of`` returns the questions of a bank, as ``same_question`` does."""
        super().__init__(parent)
        self._questions_of = questions_of
        self._draft = ImportDraft("", "", ())
        self.summary = TextLabel(size=FontSize.BODY, strong=True, wrap=True)
        self.details = TextLabel(wrap=True, kind="muted")
        self.details.center_vertically()
        self.next_doubt = labeled_button("Next to check")
        set_kind(self.next_doubt, "link")
        self.banks: Picker[str] = Picker("Bank for the questions")
        self.name = SingleLineEdit("Name of the new bank", "Name of the new bank")
        self.name.setMaxLength(_MOST_NAME)
        for field in (self.banks, self.name):
            field.setFixedWidth(_FIELD_WIDTH)
        self.columns = ColumnMatching()
        self.model = LineModel(self)
        self.list = LineList(self.model)
        self.ask = KeyHintButton("Q", "Question")
        self.join = KeyHintButton("J", "Join to above")
        self.leave = KeyHintButton("Del", "Leave out")
        self.roles: Picker[LineRole] = Picker("What the line is")
        self.roles.setFixedWidth(_ROLE_WIDTH)
        self._wrong = StatusLabel("bad")
        self._wrong.hide()
        self.keep = KeyHintButton("Enter", "Keep", primary=True)
        self.cancel = KeyHintButton("Esc", "Cancel")
        self._lay_out()
        self._connect()

    @property
    def draft(self) -> ImportDraft:
        """The draft as it is now."""
        return self._draft

    @property
    def wrong(self) -> str:
        """Why nothing was kept; "" if nothing is shown."""
        return "" if self._wrong.isHidden() else self._wrong.plain

    def show_draft(
        self, draft: ImportDraft, banks: Sequence[tuple[str, str]], chosen: str = ""
    ) -> None:
        """Show what was understood; ``banks``, ids with names, can take the questions."""
        self._draft = draft
        self.banks.offer([("", "New bank"), *banks], chosen, apart=len(banks))
        self.name.setText(draft.name[:_MOST_NAME])
        self._show_bank()
        draft = self._draft
        first = draft.doubtful[0] if draft.doubtful else self._first_question()
        self.list.choose(first)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_wrong(self, sentence: str) -> None:
        """Show why nothing was kept; "" for nothing."""
        self._wrong.show_text(sentence)
        self._wrong.setVisible(bool(sentence))
        self.keep.setEnabled(self._draft.count > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the questions on Enter, unless a button has the focus."""
        if event.key() in ENTER_KEYS:
            focused = self.focusWidget()
            (focused if isinstance(focused, QPushButton) else self.keep).click()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Spacing.XS)
        head.addWidget(self.details, 1)
        head.addWidget(self.next_doubt, 0, Qt.AlignmentFlag.AlignVCenter)
        target = QHBoxLayout()
        target.setSpacing(Spacing.XS)
        target.addWidget(TextLabel("Put them into"))
        target.addWidget(self.banks)
        target.addWidget(self.name)
        target.addStretch(1)
        actions = QWidget()
        flow = FlowLayout(actions)
        for part in (self.ask, self.join, self.leave, self.roles):
            flow.addWidget(part)
        ends = QHBoxLayout()
        ends.setSpacing(Spacing.XS)
        ends.addWidget(self.keep)
        ends.addWidget(self.cancel)
        ends.addStretch(1)
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(Spacing.XS)
        above.addWidget(self.summary)
        above.addLayout(head)
        above.addWidget(self.columns)
        above.addWidget(self.list, 1)
        above.addWidget(actions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XS)
        column.addWidget(PageScrollArea(upper), 1)
        column.addLayout(target)
        column.addWidget(self._wrong)
        column.addLayout(ends)

    def _connect(self) -> None:
        keys: dict[int, ShortcutAction] = {
            Qt.Key.Key_Q: Shortcut("Make the line a question", self.ask.click),
            Qt.Key.Key_J: Shortcut("Join the line to the question above", self.join.click),
            Qt.Key.Key_Delete: Shortcut("Leave the line out, or put it back", self.leave.click),
            Qt.Key.Key_Backspace: self.leave.click,
            Qt.Key.Key_N: Shortcut(
                "Go to the next line to check", self._go_on, lambda: bool(self._draft.doubtful)
            ),
        }
        self.list.set_keys(keys)
        self.ask.clicked.connect(lambda _checked: self._give(LineRole.QUESTION))
        self.join.clicked.connect(
            lambda _checked: self._change(self._draft.joined(self.list.chosen))
        )
        self.leave.clicked.connect(
            lambda _checked: self._change(self._draft.leave_out(self.list.chosen))
        )
        self.roles.chosen.connect(lambda: self._give(self.roles.value))
        self.next_doubt.clicked.connect(lambda _checked: self._go_on())
        self.columns.chosen.connect(lambda at, key: self._change(with_column(self._draft, at, key)))
        self.banks.chosen.connect(self._show_bank)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_actions())
        self.keep.clicked.connect(lambda _checked: self._keep())
        self.cancel.clicked.connect(lambda _checked: self.canceled.emit())

    def _give(self, role: LineRole | None) -> None:
        if role is not None:
            self._change(self._draft.with_role(self.list.chosen, role))

    def _change(self, draft: ImportDraft) -> None:
        bank = self.banks.value
        self._draft = mark_known(draft, self._questions_of(bank) if bank else ())
        self.show_wrong("")
        self._refresh()

    def _refresh(self) -> None:
        draft = self._draft
        self.model.show_draft(draft)
        self.summary.show_text(f"{counted(draft.count, 'question')} in {draft.source}")
        self.details.show_text(_details(draft))
        self.next_doubt.setVisible(bool(draft.doubtful))
        samples = [_sample(draft, at) for at in range(len(draft.columns))]
        self.columns.show_columns(draft.columns, samples)
        self.keep.show_label(f"Keep {counted(draft.count, 'question')}")
        self.keep.setEnabled(draft.count > 0)
        self._show_actions()

    def _show_actions(self) -> None:
        """Show what can be done with the selected lines."""
        draft = self._draft
        chosen = [at for at in self.list.chosen if at < len(draft.lines)]
        lines = [draft.lines[at] for at in chosen]
        self.ask.setEnabled(any(draft.can_ask(at) for at in chosen))
        self.join.setEnabled(any(draft.can_join(at) for at in chosen))
        self.leave.setEnabled(bool(chosen))
        out = bool(lines) and all(line.role is LineRole.LEFT_OUT for line in lines)
        self.leave.show_label("Put back" if out else "Leave out")
        self.roles.setEnabled(bool(chosen))
        whole = any(line.whole is not None for line in lines)
        offered = _WHOLE_ROLES if whole else tuple(ROLE_LABELS)
        role = lines[0].role if lines else None
        self.roles.offer([(each, ROLE_LABELS[each]) for each in offered], role)

    def _show_bank(self) -> None:
        self.name.setVisible(not self.banks.value)
        self._change(self._draft)

    def _first_question(self) -> int:
        asked = (at for at, row in enumerate(self.model.rows) if row.number)
        return next(asked, 0)

    def _go_on(self) -> None:
        """Select the next line with a doubt, or the first."""
        doubtful = self._draft.doubtful
        if doubtful:
            at = self.list.currentIndex().row()
            self.list.choose(next((each for each in doubtful if each > at), doubtful[0]))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        name = self.name.line
        if not self.banks.value and not name:
            self.show_wrong("Name the new bank first.")
            self.name.setFocus()
            return
        self.keep.setEnabled(False)
        self.keep_requested.emit(self._draft, self.banks.value or "", name)


def _details(draft: ImportDraft) -> str:
    """Return what else there is to know about a draft, as sentences."""
    unmatched = sum(bool(column.doubt) for column in draft.columns)
    parts = [
        f"{counted(len(draft.left_out), 'line')} left out" if draft.left_out else "",
        f"{len(draft.doubtful)} to check" if draft.doubtful else "",
        f"{counted(unmatched, 'column')} to match" if unmatched else "",
    ]
    said = " · ".join(filter(None, parts)) or "Nothing to check"
    if draft.columns and not any(column.key == "text" for column in draft.columns):
        said = "Choose the column that holds the questions"
    return f"{said}. {draft.remark} Nothing is kept yet.".replace("  ", " ")


def _sample(draft: ImportDraft, column: int) -> str:
    """Return the first cell of a column."""
    cells = (line.cells[column] for line in draft.lines if line.number != draft.header)
    return next(filter(None, cells), "")
