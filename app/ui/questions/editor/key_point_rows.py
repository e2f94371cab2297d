"""Rows for key points, and for follow-ups with key points of their own."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QMenu, QWidget

from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.questions.editor.entry_details import EntryDetails
from mock_interviewer.app.ui.questions.editor.entry_list import EntryList, EntryRow
from mock_interviewer.app.ui.questions.editor.fields import (
    ChoiceField,
    FieldPath,
    LinesField,
    TextField,
    ValueField,
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


_WHY, _SAID, _MISTAKEN = "Why it matters", "Sentences that make it", "Often said wrongly"


_TERMS, _PART = "Terms", "Part of a story"


_KEY_POINT_DETAILS = {
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
    "part": (_PART, lambda: ChoiceField(_PART, _STORY_PARTS)),
}


class _WeightBox(QDoubleSpinBox):
    """Shows no more digits than there are. The wheel scrolls the page."""

    def textFromValue(self, value: float) -> str:  # noqa: N802 (Qt's name)
        """Return 1 for 1.00."""
        return f"{value:g}"

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for the room of a usual weight, and not of the longest."""
        whole = super().minimumSizeHint()
        widest = self.fontMetrics().horizontalAdvance(f"{self.prefix()}{_WIDEST}")
        return QSize(min(whole.width(), widest + Spacing.XXL), whole.height())

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for no more than needed."""
        return self.minimumSizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the wheel to the page."""
        event.ignore()


class KeyPointRow(EntryRow):
    """The point, whether an answer must make it, and how much it counts; the rest in details."""

    texts = ("point", "why", "said", "mistaken", "terms")

    def __init__(self, what: str = "key point", parent: QWidget | None = None) -> None:
        details = EntryDetails("Details", _KEY_POINT_DETAILS)
        super().__init__(what, details, parent=parent)
        self._point = GrowingTextEdit("Key point", "What a good answer says, in one sentence")
        self._essential = QCheckBox("Essential")
        self._essential.setToolTip("An answer without it is not a good one")
        self._weight = _WeightBox()
        self._weight.setAccessibleName("Weight")
        self._weight.setRange(0.01, 10.0)
        self._weight.setDecimals(2)
        self._weight.setSingleStep(0.5)
        self._weight.setPrefix("Weight ")
        self._weight.setToolTip("How much it counts beside the others; 1 is usual")
        self._weight.lineEdit().setTextMargins(Spacing.XS, 0, 0, 0)
        line = QHBoxLayout()
        line.setSpacing(Spacing.S)
        line.addWidget(self._essential)
        line.addWidget(self._weight)
        line.addWidget(details.fold)
        line.addStretch(1)
        self.body.addWidget(self._point)
        self.body.addLayout(line)
        self._point.textChanged.connect(self.changed)
        self._essential.toggled.connect(lambda _: self.changed.emit())
        self._weight.valueChanged.connect(lambda _: self.changed.emit())

    def write(self, fields: QuestionFields) -> None:
        """Put the fields into the controls."""
        self._point.show_text(fields.get("point") or "")
        self._essential.setChecked(bool(fields.get("essential")))
        self._weight.setValue(float(fields.get("weight", 1.0)))

    def written(self) -> QuestionFields:
        """Return what the controls say."""
        return {
            "point": self._point.written,
            "essential": self._essential.isChecked(),
            "weight": self._weight.value(),
        }

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is always written in; the first takes the keyboard."""
        return (self._point, self._essential, self._weight)


_LONGEST_LABEL = 80


_OWN = "key points of its own"


class _FollowUpKeyPoints(ValueField):
    """The key points of what is answered to the follow-up."""

    def __init__(self) -> None:
        about = "What a good answer to this follow-up says."
        add = "Add a key point to this follow-up"
        rows = EntryList("", about, add, lambda: KeyPointRow("own key point"))
        super().__init__("", rows)
        self._rows = rows
        rows.changed.connect(self.changed)
        rows.arranged.connect(self.arranged)

    def show_value(self, value: Any) -> None:
        """Show key points."""
        self._rows.show_entries(value or ())

    @property
    def value(self) -> list[QuestionFields]:
        """The key points as they are written now."""
        return self._rows.entries

    def say_within(self, faults: Mapping[FieldPath, str], doubts: Mapping[str, str]) -> None:
        """Say what is wrong at each key point, and what is doubtful."""
        self._rows.say(faults, doubts)

    def take_keyboard(self, path: FieldPath = ()) -> None:
        """Put the keyboard where a way from this list leads."""
        self._rows.take_keyboard(path)


class FollowUpRow(EntryRow):
    """A question asked back, and the key points that it is about."""

    texts = ("text", "key_points")

    def __init__(
        self, points: Callable[[], Sequence[tuple[str, str]]], parent: QWidget | None = None
    ) -> None:
        """``points`` gives the ids and the words of the question's key points."""
        details = EntryDetails("Own key points", {"key_points": (_OWN, _FollowUpKeyPoints)})
        super().__init__("follow-up", details, parent=parent)
        self._points = points
        self._about: list[str] = []
        self._text = GrowingTextEdit("Follow-up", "What to ask back")
        self._choose = DisclosureButton(kind="link")
        line = QHBoxLayout()
        line.setSpacing(Spacing.S)
        line.addWidget(self._choose)
        line.addWidget(details.fold)
        line.addStretch(1)
        self.body.addWidget(self._text)
        self.body.addLayout(line)
        self._text.textChanged.connect(self.changed)
        self._choose.clicked.connect(lambda _checked: self._open())

    def write(self, fields: QuestionFields) -> None:
        """Put the fields into the controls."""
        self._text.show_text(fields.get("text") or "")
        self._about = list(fields.get("about", ()))
        self._describe()

    def written(self) -> QuestionFields:
        """Return what the controls say."""
        return {"text": self._text.written, "about": list(self._about)}

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is always written in; the first takes the keyboard."""
        return (self._text, self._choose)

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName("Key points that it is about")
        menu.aboutToHide.connect(menu.deleteLater)
        for ident, point in self._points():
            short = point if len(point) <= _LONGEST_LABEL else f"{point[: _LONGEST_LABEL - 1]}…"
            action = QAction(short.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(ident in self._about)
            action.triggered.connect(lambda checked, ident=ident: self._toggle(ident, checked))
            menu.addAction(action)
        if menu.isEmpty():
            menu.addAction("This question has no key points yet").setEnabled(False)
        menu.popup(self._choose.mapToGlobal(QPoint(0, self._choose.height())))

    def _toggle(self, ident: str, checked: bool) -> None:
        self._about = [each for each in self._about if each != ident]
        if checked:
            self._about.append(ident)
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        about = f"About {counted(len(self._about), 'key point')}" if self._about else "About…"
        self._choose.show_label(about)
        self._choose.setAccessibleName(f"{about}: choose key points")
