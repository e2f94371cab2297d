"""A form: rows of a label and its control, on one grid."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QSpinBox, QWidget

from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.labels import TextLabel

LABEL_WIDTH = 96

CONTROL_WIDTH = 360
"""Greatest width of the controls of a form, alone or side by side."""

_LEAST = 80
_ALL = 1000
"""Stretch that leaves nothing to an empty rest until the controls have their greatest width."""


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
    """Return a left-aligned row of controls that share CONTROL_WIDTH evenly."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(Spacing.S)
    each = (CONTROL_WIDTH - Spacing.S * (len(controls) - 1)) // len(controls)
    for control in controls:
        control.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        control.setMinimumWidth(min(max(_LEAST, control.minimumWidth()), each))
        control.setMaximumWidth(each)
        layout.addWidget(control, _ALL)
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
