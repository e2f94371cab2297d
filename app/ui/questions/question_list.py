"""The list of questions: its filter, its model, and how its rows are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mock_interviewer.app.ui.questions.wrapped_lines import wrapped_lines
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font
from mock_interviewer.app.ui.toolkit.shortcuts import (
    ENTER_KEYS,
    Shortcut,
    ShortcutAction,
    declare_shortcuts,
)
from mock_interviewer.app.ui.widgets.row_list import RowList, draw_row_background
from mock_interviewer.questions.editing import EditedBank
from mock_interviewer.questions.model import Bank, Question

ModelIndex = QModelIndex | QPersistentModelIndex


class QuestionScope(Enum):
    """Which questions to list."""

    ALL = "all"
    SECTION = "section"
    GROUP = "group"
    OWN = "own"
    RETIRED = "retired"


@dataclass(frozen=True)
class QuestionFilter:
    """Which questions to list; ``name`` is the name of a section or group."""

    of: QuestionScope = QuestionScope.ALL
    name: str = ""


@dataclass(frozen=True)
class SectionHeading:
    """The name of a section, above its questions."""

    name: str


@dataclass(frozen=True)
class QuestionListItem:
    """A question; ``mark`` is a word for its state, "" for an ordinary question."""

    id: str
    text: str
    retired: bool
    mark: str


QuestionListRow = SectionHeading | QuestionListItem


def filtered_rows(
    bank: Bank, edition: EditedBank | None, chosen: QuestionFilter, search: str
) -> tuple[QuestionListRow, ...]:
    """Return the questions that match the filter and contain all words, below their sections.

    A word may be a part of the question's text, section, id, key points, or vocabulary.
    """
    words = search.casefold().split()
    rows: dict[str, list[QuestionListItem]] = {}
    asked = {question.id for question in bank.questions}
    grouped = {
        ident
        for group in bank.groups
        if chosen.of is QuestionScope.GROUP and group.name == chosen.name
        for ident in group.questions
    }
    for question in sorted(
        bank.all_questions, key=lambda each: (each.source.list, each.source.number)
    ):
        mark = question_mark(edition, question, retired=question.id not in asked)
        wanted = {
            QuestionScope.ALL: True,
            QuestionScope.SECTION: question.section == chosen.name,
            QuestionScope.GROUP: question.id in grouped,
            QuestionScope.OWN: edition is not None and is_own(edition, question.id),
            QuestionScope.RETIRED: question.id not in asked,
        }[chosen.of]
        if wanted and all(word in _haystack(question) for word in words):
            row = QuestionListItem(question.id, question.text, question.id not in asked, mark)
            rows.setdefault(question.section, []).append(row)
    with_headings: list[QuestionListRow] = []
    for section, questions in rows.items():
        with_headings += [SectionHeading(section), *questions]
    return tuple(with_headings)


def is_own(edition: EditedBank, question: str) -> bool:
    """Return whether the person added or changed a question of a bank of the program."""
    if edition.own:
        return False
    return edition.added(question) or edition.original(question) is not None


def question_mark(edition: EditedBank | None, question: Question, *, retired: bool) -> str:
    """Return a word for the state of a question; "" for an ordinary question."""
    if retired:
        return "Retired"
    if edition is None or edition.own:
        return ""
    if edition.added(question.id):
        return "Yours"
    return "Changed" if edition.original(question.id) is not None else ""


class QuestionListModel(QAbstractListModel):
    """Sections and questions, one row each. GUI thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[QuestionListRow, ...] = ()

    def show_rows(self, rows: Sequence[QuestionListRow]) -> None:
        """Replace all rows."""
        if tuple(rows) != self._rows:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()

    @property
    def questions(self) -> tuple[QuestionListItem, ...]:
        """The questions that are listed."""
        return tuple(row for row in self._rows if isinstance(row, QuestionListItem))

    def row(self, index: ModelIndex) -> QuestionListRow | None:
        """Return the row at an index, or None."""
        number = index.row()
        return self._rows[number] if index.isValid() and number < len(self._rows) else None

    def index_of(self, question: str) -> QModelIndex:
        """Return the index of a question; an invalid index if it isn't listed."""
        for number, row in enumerate(self._rows):
            if isinstance(row, QuestionListItem) and row.id == question:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 (Qt's signature)
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a row, for display or for screen readers."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name if isinstance(row, SectionHeading) else row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(row, SectionHeading):
                return row.name
            return f"{row.text} {row.mark}".strip()
        return None

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        """Make only questions selectable."""
        if isinstance(self.row(index), QuestionListItem):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


def _haystack(question: Question) -> str:
    parts = [question.text, question.section, question.id]
    parts += [point.point for point in question.key_points]
    parts += [term.term for term in question.vocabulary]
    return " ".join(parts).casefold()


_LINES = 2


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


class _QuestionRowPainter(QStyledItemDelegate):
    """Draws a section as a small heading, and a question in up to two lines above its mark."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        row = model.row(index) if isinstance(model, QuestionListModel) else None
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, SectionHeading):
            _draw_section(painter, area.adjusted(Spacing.XS, 0, -Spacing.XS, -Spacing.XXS), row)
        elif isinstance(row, QuestionListItem):
            state: QStyle.StateFlag = option.state
            draw_row_background(painter, area, state)
            _draw_question(
                painter, area.adjusted(Spacing.XS, Spacing.XS, -Spacing.XS, -Spacing.XS), row
            )
        painter.restore()

    def sizeHint(  # noqa: N802 (Qt's name)
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        model = index.model()
        row = model.row(index) if isinstance(model, QuestionListModel) else None
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 6 * Spacing.XXL
        if not isinstance(row, QuestionListItem):
            return QSize(
                width, QFontMetrics(font(FontSize.CAPTION)).height() + Spacing.M + Spacing.XXS
            )
        lines = len(wrapped_lines(row.text, width - 2 * Spacing.XS, _LINES))
        height = lines * QFontMetrics(font()).lineSpacing()
        if row.mark:
            height += QFontMetrics(font(FontSize.CAPTION)).height() + Spacing.XXS
        return QSize(width, height + 2 * Spacing.XS)


def _draw_section(painter: QPainter, area: QRect, row: SectionHeading) -> None:
    face = font(FontSize.CAPTION, strong=True)
    painter.setFont(face)
    painter.setPen(roles().text_muted)
    right = Qt.TextElideMode.ElideRight
    painter.drawText(area, _LEFT, QFontMetrics(face).elidedText(row.name, right, area.width()))


def _draw_question(painter: QPainter, area: QRect, row: QuestionListItem) -> None:
    colors = roles()
    metrics = QFontMetrics(font())
    painter.setFont(font())
    painter.setPen(colors.text_muted if row.retired else colors.text)
    top = area.top() + metrics.ascent()
    for line in wrapped_lines(row.text, area.width(), _LINES):
        painter.drawText(area.left(), top, line)
        top += metrics.lineSpacing()
    if row.mark:
        face = font(FontSize.CAPTION)
        painter.setFont(face)
        painter.setPen(colors.text_muted if row.retired else colors.accent)
        painter.drawText(area, _LEFT, row.mark)


class QuestionList(RowList):
    """Arrows select a question, and choose it if ``arrows_choose``; Enter always chooses it."""

    chosen = Signal(str)
    """The id of the question that the person chose."""

    def __init__(self, model: QuestionListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions = model
        self.arrows_choose = True
        """Whether arrows choose a question without Enter."""
        self._keys: dict[int, ShortcutAction] = {
            Qt.Key.Key_Return: Shortcut(
                "Open the question", lambda: self._choose(self.currentIndex())
            )
        }
        declare_shortcuts(self, self._keys, "In the list")
        self.setModel(model)
        self.setItemDelegate(_QuestionRowPainter(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("Questions")
        self.clicked.connect(self._choose)

    def show_question(self, question: str) -> None:
        """Select a question and scroll to it, without emitting ``chosen``."""
        index = self._questions.index_of(question)
        before = self.blockSignals(True)
        self.setCurrentIndex(index)
        self.blockSignals(before)
        if not index.isValid():
            self.clearSelection()
        self.viewport().update()

    def currentChanged(  # noqa: N802 (Qt's name)
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Choose the question that the arrows reached."""
        super().currentChanged(current, previous)
        if self.arrows_choose and self.hasFocus() and not self.signalsBlocked():
            self._choose(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Choose on Enter."""
        if event.key() in ENTER_KEYS:
            self._keys[Qt.Key.Key_Return]()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Wrap the texts for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _choose(self, index: QModelIndex | QPersistentModelIndex) -> None:
        row = self._questions.row(index)
        if isinstance(row, QuestionListItem):
            self.chosen.emit(row.id)
