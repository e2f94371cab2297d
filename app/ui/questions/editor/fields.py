"""Fields of the question editor: a control with its label, its message and its value."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel
from mock_interviewer.app.ui.widgets.text_fields import GrowingTextEdit, LinesEdit
from mock_interviewer.questions.question_fields import QuestionFields

FieldPath = tuple[str | int, ...]
"""The way to a field: its name or its place in a list, then its name or place within that."""


class EditorField(QWidget):
    """What is said is told too to those who do not see it, once they are at the control."""

    def __init__(self, label: str, control: QWidget, parent: QWidget | None = None) -> None:
        """With ``label`` "" the control says its name itself."""
        super().__init__(parent)
        self.control = control
        self._said = FieldMessage()
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        if label:
            name = TextLabel(label, kind="muted")
            name.setBuddy(control)
            column.addWidget(name)
        column.addWidget(control)
        column.addWidget(self._said)

    @property
    def said(self) -> str:
        """What is said beneath the control; "" where nothing is."""
        return self._said.sentence

    def say(self, fault: str, doubt: str = "") -> None:
        """Say what is wrong, or else what is doubtful; nothing where both are empty."""
        self._said.say(fault, doubt)
        self.control.setAccessibleDescription(fault or doubt)

    def take_keyboard(self, path: FieldPath = ()) -> None:  # noqa: ARG002 (a list has places)
        """Put the keyboard on the control, or within it where ``path`` leads."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)


class FieldMessage(QWidget):
    """What is wrong or doubtful; hidden, without any room of its own, while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remark: StatusLabel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said; "" where nothing is."""
        return "" if self._remark is None or self.isHidden() else self._remark.plain

    def say(self, fault: str, doubt: str = "") -> None:
        """Say what is wrong, or else what is doubtful."""
        if self._remark is None and (fault or doubt):
            self._remark = StatusLabel()
            self._column.addWidget(self._remark)
        if self._remark is not None:
            self._remark.show_text(fault or doubt, "bad" if fault else "caution")
        self.setVisible(bool(fault or doubt))


class ValueField(EditorField):
    """A field that is written by its control."""

    changed = Signal()
    """The person wrote something."""
    arranged = Signal()
    """There is more or less in it at which the keyboard stops."""

    def show_value(self, value: Any) -> None:
        """Put a value into the control; None is an empty one."""
        raise NotImplementedError

    @property
    def value(self) -> Any:
        """What the control says."""
        raise NotImplementedError

    def say_within(self, faults: Mapping[FieldPath, str], doubts: Mapping[str, str]) -> None:  # noqa: ARG002
        """Say what is wrong here, by the way from this field, and doubtful, by entries' ids."""
        self.say(next(iter(faults.values()), ""))


class TextField(ValueField):
    """A text; its value is None where nothing is written."""

    def __init__(self, label: str, empty: str, *, least: int = 1, most: int = 10) -> None:
        text = GrowingTextEdit(label, empty, least=least, most=most)
        super().__init__(label, text)
        self._text = text
        text.textChanged.connect(self.changed)

    def show_value(self, value: Any) -> None:
        """Put a text into the control."""
        self._text.show_text(value or "")

    @property
    def value(self) -> str | None:
        """What is written."""
        return self._text.written or None


class LinesField(ValueField):
    """Short texts, one on each line."""

    def __init__(self, label: str, empty: str, *, least: int = 1) -> None:
        lines = LinesEdit(label, least=least)
        lines.setPlaceholderText(empty)
        super().__init__(label, lines)
        self._lines = lines
        lines.textChanged.connect(self.changed)

    def show_value(self, value: Any) -> None:
        """Put texts into the control, each on one line."""
        self._lines.show_lines(" ".join(each.splitlines()) for each in value or ())

    @property
    def value(self) -> list[str]:
        """The lines."""
        return list(self._lines.lines)


class ChoiceField(ValueField):
    """One of a few values; None is the first of them."""

    def __init__(self, label: str, options: Sequence[tuple[str | None, str]]) -> None:
        self._picker: Picker[str | None] = Picker(label)
        self._picker.offer(options, None)
        super().__init__(label, self._picker)
        self.column.setAlignment(self._picker, Qt.AlignmentFlag.AlignLeft)
        self._picker.chosen.connect(self.changed)

    def show_value(self, value: Any) -> None:
        """Choose a value."""
        self._picker.choose(value)

    @property
    def value(self) -> str | None:
        """The chosen value."""
        return self._picker.value


class CheckField(ValueField):
    """Something that is so or not."""

    def __init__(self, label: str, tip: str) -> None:
        box = QCheckBox(label)
        box.setToolTip(tip)
        super().__init__("", box)
        self._box = box
        box.toggled.connect(lambda _: self.changed.emit())

    def show_value(self, value: Any) -> None:
        """Tick it or not."""
        self._box.setChecked(bool(value))

    @property
    def value(self) -> bool:
        """Whether it is ticked."""
        return self._box.isChecked()


class OriginalFields:
    """Gives back as it was what nobody changed.

    Controls show some signs and breaks of lines in another way, and show some fields not at all.
    """

    def __init__(self) -> None:
        self._fields: QuestionFields = {}
        self._shown: QuestionFields = {}

    def take(self, fields: QuestionFields) -> None:
        """Begin with the fields of another entry."""
        self._fields = dict(fields)
        self._shown = {}

    def shown(self, written: QuestionFields) -> None:
        """Know what the controls say right after the fields were put into them."""
        self._shown |= written

    def keep(self, key: str, value: object) -> None:
        """Replace a field that is not shown."""
        self._fields[key] = value

    def get(self, key: str) -> object:
        """Return a field as it was given; None where it was not."""
        return self._fields.get(key)

    def fields(self, written: QuestionFields) -> QuestionFields:
        """Return all fields, where the controls say what is ``written`` now."""
        return written | self._fields | self.changes(written)

    def changes(self, written: QuestionFields) -> QuestionFields:
        """Return what is written otherwise than it was shown."""
        return {
            key: value
            for key, value in written.items()
            if key not in self._shown or value != self._shown[key]
        }
