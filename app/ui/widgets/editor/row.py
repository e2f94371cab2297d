"""One entry of a list that is part of a question."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.icons import SMALL, Icon, set_icon
from mock_interviewer.app.ui.theme import Space, roles, set_kind
from mock_interviewer.app.ui.widgets.editor.field import Said
from mock_interviewer.questions.drafted import Fields

Path = tuple[str | int, ...]


class Row(QFrame):
    """Shows the fields of an entry and keeps those that it does not show."""

    changed = Signal()
    """The person wrote something."""
    move_asked = Signal(int)
    """To be one place further up, -1, or down, 1."""
    remove_asked = Signal()

    def __init__(self, what: str, *, movable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = what
        self._movable = movable
        self._kept: Fields = {}
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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XXS)
        row.addLayout(whole, 1)
        row.addLayout(buttons)
        row.setAlignment(buttons, Qt.AlignmentFlag.AlignTop)
        self._up.clicked.connect(lambda _checked: self.move_asked.emit(-1))
        self._down.clicked.connect(lambda _checked: self.move_asked.emit(1))
        self._remove.clicked.connect(lambda _checked: self.remove_asked.emit())
        self._draw_icons()

    @property
    def fields(self) -> Fields:
        """The entry as it is written now."""
        return self._kept | self.written()

    @property
    def blank(self) -> bool:
        """Whether nothing is written here."""
        return not any(self.written().get(key) for key in self.texts)

    texts: tuple[str, ...] = ()
    """The fields without which there is no entry."""

    def show_entry(self, fields: Fields) -> None:
        """Show an entry."""
        self._kept = dict(fields)
        self.say({})
        self.write(fields)

    def keep(self, key: str, value: object) -> None:
        """Remember a field that is not shown."""
        self._kept[key] = value

    def write(self, fields: Fields) -> None:
        """Put the fields into the controls."""
        raise NotImplementedError

    def written(self) -> Fields:
        """Return what the controls say."""
        raise NotImplementedError

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is written in, in the order of the keyboard."""
        raise NotImplementedError

    def stops(self) -> tuple[QWidget, ...]:
        """Return all that the keyboard stops at, in its order."""
        return (*self.controls(), self._up, self._down, self._remove)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first control."""
        self.controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, faults: Mapping[Path, str], doubt: str = "") -> None:
        """Say what is wrong, by the way to it from this entry, or else what is doubtful."""
        self._fault.say(next(iter(faults.values()), ""), doubt)

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
