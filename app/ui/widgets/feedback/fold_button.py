"""The button that unfolds what stands beneath it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from mock_interviewer.app.ui.icons import Icon, set_icon
from mock_interviewer.app.ui.theme import roles, set_kind

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class FoldButton(QToolButton):
    """A chevron that points to what would unfold; checked while it is unfolded.

    ``what`` is what it unfolds, for people who do not see it. Enter works as Space does; a click
    leaves the keyboard where it was.
    """

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = what
        set_kind(self, "fold")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self._show_state)
        self._show_state()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Unfold by Enter too, and leave the arrows to the page."""
        if event.key() in _ENTER:
            self.click()
        elif event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_state()

    def _show_state(self) -> None:
        unfolded = self.isChecked()
        self.setAccessibleName(f"{'Less' if unfolded else 'More'}: {self._what}")
        set_icon(self, Icon.FOLD if unfolded else Icon.UNFOLD, roles().text_muted)
