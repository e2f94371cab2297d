"""Further fields of an entry, folded away and created when first opened."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.ui.questions.editor.fields import (
    FieldPath,
    Messages,
    OriginalFields,
    ValueField,
    messages_below,
)
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.buttons import DisclosureButton
from mock_interviewer.questions.question_fields import QuestionFields

DetailFields = Mapping[str, tuple[str, Callable[[str], ValueField]]]
"""For each field, by its name: its label, and a function that creates it with that label."""


class EntryDetails(QWidget):
    """Further fields of an entry, beneath ``toggle``, the button that shows and hides them."""

    changed = Signal()
    """The person edited a field here."""
    tab_stops_changed = Signal()
    """Controls that take the keyboard were shown, hidden, added, or removed."""

    def __init__(self, label: str, details: DetailFields, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._details = details
        self._fields: dict[str, ValueField] = {}
        self._given = OriginalFields()
        self._entry: QuestionFields = {}
        self._filled = False
        """Whether the fields show this entry."""
        self.toggle = DisclosureButton(label, "link")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._show_fields)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Spacing.M, Spacing.XXS, 0, Spacing.XS)
        self._column.setSpacing(Spacing.XS)
        self.hide()

    def show_entry(self, fields: QuestionFields) -> None:
        """Load an entry; the controls show it once they are unfolded."""
        self._entry, self._filled = fields, False
        self._given.load(fields)
        self.toggle.setChecked(False)
        self._describe()

    @property
    def changes(self) -> QuestionFields:
        """The values that the person edited here."""
        return self._given.changes(self._values) if self._filled else {}

    def has(self, path: FieldPath) -> bool:
        """Return whether a path leads to a field here."""
        return path[:1] != () and path[0] in self._details

    def field(self, name: str) -> ValueField:
        """Unfold the details, and return one of their fields."""
        self.toggle.setChecked(True)
        return self._fields[name]

    def show_messages(self, faults: Messages, warnings: Messages) -> None:
        """Show messages at the fields here; unfold them if something is wrong in them."""
        if any(self.has(path) for path in faults):
            self.toggle.setChecked(True)
        for name, field in self._fields.items():
            field.show_messages(messages_below(faults, name), messages_below(warnings, name))

    def focus_field(self, path: FieldPath) -> None:
        """Unfold the field that a path leads to, and give it the keyboard."""
        self.field(str(path[0])).focus_field(path[1:])

    def name_entry(self, name: str) -> None:
        """Set the name of the entry for screen readers."""
        self.toggle.setAccessibleName(f"{self._label} of {name}")

    @property
    def _values(self) -> QuestionFields:
        return {name: field.value for name, field in self._fields.items()}

    def _show_fields(self, shown: bool) -> None:
        if shown:
            self._fill()
        self.setVisible(shown)
        self._describe()
        self.tab_stops_changed.emit()

    def _fill(self) -> None:
        if self._filled:
            return
        if not self._fields:
            for name, (label, create) in self._details.items():
                self._fields[name] = field = create(label)
                field.changed.connect(self._on_edited)
                field.tab_stops_changed.connect(self.tab_stops_changed)
                self._column.addWidget(field)
        for name, field in self._fields.items():
            field.show_value(self._entry.get(name))
        self._given.set_shown(self._values)
        self._filled = True

    def _on_edited(self) -> None:
        if self._filled:
            self._describe()
            self.changed.emit()

    def _describe(self) -> None:
        now = self._entry | self.changes
        filled = [label.lower() for name, (label, _) in self._details.items() if now.get(name)]
        summary = f"Filled in: {', '.join(filled)}" if filled else "No details yet"
        self.toggle.setToolTip(summary)
        self.toggle.setAccessibleDescription(summary)
