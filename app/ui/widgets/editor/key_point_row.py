"""A key point to be written."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.editor.details import Details
from mock_interviewer.app.ui.widgets.editor.row import Row
from mock_interviewer.app.ui.widgets.editor.written_fields import ChoiceField, LinesField, TextField
from mock_interviewer.app.ui.widgets.growing_text import GrowingText
from mock_interviewer.questions.drafted import Fields

_WIDEST = "0.25"
_PARTS = (
    (None, "No story"),
    ("situation", "Situation"),
    ("task", "Task"),
    ("action", "Action"),
    ("result", "Result"),
    ("reflection", "Reflection"),
)
_WHY, _SAID, _MISTAKEN = "Why it matters", "Sentences that make it", "Often said wrongly"
_TERMS, _PART = "Terms", "Part of a story"
_DETAILS = {
    "why": (_WHY, lambda: TextField(_WHY, "What depends on it, in a sentence or two")),
    "said": (
        _SAID,
        lambda: LinesField(_SAID, "As a candidate may say it, one sentence on each line", least=2),
    ),
    "mistaken": (
        _MISTAKEN,
        lambda: LinesField(_MISTAKEN, "What sounds like it and is not, one sentence on each line"),
    ),
    "terms": (_TERMS, lambda: LinesField(_TERMS, "Words that tell it, one on each line")),
    "part": (_PART, lambda: ChoiceField(_PART, _PARTS)),
}


class _Weight(QDoubleSpinBox):
    """Shows no more digits than there are. The wheel scrolls the page."""

    def textFromValue(self, value: float) -> str:  # noqa: N802 (Qt's name)
        """Return 1 for 1.00."""
        return f"{value:g}"

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for the room of a usual weight, and not of the longest."""
        whole = super().minimumSizeHint()
        widest = self.fontMetrics().horizontalAdvance(f"{self.prefix()}{_WIDEST}")
        return QSize(min(whole.width(), widest + Space.XXL), whole.height())

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for no more than needed."""
        return self.minimumSizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the wheel to the page."""
        event.ignore()


class KeyPointRow(Row):
    """The point, whether an answer must make it, and how much it counts; the rest in details."""

    texts = ("point", "why", "said", "mistaken", "terms")

    def __init__(self, what: str = "key point", parent: QWidget | None = None) -> None:
        details = Details("Details", _DETAILS)
        super().__init__(what, details, parent=parent)
        self._point = GrowingText("Key point", "What a good answer says, in one sentence")
        self._essential = QCheckBox("Essential")
        self._essential.setToolTip("An answer without it is not a good one")
        self._weight = _Weight()
        self._weight.setAccessibleName("Weight")
        self._weight.setRange(0.01, 10.0)
        self._weight.setDecimals(2)
        self._weight.setSingleStep(0.5)
        self._weight.setPrefix("Weight ")
        self._weight.setToolTip("How much it counts beside the others; 1 is usual")
        self._weight.lineEdit().setTextMargins(Space.XS, 0, 0, 0)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self._essential)
        line.addWidget(self._weight)
        line.addWidget(details.fold)
        line.addStretch(1)
        self.body.addWidget(self._point)
        self.body.addLayout(line)
        self._point.textChanged.connect(self.changed)
        self._essential.toggled.connect(lambda _: self.changed.emit())
        self._weight.valueChanged.connect(lambda _: self.changed.emit())

    def write(self, fields: Fields) -> None:
        """Put the fields into the controls."""
        self._point.show_text(fields.get("point") or "")
        self._essential.setChecked(bool(fields.get("essential")))
        self._weight.setValue(float(fields.get("weight", 1.0)))

    def written(self) -> Fields:
        """Return what the controls say."""
        return {
            "point": self._point.written,
            "essential": self._essential.isChecked(),
            "weight": self._weight.value(),
        }

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is always written in; the first takes the keyboard."""
        return (self._point, self._essential, self._weight)
