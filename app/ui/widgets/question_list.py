"""The list of questions: how its rows look."""

from functools import lru_cache

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mock_interviewer.app.ui.deeds import Act, Deed, declare
from mock_interviewer.app.ui.question_model import QuestionModel, QuestionRow, SectionRow
from mock_interviewer.app.ui.theme import Space, Type, font, roles
from mock_interviewer.app.ui.widgets.row_ground import draw_ground
from mock_interviewer.app.ui.widgets.row_list import RowList

_LINES = 2
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


class _RowPainter(QStyledItemDelegate):
    """Draws a section as a small heading, a question in up to two lines with its mark beneath."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        row = model.row(index) if isinstance(model, QuestionModel) else None
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, SectionRow):
            _draw_section(painter, area.adjusted(Space.XS, 0, -Space.XS, -Space.XXS), row)
        elif isinstance(row, QuestionRow):
            state: QStyle.StateFlag = option.state
            draw_ground(painter, area, state)
            _draw_question(painter, area.adjusted(Space.XS, Space.XS, -Space.XS, -Space.XS), row)
        painter.restore()

    def sizeHint(  # noqa: N802 (Qt's name)
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        model = index.model()
        row = model.row(index) if isinstance(model, QuestionModel) else None
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 6 * Space.XXL
        if not isinstance(row, QuestionRow):
            return QSize(width, QFontMetrics(font(Type.CAPTION)).height() + Space.M + Space.XXS)
        lines = len(_broken(row.text, width - 2 * Space.XS))
        height = lines * QFontMetrics(font()).lineSpacing()
        if row.mark:
            height += QFontMetrics(font(Type.CAPTION)).height() + Space.XXS
        return QSize(width, height + 2 * Space.XS)


def _draw_section(painter: QPainter, area: QRect, row: SectionRow) -> None:
    face = font(Type.CAPTION, strong=True)
    painter.setFont(face)
    painter.setPen(roles().text_muted)
    right = Qt.TextElideMode.ElideRight
    painter.drawText(area, _LEFT, QFontMetrics(face).elidedText(row.name, right, area.width()))


def _draw_question(painter: QPainter, area: QRect, row: QuestionRow) -> None:
    colors = roles()
    metrics = QFontMetrics(font())
    painter.setFont(font())
    painter.setPen(colors.text_muted if row.retired else colors.text)
    top = area.top() + metrics.ascent()
    for line in _broken(row.text, area.width()):
        painter.drawText(area.left(), top, line)
        top += metrics.lineSpacing()
    if row.mark:
        face = font(Type.CAPTION)
        painter.setFont(face)
        painter.setPen(colors.text_muted if row.retired else colors.accent)
        painter.drawText(area, _LEFT, row.mark)


def _broken(text: str, width: int) -> list[str]:
    """Return a text on as many lines as may be; the last is shortened where there is more."""
    return _broken_in(text, width, font().key())


@lru_cache(maxsize=4096)
def _broken_in(text: str, width: int, _font: str) -> list[str]:
    face = font()
    layout = QTextLayout(text, face)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= _LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        starts.append(line.textStart())
    layout.endLayout()
    if len(starts) <= _LINES:
        ends = [*starts[1:], len(text)]
        return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    kept = [text[starts[at] : starts[at + 1]].strip() for at in range(_LINES - 1)]
    rest = text[starts[_LINES - 1] :]
    right = Qt.TextElideMode.ElideRight
    return [*kept, QFontMetrics(face).elidedText(rest, right, width)]


class QuestionList(RowList):
    """Arrows move, and choose what they reach where ``arrows_choose``; Enter always chooses."""

    chosen = Signal(str)
    """The id of a question that the person went to."""

    def __init__(self, model: QuestionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions = model
        self.arrows_choose = True
        self._keys: dict[int, Act] = {
            Qt.Key.Key_Return: Deed("Go to the question", lambda: self._choose(self.currentIndex()))
        }
        declare(self, self._keys, "In the list")
        """Whether what arrows reach is chosen, without Enter."""
        self.setModel(model)
        self.setItemDelegate(_RowPainter(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("Questions")
        self.clicked.connect(self._choose)

    def show_question(self, question: str) -> None:
        """Mark a question, and bring it into view; ``chosen`` does not tell of it."""
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
        """Choose what the keyboard went to."""
        super().currentChanged(current, previous)
        if self.arrows_choose and self.hasFocus() and not self.signalsBlocked():
            self._choose(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Choose on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._keys[Qt.Key.Key_Return]()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Break the lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _choose(self, index: QModelIndex | QPersistentModelIndex) -> None:
        row = self._questions.row(index)
        if isinstance(row, QuestionRow):
            self.chosen.emit(row.id)
