"""One entry of a list that is part of a question."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.icons import SMALL, Icon, set_icon
from mock_interviewer.app.ui.theme import Space, roles, set_kind
from mock_interviewer.app.ui.widgets.editor.details import Details
from mock_interviewer.app.ui.widgets.editor.field import Path, Said
from mock_interviewer.app.ui.widgets.editor.given import Given
from mock_interviewer.questions.drafted import Fields


class Row(QFrame):
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
        details: Details | None = None,
        *,
        movable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``details`` are further fields, for which the button stands among the controls."""
        super().__init__(parent)
        self._what = what
        self._movable = movable
        self._given = Given()
        self._details = details
        self._fault = Said()
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.XXS)
        self._up, self._down, self._remove = _button(), _button(), _button()
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self._up, self._down, self._remove):
            buttons.addWidget(button)
        whole = QVBoxLayout()
        whole.setSpacing(Space.XXS)
        whole.addLayout(self.body)
        whole.addWidget(self._fault)
        # Tab goes through the parts in the order in which they are added.
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.XXS)
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
    def fields(self) -> Fields:
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

    def show_entry(self, fields: Fields) -> None:
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

    def write(self, fields: Fields) -> None:
        """Put the fields into the controls."""
        raise NotImplementedError

    def written(self) -> Fields:
        """Return what the controls say."""
        raise NotImplementedError

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is always written in; the first takes the keyboard."""
        raise NotImplementedError

    def take_keyboard(self, path: Path = ()) -> None:
        """Put the keyboard on the field that a way leads to, else on the first control."""
        if self._details is not None and self._details.has(path):
            self._details.take_keyboard(path)
        else:
            self.controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, faults: Mapping[Path, str], doubts: Mapping[str, str]) -> None:
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
            _name(button, f"Move {self._what} {number} {what}")
        _name(self._remove, f"Take out {self._what} {number}")
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


def _name(button: QPushButton, name: str) -> None:
    button.setAccessibleName(name)
    button.setToolTip(name)
