"""A form: rows of a label and its control, on one grid."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSpinBox, QWidget

from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.labels import TextLabel

LABEL_WIDTH = 96


class LabeledForm(QGridLayout):
    """A grid of muted labels beside their controls."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(Spacing.M)
        self.setVerticalSpacing(Spacing.S)
        self.setColumnMinimumWidth(0, LABEL_WIDTH)
        self.setColumnStretch(1, 1)

    def add(self, label: str, control: QWidget) -> None:
        """Add a row with a label and its control."""
        row = self.rowCount()
        text = TextLabel(label, kind="muted")
        text.setBuddy(control)
        # As high as a control, so that the label lines up with the text of the control.
        text.setFixedHeight(Spacing.XL + Spacing.XXS)
        self.addWidget(text, row, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(control, row, 1)


def in_row(*controls: QWidget) -> QWidget:
    """Return a left-aligned row of controls at their own sizes."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(Spacing.S)
    for control in controls:
        layout.addWidget(control)
    layout.addStretch(1)
    return row


def count_field(name: str, most: int) -> QSpinBox:
    """Return a spin box that starts at 1 and is wide enough for any number up to ``most``."""
    field = QSpinBox()
    field.setAccessibleName(name)
    field.lineEdit().setTextMargins(Spacing.XS, 0, 0, 0)
    field.setRange(1, most)
    field.ensurePolished()
    field.setMinimumWidth(field.sizeHint().width())
    field.setRange(1, 1)
    return field
