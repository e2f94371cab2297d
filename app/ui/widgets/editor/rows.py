"""A list that is part of a question, one row for each entry."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space, Type, set_kind
from mock_interviewer.app.ui.widgets.editor.field import Path
from mock_interviewer.app.ui.widgets.editor.row import Row
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.questions.drafted import Fields


class Rows(QWidget):
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
        make: Callable[[], Row],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._rows: list[Row] = []
        self._spare: list[Row] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.S)
        self.add = QPushButton(add)
        set_kind(self.add, "link")
        self.add.setAccessibleName(add)
        self.add.setAutoDefault(True)
        self.add.clicked.connect(lambda _checked: self._add())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        if title:
            column.addWidget(Text(title, Type.BODY, strong=True))
        column.addWidget(Text(about, wrap=True, kind="muted"))
        column.addLayout(self._list)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, from above."""
        return tuple(self._rows)

    @property
    def written(self) -> tuple[Row, ...]:
        """The rows in which something is written."""
        return tuple(row for row in self._rows if not row.blank)

    @property
    def entries(self) -> list[Fields]:
        """The entries as they are written now; rows without any text are none."""
        return [row.fields for row in self.written]

    def show_entries(self, entries: Sequence[Fields]) -> None:
        """Show these entries."""
        while len(self._rows) > len(entries):
            self._put_away(self._rows[-1])
        while len(self._rows) < len(entries):
            self._take(len(self._rows))
        for row, fields in zip(self._rows, entries, strict=True):
            row.show_entry(fields)
        self._number()

    def say(self, faults: Mapping[Path, str], doubts: Mapping[str, str]) -> None:
        """Say what is wrong, by the way from this list, and what is doubtful, by entries' ids."""
        for number, row in enumerate(self.written):
            own = {path[1:]: said for path, said in faults.items() if path[:1] == (number,)}
            row.say(own, doubts)

    def take_keyboard(self, path: Path = ()) -> None:
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

    def _take(self, place: int) -> Row:
        row = self._spare.pop() if self._spare else self._made()
        self._rows.insert(place, row)
        self._list.insertWidget(place, row)
        row.show()
        return row

    def _made(self) -> Row:
        row = self._make()
        row.changed.connect(self.changed)
        row.arranged.connect(self.arranged)
        row.move_asked.connect(lambda by: self._move(row, by))
        row.remove_asked.connect(lambda: self._remove(row))
        return row

    def _put_away(self, row: Row) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        self._spare.append(row)

    def _move(self, row: Row, by: int) -> None:
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

    def _remove(self, row: Row) -> None:
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
