"""The rows of the list of questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mock_interviewer.questions.editing import EditedBank
from mock_interviewer.questions.model import Bank, Question

Index = QModelIndex | QPersistentModelIndex


class Of(Enum):
    """Which questions to list."""

    ALL = "all"
    SECTION = "section"
    GROUP = "group"
    OWN = "own"
    RETIRED = "retired"


@dataclass(frozen=True)
class Filter:
    """Which questions to list; ``name`` is that of a section or group."""

    of: Of = Of.ALL
    name: str = ""


@dataclass(frozen=True)
class SectionRow:
    """The name of a section, above its questions."""

    name: str


@dataclass(frozen=True)
class QuestionRow:
    """A question; ``mark`` says what is unusual about it, in a word, "" where nothing is."""

    id: str
    text: str
    retired: bool
    mark: str


Row = SectionRow | QuestionRow


def listed(bank: Bank, edition: EditedBank | None, chosen: Filter, search: str) -> tuple[Row, ...]:
    """Return the questions that are chosen and hold all words searched for, under their sections.

    Words may stand in a question's text, key points and vocabulary, or be the start of one there.
    """
    words = search.casefold().split()
    rows: dict[str, list[QuestionRow]] = {}
    asked = {question.id for question in bank.questions}
    grouped = {
        ident
        for group in bank.groups
        if chosen.of is Of.GROUP and group.name == chosen.name
        for ident in group.questions
    }
    for question in sorted(bank.every, key=lambda each: (each.source.list, each.source.number)):
        mark = mark_of(edition, question, retired=question.id not in asked)
        wanted = {
            Of.ALL: True,
            Of.SECTION: question.section == chosen.name,
            Of.GROUP: question.id in grouped,
            Of.OWN: edition is not None and is_own(edition, question.id),
            Of.RETIRED: question.id not in asked,
        }[chosen.of]
        if wanted and all(word in _haystack(question) for word in words):
            row = QuestionRow(question.id, question.text, question.id not in asked, mark)
            rows.setdefault(question.section, []).append(row)
    made: list[Row] = []
    for section, some in rows.items():
        made += [SectionRow(section), *some]
    return tuple(made)


def is_own(edition: EditedBank, question: str) -> bool:
    """Return whether a question of a bank of the program's is the person's, or was changed."""
    if edition.own:
        return False
    return edition.added(question) or edition.original(question) is not None


def mark_of(edition: EditedBank | None, question: Question, *, retired: bool) -> str:
    """Return what is unusual about a question, in a word; "" where nothing is."""
    if retired:
        return "Retired"
    if edition is None or edition.own:
        return ""
    if edition.added(question.id):
        return "Yours"
    return "Changed" if edition.original(question.id) is not None else ""


class QuestionModel(QAbstractListModel):
    """Sections and questions, one row each. GUI thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        if tuple(rows) != self._rows:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()

    @property
    def questions(self) -> tuple[QuestionRow, ...]:
        """The questions that are listed."""
        return tuple(row for row in self._rows if isinstance(row, QuestionRow))

    def row(self, index: Index) -> Row | None:
        """Return what stands at an index; None for none."""
        number = index.row()
        return self._rows[number] if index.isValid() and number < len(self._rows) else None

    def index_of(self, question: str) -> QModelIndex:
        """Return the index of a question; an invalid one where it is not listed."""
        for number, row in enumerate(self._rows):
            if isinstance(row, QuestionRow) and row.id == question:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 (Qt's signature)
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's words, for people who see the list and for those who hear it."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name if isinstance(row, SectionRow) else row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(row, SectionRow):
                return row.name
            return f"{row.text} {row.mark}".strip()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only questions be chosen."""
        if isinstance(self.row(index), QuestionRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


def _haystack(question: Question) -> str:
    parts = [question.text, question.section, question.id]
    parts += [point.point for point in question.key_points]
    parts += [term.term for term in question.vocabulary]
    return " ".join(parts).casefold()
