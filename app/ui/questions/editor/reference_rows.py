"""Rows for terms, references and related questions."""

import re
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QWidget

from mock_interviewer.app.ui.questions.editor.entry_details import DetailFields, EntryDetails
from mock_interviewer.app.ui.questions.editor.entry_list import EntryList, EntryRow
from mock_interviewer.app.ui.questions.editor.fields import (
    CheckField,
    EditableBox,
    FormChoices,
    LinesField,
)
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.text_fields import SingleLineEdit
from mock_interviewer.questions.question_fields import QuestionFields

_ARXIV = re.compile(
    r"^(?:arxiv:\s*|https?://arxiv\.org/abs/)?(\d{4}\.\d{4,5}(?:v\d+)?)$", re.IGNORECASE
)


_DOI = re.compile(r"^(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\S+)$", re.IGNORECASE)


_YEAR_DIGITS = 4


_TERM_DETAILS: DetailFields = {
    "essential": ("Essential", lambda label: CheckField(label, "Takes priority over other terms")),
    "heard_as": (
        "Heard as",
        lambda label: LinesField(label, "Common mistranscriptions, one per line"),
    ),
}


class TermRow(EntryRow):
    """A term and its definition; what it is heard as is in the details."""

    minor_fields = ("essential",)

    def __init__(self, parent: QWidget | None = None) -> None:
        details = EntryDetails("Details", _TERM_DETAILS)
        super().__init__("term", details, movable=False, parent=parent)
        self._term = SingleLineEdit("Term", "Term")
        self._definition = SingleLineEdit("Definition", "Definition (optional)")
        line = QHBoxLayout()
        line.setSpacing(Spacing.XS)
        line.addWidget(self._term, 2)
        line.addWidget(self._definition, 3)
        line.addWidget(details.toggle)
        self.body.addLayout(line)
        for control in (self._term, self._definition):
            control.textEdited.connect(lambda _: self.changed.emit())

    def show_values(self, fields: QuestionFields) -> None:
        """Show the fields in the controls that are always visible."""
        _show_text(self._term, fields.get("term"))
        _show_text(self._definition, fields.get("definition"))

    def values(self) -> QuestionFields:
        """Return the values of the controls that are always visible."""
        return {"term": self._term.line, "definition": self._definition.line or None}

    def controls(self) -> tuple[QWidget, ...]:
        """Return the controls that are always visible; the first takes the keyboard."""
        return (self._term, self._definition)


class ReferenceRow(EntryRow):
    """A publication, and where to read it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("reference", parent=parent)
        self._authors = SingleLineEdit("Authors", "Authors")
        self._year = SingleLineEdit("Year", "Year")
        self._title = SingleLineEdit("Title", "Title")
        self._where = SingleLineEdit("Where to read it", "DOI, arXiv ID, or https:// address")
        for pair in (((self._authors, 4), (self._year, 1)), ((self._title, 3), (self._where, 2))):
            line = QHBoxLayout()
            line.setSpacing(Spacing.XS)
            for control, stretch in pair:
                line.addWidget(control, stretch)
                control.textEdited.connect(lambda _: self.changed.emit())
            self.body.addLayout(line)

    def show_values(self, fields: QuestionFields) -> None:
        """Show the fields in the controls that are always visible."""
        _show_text(self._authors, fields.get("authors"))
        _show_text(self._year, fields.get("year"))
        _show_text(self._title, fields.get("title"))
        doi, arxiv = fields.get("doi"), fields.get("arxiv")
        where = f"doi:{doi}" if doi else f"arXiv:{arxiv}" if arxiv else fields.get("url")
        _show_text(self._where, where)

    def values(self) -> QuestionFields:
        """Return the values of the controls that are always visible."""
        year = self._year.line
        return {
            "authors": self._authors.line,
            "title": self._title.line,
            # Python refuses to convert very long numbers, which may be pasted.
            "year": int(year) if year.isdecimal() and len(year) <= _YEAR_DIGITS else year or None,
            **self._place(),
        }

    def controls(self) -> tuple[QWidget, ...]:
        """Return the controls that are always visible; the first takes the keyboard."""
        return (self._authors, self._year, self._title, self._where)

    def _place(self) -> QuestionFields:
        """Return where to read it; places other than the one shown stay as they were."""
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


_MOST_SHOWN = 12


class SeeAlsoRow(EntryRow):
    """A related question of the same bank, as an entry with its ``id``."""

    minor_fields = ()

    def __init__(self, choices: FormChoices, parent: QWidget | None = None) -> None:
        super().__init__("related question", movable=False, parent=parent)
        self._choices = choices
        self._box = EditableBox("Related question", "Enter words from the question")
        self._box.setModel(choices.question_texts)
        completer = QCompleter(choices.question_texts, self._box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_MOST_SHOWN)
        self._box.setCompleter(completer)
        line = QHBoxLayout()
        line.addWidget(self._box)
        self.body.addLayout(line)
        self._box.edited.connect(self.changed)
        # There is rarely room for the whole text.
        self._box.currentTextChanged.connect(self._box.setToolTip)

    def show_values(self, fields: QuestionFields) -> None:
        """Show the question with an id, or the id itself if there is none."""
        ident = fields.get("id") or ""
        ids = self._choices.question_ids
        self._box.setCurrentIndex(ids.index(ident) if ident in ids else -1)
        if ident not in ids:
            self._box.setEditText(ident)
        self._box.line.setCursorPosition(0)

    def values(self) -> QuestionFields:
        """Return the question's id, or the text itself if it is not a question's."""
        text = self._box.currentText().strip()
        # Two questions may have the same text; the chosen one is meant.
        index = self._box.currentIndex()
        if index < 0 or self._box.itemText(index) != text:
            index = self._box.findText(text, Qt.MatchFlag.MatchFixedString)
        return {"id": self._choices.question_ids[index] if index >= 0 else text}

    def controls(self) -> tuple[QWidget, ...]:
        """Return the controls that are always visible; the first takes the keyboard."""
        return (self._box,)


class SeeAlsoList(EntryList):
    """A list of related questions, whose value is their ids."""

    def show_value(self, value: Any) -> None:
        """Show the questions with these ids."""
        super().show_value([{"id": ident} for ident in value or ()])

    @property
    def value(self) -> list[Any]:
        """The ids of the questions."""
        return [row.fields["id"] for row in self.nonblank]
