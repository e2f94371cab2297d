"""Rows of a label and what it names, on one grid."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSpinBox, QWidget

from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.text import Text

LABEL_WIDTH = 96


class Form(QGridLayout):
    """Labels in one column, muted, beside their controls."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(Space.M)
        self.setVerticalSpacing(Space.S)
        self.setColumnMinimumWidth(0, LABEL_WIDTH)
        self.setColumnStretch(1, 1)

    def add(self, label: str, control: QWidget) -> None:
        """Add a row."""
        row = self.rowCount()
        text = Text(label, kind="muted")
        text.setBuddy(control)
        # As high as a control, so that label and text of the control share a line.
        text.setFixedHeight(Space.XL + Space.XXS)
        self.addWidget(text, row, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(control, row, 1)


def beside(*controls: QWidget) -> QWidget:
    """Return a row of controls, each in its own size, at the left."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(Space.S)
    for control in controls:
        layout.addWidget(control)
    layout.addStretch(1)
    return row


def counter(name: str, most: int) -> QSpinBox:
    """Return a field for a number from 1, which is as wide for any up to ``most``."""
    field = QSpinBox()
    field.setAccessibleName(name)
    field.lineEdit().setTextMargins(Space.XS, 0, 0, 0)
    field.setRange(1, most)
    field.ensurePolished()
    field.setMinimumWidth(field.sizeHint().width())
    field.setRange(1, 1)
    return field
