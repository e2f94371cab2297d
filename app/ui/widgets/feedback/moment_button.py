"""The button that plays a moment of the recording."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from mock_interviewer.app.ui.icons import Icon, set_icon
from mock_interviewer.app.ui.phrases import clock
from mock_interviewer.app.ui.theme import Type, font, roles, set_kind

_SIGN = 12
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class MomentButton(QPushButton):
    """Says when it is, as 0:12, and plays from there: by a click, by Space and by Enter.

    A click leaves the keyboard where it was, so that the page's keys go on working.
    """

    play_asked = Signal(float)
    """Seconds from the start of the recording."""
    focus_changed = Signal(bool)

    def __init__(self, seconds: float, what: str, parent: QWidget | None = None) -> None:
        super().__init__(clock(seconds), parent)
        set_kind(self, "moment")
        self.setFont(font(Type.BASE, tabular=True))
        # The sign stands behind the time.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"Hear it at {clock(seconds)}: {what}")
        self.clicked.connect(lambda: self.play_asked.emit(seconds))
        self._draw_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the arrows to the page, which seeks; Qt would move the focus by them."""
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell of it."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell of it."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self, Icon.PLAY, roles().accent, _SIGN)
