"""All that belongs to one question, to be written."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.editor.field import Field
from mock_interviewer.app.ui.widgets.editor.key_point_row import KeyPointRow
from mock_interviewer.app.ui.widgets.editor.row import Path
from mock_interviewer.app.ui.widgets.editor.rows import Rows
from mock_interviewer.app.ui.widgets.editor.section_box import SectionBox
from mock_interviewer.app.ui.widgets.editor.text_rows import FollowUpRow, ReferenceRow, TermRow
from mock_interviewer.app.ui.widgets.growing_text import GrowingText
from mock_interviewer.questions.drafted import Fault, Fields, completed

_KINDS = (
    ("technical", "Technical"),
    ("conceptual", "Conceptual"),
    ("behavioral", "Behavioral"),
    ("situational", "Situational"),
)
_LEVELS = ((None, "No difficulty"), *((level, f"Difficulty {level}") for level in range(1, 6)))
_LISTS = ("key_points", "vocabulary", "follow_ups", "references")


class QuestionForm(QWidget):
    """Shows the fields of a question and keeps those that it does not show."""

    changed = Signal()
    """The person changed something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: Fields = {}
        self._text = GrowingText("Question", "What is asked", least=2)
        self._spoken = GrowingText("Said as", "Only where a voice misreads it")
        self._rephrased = GrowingText("In simpler words", "For those who ask for other words")
        self._answer = GrowingText("Model answer", "What a good answer may be", least=3, most=16)
        self._section = SectionBox()
        self._kind: Picker[str] = Picker("Kind")
        self._kind.offer(_KINDS, "technical")
        self._level: Picker[int | None] = Picker("Difficulty")
        self._level.offer(_LEVELS, None)
        self.fields_by_name = {
            "text": Field("Question", self._text),
            "spoken": Field("Said as", self._spoken),
            "rephrased": Field("In simpler words", self._rephrased),
            "section": Field("Section", self._section),
            "model_answer": Field("Model answer", self._answer),
        }
        self.lists = {
            "key_points": Rows(
                "Key points",
                "What a good answer says. Your answers are held against these.",
                "Add a key point",
                KeyPointRow,
            ),
            "vocabulary": Rows(
                "Vocabulary",
                "Terms that an answer is likely to use, so that they are heard right.",
                "Add a term",
                TermRow,
            ),
            "follow_ups": Rows(
                "Follow-ups",
                "What to ask back about key points that an answer missed.",
                "Add a follow-up",
                lambda: FollowUpRow(self._points),
            ),
            "references": Rows(
                "References",
                "Where it can be read up.",
                "Add a reference",
                ReferenceRow,
            ),
        }
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> Fields:
        """The question as it is written now."""
        return self._kept | {
            "text": self._text.written,
            "spoken": self._spoken.written or None,
            "rephrased": self._rephrased.written or None,
            "section": self._section.section,
            "kind": self._kind.value,
            "difficulty": self._level.value,
            "model_answer": self._answer.written or None,
            **{name: self.lists[name].entries for name in _LISTS},
        }

    def show_fields(self, fields: Fields, sections: Sequence[str]) -> None:
        """Show a question, with the sections that it may go to; ``changed`` does not tell of it."""
        blocker = QSignalBlocker(self)
        self._kept = dict(fields)
        self._text.show_text(fields.get("text") or "")
        self._spoken.show_text(fields.get("spoken") or "")
        self._rephrased.show_text(fields.get("rephrased") or "")
        self._answer.show_text(fields.get("model_answer") or "")
        self._section.offer(sections, fields.get("section") or "")
        self._kind.choose(fields.get("kind", "technical"))
        self._level.choose(fields.get("difficulty"))
        for name, rows in self.lists.items():
            rows.show_entries(fields.get(name, ()))
        self.say((), {})
        blocker.unblock()

    def say(self, faults: Sequence[Fault], doubts: Mapping[str, str]) -> None:
        """Say at each field what is wrong there.

        ``doubts`` has sentences by the ids of key points, and that about the simpler words by "".
        """
        said: dict[Path, str] = {}
        for fault in faults:
            said.setdefault(fault.path, fault.sentence)
        for name, field in self.fields_by_name.items():
            doubt = doubts.get("", "") if name == "rephrased" else ""
            field.say(said.get((name,), ""), doubt)
        for name, rows in self.lists.items():
            own = {path[1:]: each for path, each in said.items() if path[:1] == (name,)}
            rows.say(own, doubts if name == "key_points" else None)

    def take_keyboard(self, path: Path = ("text",)) -> None:
        """Put the keyboard on the field that a way leads to."""
        name = path[0] if path else "text"
        if name in self.lists and len(path) > 1 and isinstance(path[1], int):
            rows = self.lists[str(name)].written
            if path[1] < len(rows):
                rows[path[1]].take_keyboard()
        else:
            self.fields_by_name.get(str(name), self.fields_by_name["text"]).take_keyboard()

    def allow(self, *, editing: bool) -> None:
        """Let the question be written on, or only read."""
        self.setEnabled(editing)

    def _points(self) -> list[tuple[str, str]]:
        """Return the ids and words of the key points, which get their ids now."""
        rows = self.lists["key_points"].written
        points = completed(self.fields)["key_points"]
        for row, point in zip(rows, points, strict=True):
            row.keep("id", point["id"])
        return [(point["id"], point["point"] or "") for point in points]

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
        for part in (fields["model_answer"], fields["spoken"], fields["rephrased"]):
            column.addWidget(part)
        for name in ("follow_ups", "vocabulary", "references"):
            column.addSpacing(Space.XS)
            column.addWidget(self.lists[name])

    def _connect(self) -> None:
        for text in (self._text, self._spoken, self._rephrased, self._answer):
            text.textChanged.connect(self.changed)
        self._section.edited.connect(self.changed)
        picked: tuple[QComboBox, ...] = (self._kind, self._level)
        for picker in picked:
            picker.activated.connect(lambda _: self.changed.emit())
        for rows in self.lists.values():
            rows.changed.connect(self.changed)
