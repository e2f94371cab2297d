"""The navigation rail at the left of the window, and the pages it leads to."""

from enum import Enum

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, Icon, set_icon
from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.toolkit.shortcuts import EVERYWHERE, Shortcut, declare_shortcuts

RAIL_WIDTH = 168
NARROW_RAIL_WIDTH = 60


class MainPage(Enum):
    """A page that the rail leads to; the value is its visible name."""

    PRACTICE = "Practice"
    LIBRARY = "Library"
    PROGRESS = "Progress"
    QUESTIONS = "Questions"
    SETTINGS = "Settings"


_ICONS = {
    MainPage.PRACTICE: Icon.PRACTICE,
    MainPage.LIBRARY: Icon.LIBRARY,
    MainPage.PROGRESS: Icon.PROGRESS,
    MainPage.QUESTIONS: Icon.QUESTIONS,
    MainPage.SETTINGS: Icon.SETTINGS,
}
_KEYS = {
    MainPage.PRACTICE: "Ctrl+1",
    MainPage.LIBRARY: "Ctrl+2",
    MainPage.PROGRESS: "Ctrl+3",
    MainPage.QUESTIONS: "Ctrl+4",
    MainPage.SETTINGS: "Ctrl+,",
}


class NavigationRail(QWidget):
    """The rail with a button for each page; the settings are at the bottom.

    In a narrow window only the icons are shown.
    """

    page_requested = Signal(object)
    """A MainPage."""
    shortcuts_requested = Signal()
    """The keyboard shortcuts of the current page are requested."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self._group = QButtonGroup(self)
        self._buttons: dict[MainPage, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(Spacing.XS, Spacing.L, Spacing.XS, Spacing.L)
        column.setSpacing(Spacing.XXS)
        self.keys = _button("Shortcuts")
        self.keys.setToolTip("Keyboard shortcuts of this page (F1 or ?)")
        self.keys.clicked.connect(self.shortcuts_requested)
        for page in MainPage:
            if page is MainPage.SETTINGS:
                column.addStretch(1)
                column.addWidget(self.keys)
            button = _button(page.value)
            button.setCheckable(True)
            button.setToolTip(f"{page.value} ({_KEYS[page]})")
            button.setShortcut(_KEYS[page])
            button.clicked.connect(lambda _checked, page=page: self.page_requested.emit(page))
            self._group.addButton(button)
            self._buttons[page] = button
            column.addWidget(button)
        declare_shortcuts(
            self,
            {
                _KEYS[page]: Shortcut(page.value, button.click)
                for page, button in self._buttons.items()
            },
            EVERYWHERE,
        )
        self.setFixedWidth(RAIL_WIDTH)
        self._draw_icons()

    def select(self, page: MainPage) -> None:
        """Mark the current page."""
        self._buttons[page].setChecked(True)
        self._draw_icons()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show only icons, or icons with names."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(NARROW_RAIL_WIDTH if narrow else RAIL_WIDTH)
        self.keys.setText("" if narrow else "Shortcuts")
        for page, button in self._buttons.items():
            button.setText("" if narrow else page.value)
            # Changing the text removes the shortcut.
            button.setShortcut(_KEYS[page])

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icons again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()

    def _draw_icons(self) -> None:
        colors = roles()
        for page, button in self._buttons.items():
            tint = colors.accent if button.isChecked() else colors.text_muted
            set_icon(button, _ICONS[page], tint, LARGE)
        set_icon(self.keys, Icon.KEYS, colors.text_muted, LARGE)


def _button(name: str) -> QPushButton:
    made = QPushButton(name)
    made.setAutoDefault(True)
    set_kind(made, "rail")
    made.setAccessibleName(name)
    return made
