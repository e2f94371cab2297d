"""The narrow column by which one goes from page to page."""

from enum import Enum

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.icons import LARGE, Icon, set_icon
from mock_interviewer.app.ui.theme import Space, roles, set_kind

WIDTH = 168
NARROW_WIDTH = 60


class Place(Enum):
    """A page that the rail leads to: its name for people."""

    PRACTICE = "Practice"
    LIBRARY = "Library"
    PROGRESS = "Progress"
    QUESTIONS = "Questions"
    SETTINGS = "Settings"


_ICONS = {
    Place.PRACTICE: Icon.PRACTICE,
    Place.LIBRARY: Icon.LIBRARY,
    Place.PROGRESS: Icon.PROGRESS,
    Place.QUESTIONS: Icon.QUESTIONS,
    Place.SETTINGS: Icon.SETTINGS,
}
_SHORTCUTS = {
    Place.PRACTICE: "Ctrl+1",
    Place.LIBRARY: "Ctrl+2",
    Place.PROGRESS: "Ctrl+3",
    Place.QUESTIONS: "Ctrl+4",
    Place.SETTINGS: "Ctrl+,",
}


class Rail(QWidget):
    """Settings stand at the foot; where there is little width the names give way to icons."""

    asked = Signal(object)
    """A Place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self._group = QButtonGroup(self)
        self._buttons: dict[Place, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS, Space.L, Space.XS, Space.L)
        column.setSpacing(Space.XXS)
        for place in Place:
            if place is Place.SETTINGS:
                column.addStretch(1)
            button = QPushButton(place.value)
            button.setCheckable(True)
            button.setAutoDefault(True)
            set_kind(button, "rail")
            button.setAccessibleName(place.value)
            button.setToolTip(f"{place.value} ({_SHORTCUTS[place]})")
            button.setShortcut(_SHORTCUTS[place])
            button.clicked.connect(lambda _checked, place=place: self.asked.emit(place))
            self._group.addButton(button)
            self._buttons[place] = button
            column.addWidget(button)
        self.setFixedWidth(WIDTH)
        self._draw_icons()

    def show_place(self, place: Place) -> None:
        """Mark where the person is."""
        self._buttons[place].setChecked(True)
        self._draw_icons()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons only, or icons with names."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(NARROW_WIDTH if narrow else WIDTH)
        for place, button in self._buttons.items():
            button.setText("" if narrow else place.value)
            # Changing the text takes the shortcut away.
            button.setShortcut(_SHORTCUTS[place])

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icons again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()

    def _draw_icons(self) -> None:
        colors = roles()
        for place, button in self._buttons.items():
            tint = colors.accent if button.isChecked() else colors.text_muted
            set_icon(button, _ICONS[place], tint, LARGE)
