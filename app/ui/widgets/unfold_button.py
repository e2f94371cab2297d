"""A button that opens or unfolds something beneath it, with a chevron that says so."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mock_interviewer.app.ui.icons import SMALL, Icon, set_icon
from mock_interviewer.app.ui.theme import roles, set_kind

_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"


class UnfoldButton(QPushButton):
    """The chevron points down, or up while the button is checked; ``kind`` is one of set_kind."""

    def __init__(
        self, label: str = "", kind: str = "unfold", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label = ""
        self._accented = kind == "link"
        set_kind(self, kind)
        self.setAutoDefault(True)
        # The chevron stands behind the words.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.show_label(label)
        self.toggled.connect(lambda _checked: self._draw_icon())
        self._draw_icon()

    @property
    def label(self) -> str:
        """What the button says."""
        return self._label

    def show_label(self, label: str) -> None:
        """Say something else."""
        self._label = label
        self.setText(f"{_LEFT_TO_RIGHT}{label}{_LEFT_TO_RIGHT}")
        self.setAccessibleName(label)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the chevron again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_label"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        tint = roles().accent if self._accented else roles().text_muted
        set_icon(self, Icon.FOLD if self.isChecked() else Icon.UNFOLD, tint, SMALL)
