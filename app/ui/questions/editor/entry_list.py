"""A list of a question's entries, with an editable row for each."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.questions.editor.entry_details import EntryDetails
from mock_interviewer.app.ui.questions.editor.fields import (
    FieldMessage,
    FieldPath,
    Messages,
    OriginalFields,
    ValueField,
    messages_below,
)
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import SMALL, Icon, set_icon
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.questions.question_fields import QuestionFields


class EntryRow(QFrame):
    """Shows the fields of an entry, and keeps those that have no control."""

    changed = Signal()
    """The person edited a field."""
    tab_stops_changed = Signal()
    """Controls that take the keyboard were shown, hidden, added, or removed."""
    move_requested = Signal(int)
    """Move the row up by one, -1, or down, 1."""
    remove_requested = Signal()

    minor_fields: tuple[str, ...] = ("id",)
    """Fields that do not count as content: a row with only these is blank."""

    def __init__(
        self,
        what: str,
        details: EntryDetails | None = None,
        *,
        movable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``details`` are further fields; the subclass places their ``toggle``."""
        super().__init__(parent)
        self._what = what
        self._movable = movable
        self._given = OriginalFields()
        self.details = details
        self._message = FieldMessage()
        self.body = QVBoxLayout()
        self.body.setSpacing(Spacing.XXS)
        self.up, self.down, self.remove = _button(), _button(), _button()
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self.up, self.down, self.remove):
            buttons.addWidget(button)
        whole = QVBoxLayout()
        whole.setSpacing(Spacing.XXS)
        whole.addLayout(self.body)
        whole.addWidget(self._message)
        # Tab goes through the parts in the order in which they are added.
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Spacing.XXS)
        grid.setColumnStretch(0, 1)
        grid.addLayout(whole, 0, 0)
        if details is not None:
            grid.addWidget(details, 1, 0, 1, 2)
            details.changed.connect(self.changed)
            details.tab_stops_changed.connect(self.tab_stops_changed)
        grid.addLayout(buttons, 0, 1, Qt.AlignmentFlag.AlignTop)
        self.up.clicked.connect(lambda _checked: self.move_requested.emit(-1))
        self.down.clicked.connect(lambda _checked: self.move_requested.emit(1))
        self.remove.clicked.connect(lambda _checked: self.remove_requested.emit())
        self._draw_icons()

    @property
    def fields(self) -> QuestionFields:
        """The entry as it is now."""
        more = {} if self.details is None else self.details.changes
        return self._given.fields(self.values()) | more

    @property
    def blank(self) -> bool:
        """Whether the row has no content."""
        return not any(value for key, value in self.fields.items() if key not in self.minor_fields)

    def show_entry(self, fields: QuestionFields) -> None:
        """Show an entry, without emitting ``changed``."""
        blocker = QSignalBlocker(self)
        self._given.load(fields)
        if self.details is not None:
            self.details.show_entry(fields)
        self.show_messages({}, {})
        self.show_values(fields)
        self._given.set_shown(self.values())
        blocker.unblock()

    def set_hidden(self, key: str, value: object) -> None:
        """Set a field that has no control."""
        self._given.set(key, value)

    def show_values(self, fields: QuestionFields) -> None:
        """Show the fields in the controls that are always visible."""
        raise NotImplementedError

    def values(self) -> QuestionFields:
        """Return the values of the controls that are always visible."""
        raise NotImplementedError

    def controls(self) -> tuple[QWidget, ...]:
        """Return the controls that are always visible; the first takes the keyboard."""
        raise NotImplementedError

    def focus_field(self, path: FieldPath = ()) -> None:
        """Give the keyboard to the field that a path leads to, else to the first control."""
        if self.details is not None and self.details.has(path):
            self.details.focus_field(path)
        else:
            self.controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_messages(self, faults: Messages, warnings: Messages) -> None:
        """Show what is wrong, or else a warning, by the paths from this entry."""
        details = self.details

        def first(messages: Messages) -> str:
            own = (each for path, each in messages.items() if not (details and details.has(path)))
            return next(own, "")

        fault, warning = first(faults), first(warnings)
        self._message.show_message(fault, warning)
        self.controls()[0].setAccessibleDescription(fault or warning)
        if details is not None:
            details.show_messages(faults, warnings)

    @property
    def message(self) -> str:
        """What is shown about the entry; "" for nothing."""
        return self._message.sentence

    def set_position(self, number: int, count: int) -> None:
        """Name the row and its buttons as entry ``number``, from 1, of ``count``."""
        for button, direction in ((self.up, "up"), (self.down, "down")):
            button.setVisible(self._movable)
            _name_button(button, f"Move {self._what} {number} {direction}")
        _name_button(self.remove, f"Remove {self._what} {number}")
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)
        self.setAccessibleName(f"{self._what} {number} of {count}")
        if self.details is not None:
            self.details.name_entry(f"{self._what} {number}")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icons in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "remove"):
            self._draw_icons()

    def _draw_icons(self) -> None:
        tint = roles().text_muted
        icons = ((self.up, Icon.FOLD), (self.down, Icon.UNFOLD), (self.remove, Icon.CLOSE))
        for button, which in icons:
            set_icon(button, which, tint, SMALL)


def _button() -> QPushButton:
    button = QPushButton()
    set_kind(button, "icon")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoDefault(True)
    return button


def _name_button(button: QPushButton, name: str) -> None:
    button.setAccessibleName(name)
    button.setToolTip(name)


class EntryList(ValueField):
    """A list of rows, whose value is the entries that are not blank.

    Rows are created when first needed, and reused for other entries.
    """

    def __init__(
        self,
        title: str,
        about: str,
        add: str,
        create_row: Callable[[], EntryRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._create_row = create_row
        self._rows: list[EntryRow] = []
        self._spare: list[EntryRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(Spacing.S)
        self.add = QPushButton(add)
        set_kind(self.add, "link")
        self.add.setAccessibleName(add)
        self.add.setAutoDefault(True)
        self.add.clicked.connect(lambda _checked: self._add())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XS)
        if title:
            column.addWidget(TextLabel(title, FontSize.BODY, strong=True))
        column.addWidget(TextLabel(about, wrap=True, kind="muted"))
        column.addLayout(self._list)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def rows(self) -> tuple[EntryRow, ...]:
        """The rows, from the top."""
        return tuple(self._rows)

    @property
    def nonblank(self) -> tuple[EntryRow, ...]:
        """The rows with content."""
        return tuple(row for row in self._rows if not row.blank)

    @property
    def value(self) -> list[Any]:
        """The entries as they are now, without blank ones."""
        return [row.fields for row in self.nonblank]

    def show_value(self, value: Any) -> None:
        """Show these entries."""
        entries = value or ()
        while len(self._rows) > len(entries):
            self._put_away(self._rows[-1])
        while len(self._rows) < len(entries):
            self._insert_row(len(self._rows))
        for row, fields in zip(self._rows, entries, strict=True):
            row.show_entry(fields)
        self._number_rows()

    def show_messages(self, faults: Messages, warnings: Messages) -> None:
        """Show messages at their entries."""
        for number, row in enumerate(self.nonblank):
            row.show_messages(messages_below(faults, number), messages_below(warnings, number))

    def focus_field(self, path: FieldPath = ()) -> None:
        """Give the keyboard to the field that a path leads to, else to the Add button."""
        rows = self.nonblank
        if path and isinstance(path[0], int) and path[0] < len(rows):
            rows[path[0]].focus_field(path[1:])
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        row = self._insert_row(len(self._rows))
        row.show_entry({})
        self._number_rows()
        self.tab_stops_changed.emit()
        row.focus_field()

    def _insert_row(self, index: int) -> EntryRow:
        row = self._spare.pop() if self._spare else self._new_row()
        self._rows.insert(index, row)
        self._list.insertWidget(index, row)
        row.show()
        return row

    def _new_row(self) -> EntryRow:
        row = self._create_row()
        row.changed.connect(self.changed)
        row.tab_stops_changed.connect(self.tab_stops_changed)
        row.move_requested.connect(lambda by: self._move(row, by))
        row.remove_requested.connect(lambda: self._remove(row))
        return row

    def _put_away(self, row: EntryRow) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        self._spare.append(row)

    def _move(self, row: EntryRow, by: int) -> None:
        index = self._rows.index(row) + by
        if 0 <= index < len(self._rows):
            focused: QWidget | None = self.window().focusWidget()
            self._rows.remove(row)
            self._rows.insert(index, row)
            self._list.removeWidget(row)
            self._list.insertWidget(index, row)
            self._number_rows()
            self.tab_stops_changed.emit()
            if focused is not None and focused.isEnabled():
                focused.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def _remove(self, row: EntryRow) -> None:
        index = self._rows.index(row)
        self._put_away(row)
        self._number_rows()
        if self._rows:
            self._rows[min(index, len(self._rows) - 1)].focus_field()
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _number_rows(self) -> None:
        for number, row in enumerate(self._rows, 1):
            row.set_position(number, len(self._rows))
