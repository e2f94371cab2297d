"""The section of a question: one that is there, or a new one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget


class SectionBox(QComboBox):
    """A list of names in which another name can be written."""

    edited = Signal()
    """The person chose or wrote a section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Section")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._line = QLineEdit()
        self._line.setAccessibleName("Section")
        self._line.setPlaceholderText("Choose a section, or write a new one")
        self._line.textEdited.connect(lambda _: self.edited.emit())
        self.setLineEdit(self._line)
        self.activated.connect(lambda _: self.edited.emit())

    @property
    def section(self) -> str:
        """The section that is written there, without space around it."""
        return self.currentText().strip()

    def offer(self, sections: Sequence[str], chosen: str) -> None:
        """Offer sections, and show one, which need not be among them."""
        before = self.blockSignals(True)
        self.clear()
        self.addItems(list(sections))
        self.setEditText(chosen)
        if chosen in sections:
            self.setCurrentIndex(list(sections).index(chosen))
        self._line.setCursorPosition(0)
        self.blockSignals(before)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the wheel to the page."""
        event.ignore()
