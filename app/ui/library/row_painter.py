"""The painting of the library's rows."""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mock_interviewer.app.feedback.coverage.points_bar import counted_parts
from mock_interviewer.app.store.search.search_query import QuotePiece
from mock_interviewer.app.ui.feedback.key_points_summary import draw_key_points_bar
from mock_interviewer.app.ui.library.lazy_model import LazyListModel
from mock_interviewer.app.ui.shared.library_rows import SessionRow, TakeRow
from mock_interviewer.app.ui.shared.mark_buttons import MARK_BUTTONS
from mock_interviewer.app.ui.style.colors import ColorRoles, roles
from mock_interviewer.app.ui.style.icons import SMALL, Icon, pixmap
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font
from mock_interviewer.app.ui.widgets.row_list import draw_row_background

INDENT = Spacing.L
_TICK = 2
_CHEVRON = 4.0
_BOX = 16.0
_BAR = (3 * Spacing.M, 6)
_BAR_GAP = 2
_ELIDE = Qt.TextElideMode.ElideRight
_LEFT_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT_LINE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Faces:
    """The fonts of rows, created once for a list."""

    def __init__(self) -> None:
        self.plain, self.strong = font(), font(strong=True)
        self.figures = font(tabular=True)
        self.mark = font(FontSize.CAPTION, strong=True)
        self.small = font(FontSize.CAPTION, tabular=True)
        self.metrics = {
            id(face): QFontMetrics(face)
            for face in (self.plain, self.strong, self.figures, self.mark, self.small)
        }

    def width(self, face: QFont, text: str) -> int:
        """Return the width of a text in one of the fonts, in pixels."""
        return self.metrics[id(face)].horizontalAdvance(text)

    def cut(self, face: QFont, text: str, width: int) -> str:
        """Return a text elided to ``width`` pixels."""
        return self.metrics[id(face)].elidedText(text, _ELIDE, width)

    @property
    def lines(self) -> tuple[int, int]:
        """The heights of the two lines."""
        return self.metrics[id(self.strong)].height(), self.metrics[id(self.plain)].height()


class RowPainter(QStyledItemDelegate):
    """Draws a row in two lines, with its key points and warnings at the right."""

    def __init__(self, parent: QStyledItemDelegate | None = None) -> None:
        super().__init__(parent)
        self._faces = _Faces()

    @property
    def height(self) -> int:
        """The height of every row."""
        return sum(self._faces.lines) + Spacing.XXS + 2 * Spacing.S

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a row."""
        model = index.model()
        row = model.row(index) if isinstance(model, LazyListModel) else None
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = _whole(option)
        draw_row_background(painter, whole, _state(option))
        pen = _Pen(painter, self._faces, roles(), whole)
        if isinstance(row, SessionRow):
            pen.session(row)
        else:
            pen.take(row)
        painter.restore()

    def sizeHint(  # noqa: N802 (Qt's name)
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return one size for all rows."""
        return QSize(6 * Spacing.XXL, self.height)


class _Pen:
    """Draws one row."""

    def __init__(self, painter: QPainter, faces: _Faces, colors: ColorRoles, whole: QRect) -> None:
        self._painter, self._faces, self._colors = painter, faces, colors
        self._whole = whole
        area = whole.adjusted(Spacing.S, Spacing.S, -Spacing.S, -Spacing.S)
        high, low = faces.lines
        self._upper = QRect(area.left(), area.top(), area.width(), high)
        self._lower = QRect(area.left(), area.top() + high + Spacing.XXS, area.width(), low)

    def session(self, row: SessionRow) -> None:
        """Draw a session."""
        self._chevron(opened=row.opened)
        self._indent()
        self._line(self._upper, row.title, self._faces.strong, self._colors.text)
        self._line(self._lower, row.detail, self._faces.plain, self._colors.text_muted)

    def take(self, row: TakeRow) -> None:
        """Draw a take."""
        if row.chosen is not None:
            self._box(checked=row.chosen)
        if row.inset:
            self._indent()
        faces, colors = self._faces, self._colors
        if row.length:
            self._right(self._upper, row.length, faces.figures, colors.text_muted)
        for mark in row.line.marked:
            if mark in MARK_BUTTONS:
                self._icon(self._upper, MARK_BUTTONS[mark].icon, colors.accent)
        if row.line.has_note:
            self._icon(self._upper, Icon.NOTE, colors.text_muted)
        for mark in reversed(row.marks):
            self._right(self._lower, mark, faces.mark, colors.caution, gap=Spacing.XXS)
            self._icon(self._lower, Icon.CAUTION, colors.caution)
        if row.points:
            self._points(row)
        if row.heading:
            self._pieces(self._upper, row.heading, colors.text)
        else:
            strong = bool(row.line.name)
            self._line(self._upper, row.title, faces.strong if strong else faces.plain, colors.text)
        self._pieces(self._lower, row.pieces, colors.text_muted)

    def _indent(self) -> None:
        for line in (self._upper, self._lower):
            line.setLeft(line.left() + INDENT)

    def _line(self, area: QRect, text: str, face: QFont, color: QColor) -> None:
        self._painter.setFont(face)
        self._painter.setPen(color)
        self._painter.drawText(area, _LEFT_LINE, self._faces.cut(face, text, area.width()))

    def _pieces(self, area: QRect, pieces: Iterable[QuotePiece], pale: QColor) -> None:
        """Draw a text with its matches in bold; the rest is ``pale``."""
        faces, colors, left = self._faces, self._colors, area.left()
        for piece in pieces:
            room = area.right() - left
            if room <= 0:
                return
            face = faces.strong if piece.matched else faces.plain
            color = colors.text if piece.matched else pale
            self._line(QRect(left, area.top(), room, area.height()), piece.text, face, color)
            left += faces.width(face, piece.text)

    def _right(
        self, area: QRect, text: str, face: QFont, color: QColor, gap: int = Spacing.M
    ) -> None:
        """Draw a text at the right, and shrink ``area`` by its width."""
        self._painter.setFont(face)
        self._painter.setPen(color)
        self._painter.drawText(area, _RIGHT_LINE, text)
        area.setRight(area.right() - self._faces.width(face, text) - gap)

    def _icon(self, area: QRect, which: Icon, color: QColor) -> None:
        ratio = self._painter.device().devicePixelRatioF()
        top = area.center().y() - SMALL // 2 + 1
        drawn = _pixmap(which, color.rgb(), ratio)
        self._painter.drawPixmap(area.right() - SMALL, top, drawn)
        area.setRight(area.right() - SMALL - Spacing.S)

    def _points(self, row: TakeRow) -> None:
        """Draw the number of key points made, in words and as a bar."""
        area = self._lower
        self._right(area, row.points, self._faces.small, self._colors.text_muted, gap=Spacing.XS)
        width, height = _BAR
        place = QRectF(area.right() - width, area.center().y() - height / 2 + 1, width, height)
        line = row.line
        parts = counted_parts(
            line.points_made or 0, line.points_total or 0, line.points_unsure or 0
        )
        draw_key_points_bar(self._painter, place, parts, _BAR_GAP)
        area.setRight(area.right() - width - Spacing.M)

    def _box(self, *, checked: bool) -> None:
        """Draw a check box."""
        painter, colors = self._painter, self._colors
        middle = self._whole.center().y() + 0.5
        place = QRectF(self._upper.left(), middle - _BOX / 2, _BOX, _BOX)
        painter.setPen(QPen(colors.accent if checked else colors.edge, 1))
        painter.setBrush(colors.accent if checked else colors.surface)
        painter.drawRoundedRect(place, Spacing.XXS, Spacing.XXS)
        if checked:
            painter.setPen(QPen(colors.on_accent, _TICK))
            tips = ((0.25, 0.5), (0.45, 0.7), (0.75, 0.3))
            corner = place.topLeft()
            painter.drawPolyline(QPolygonF([corner + QPointF(x * _BOX, y * _BOX) for x, y in tips]))

    def _chevron(self, *, opened: bool) -> None:
        middle = QPointF(self._upper.left() + Spacing.XS, self._upper.center().y() + 0.5)
        reach, depth = _CHEVRON, _CHEVRON / 2
        tips = ((-reach, -depth), (0.0, depth), (reach, -depth))
        if not opened:
            tips = ((-depth, -reach), (depth, 0.0), (-depth, reach))
        round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        solid = Qt.PenStyle.SolidLine
        self._painter.setPen(QPen(self._colors.text_muted, 1.5, solid, round_cap, round_join))
        self._painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in tips]))


@lru_cache(maxsize=32)
def _pixmap(which: Icon, color: int, ratio: float) -> QPixmap:
    return pixmap(which, QColor.fromRgb(color), SMALL, ratio)


def _whole(option: QStyleOptionViewItem) -> QRect:
    rect: QRect = option.rect
    return rect


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    state: QStyle.StateFlag = option.state
    return state
