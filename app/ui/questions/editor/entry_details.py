"""Further fields of an entry, folded away and created when first opened."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.ui.questions.editor.fields import FieldPath, OriginalFields, ValueField
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.buttons import DisclosureButton
from mock_interviewer.questions.question_fields import QuestionFields

MakeField = Callable[[], ValueField]


class EntryDetails(QWidget):
    """Further fields of an entry, beneath ``fold``, the button that shows them."""

    changed = Signal()
    """The person wrote something here."""
    arranged = Signal()
    """There is more or less here at which the keyboard stops."""

    def __init__(
        self, label: str, makes: Mapping[str, tuple[str, MakeField]], parent: QWidget | None = None
    ) -> None:
        """Take, by the names of the fields, what they are called and what makes them."""
        super().__init__(parent)
        self._label = label
        self._makes = makes
        self._fields: dict[str, ValueField] = {}
        self._given = OriginalFields()
        self._entry: QuestionFields = {}
        self._used = False
        """Whether the fields show this entry."""
        self.fold = DisclosureButton(label, "link")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._unfold)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Spacing.M, Spacing.XXS, 0, Spacing.XS)
        self._column.setSpacing(Spacing.XS)
        self.hide()

    def show_entry(self, fields: QuestionFields) -> None:
        """Know an entry, which is shown once that is wanted."""
        self._entry, self._used = fields, False
        self._given.take(fields)
        self.fold.setChecked(False)
        self._describe()

    @property
    def changes(self) -> QuestionFields:
        """What the person wrote here otherwise than it was."""
        return self._given.changes(self._written) if self._used else {}

    def has(self, path: FieldPath) -> bool:
        """Return whether a way leads to a field here."""
        return path[:1] != () and path[0] in self._makes

    def say(self, faults: Mapping[FieldPath, str], doubts: Mapping[str, str]) -> None:
        """Say what is wrong at its field, which is unfolded for that, and what is doubtful."""
        own = {path: said for path, said in faults.items() if self.has(path)}
        if own:
            self.fold.setChecked(True)
        for name, field in self._fields.items():
            within = {path[1:]: said for path, said in own.items() if path[0] == name}
            field.say_within(within, doubts)

    def take_keyboard(self, path: FieldPath) -> None:
        """Unfold the field that a way leads to, and put the keyboard there."""
        self.fold.setChecked(True)
        self._fields[str(path[0])].take_keyboard(path[1:])

    def call(self, what: str) -> None:
        """Know what to call the entry to those who do not see it."""
        self.fold.setAccessibleName(f"{self._label} of {what}")

    @property
    def _written(self) -> QuestionFields:
        return {name: field.value for name, field in self._fields.items()}

    def _unfold(self, unfolded: bool) -> None:
        if unfolded:
            self._fill()
        self.setVisible(unfolded)
        self._describe()
        self.arranged.emit()

    def _fill(self) -> None:
        if self._used:
            return
        if not self._fields:
            for name, (_called, make) in self._makes.items():
                self._fields[name] = field = make()
                field.changed.connect(self._tell)
                field.arranged.connect(self.arranged)
                self._column.addWidget(field)
        for name, field in self._fields.items():
            field.show_value(self._entry.get(name))
        self._given.shown(self._written)
        self._used = True

    def _tell(self) -> None:
        if self._used:
            self._describe()
            self.changed.emit()

    def _describe(self) -> None:
        now = self._entry | self.changes
        filled = [called for name, (called, _) in self._makes.items() if now.get(name)]
        listed = ", ".join(called.lower() for called in filled)
        said = f"Filled in: {listed}" if filled else "Nothing is filled in yet"
        self.fold.setToolTip(said)
        self.fold.setAccessibleDescription(said)
