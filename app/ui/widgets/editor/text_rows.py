"""Terms, follow-ups and references to be written."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from mock_interviewer.app.ui.theme import Space, set_kind
from mock_interviewer.app.ui.widgets.editor.row import Row
from mock_interviewer.app.ui.widgets.growing_text import GrowingText
from mock_interviewer.app.ui.widgets.one_line import OneLine
from mock_interviewer.app.wording import counted
from mock_interviewer.questions.drafted import Fields

_ARXIV = re.compile(
    r"^(?:arxiv:\s*|https?://arxiv\.org/abs/)?(\d{4}\.\d{4,5}(?:v\d+)?)$", re.IGNORECASE
)
_DOI = re.compile(r"^(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\S+)$", re.IGNORECASE)
_LONGEST_LABEL = 80


class TermRow(Row):
    """A term and what it means."""

    texts = ("term", "definition")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("term", movable=False, parent=parent)
        self._term = OneLine("Term", "Term")
        self._definition = OneLine("What it means", "What it means (may be left out)")
        line = QHBoxLayout()
        line.setSpacing(Space.XS)
        line.addWidget(self._term, 2)
        line.addWidget(self._definition, 3)
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
        """Return what is written in, in the order of the keyboard."""
        return (self._term, self._definition)


class FollowUpRow(Row):
    """A question asked back, and the key points that it is about."""

    texts = ("text",)

    def __init__(
        self, points: Callable[[], Sequence[tuple[str, str]]], parent: QWidget | None = None
    ) -> None:
        """``points`` gives the ids and the words of the question's key points."""
        super().__init__("follow-up", parent=parent)
        self._points = points
        self._about: list[str] = []
        self._text = GrowingText("Follow-up", "What to ask back")
        self._choose = QPushButton()
        set_kind(self._choose, "link")
        self._choose.setAutoDefault(True)
        line = QHBoxLayout()
        line.addWidget(self._choose)
        line.addStretch(1)
        self.body.addWidget(self._text)
        self.body.addLayout(line)
        self._text.textChanged.connect(self.changed)
        self._choose.clicked.connect(lambda _checked: self._open())

    def write(self, fields: Fields) -> None:
        """Put the fields into the controls."""
        self._text.show_text(fields.get("text") or "")
        self._about = list(fields.get("about", ()))
        self._describe()

    def written(self) -> Fields:
        """Return what the controls say."""
        return {"text": self._text.written, "about": list(self._about)}

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is written in, in the order of the keyboard."""
        return (self._text, self._choose)

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName("Key points that it is about")
        menu.aboutToHide.connect(menu.deleteLater)
        for ident, point in self._points():
            short = point if len(point) <= _LONGEST_LABEL else f"{point[: _LONGEST_LABEL - 1]}…"
            action = QAction(short.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(ident in self._about)
            action.triggered.connect(lambda checked, ident=ident: self._toggle(ident, checked))
            menu.addAction(action)
        if menu.isEmpty():
            menu.addAction("This question has no key points yet").setEnabled(False)
        menu.popup(self._choose.mapToGlobal(QPoint(0, self._choose.height())))

    def _toggle(self, ident: str, checked: bool) -> None:
        self._about = [each for each in self._about if each != ident]
        if checked:
            self._about.append(ident)
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        about = f"About {counted(len(self._about), 'key point')}" if self._about else "About…"
        self._choose.setText(f"{about} ▾")
        self._choose.setAccessibleName(f"{about}: choose key points")


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
            "year": int(year) if year.isdecimal() else year or None,
            **self._place(),
        }

    def controls(self) -> tuple[QWidget, ...]:
        """Return what is written in, in the order of the keyboard."""
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
