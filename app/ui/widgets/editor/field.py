"""A control beneath its name, with what is to be said of it beneath that."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.remark import Remark
from mock_interviewer.app.ui.widgets.text import Text

Path = tuple[str | int, ...]
"""The way to a field: its name or its place in a list, then its name or place within that."""


class Field(QWidget):
    """What is said is told too to those who do not see it, once they are at the control."""

    def __init__(self, label: str, control: QWidget, parent: QWidget | None = None) -> None:
        """With ``label`` "" the control says its name itself."""
        super().__init__(parent)
        self.control = control
        self._said = Said()
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XXS)
        if label:
            name = Text(label, kind="muted")
            name.setBuddy(control)
            column.addWidget(name)
        column.addWidget(control)
        column.addWidget(self._said)

    @property
    def said(self) -> str:
        """What is said beneath the control; "" where nothing is."""
        return self._said.sentence

    def say(self, fault: str, doubt: str = "") -> None:
        """Say what is wrong, or else what is doubtful; nothing where both are empty."""
        self._said.say(fault, doubt)
        self.control.setAccessibleDescription(fault or doubt)

    def take_keyboard(self, path: Path = ()) -> None:  # noqa: ARG002 (a list has places)
        """Put the keyboard on the control, or within it where ``path`` leads."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)


class Said(QWidget):
    """What is wrong or doubtful; hidden, without any room of its own, while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remark: Remark | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said; "" where nothing is."""
        return "" if self._remark is None or self.isHidden() else self._remark.plain

    def say(self, fault: str, doubt: str = "") -> None:
        """Say what is wrong, or else what is doubtful."""
        if self._remark is None and (fault or doubt):
            self._remark = Remark()
            self._column.addWidget(self._remark)
        if self._remark is not None:
            self._remark.show_text(fault or doubt, "bad" if fault else "caution")
        self.setVisible(bool(fault or doubt))
