"""The form of a question: one table of its fields, and the form that shows them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.questions.editor.entry_list import EntryList
from mock_interviewer.app.ui.questions.editor.fields import (
    CheckField,
    ChoiceField,
    ControlField,
    EditableBox,
    FieldPath,
    FormChoices,
    Messages,
    OriginalFields,
    TextField,
    ValueField,
    messages_below,
)
from mock_interviewer.app.ui.questions.editor.key_point_rows import FollowUpRow, KeyPointRow
from mock_interviewer.app.ui.questions.editor.reference_rows import (
    ReferenceRow,
    SeeAlsoList,
    SeeAlsoRow,
    TermRow,
)
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.toolkit.tab_order import set_tab_order_after
from mock_interviewer.questions.question_fields import FieldFault, QuestionFields, complete_fields


class SectionField(ControlField):
    """The section: one of the bank's, or a new name. The wheel scrolls the page."""

    def __init__(self, choices: FormChoices) -> None:
        self._box = EditableBox("Section", "Choose a section, or enter a new one")
        super().__init__("Section", self._box)
        self._choices = choices
        choices.changed.connect(lambda: self.show_value(self.value))
        self._box.edited.connect(self.changed)

    def show_value(self, value: Any) -> None:
        """Show a section, which need not be one of the bank's."""
        sections, section = self._choices.sections, value or ""
        blocker = QSignalBlocker(self._box)
        self._box.clear()
        self._box.addItems(list(sections))
        self._box.setEditText(section)
        if section in sections:
            self._box.setCurrentIndex(sections.index(section))
        self._box.line.setCursorPosition(0)
        blocker.unblock()

    @property
    def value(self) -> str:
        """The section, without surrounding space."""
        return self._box.currentText().strip()


_KINDS = (
    ("technical", "Technical"),
    ("conceptual", "Conceptual"),
    ("behavioral", "Behavioral"),
    ("situational", "Situational"),
)
_LEVELS = ((None, "Difficulty not set"), *((level, f"Difficulty {level}") for level in range(1, 6)))

FIELDS: Mapping[str, Callable[[FormChoices], ValueField]] = {
    "text": lambda _: TextField("Question", "What to ask", least=2),
    "section": SectionField,
    "kind": lambda _: ChoiceField("Kind", _KINDS, labeled=False),
    "difficulty": lambda _: ChoiceField("Difficulty", _LEVELS, labeled=False),
    "key_points": lambda _: EntryList(
        "Key points",
        "What a good answer says. Your answers are compared with these.",
        "Add a key point",
        KeyPointRow,
    ),
    "model_answer": lambda _: TextField(
        "Model answer", "An example of a good answer", least=3, most=16
    ),
    "example": lambda _: CheckField(
        "Fictional example", "Reminds you to tell your own story instead"
    ),
    "notes": lambda _: TextField("Notes", "For yourself, such as why it is asked"),
    "spoken": lambda _: TextField("Read aloud as", "Only if the voice mispronounces the question"),
    "rephrased": lambda _: TextField(
        "In simpler words", "Used when you ask for the question to be rephrased"
    ),
    "follow_ups": lambda choices: EntryList(
        "Follow-ups",
        "What to ask about missed key points.",
        "Add a follow-up",
        lambda: FollowUpRow(choices),
    ),
    "vocabulary": lambda _: EntryList(
        "Vocabulary",
        "Terms that are likely to come up in an answer. They help speech recognition.",
        "Add a term",
        TermRow,
    ),
    "references": lambda _: EntryList(
        "References", "Where to read more.", "Add a reference", ReferenceRow
    ),
    "see_also": lambda choices: SeeAlsoList(
        "See also",
        "Related questions in this bank.",
        "Add a related question",
        lambda: SeeAlsoRow(choices),
    ),
}
"""What creates each field of the form, in their order on the page."""

_BESIDE_PREVIOUS = {"difficulty"}
_CLOSE_TO_PREVIOUS = {"example"}


class QuestionForm(QWidget):
    """Shows the fields of a question, and keeps those that are not in ``FIELDS``."""

    changed = Signal()
    """The person edited something."""
    keyboard_moved = Signal()
    """The keyboard may be at a field that is out of view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = OriginalFields()
        self._choices = FormChoices(self._key_points)
        self.fields_by_name = {name: create(self._choices) for name, create in FIELDS.items()}
        self._lay_out()
        for field in self.fields_by_name.values():
            field.changed.connect(self.changed)
            field.tab_stops_changed.connect(self._set_tab_order)
            field.tab_stops_changed.connect(self.keyboard_moved)

    @property
    def fields(self) -> QuestionFields:
        """The question as it is now."""
        return self._given.fields(self._values())

    def control_field(self, name: str) -> ControlField:
        """Return a field that is a single control."""
        field = self.fields_by_name[name]
        if not isinstance(field, ControlField):
            raise TypeError(f"{name} is a list of entries")
        return field

    def list_of(self, name: str) -> EntryList:
        """Return the list of entries of a field that is one."""
        field = self.fields_by_name[name]
        if not isinstance(field, EntryList):
            raise TypeError(f"{name} has no entries")
        return field

    def show_fields(
        self,
        fields: QuestionFields,
        sections: Sequence[str],
        others: Mapping[str, str] | None = None,
    ) -> None:
        """Show a question, without emitting ``changed``.

        ``sections`` and ``others``, texts of questions by their ids, are offered to choose from.
        """
        blocker = QSignalBlocker(self)
        self._given.load(fields)
        self._choices.offer(sections, others or {})
        for name, field in self.fields_by_name.items():
            field.show_value(fields.get(name))
        self._given.set_shown(self._values())
        self.show_messages((), {})
        self._set_tab_order()
        blocker.unblock()

    def offer(self, sections: Sequence[str], others: Mapping[str, str]) -> None:
        """Offer these sections and other questions, without changing the fields."""
        self._choices.offer(sections, others)

    def show_messages(self, faults: Sequence[FieldFault], warnings: Messages) -> None:
        """Show at each field what is wrong with it, or else a warning."""
        wrong: dict[FieldPath, str] = {}
        for fault in faults:
            # A fault without a field of its own is shown at the first field.
            known = fault.path and fault.path[0] in self.fields_by_name
            wrong.setdefault(fault.path if known else ("text",), fault.sentence)
        for name, field in self.fields_by_name.items():
            field.show_messages(messages_below(wrong, name), messages_below(warnings, name))

    def focus_field(self, path: FieldPath = ("text",)) -> None:
        """Give the keyboard to the field that a path leads to."""
        field = self.fields_by_name.get(str(path[0]) if path else "text")
        if field is not None:
            field.focus_field(path[1:])
        else:
            self.fields_by_name["text"].focus_field()
        self.keyboard_moved.emit()

    def set_editable(self, editable: bool) -> None:
        """Allow editing, or only reading."""
        self.setEnabled(editable)

    def _values(self) -> QuestionFields:
        return {name: field.value for name, field in self.fields_by_name.items()}

    def _key_points(self) -> list[tuple[str, str]]:
        """Return the ids and texts of the key points; new ones get their ids now."""
        rows = self.list_of("key_points").nonblank
        points = complete_fields(self.fields)["key_points"]
        for row, point in zip(rows, points, strict=True):
            row.set_hidden("id", point["id"])
        return [(point["id"], point["point"] or "") for point in points]

    def _set_tab_order(self) -> None:
        set_tab_order_after(None, self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.M)
        group, row = QVBoxLayout(), QHBoxLayout()
        after_list = False
        for name, field in self.fields_by_name.items():
            is_list = isinstance(field, EntryList)
            if name in _BESIDE_PREVIOUS:
                row.addWidget(field)
                row.addStretch(1)
                continue
            if name not in _CLOSE_TO_PREVIOUS:
                if is_list or after_list:
                    column.addSpacing(Spacing.XS)
                group = QVBoxLayout()
                group.setSpacing(Spacing.XS)
                column.addLayout(group)
            row = QHBoxLayout()
            row.setSpacing(Spacing.S)
            row.addWidget(field)
            group.addLayout(row)
            after_list = is_list
