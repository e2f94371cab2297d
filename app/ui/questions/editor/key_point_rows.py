"""Rows for key points, and for follow-ups with key points of their own."""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QMenu, QWidget

from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.questions.editor.entry_details import DetailFields, EntryDetails
from mock_interviewer.app.ui.questions.editor.entry_list import EntryList, EntryRow
from mock_interviewer.app.ui.questions.editor.fields import (
    ChoiceField,
    FormChoices,
    LinesField,
    TextField,
)
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.buttons import DisclosureButton
from mock_interviewer.app.ui.widgets.text_fields import GrowingTextEdit
from mock_interviewer.questions.question_fields import QuestionFields

_WIDEST = "0.25"


_STORY_PARTS = (
    (None, "No story"),
    ("situation", "Situation"),
    ("task", "Task"),
    ("action", "Action"),
    ("result", "Result"),
    ("reflection", "Reflection"),
)


_KEY_POINT_DETAILS: DetailFields = {
    "why": (
        "Why it matters",
        lambda label: TextField(label, "Why this point matters, in a sentence or two"),
    ),
    "said": (
        "Example sentences",
        lambda label: LinesField(label, "In a candidate's words, one sentence per line", least=2),
    ),
    "mistaken": (
        "Common mistakes",
        lambda label: LinesField(label, "Sentences that sound right but are wrong, one per line"),
    ),
    "terms": (
        "Terms",
        lambda label: LinesField(label, "Words that suggest this point was made, one per line"),
    ),
    "part": ("Story part", lambda label: ChoiceField(label, _STORY_PARTS)),
}
"""The fields of a key point that are folded away. A field that is not content is minor, too."""


class _WeightBox(QDoubleSpinBox):
    """Shows no trailing zeros. The wheel scrolls the page."""

    def textFromValue(self, value: float) -> str:  # noqa: N802 (Qt's name)
        """Return 1 for 1.00."""
        return f"{value:g}"

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the width of a usual weight rather than the longest."""
        whole = super().minimumSizeHint()
        widest = self.fontMetrics().horizontalAdvance(f"{self.prefix()}{_WIDEST}")
        return QSize(min(whole.width(), widest + Spacing.XXL), whole.height())

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the smallest useful size."""
        return self.minimumSizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the wheel to the page."""
        event.ignore()


class KeyPointRow(EntryRow):
    """A key point, whether it is essential, and its weight; further fields are in the details."""

    minor_fields = ("id", "essential", "weight", "part")

    def __init__(self, what: str = "key point", parent: QWidget | None = None) -> None:
        details = EntryDetails("Details", _KEY_POINT_DETAILS)
        super().__init__(what, details, parent=parent)
        self._point = GrowingTextEdit("Key point", "What a good answer says, in one sentence")
        self._essential = QCheckBox("Essential")
        self._essential.setToolTip("A good answer must make this point")
        self._weight = _WeightBox()
        self._weight.setAccessibleName("Weight")
        self._weight.setRange(0.01, 10.0)
        self._weight.setDecimals(2)
        self._weight.setSingleStep(0.5)
        self._weight.setPrefix("Weight ")
        self._weight.setToolTip("Weight relative to the other key points; the default is 1")
        self._weight.lineEdit().setTextMargins(Spacing.XS, 0, 0, 0)
        line = QHBoxLayout()
        line.setSpacing(Spacing.S)
        line.addWidget(self._essential)
        line.addWidget(self._weight)
        line.addWidget(details.toggle)
        line.addStretch(1)
        self.body.addWidget(self._point)
        self.body.addLayout(line)
        self._point.textChanged.connect(self.changed)
        self._essential.toggled.connect(lambda _: self.changed.emit())
        self._weight.valueChanged.connect(lambda _: self.changed.emit())

    def show_values(self, fields: QuestionFields) -> None:
        """Show the fields in the controls that are always visible."""
        self._point.show_text(fields.get("point") or "")
        self._essential.setChecked(bool(fields.get("essential")))
        self._weight.setValue(float(fields.get("weight", 1.0)))

    def values(self) -> QuestionFields:
        """Return the values of the controls that are always visible."""
        return {
            "point": self._point.written,
            "essential": self._essential.isChecked(),
            "weight": self._weight.value(),
        }

    def controls(self) -> tuple[QWidget, ...]:
        """Return the controls that are always visible; the first takes the keyboard."""
        return (self._point, self._essential, self._weight)


_LONGEST_LABEL = 80


_FOLLOW_UP_DETAILS: DetailFields = {
    "key_points": (
        "Key points for this follow-up",
        lambda _label: EntryList(
            "",
            "What a good answer to this follow-up says.",
            "Add a key point to this follow-up",
            lambda: KeyPointRow("follow-up key point"),
        ),
    ),
}


class FollowUpRow(EntryRow):
    """A follow-up question, and the key points that it is about."""

    minor_fields = ("id", "about")

    def __init__(self, choices: FormChoices, parent: QWidget | None = None) -> None:
        details = EntryDetails("Follow-up key points", _FOLLOW_UP_DETAILS)
        super().__init__("follow-up", details, parent=parent)
        self._choices = choices
        self._about_ids: list[str] = []
        self._text = GrowingTextEdit("Follow-up", "What to ask next")
        self.about = DisclosureButton(kind="link")
        line = QHBoxLayout()
        line.setSpacing(Spacing.S)
        line.addWidget(self.about)
        line.addWidget(details.toggle)
        line.addStretch(1)
        self.body.addWidget(self._text)
        self.body.addLayout(line)
        self._text.textChanged.connect(self.changed)
        self.about.clicked.connect(lambda _checked: self._open_menu())

    def show_values(self, fields: QuestionFields) -> None:
        """Show the fields in the controls that are always visible."""
        self._text.show_text(fields.get("text") or "")
        self._about_ids = list(fields.get("about", ()))
        self._describe()

    def values(self) -> QuestionFields:
        """Return the values of the controls that are always visible."""
        return {"text": self._text.written, "about": list(self._about_ids)}

    def controls(self) -> tuple[QWidget, ...]:
        """Return the controls that are always visible; the first takes the keyboard."""
        return (self._text, self.about)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName("Related key points")
        menu.aboutToHide.connect(menu.deleteLater)
        for ident, point in self._choices.key_points():
            short = point if len(point) <= _LONGEST_LABEL else f"{point[: _LONGEST_LABEL - 1]}…"
            action = QAction(short.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(ident in self._about_ids)
            action.triggered.connect(lambda checked, ident=ident: self._toggle(ident, checked))
            menu.addAction(action)
        if menu.isEmpty():
            menu.addAction("This question has no key points yet").setEnabled(False)
        menu.popup(self.about.mapToGlobal(QPoint(0, self.about.height())))

    def _toggle(self, ident: str, checked: bool) -> None:
        self._about_ids = [each for each in self._about_ids if each != ident]
        if checked:
            self._about_ids.append(ident)
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        about = (
            f"About {counted(len(self._about_ids), 'key point')}" if self._about_ids else "About…"
        )
        self.about.show_label(about)
        self.about.setAccessibleName(f"{about}: choose key points")
