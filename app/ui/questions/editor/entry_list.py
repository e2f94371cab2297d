"""A list of entries in a question, one editable row each."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.questions.editor.entry_details import EntryDetails
from mock_interviewer.app.ui.questions.editor.fields import FieldMessage, FieldPath, OriginalFields
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import SMALL, Icon, set_icon
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.questions.question_fields import QuestionFields


class EntryRow(QFrame):
    """Shows the fields of an entry and keeps those that it does not show."""

    changed = Signal()
    """The person wrote something."""
    arranged = Signal()
    """There is more or less in it at which the keyboard stops."""
    move_asked = Signal(int)
    """To be one place further up, -1, or down, 1."""
    remove_asked = Signal()

    def __init__(
        self,
        what: str,
        details: EntryDetails | None = None,
        *,
        movable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``details`` are further fields, for which the button stands among the controls."""
        super().__init__(parent)
        self._what = what
        self._movable = movable
        self._given = OriginalFields()
        self._details = details
        self._fault = FieldMessage()
        self.body = QVBoxLayout()
        self.body.setSpacing(Spacing.XXS)
        self._up, self._down, self._remove = _button(), _button(), _button()
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self._up, self._down, self._remove):
            buttons.addWidget(button)
        whole = QVBoxLayout()
        whole.setSpacing(Spacing.XXS)
        whole.addLayout(self.body)
        whole.addWidget(self._fault)
        # Tab goes through the parts in the order in which they are added.
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Spacing.XXS)
        grid.setColumnStretch(0, 1)
        grid.addLayout(whole, 0, 0)
        if details is not None:
            grid.addWidget(details, 1, 0, 1, 2)
            details.changed.connect(self.changed)
            details.arranged.connect(self.arranged)
        grid.addLayout(buttons, 0, 1, Qt.AlignmentFlag.AlignTop)
        self._up.clicked.connect(lambda _checked: self.move_asked.emit(-1))
        self._down.clicked.connect(lambda _checked: self.move_asked.emit(1))
        self._remove.clicked.connect(lambda _checked: self.remove_asked.emit())
        self._draw_icons()

    @property
    def fields(self) -> QuestionFields:
        """The entry as it is written now."""
        more = {} if self._details is None else self._details.changes
        return self._given.fields(self.written()) | more

    @property
    def blank(self) -> bool:
        """Whether nothing is written here."""
        fields = self.fields
        return not any(fields.get(key) for key in self.texts)

    texts: tuple[str, ...] = ()
    """The fields without which there is no entry."""

    def show_entry(self, fields: QuestionFields) -> None:
        """Show an entry; ``changed`` does not tell of it."""
        blocker = QSignalBlocker(self)
        self._given.take(fields)
        if self._details is not None:
            self._details.show_entry(fields)
        self.say({}, {})
        self.write(fields)
        self._given.shown(self.written())
        blocker.unblock()

    def keep(self, key: str, value: object) -> None:
        """Remember a field that is not shown."""
        self._given.keep(key, value)

    def write(self, fields: QuestionFields) -> None:
        """Put the fields into the controls."""
        raise NotImplementedError

    def written(self) -> QuestionFields:
        """Return what the controls say."""
        raise NotImplementedError

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is always written in; the first takes the keyboard."""
        raise NotImplementedError

    def take_keyboard(self, path: FieldPath = ()) -> None:
        """Put the keyboard on the field that a way leads to, else on the first control."""
        if self._details is not None and self._details.has(path):
            self._details.take_keyboard(path)
        else:
            self.controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, faults: Mapping[FieldPath, str], doubts: Mapping[str, str]) -> None:
        """Say what is wrong, by the way to it from here, or else doubtful, by entries' ids."""
        details = self._details
        own = [said for path, said in faults.items() if details is None or not details.has(path)]
        doubt = doubts.get(str(self._given.get("id") or ""), "")
        self._fault.say(own[0] if own else "", doubt)
        self.controls()[0].setAccessibleDescription(own[0] if own else doubt)
        if details is not None:
            details.say(faults, doubts)

    @property
    def said(self) -> str:
        """What is said of the entry; "" where nothing is."""
        return self._fault.sentence

    def place(self, number: int, count: int) -> None:
        """Know that this is entry ``number``, from 1, of ``count``."""
        for button, what in ((self._up, "up"), (self._down, "down")):
            button.setVisible(self._movable)
            _name_button(button, f"Move {self._what} {number} {what}")
        _name_button(self._remove, f"Take out {self._what} {number}")
        self._up.setEnabled(number > 1)
        self._down.setEnabled(number < count)
        self.setAccessibleName(f"{self._what} {number} of {count}")
        if self._details is not None:
            self._details.call(f"{self._what} {number}")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icons again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_remove"):
            self._draw_icons()

    def _draw_icons(self) -> None:
        tint = roles().text_muted
        icons = ((self._up, Icon.FOLD), (self._down, Icon.UNFOLD), (self._remove, Icon.CLOSE))
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


class EntryList(QWidget):
    """Rows are made when they are first needed, and used again for other entries."""

    changed = Signal()
    """The person wrote, added, moved or took out something."""
    arranged = Signal()
    """What the keyboard stops at here is another, or stands elsewhere."""

    def __init__(
        self,
        title: str,
        about: str,
        add: str,
        make: Callable[[], EntryRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
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
        """The rows, from above."""
        return tuple(self._rows)

    @property
    def written(self) -> tuple[EntryRow, ...]:
        """The rows in which something is written."""
        return tuple(row for row in self._rows if not row.blank)

    @property
    def entries(self) -> list[QuestionFields]:
        """The entries as they are written now; rows without any text are none."""
        return [row.fields for row in self.written]

    def show_entries(self, entries: Sequence[QuestionFields]) -> None:
        """Show these entries."""
        while len(self._rows) > len(entries):
            self._put_away(self._rows[-1])
        while len(self._rows) < len(entries):
            self._take(len(self._rows))
        for row, fields in zip(self._rows, entries, strict=True):
            row.show_entry(fields)
        self._number()

    def say(self, faults: Mapping[FieldPath, str], doubts: Mapping[str, str]) -> None:
        """Say what is wrong, by the way from this list, and what is doubtful, by entries' ids."""
        for number, row in enumerate(self.written):
            own = {path[1:]: said for path, said in faults.items() if path[:1] == (number,)}
            row.say(own, doubts)

    def take_keyboard(self, path: FieldPath = ()) -> None:
        """Put the keyboard where a way from this list leads, else on what adds to it."""
        written = self.written
        if path and isinstance(path[0], int) and path[0] < len(written):
            written[path[0]].take_keyboard(path[1:])
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        row = self._take(len(self._rows))
        row.show_entry({})
        self._number()
        self.arranged.emit()
        row.take_keyboard()

    def _take(self, place: int) -> EntryRow:
        row = self._spare.pop() if self._spare else self._made()
        self._rows.insert(place, row)
        self._list.insertWidget(place, row)
        row.show()
        return row

    def _made(self) -> EntryRow:
        row = self._make()
        row.changed.connect(self.changed)
        row.arranged.connect(self.arranged)
        row.move_asked.connect(lambda by: self._move(row, by))
        row.remove_asked.connect(lambda: self._remove(row))
        return row

    def _put_away(self, row: EntryRow) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        self._spare.append(row)

    def _move(self, row: EntryRow, by: int) -> None:
        place = self._rows.index(row) + by
        if 0 <= place < len(self._rows):
            keyboard: QWidget | None = self.window().focusWidget()
            self._rows.remove(row)
            self._rows.insert(place, row)
            self._list.removeWidget(row)
            self._list.insertWidget(place, row)
            self._number()
            self.arranged.emit()
            if keyboard is not None and keyboard.isEnabled():
                keyboard.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def _remove(self, row: EntryRow) -> None:
        place = self._rows.index(row)
        self._put_away(row)
        self._number()
        if self._rows:
            self._rows[min(place, len(self._rows) - 1)].take_keyboard()
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _number(self) -> None:
        """Tell each row its place."""
        for number, row in enumerate(self._rows, 1):
            row.place(number, len(self._rows))
