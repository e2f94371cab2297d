"""Fields of a question, or of an entry in it, to be written: texts, lines, choices and ticks."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox

from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.editor.field import Field, Path
from mock_interviewer.app.ui.widgets.growing_text import GrowingText
from mock_interviewer.app.ui.widgets.lines import Lines


class WrittenField(Field):
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

    def say_within(self, faults: Mapping[Path, str], doubts: Mapping[str, str]) -> None:  # noqa: ARG002
        """Say what is wrong here, by the way from this field, and doubtful, by entries' ids."""
        self.say(next(iter(faults.values()), ""))


class TextField(WrittenField):
    """A text; its value is None where nothing is written."""

    def __init__(self, label: str, empty: str, *, least: int = 1, most: int = 10) -> None:
        text = GrowingText(label, empty, least=least, most=most)
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


class LinesField(WrittenField):
    """Short texts, one on each line."""

    def __init__(self, label: str, empty: str, *, least: int = 1) -> None:
        lines = Lines(label, least=least)
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


class ChoiceField(WrittenField):
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


class TickField(WrittenField):
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
