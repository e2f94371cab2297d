"""All that belongs to one question, to be written."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.editor.field import Field, Path
from mock_interviewer.app.ui.widgets.editor.given import Given
from mock_interviewer.app.ui.widgets.editor.question_lists import LISTS, question_lists
from mock_interviewer.app.ui.widgets.editor.section_box import SectionBox
from mock_interviewer.app.ui.widgets.editor.see_also_row import Others
from mock_interviewer.app.ui.widgets.editor.written_fields import (
    TextField,
    TickField,
    WrittenField,
)
from mock_interviewer.app.ui.widgets.tab_order import order_after
from mock_interviewer.questions.drafted import Fault, Fields, completed

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
        self._given = Given()
        self._others = Others()
        self._section = SectionBox()
        self._kind: Picker[str] = Picker("Kind")
        self._kind.offer(_KINDS, "technical")
        self._level: Picker[int | None] = Picker("Difficulty")
        self._level.offer(_LEVELS, None)
        self._written: dict[str, WrittenField] = {
            "text": TextField("Question", "What is asked", least=2),
            "spoken": TextField("Said as", "Only where a voice misreads it"),
            "rephrased": TextField("In simpler words", "For those who ask for other words"),
            "model_answer": TextField(
                "Model answer", "What a good answer may be", least=3, most=16
            ),
            "example": TickField(_EXAMPLE, _EXAMPLE_TIP),
        }
        self.fields_by_name: dict[str, Field] = {
            **self._written,
            "section": Field("Section", self._section),
        }
        self.lists = question_lists(self._points, self._others)
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> Fields:
        """The question as it is written now."""
        return self._given.fields(self._said_by_controls())

    def show_fields(
        self,
        fields: Fields,
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
        for name in LISTS:
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

    def say(self, faults: Sequence[Fault], doubts: Mapping[str, str]) -> None:
        """Say at each field what is wrong there.

        ``doubts`` has sentences by the ids of key points, and that about the simpler words by "".
        """
        said: dict[Path, str] = {}
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

    def take_keyboard(self, path: Path = ("text",)) -> None:
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

    def _said_by_controls(self) -> Fields:
        return {
            **{name: field.value for name, field in self._written.items()},
            "section": self._section.section,
            "kind": self._kind.value,
            "difficulty": self._level.value,
            **{name: self.lists[name].entries for name in LISTS},
            "see_also": [entry["id"] for entry in self.lists["see_also"].entries],
        }

    def _points(self) -> list[tuple[str, str]]:
        """Return the ids and words of the key points, which get their ids now."""
        rows = self.lists["key_points"].written
        points = completed(self.fields)["key_points"]
        for row, point in zip(rows, points, strict=True):
            row.keep("id", point["id"])
        return [(point["id"], point["point"] or "") for point in points]

    def _order(self) -> None:
        """Let Tab go through all as it stands."""
        order_after(None, self)

    def _lay_out(self) -> None:
        kinds = QHBoxLayout()
        kinds.setSpacing(Space.S)
        kinds.addWidget(self._kind)
        kinds.addWidget(self._level)
        kinds.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        fields = self.fields_by_name
        for part in (fields["text"], fields["section"]):
            column.addWidget(part)
        column.addLayout(kinds)
        column.addSpacing(Space.XS)
        column.addWidget(self.lists["key_points"])
        column.addSpacing(Space.XS)
        answer = QVBoxLayout()
        answer.setSpacing(Space.XS)
        answer.addWidget(fields["model_answer"])
        answer.addWidget(fields["example"])
        column.addLayout(answer)
        for part in (fields["spoken"], fields["rephrased"]):
            column.addWidget(part)
        for name in ("follow_ups", "vocabulary", "references", "see_also"):
            column.addSpacing(Space.XS)
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
