"""A key point to be written."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QPushButton, QWidget

from mock_interviewer.app.ui.theme import Space, set_kind
from mock_interviewer.app.ui.widgets.editor.row import Row
from mock_interviewer.app.ui.widgets.growing_text import GrowingText
from mock_interviewer.app.ui.widgets.lines import Lines
from mock_interviewer.app.wording import counted
from mock_interviewer.questions.drafted import Fields

_WIDEST = "0.25"
_LEAST_FOLD = 60


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
    """The point, whether an answer must make it, how much it counts, and how it may be said."""

    texts = ("point", "said")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("key point", parent=parent)
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
        self._fold = QPushButton()
        self._fold.setCheckable(True)
        self._fold.setAutoDefault(True)
        set_kind(self._fold, "link")
        self._fold.setMinimumWidth(_LEAST_FOLD)
        self._sentences = Lines("Sentences that make it")
        self._sentences.setPlaceholderText("As a candidate may say it, one sentence on each line")
        self._sentences.hide()
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self._essential)
        line.addWidget(self._weight)
        line.addWidget(self._fold)
        line.addStretch(1)
        self.body.addWidget(self._point)
        self.body.addLayout(line)
        self.body.addWidget(self._sentences)
        self._point.textChanged.connect(self.changed)
        self._essential.toggled.connect(lambda _: self.changed.emit())
        self._weight.valueChanged.connect(lambda _: self.changed.emit())
        self._sentences.textChanged.connect(self._tell_sentences)
        self._fold.toggled.connect(self._unfold)

    def write(self, fields: Fields) -> None:
        """Put the fields into the controls."""
        self._point.show_text(fields.get("point") or "")
        self._essential.setChecked(bool(fields.get("essential")))
        self._weight.setValue(float(fields.get("weight", 1.0)))
        self._sentences.show_lines(" ".join(each.split("\n")) for each in fields.get("said", ()))
        self._fold.setChecked(False)
        self._describe()

    def written(self) -> Fields:
        """Return what the controls say."""
        return {
            "point": self._point.written,
            "essential": self._essential.isChecked(),
            "weight": self._weight.value(),
            "said": list(self._sentences.lines),
        }

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is written in, in the order of the keyboard."""
        return (self._point, self._essential, self._weight, self._fold, self._sentences)

    def _tell_sentences(self) -> None:
        self._describe()
        self.changed.emit()

    def _unfold(self, unfolded: bool) -> None:
        self._sentences.setVisible(unfolded)
        self._describe()

    def _describe(self) -> None:
        said = len(self._sentences.lines)
        what = f"{counted(said, 'sentence')} for it" if said else "Sentences for it"
        self._fold.setText(f"{what} {'▴' if self._fold.isChecked() else '▾'}")
        self._fold.setAccessibleName(what)
        self._fold.setAccessibleDescription("Sentences by which a candidate makes this point")
