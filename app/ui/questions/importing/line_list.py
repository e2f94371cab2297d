"""The list of what was understood: each line with its role and its doubt."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.questions.wrapped_lines import wrapped_lines
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import SMALL, Icon, pixmap
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font
from mock_interviewer.app.ui.toolkit.shortcuts import (
    ShortcutAction,
    declare_shortcuts,
    is_plain,
)
from mock_interviewer.app.ui.widgets.row_list import RowList, draw_row_background
from mock_interviewer.questions.importing.import_draft import (
    JOINED,
    ImportDraft,
    ImportLine,
    LineRole,
)
from mock_interviewer.questions.importing.table_cells import column_label, entries, is_list

ROLE_LABELS = {
    LineRole.QUESTION: "Question",
    LineRole.WORDING: "More of the question",
    LineRole.KEY_POINT: "Key point",
    LineRole.ANSWER: "Model answer",
    LineRole.FOLLOW_UP: "Follow-up",
    LineRole.NOTE: "Note",
    LineRole.SECTION: "Section",
    LineRole.SUBSECTION: "Subsection",
    LineRole.NAME: "Name of the list",
    LineRole.LEFT_OUT: "Left out",
}
"""What each role is called."""

ModelIndex = QModelIndex | QPersistentModelIndex

_MOST_LINES = 3
_NUMBER_WIDTH = Spacing.XL
_BATCH = 200
_LEAST_HEIGHT = 2 * Spacing.XXL + Spacing.L
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class LineRow:
    """A line as the list shows it; ``number`` is that of a question, 0 for any other line."""

    role: LineRole
    number: int
    text: str
    more: str
    doubt: str

    @property
    def spoken(self) -> str:
        """The row for screen readers."""
        numbered = f"Question {self.number}: " if self.number else ""
        doubt = f" To check: {self.doubt}." if self.doubt else ""
        return f"{numbered}{self.text} {self.more}".strip() + doubt


class LineModel(QAbstractListModel):
    """The lines of an import."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[LineRow] = []

    def show_draft(self, draft: ImportDraft) -> None:
        """Show the lines of a draft; the selection stays if their number does."""
        rows = rows_of(draft)
        if len(rows) == len(self._rows):
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    @property
    def rows(self) -> tuple[LineRow, ...]:
        """The rows from the top."""
        return tuple(self._rows)

    def row(self, index: ModelIndex) -> LineRow | None:
        """Return the row at an index, or None."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 (Qt's signature)
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a row, for display or for screen readers."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


def rows_of(draft: ImportDraft) -> list[LineRow]:
    """Return the rows of a draft; its questions are numbered from 1."""
    rows = []
    number = 0
    for line in draft.lines:
        asked = line.role is LineRole.QUESTION
        number += asked
        text = line.text or line.raw.strip()
        shown = text if asked else f"{ROLE_LABELS[line.role]}: {text}"
        more = _other_cells(draft, line) if asked or line.role in JOINED else ""
        rows.append(LineRow(line.role, number if asked else 0, shown, more, line.doubt))
    return rows


def _other_cells(draft: ImportDraft, line: ImportLine) -> str:
    """Return what else a row of a table says about its question."""
    parts = []
    for column, cell in zip(draft.columns, line.cells, strict=True):
        if column.key in {"", "text"} or not cell:
            continue
        several = is_list(column.key) and len(entries(cell)) > 1
        label = column_label(column.key)
        parts.append(
            f"{label}: {counted(len(entries(cell)), 'entry', 'entries')}"
            if several
            else f"{label}: {' '.join(cell.split())}"
        )
    return " · ".join(parts)


class _LinePainter(QStyledItemDelegate):
    """Draws a question with its number, and what belongs to it indented below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        model = index.model()
        row = model.row(index) if isinstance(model, LineModel) else None
        if row is None:
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_row_background(painter, area, state)
        _draw(painter, _inside(area), row)
        painter.restore()

    def sizeHint(  # noqa: N802 (Qt's name)
        self, option: QStyleOptionViewItem, index: ModelIndex
    ) -> QSize:
        model = index.model()
        row = model.row(index) if isinstance(model, LineModel) else None
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 6 * Spacing.XXL
        if row is None:
            return QSize(width, 0)
        room = _inside(QRect(0, 0, width, 1)).width() - _text_start(row)
        height = len(wrapped_lines(row.text, room, _MOST_LINES)) * _height(font())
        height += (bool(row.more) + bool(row.doubt)) * _height(_caption())
        return QSize(width, height + 2 * _padding(row))


def _caption() -> QFont:
    return font(FontSize.CAPTION)


def _height(face: QFont) -> int:
    return QFontMetrics(face).lineSpacing()


def _padding(row: LineRow) -> int:
    return Spacing.XS if row.number else Spacing.XXS


def _inside(area: QRect) -> QRect:
    return area.adjusted(Spacing.XS, 0, -Spacing.XS, 0)


def _text_start(row: LineRow) -> int:
    """Return where the text starts: what joins a question is indented below it."""
    return _NUMBER_WIDTH + (Spacing.M if row.role in JOINED else 0)


def _draw(painter: QPainter, area: QRect, row: LineRow) -> None:
    colors = roles()
    face = font(strong=row.role in {LineRole.SECTION, LineRole.NAME})
    if row.role is LineRole.LEFT_OUT:
        face.setStrikeOut(True)
    painter.setFont(face)
    top = area.top() + _padding(row)
    if row.number:
        painter.setPen(colors.text_muted)
        number = QRect(area.left(), top, _NUMBER_WIDTH - Spacing.XS, area.height())
        painter.setFont(font(tabular=True))
        painter.drawText(number, _RIGHT, str(row.number))
    left = area.left() + _text_start(row)
    width = area.right() - left
    strong = row.number or row.role in {LineRole.SECTION, LineRole.NAME}
    painter.setPen(colors.text if strong else colors.text_muted)
    painter.setFont(face)
    for line in wrapped_lines(row.text, width, _MOST_LINES):
        painter.drawText(QRect(left, top, width, _height(face)), _LEFT, line)
        top += _height(font())
    painter.setFont(_caption())
    metrics = QFontMetrics(_caption())
    right = Qt.TextElideMode.ElideRight
    if row.more:
        painter.setPen(colors.text_muted)
        more = metrics.elidedText(row.more, right, width)
        painter.drawText(QRect(left, top, width, _height(_caption())), _LEFT, more)
        top += _height(_caption())
    if row.doubt:
        painter.setPen(colors.caution)
        size = min(SMALL, _height(_caption()))
        mark = pixmap(Icon.CAUTION, colors.caution, size, painter.device().devicePixelRatioF())
        painter.drawPixmap(left, top, mark)
        start = left + size + Spacing.XXS
        room = area.right() - start
        doubt = metrics.elidedText(row.doubt, right, room)
        painter.drawText(QRect(start, top, room, _height(_caption())), _LEFT, doubt)


class LineList(RowList):
    """Shows the lines; several can be selected."""

    def __init__(self, model: LineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: Mapping[int, ShortcutAction] = {}
        self.setModel(model)
        self.setItemDelegate(_LinePainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        # Measuring thousands of lines at once would keep the window from reacting.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setAccessibleName("Lines that were understood")
        model.dataChanged.connect(lambda *_: self.scheduleDelayedItemsLayout())

    def set_keys(self, keys: Mapping[int, ShortcutAction]) -> None:
        """Set what keys do while the list has the keyboard."""
        self._keys = keys
        declare_shortcuts(self, keys, "In the preview")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Run the action of a key; Qt would search for a letter."""
        if is_plain(event) and event.key() in self._keys:
            self._keys[event.key()]()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a height that leaves the rest to what is around the list."""
        return QSize(super().sizeHint().width(), _LEAST_HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the height of a few rows."""
        return QSize(super().minimumSizeHint().width(), _LEAST_HEIGHT)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The numbers of the selected rows, from the top."""
        return tuple(sorted(index.row() for index in self.selectedIndexes()))

    def choose(self, row: int) -> None:
        """Select one row and scroll to it."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
