"""Another question to be named, found by words of it."""

from collections.abc import Mapping

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QWidget

from mock_interviewer.app.ui.widgets.editor.row import Row
from mock_interviewer.questions.drafted import Fields

_LEAST_LETTERS = 12
_MOST_SHOWN = 12


class Others:
    """The questions that can be named: their ids, and a model of their words."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.model = QStringListModel()

    def offer(self, questions: Mapping[str, str]) -> None:
        """Offer these questions: words by ids."""
        self.ids = list(questions)
        self.model.setStringList(list(questions.values()))


class _QuestionBox(QComboBox):
    """All questions as a list, in which words of one can be written. The wheel scrolls the page."""

    def __init__(self, model: QStringListModel) -> None:
        super().__init__()
        self.setAccessibleName("Question to see also")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.line = QLineEdit()
        self.line.setAccessibleName("Question to see also")
        self.line.setPlaceholderText("Words of the question")
        self.setLineEdit(self.line)
        self.setModel(model)
        finds = QCompleter(model, self)
        finds.setFilterMode(Qt.MatchFlag.MatchContains)
        finds.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finds.setMaxVisibleItems(_MOST_SHOWN)
        self.setCompleter(finds)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the wheel to the page."""
        event.ignore()


class SeeAlsoRow(Row):
    """A question of the same bank, as an entry with its ``id``."""

    texts = ("id",)

    def __init__(self, others: Others, parent: QWidget | None = None) -> None:
        super().__init__("question to see also", movable=False, parent=parent)
        self._others = others
        self._box = _QuestionBox(others.model)
        line = QHBoxLayout()
        line.addWidget(self._box)
        self.body.addLayout(line)
        self._box.line.textEdited.connect(lambda _: self.changed.emit())
        self._box.activated.connect(lambda _: self.changed.emit())
        # There is seldom room for all of its words.
        self._box.currentTextChanged.connect(self._box.setToolTip)

    def write(self, fields: Fields) -> None:
        """Show the question of an id, or the id where there is none."""
        ident = fields.get("id") or ""
        ids = self._others.ids
        self._box.setCurrentIndex(ids.index(ident) if ident in ids else -1)
        if ident not in ids:
            self._box.setEditText(ident)
        self._box.line.setCursorPosition(0)

    def written(self) -> Fields:
        """Return the question's id; what is written where that is no question."""
        text = self._box.currentText().strip()
        # Two questions may have the same words; the one that was chosen is meant.
        place = self._box.currentIndex()
        if place < 0 or self._box.itemText(place) != text:
            place = self._box.findText(text, Qt.MatchFlag.MatchFixedString)
        return {"id": self._others.ids[place] if place >= 0 else text}

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is always written in; the first takes the keyboard."""
        return (self._box,)
