"""Fields of the question editor: a control with its label, its message and its value."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel
from mock_interviewer.app.ui.widgets.text_fields import GrowingTextEdit, LinesEdit
from mock_interviewer.questions.question_fields import QuestionFields

_LEAST_LETTERS = 12

FieldPath = tuple[str | int, ...]
"""A path to a field: its name or its index in a list, then its name or index within that."""

Messages = Mapping[FieldPath, str]
"""Sentences, by the paths of the fields that they are about."""


def messages_below(messages: Messages, step: str | int) -> dict[FieldPath, str]:
    """Return the messages below a step, with paths that start after it."""
    return {path[1:]: sentence for path, sentence in messages.items() if path[:1] == (step,)}


class FormChoices(QObject):
    """What the fields of a form offer to choose from."""

    changed = Signal()

    def __init__(self, key_points: Callable[[], Sequence[tuple[str, str]]]) -> None:
        super().__init__()
        self.key_points = key_points
        """Returns the ids and texts of the question's key points."""
        self.sections: tuple[str, ...] = ()
        self.question_ids: list[str] = []
        """The ids of the bank's other questions, in the order of ``question_texts``."""
        self.question_texts = QStringListModel()

    def offer(self, sections: Sequence[str], questions: Mapping[str, str]) -> None:
        """Offer these sections, and other questions: texts by ids."""
        self.sections = tuple(sections)
        self.question_ids = list(questions)
        self.question_texts.setStringList(list(questions.values()))
        self.changed.emit()


class FieldMessage(QWidget):
    """An error or a warning; hidden, and without any height, if there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: StatusLabel | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def sentence(self) -> str:
        """The sentence that is shown; "" for none."""
        return "" if self._label is None or self.isHidden() else self._label.plain

    def show_message(self, fault: str, warning: str = "") -> None:
        """Show what is wrong, or else a warning; nothing if both are empty."""
        if self._label is None and (fault or warning):
            self._label = StatusLabel()
            self._layout.addWidget(self._label)
        if self._label is not None:
            self._label.show_text(fault or warning, "bad" if fault else "caution")
        self.setVisible(bool(fault or warning))


class ValueField(QWidget):
    """Shows a value of a question or of an entry, for a person to edit."""

    changed = Signal()
    """The person edited the value."""
    tab_stops_changed = Signal()
    """Controls that take the keyboard were added, removed, or moved."""

    def show_value(self, value: Any) -> None:
        """Show a value; None is an empty one."""
        raise NotImplementedError

    @property
    def value(self) -> Any:
        """The value as it is now."""
        raise NotImplementedError

    def show_messages(self, faults: Messages, warnings: Messages) -> None:
        """Show what is wrong, and warnings, by the paths from this field."""
        raise NotImplementedError

    def focus_field(self, path: FieldPath = ()) -> None:
        """Give the keyboard to the control that a path from this field leads to."""
        raise NotImplementedError


class ControlField(ValueField):
    """A control with its label, and a message beneath that screen readers get with the control."""

    def __init__(self, label: str, control: QWidget, parent: QWidget | None = None) -> None:
        """With ``label`` "" the control shows its name itself."""
        super().__init__(parent)
        self.control = control
        self._message = FieldMessage()
        self.layout_column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        if label:
            name = TextLabel(label, kind="muted")
            name.setBuddy(control)
            column.addWidget(name)
        column.addWidget(control)
        column.addWidget(self._message)

    @property
    def message(self) -> str:
        """What is shown beneath the control; "" for nothing."""
        return self._message.sentence

    def show_messages(self, faults: Messages, warnings: Messages) -> None:
        """Show the first thing that is wrong, or else the first warning."""
        fault = next(iter(faults.values()), "")
        warning = next(iter(warnings.values()), "")
        self._message.show_message(fault, warning)
        self.control.setAccessibleDescription(fault or warning)

    def focus_field(self, path: FieldPath = ()) -> None:  # noqa: ARG002 (a list has entries)
        """Give the keyboard to the control."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)


class TextField(ControlField):
    """A text; its value is None if it is empty."""

    def __init__(self, label: str, empty: str, *, least: int = 1, most: int = 10) -> None:
        text = GrowingTextEdit(label, empty, least=least, most=most)
        super().__init__(label, text)
        self._text = text
        text.textChanged.connect(self.changed)

    def show_value(self, value: Any) -> None:
        """Show a text."""
        self._text.show_text(value or "")

    @property
    def value(self) -> str | None:
        """The text."""
        return self._text.written or None


class LinesField(ControlField):
    """Short texts, one on each line."""

    def __init__(self, label: str, empty: str, *, least: int = 1) -> None:
        lines = LinesEdit(label, least=least)
        lines.setPlaceholderText(empty)
        super().__init__(label, lines)
        self._lines = lines
        lines.textChanged.connect(self.changed)

    def show_value(self, value: Any) -> None:
        """Show texts, each on one line."""
        self._lines.show_lines(" ".join(each.splitlines()) for each in value or ())

    @property
    def value(self) -> list[str]:
        """The lines."""
        return list(self._lines.lines)


class ChoiceField(ControlField):
    """One of a few values; any other value shows the first of them."""

    def __init__(
        self, label: str, options: Sequence[tuple[Any, str]], *, labeled: bool = True
    ) -> None:
        """Without ``labeled`` the options say what the label would; screen readers still get it."""
        self._picker: Picker[Any] = Picker(label)
        self._values = [value for value, _ in options]
        self._picker.offer(options, self._values[0])
        super().__init__(label if labeled else "", self._picker)
        self.layout_column.setAlignment(self._picker, Qt.AlignmentFlag.AlignLeft)
        self._picker.chosen.connect(self.changed)

    def show_value(self, value: Any) -> None:
        """Choose a value."""
        self._picker.choose(value if value in self._values else self._values[0])

    @property
    def value(self) -> Any:
        """The chosen value."""
        return self._picker.value


class CheckField(ControlField):
    """A check box."""

    def __init__(self, label: str, tip: str) -> None:
        box = QCheckBox(label)
        box.setToolTip(tip)
        super().__init__("", box)
        self._box = box
        box.toggled.connect(lambda _: self.changed.emit())

    def show_value(self, value: Any) -> None:
        """Check or uncheck it."""
        self._box.setChecked(bool(value))

    @property
    def value(self) -> bool:
        """Whether it is checked."""
        return self._box.isChecked()


class EditableBox(QComboBox):
    """A drop-down list in which a text can be typed, too. The wheel scrolls the page."""

    edited = Signal()
    """The person chose or typed a text."""

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self.setLineEdit(self.line)
        self.activated.connect(lambda _: self.edited.emit())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Let the page scroll."""
        event.ignore()


class OriginalFields:
    """Fields as they were loaded, to return unedited ones unchanged.

    Controls normalize some characters and line breaks, and there is no control for some fields.
    """

    def __init__(self) -> None:
        self._fields: QuestionFields = {}
        self._shown: QuestionFields = {}

    def load(self, fields: QuestionFields) -> None:
        """Start with the fields of another entry."""
        self._fields = dict(fields)
        self._shown = {}

    def set_shown(self, shown: QuestionFields) -> None:
        """Set the values of the controls right after the fields were shown in them."""
        self._shown |= shown

    def set(self, key: str, value: object) -> None:
        """Replace a field that has no control."""
        self._fields[key] = value

    def get(self, key: str) -> object:
        """Return a field as it was loaded, or None."""
        return self._fields.get(key)

    def fields(self, edited: QuestionFields) -> QuestionFields:
        """Return all fields; ``edited`` are the present values of the controls."""
        return edited | self._fields | self.changes(edited)

    def changes(self, edited: QuestionFields) -> QuestionFields:
        """Return the values that differ from those first shown."""
        return {
            key: value
            for key, value in edited.items()
            if key not in self._shown or value != self._shown[key]
        }
