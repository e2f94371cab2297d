"""Rows for terms, references and related questions."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QWidget

from mock_interviewer.app.ui.questions.editor.entry_details import EntryDetails
from mock_interviewer.app.ui.questions.editor.entry_list import EntryRow
from mock_interviewer.app.ui.questions.editor.fields import CheckField, LinesField
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.text_fields import SingleLineEdit
from mock_interviewer.questions.question_fields import QuestionFields

_ARXIV = re.compile(
    r"^(?:arxiv:\s*|https?://arxiv\.org/abs/)?(\d{4}\.\d{4,5}(?:v\d+)?)$", re.IGNORECASE
)


_DOI = re.compile(r"^(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\S+)$", re.IGNORECASE)


_DIGITS = 4


_HEARD, _ESSENTIAL = "Heard as", "Essential"


_TERM_DETAILS = {
    "essential": (_ESSENTIAL, lambda: CheckField(_ESSENTIAL, "Listened for before the others")),
    "heard_as": (
        _HEARD,
        lambda: LinesField(_HEARD, "What may be written down in its place, one on each line"),
    ),
}


class TermRow(EntryRow):
    """A term and what it means; how it is heard in details."""

    texts = ("term", "definition", "heard_as")

    def __init__(self, parent: QWidget | None = None) -> None:
        details = EntryDetails("Details", _TERM_DETAILS)
        super().__init__("term", details, movable=False, parent=parent)
        self._term = SingleLineEdit("Term", "Term")
        self._definition = SingleLineEdit("What it means", "What it means (may be left out)")
        line = QHBoxLayout()
        line.setSpacing(Spacing.XS)
        line.addWidget(self._term, 2)
        line.addWidget(self._definition, 3)
        line.addWidget(details.fold)
        self.body.addLayout(line)
        for control in (self._term, self._definition):
            control.textEdited.connect(lambda _: self.changed.emit())

    def write(self, fields: QuestionFields) -> None:
        """Put the fields into the controls."""
        _show_text(self._term, fields.get("term"))
        _show_text(self._definition, fields.get("definition"))

    def written(self) -> QuestionFields:
        """Return what the controls say."""
        return {"term": self._term.line, "definition": self._definition.line or None}

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is always written in; the first takes the keyboard."""
        return (self._term, self._definition)


class ReferenceRow(EntryRow):
    """A work, and where it can be read."""

    texts = ("authors", "title", "year", "doi", "arxiv", "url")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("reference", parent=parent)
        self._authors = SingleLineEdit("Authors", "Authors")
        self._year = SingleLineEdit("Year", "Year")
        self._title = SingleLineEdit("Title", "Title")
        self._where = SingleLineEdit("Where to read it", "DOI, arXiv or https:// address")
        for pair in (((self._authors, 4), (self._year, 1)), ((self._title, 3), (self._where, 2))):
            line = QHBoxLayout()
            line.setSpacing(Spacing.XS)
            for control, stretch in pair:
                line.addWidget(control, stretch)
                control.textEdited.connect(lambda _: self.changed.emit())
            self.body.addLayout(line)

    def write(self, fields: QuestionFields) -> None:
        """Put the fields into the controls."""
        _show_text(self._authors, fields.get("authors"))
        _show_text(self._year, fields.get("year"))
        _show_text(self._title, fields.get("title"))
        doi, arxiv = fields.get("doi"), fields.get("arxiv")
        where = f"doi:{doi}" if doi else f"arXiv:{arxiv}" if arxiv else fields.get("url")
        _show_text(self._where, where)

    def written(self) -> QuestionFields:
        """Return what the controls say."""
        year = self._year.line
        return {
            "authors": self._authors.line,
            "title": self._title.line,
            # Python refuses to read very long numbers, as they may be pasted.
            "year": int(year) if year.isdecimal() and len(year) <= _DIGITS else year or None,
            **self._place(),
        }

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is always written in; the first takes the keyboard."""
        return (self._authors, self._year, self._title, self._where)

    def _place(self) -> QuestionFields:
        """Return where it can be read; a place besides the one shown stays as it was."""
        where = self._where.line
        doi, arxiv = _DOI.match(where), _ARXIV.match(where)
        if doi:
            return {"doi": doi[1]}
        if arxiv:
            return {"doi": None, "arxiv": arxiv[1]}
        return {"doi": None, "arxiv": None, "url": where or None}


def _show_text(control: SingleLineEdit, text: object) -> None:
    control.setText("" if text is None else str(text))
    control.setCursorPosition(0)


_LEAST_LETTERS = 12


_MOST_SHOWN = 12


class OtherQuestions:
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


class SeeAlsoRow(EntryRow):
    """A question of the same bank, as an entry with its ``id``."""

    texts = ("id",)

    def __init__(self, others: OtherQuestions, parent: QWidget | None = None) -> None:
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

    def write(self, fields: QuestionFields) -> None:
        """Show the question of an id, or the id where there is none."""
        ident = fields.get("id") or ""
        ids = self._others.ids
        self._box.setCurrentIndex(ids.index(ident) if ident in ids else -1)
        if ident not in ids:
            self._box.setEditText(ident)
        self._box.line.setCursorPosition(0)

    def written(self) -> QuestionFields:
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
