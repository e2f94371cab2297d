"""The form of a question: its fields and its lists of entries."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mock_interviewer.app.ui.questions.editor.entry_list import EntryList
from mock_interviewer.app.ui.questions.editor.fields import (
    CheckField,
    EditorField,
    FieldPath,
    OriginalFields,
    TextField,
    ValueField,
)
from mock_interviewer.app.ui.questions.editor.key_point_rows import FollowUpRow, KeyPointRow
from mock_interviewer.app.ui.questions.editor.reference_rows import (
    OtherQuestions,
    ReferenceRow,
    SeeAlsoRow,
    TermRow,
)
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.toolkit.tab_order import set_tab_order_after
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.questions.question_fields import FieldFault, QuestionFields, complete_fields


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


ENTRY_LISTS = ("key_points", "vocabulary", "follow_ups", "references")
"""The lists whose entries are fields, as those of a question are."""


def make_entry_lists(
    points: Callable[[], Sequence[tuple[str, str]]], others: OtherQuestions
) -> dict[str, EntryList]:
    """Make the lists, by their names in a question.

    ``points`` gives ids and words of its key points; entries of ``see_also`` have an ``id`` each.
    """
    return {
        "key_points": EntryList(
            "Key points",
            "What a good answer says. Your answers are held against these.",
            "Add a key point",
            KeyPointRow,
        ),
        "vocabulary": EntryList(
            "Vocabulary",
            "Terms that an answer is likely to use, so that they are heard right.",
            "Add a term",
            TermRow,
        ),
        "follow_ups": EntryList(
            "Follow-ups",
            "What to ask back about key points that an answer missed.",
            "Add a follow-up",
            lambda: FollowUpRow(points),
        ),
        "references": EntryList(
            "References",
            "Where it can be read up.",
            "Add a reference",
            ReferenceRow,
        ),
        "see_also": EntryList(
            "See also",
            "Other questions of this bank on the same matter.",
            "Add a question to see also",
            lambda: SeeAlsoRow(others),
        ),
    }


_KINDS = (
    ("technical", "Technical"),
    ("conceptual", "Conceptual"),
    ("behavioral", "Behavioral"),
    ("situational", "Situational"),
)


_LEVELS = ((None, "No difficulty"), *((level, f"Difficulty {level}") for level in range(1, 6)))


_EXAMPLE = "It tells an invented experience"


_EXAMPLE_TIP = "Whoever reads it is told to tell a story of their own"


class QuestionForm(QWidget):
    """Shows the fields of a question and keeps those that it does not show."""

    changed = Signal()
    """The person changed something."""
    keyboard_moved = Signal()
    """The keyboard may be at a field that is out of view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = OriginalFields()
        self._others = OtherQuestions()
        self._section = SectionBox()
        self._kind: Picker[str] = Picker("Kind")
        self._kind.offer(_KINDS, "technical")
        self._level: Picker[int | None] = Picker("Difficulty")
        self._level.offer(_LEVELS, None)
        self._written: dict[str, ValueField] = {
            "text": TextField("Question", "What is asked", least=2),
            "spoken": TextField("Said as", "Only where a voice misreads it"),
            "rephrased": TextField("In simpler words", "For those who ask for other words"),
            "model_answer": TextField(
                "Model answer", "What a good answer may be", least=3, most=16
            ),
            "example": CheckField(_EXAMPLE, _EXAMPLE_TIP),
        }
        self.fields_by_name: dict[str, EditorField] = {
            **self._written,
            "section": EditorField("Section", self._section),
        }
        self.lists = make_entry_lists(self._points, self._others)
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> QuestionFields:
        """The question as it is written now."""
        return self._given.fields(self._said_by_controls())

    def show_fields(
        self,
        fields: QuestionFields,
        sections: Sequence[str],
        others: Mapping[str, str] | None = None,
    ) -> None:
        """Show a question; ``changed`` does not tell of it.

        It may go to one of ``sections``, and may name ``others``: words of questions by their ids.
        """
        blocker = QSignalBlocker(self)
        self._given.take(fields)
        self._others.offer(others or {})
        for name, field in self._written.items():
            field.show_value(fields.get(name))
        self._section.offer(sections, fields.get("section") or "")
        self._kind.choose(fields.get("kind", "technical"))
        self._level.choose(fields.get("difficulty"))
        for name in ENTRY_LISTS:
            self.lists[name].show_entries(fields.get(name, ()))
        self.lists["see_also"].show_entries([{"id": each} for each in fields.get("see_also", ())])
        self._given.shown(self._said_by_controls())
        self.say((), {})
        self._order()
        blocker.unblock()

    def offer(self, sections: Sequence[str], others: Mapping[str, str]) -> None:
        """Offer these sections and other questions, and leave what is written as it is."""
        self._others.offer(others)
        self._section.offer(sections, self._section.section)

    def say(self, faults: Sequence[FieldFault], doubts: Mapping[str, str]) -> None:
        """Say at each field what is wrong there.

        ``doubts`` has sentences by the ids of key points, and that about the simpler words by "".
        """
        said: dict[FieldPath, str] = {}
        for fault in faults:
            # What has no field of its own is said at the first one, rather than nowhere.
            known = fault.path and fault.path[0] in {*self.fields_by_name, *self.lists}
            said.setdefault(fault.path if known else ("text",), fault.sentence)
        for name, field in self.fields_by_name.items():
            doubt = doubts.get("", "") if name == "rephrased" else ""
            field.say(said.get((name,), ""), doubt)
        for name, rows in self.lists.items():
            own = {path[1:]: each for path, each in said.items() if path[:1] == (name,)}
            rows.say(own, doubts if name in {"key_points", "follow_ups"} else {})

    def take_keyboard(self, path: FieldPath = ("text",)) -> None:
        """Put the keyboard on the field that a way leads to."""
        name = str(path[0]) if path else "text"
        if name in self.lists:
            self.lists[name].take_keyboard(path[1:])
        else:
            self.fields_by_name.get(name, self.fields_by_name["text"]).take_keyboard()
        self.keyboard_moved.emit()

    def allow(self, *, editing: bool) -> None:
        """Let the question be written on, or only read."""
        self.setEnabled(editing)

    def _said_by_controls(self) -> QuestionFields:
        return {
            **{name: field.value for name, field in self._written.items()},
            "section": self._section.section,
            "kind": self._kind.value,
            "difficulty": self._level.value,
            **{name: self.lists[name].entries for name in ENTRY_LISTS},
            "see_also": [entry["id"] for entry in self.lists["see_also"].entries],
        }

    def _points(self) -> list[tuple[str, str]]:
        """Return the ids and words of the key points, which get their ids now."""
        rows = self.lists["key_points"].written
        points = complete_fields(self.fields)["key_points"]
        for row, point in zip(rows, points, strict=True):
            row.keep("id", point["id"])
        return [(point["id"], point["point"] or "") for point in points]

    def _order(self) -> None:
        """Let Tab go through all as it stands."""
        set_tab_order_after(None, self)

    def _lay_out(self) -> None:
        kinds = QHBoxLayout()
        kinds.setSpacing(Spacing.S)
        kinds.addWidget(self._kind)
        kinds.addWidget(self._level)
        kinds.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.M)
        fields = self.fields_by_name
        for part in (fields["text"], fields["section"]):
            column.addWidget(part)
        column.addLayout(kinds)
        column.addSpacing(Spacing.XS)
        column.addWidget(self.lists["key_points"])
        column.addSpacing(Spacing.XS)
        answer = QVBoxLayout()
        answer.setSpacing(Spacing.XS)
        answer.addWidget(fields["model_answer"])
        answer.addWidget(fields["example"])
        column.addLayout(answer)
        for part in (fields["spoken"], fields["rephrased"]):
            column.addWidget(part)
        for name in ("follow_ups", "vocabulary", "references", "see_also"):
            column.addSpacing(Spacing.XS)
            column.addWidget(self.lists[name])

    def _connect(self) -> None:
        for field in self._written.values():
            field.changed.connect(self.changed)
        self._section.edited.connect(self.changed)
        picked: tuple[QComboBox, ...] = (self._kind, self._level)
        for picker in picked:
            picker.activated.connect(lambda _: self.changed.emit())
        for rows in self.lists.values():
            rows.changed.connect(self.changed)
            rows.arranged.connect(self._order)
            rows.arranged.connect(self.keyboard_moved)
