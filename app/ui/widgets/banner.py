"""A banner with one sentence and up to two actions."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import LARGE, SMALL, Icon, pixmap, set_icon
from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.widgets.labels import TextLabel

_ICONS = {
    NoticeKind.INFO: Icon.INFO,
    NoticeKind.CAUTION: Icon.CAUTION,
    NoticeKind.ERROR: Icon.ERROR,
}
_WORDS = {
    NoticeKind.INFO: "Note",
    NoticeKind.CAUTION: "Caution",
    NoticeKind.ERROR: "Problem",
}


_NARROW = 560
"""Width below which the buttons are below the text."""


class Banner(QFrame):
    """A message with actions, hidden until there is one.

    Its kind is shown by the shape of the icon as well as by its color, and read by screen readers.
    """

    dismissed = Signal()
    """The person closed the banner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = NoticeKind.INFO
        self._buttons: list[QPushButton] = []
        set_kind(self, "raised")
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text = TextLabel(wrap=True)
        self._text.center_vertically()
        self._more = TextLabel(kind="muted", tabular=True)
        self._more.setToolTip("More messages appear after you dismiss this one")
        self._more.hide()
        self._close = QPushButton()
        set_kind(self._close, "quiet")
        self._close.setAccessibleName("Dismiss")
        self._close.setToolTip("Dismiss")
        self._close.clicked.connect(self._dismiss)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(Spacing.S)
        self._message = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._message.addWidget(self._text, 1)
        self._message.addLayout(self._actions)
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.M, Spacing.XS, Spacing.XS, Spacing.XS)
        row.setSpacing(Spacing.S)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._message, 1)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fit(_NARROW)
        self.hide()

    @property
    def text(self) -> str:
        """The message; empty while hidden."""
        return "" if self.isHidden() else self._text.plain

    def say(
        self,
        kind: NoticeKind,
        text: str,
        *actions: tuple[str, Callable[[], object]],
        closable: bool = True,
    ) -> None:
        """Show ``text``, with a button for each of ``actions`` (a label and a callable).

        An & in a label marks the letter that presses the button with Alt.
        """
        self._kind = kind
        self._text.show_text(text)
        self.setAccessibleName(f"{_WORDS[kind]}: {text}")
        for button in self._buttons:
            self._actions.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._add_button(label, act) for label, act in actions]
        self._close.setVisible(closable)
        self._draw_icons()
        self.show()

    def count_more(self, count: int) -> None:
        """Show how many more messages follow once this one is dismissed."""
        self._more.show_text(f"{count} more" if count else "")
        self._more.setVisible(count > 0)
        self._close.setAccessibleName(f"Dismiss, {count} more to read" if count else "Dismiss")

    def take_keyboard(self) -> bool:
        """Focus the first action; return False if there is none."""
        if self.isHidden() or not self._buttons:
            return False
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear(self) -> None:
        """Hide the banner without emitting ``dismissed``."""
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Move the buttons beside or below the text."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icons in the new colors."""
        if event.type() == QEvent.Type.PaletteChange and not self.isHidden():
            self._draw_icons()
        super().changeEvent(event)

    def _fit(self, width: int) -> None:
        beside = width >= _NARROW
        direction = QBoxLayout.Direction
        self._message.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._message.setSpacing(Spacing.S if beside else Spacing.XS)
        left = Qt.AlignmentFlag.AlignLeft
        self._message.setAlignment(self._actions, Qt.AlignmentFlag(0) if beside else left)

    def _add_button(self, label: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(label)
        button.setAccessibleName(label.replace("&", ""))
        button.setAutoDefault(True)
        button.clicked.connect(lambda _checked: act())
        self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button

    def _draw_icons(self) -> None:
        colors = roles()
        tint = {
            NoticeKind.INFO: colors.accent,
            NoticeKind.CAUTION: colors.caution,
            NoticeKind.ERROR: colors.bad,
        }[self._kind]
        self._icon.setPixmap(pixmap(_ICONS[self._kind], tint, LARGE, self.devicePixelRatioF()))
        set_icon(self._close, Icon.CLOSE, colors.text_muted, SMALL)

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
