"""A button that shows its key, and so teaches it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mock_interviewer.app.ui.theme import Space, Type, set_kind
from mock_interviewer.app.ui.widgets.text import Text


class KeyHint(QPushButton):
    """Reached by Tab, but a click leaves the keyboard where it was."""

    def __init__(
        self,
        key: str,
        label: str,
        *,
        primary: bool = False,
        kind: str = "quiet",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Enter presses the button that has the keyboard, and only then.
        self.setAutoDefault(True)
        set_kind(self, "primary" if primary else kind)
        self.setAccessibleName(label)
        self.setAccessibleDescription(f"Key: {key}")
        self._key = Text(key, Type.CAPTION, tabular=True, kind="key")
        self._label = Text(label, Type.BODY if primary else Type.BASE, strong=primary)
        self._row = row = QHBoxLayout(self)
        self.set_edge(Space.M if primary else Space.XXS)
        row.setSpacing(Space.XS)
        for part in (self._key, self._label) if not primary else (self._label, self._key):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        if not primary:
            row.addStretch(1)

    @property
    def key_name(self) -> str:
        """The key as it is written on the button."""
        return self._key.plain

    @property
    def label(self) -> str:
        """What the button does, in a word or two."""
        return self._label.plain

    def show_key(self, *, shown: bool) -> None:
        """Leave the key away where there is little width."""
        if shown == self._key.isHidden():
            self._key.setVisible(shown)
            self.updateGeometry()

    def set_edge(self, edge: Space, above: Space = Space.XS) -> None:
        """Leave so much room at either side, and above and beneath."""
        self._row.setContentsMargins(edge, above, edge, above)

    def show_label(self, label: str) -> None:
        """Say something else that the button does."""
        self._label.show_text(label)
        self.setAccessibleName(label)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for what the two texts need."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for what the two texts need."""
        return self.sizeHint()
