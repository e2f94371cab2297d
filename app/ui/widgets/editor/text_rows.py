"""Terms and references to be written."""

import re

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.editor.details import Details
from mock_interviewer.app.ui.widgets.editor.row import Row
from mock_interviewer.app.ui.widgets.editor.written_fields import LinesField, TickField
from mock_interviewer.app.ui.widgets.one_line import OneLine
from mock_interviewer.questions.drafted import Fields

_ARXIV = re.compile(
    r"^(?:arxiv:\s*|https?://arxiv\.org/abs/)?(\d{4}\.\d{4,5}(?:v\d+)?)$", re.IGNORECASE
)
_DOI = re.compile(r"^(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\S+)$", re.IGNORECASE)
_DIGITS = 4
_HEARD, _ESSENTIAL = "Heard as", "Essential"
_DETAILS = {
    "essential": (_ESSENTIAL, lambda: TickField(_ESSENTIAL, "Listened for before the others")),
    "heard_as": (
        _HEARD,
        lambda: LinesField(_HEARD, "What may be written down in its place, one on each line"),
    ),
}


class TermRow(Row):
    """A term and what it means; how it is heard in details."""

    texts = ("term", "definition", "heard_as")

    def __init__(self, parent: QWidget | None = None) -> None:
        details = Details("Details", _DETAILS)
        super().__init__("term", details, movable=False, parent=parent)
        self._term = OneLine("Term", "Term")
        self._definition = OneLine("What it means", "What it means (may be left out)")
        line = QHBoxLayout()
        line.setSpacing(Space.XS)
        line.addWidget(self._term, 2)
        line.addWidget(self._definition, 3)
        line.addWidget(details.fold)
        self.body.addLayout(line)
        for control in (self._term, self._definition):
            control.textEdited.connect(lambda _: self.changed.emit())

    def write(self, fields: Fields) -> None:
        """Put the fields into the controls."""
        _show(self._term, fields.get("term"))
        _show(self._definition, fields.get("definition"))

    def written(self) -> Fields:
        """Return what the controls say."""
        return {"term": self._term.line, "definition": self._definition.line or None}

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is always written in; the first takes the keyboard."""
        return (self._term, self._definition)


class ReferenceRow(Row):
    """A work, and where it can be read."""

    texts = ("authors", "title", "year", "doi", "arxiv", "url")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("reference", parent=parent)
        self._authors = OneLine("Authors", "Authors")
        self._year = OneLine("Year", "Year")
        self._title = OneLine("Title", "Title")
        self._where = OneLine("Where to read it", "DOI, arXiv or https:// address")
        for pair in (((self._authors, 4), (self._year, 1)), ((self._title, 3), (self._where, 2))):
            line = QHBoxLayout()
            line.setSpacing(Space.XS)
            for control, stretch in pair:
                line.addWidget(control, stretch)
                control.textEdited.connect(lambda _: self.changed.emit())
            self.body.addLayout(line)

    def write(self, fields: Fields) -> None:
        """Put the fields into the controls."""
        _show(self._authors, fields.get("authors"))
        _show(self._year, fields.get("year"))
        _show(self._title, fields.get("title"))
        doi, arxiv = fields.get("doi"), fields.get("arxiv")
        where = f"doi:{doi}" if doi else f"arXiv:{arxiv}" if arxiv else fields.get("url")
        _show(self._where, where)

    def written(self) -> Fields:
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

    def _place(self) -> Fields:
        """Return where it can be read; a place besides the one shown stays as it was."""
        where = self._where.line
        doi, arxiv = _DOI.match(where), _ARXIV.match(where)
        if doi:
            return {"doi": doi[1]}
        if arxiv:
            return {"doi": None, "arxiv": arxiv[1]}
        return {"doi": None, "arxiv": None, "url": where or None}


def _show(control: OneLine, text: object) -> None:
    control.setText("" if text is None else str(text))
    control.setCursorPosition(0)
