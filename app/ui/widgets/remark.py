"""One sentence about a thing, marked by a color and a shape where it is more than plain."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mock_interviewer.app.ui.icons import SMALL, Icon, pixmap
from mock_interviewer.app.ui.theme import Space, roles, set_kind
from mock_interviewer.app.ui.widgets.text import Text

_MARKS = {
    "good": (Icon.SAVED, "good"),
    "hint": (Icon.INFO, "accent"),
    "caution": (Icon.CAUTION, "caution"),
    "bad": (Icon.CAUTION, "bad"),
}
"""The icon of each kind, and the name of the role that tints it."""


class Remark(QWidget):
    """An icon beside wrapped text. Its kinds: good, hint, caution and bad; muted has no icon."""

    def __init__(self, kind: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._icon = QLabel()
        self._text = Text(wrap=True, kind=kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XXS)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self._draw_icon()

    @property
    def plain(self) -> str:
        """The text as it was given."""
        return self._text.plain

    @property
    def kind(self) -> str:
        """What kind of remark it is."""
        return self._kind

    def show_text(self, text: str, kind: str | None = None) -> None:
        """Replace the text, and the kind where one is given."""
        self._text.show_text(text)
        if kind is not None and kind != self._kind:
            self._kind = kind
            set_kind(self._text, kind)
            self._draw_icon()

    def stand_level(self) -> None:
        """Have as much air above as beneath, for one beside a button."""
        self._text.stand_level()
        self._icon.setContentsMargins(0, self._text.contentsMargins().top(), 0, 0)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        mark = _MARKS.get(self._kind)
        self._icon.setVisible(mark is not None)
        if mark is not None:
            which, role = mark
            tint = getattr(roles(), role)
            self._icon.setPixmap(pixmap(which, tint, SMALL, self.devicePixelRatioF()))
