"""The library's list: how its rows look, and how one moves in it."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mock_interviewer.app.ui.icons import SMALL, Icon, pixmap
from mock_interviewer.app.ui.session_model import Row, SessionModel, SessionRow, TakeRow
from mock_interviewer.app.ui.theme import RADIUS, Space, Type, font, roles

_INDENT = Space.L
_RING = 2
_CHEVRON = 4.0
_ELIDE = Qt.TextElideMode.ElideRight
_LEFT_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT_LINE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _RowPainter(QStyledItemDelegate):
    """Draws a row in two lines, with what is unusual about it at its right."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        row = model.row(index) if isinstance(model, SessionModel) else None
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = _area(option)
        self._draw_ground(painter, option)
        if isinstance(row, SessionRow):
            self._draw_session(painter, area, row)
        else:
            self._draw_take(painter, area, row)
        painter.restore()

    def sizeHint(  # noqa: N802 (Qt's name)
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        height = QFontMetrics(font(strong=True)).height() + QFontMetrics(font()).height()
        return QSize(6 * Space.XXL, height + Space.XXS + 2 * Space.S)

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colors = roles()
        whole = QRectF(_rect(option)).adjusted(1, 1, -1, -1)
        state = _state(option)
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.raised)
            painter.drawRoundedRect(whole, RADIUS, RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colors.accent, _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole, RADIUS, RADIUS)

    def _draw_session(self, painter: QPainter, area: QRect, row: SessionRow) -> None:
        colors = roles()
        _draw_chevron(painter, area, colors.text_muted, opened=row.opened)
        _draw_lines(painter, area.adjusted(_INDENT, 0, 0, 0), row, strong=True)

    def _draw_take(self, painter: QPainter, area: QRect, row: TakeRow) -> None:
        left = area.adjusted(_INDENT, 0, 0, 0)
        upper, lower = _halves(left)
        upper.setRight(_draw_length(painter, upper, row.length))
        lower.setRight(_draw_marks(painter, lower, row.marks))
        _draw_line(painter, upper, row.title, roles().text, strong=False)
        _draw_line(painter, lower, row.detail, roles().text_muted, strong=False)


def _rect(option: QStyleOptionViewItem) -> QRect:
    rect: QRect = option.rect
    return rect


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    state: QStyle.StateFlag = option.state
    return state


def _area(option: QStyleOptionViewItem) -> QRect:
    return _rect(option).adjusted(Space.S, Space.S, -Space.S, -Space.S)


def _halves(area: QRect) -> tuple[QRect, QRect]:
    upper = QRect(area.left(), area.top(), area.width(), QFontMetrics(font(strong=True)).height())
    height = QFontMetrics(font()).height()
    return upper, QRect(area.left(), upper.bottom() + 1 + Space.XXS, area.width(), height)


def _draw_lines(painter: QPainter, area: QRect, row: Row, *, strong: bool) -> None:
    upper, lower = _halves(area)
    _draw_line(painter, upper, row.title, roles().text, strong=strong)
    _draw_line(painter, lower, row.detail, roles().text_muted, strong=False)


def _draw_line(painter: QPainter, area: QRect, text: str, color: QColor, *, strong: bool) -> None:
    face = font(strong=strong)
    painter.setFont(face)
    painter.setPen(color)
    shown = QFontMetrics(face).elidedText(text, _ELIDE, area.width())
    painter.drawText(area, _LEFT_LINE, shown)


def _draw_length(painter: QPainter, area: QRect, length: str) -> int:
    """Draw the length at the right; return where the text beside it must end."""
    if not length:
        return area.right()
    face = font(tabular=True)
    painter.setFont(face)
    painter.setPen(roles().text_muted)
    painter.drawText(area, _RIGHT_LINE, length)
    return area.right() - QFontMetrics(face).horizontalAdvance(length) - Space.M


def _draw_marks(painter: QPainter, area: QRect, marks: tuple[str, ...]) -> int:
    """Draw the marks at the right, each with an icon; return where other text must end."""
    face = font(Type.CAPTION, strong=True)
    measure = QFontMetrics(face)
    tint = roles().caution
    right = area.right()
    device = painter.device()
    for mark in reversed(marks):
        width = measure.horizontalAdvance(mark)
        painter.setFont(face)
        painter.setPen(tint)
        painter.drawText(
            QRect(right - width, area.top(), width + 1, area.height()), _LEFT_LINE, mark
        )
        drawn = pixmap(Icon.CAUTION, tint, SMALL, device.devicePixelRatioF())
        left = right - width - Space.XXS - SMALL
        painter.drawPixmap(left, area.center().y() - SMALL // 2 + 1, drawn)
        right = left - Space.M
    return right


def _draw_chevron(painter: QPainter, area: QRect, color: QColor, *, opened: bool) -> None:
    middle = QPointF(area.left() + Space.XS, _halves(area)[0].center().y() + 0.5)
    reach, depth = _CHEVRON, _CHEVRON / 2
    tips = ((-reach, -depth), (0.0, depth), (reach, -depth))
    if not opened:
        tips = ((-depth, -reach), (depth, 0.0), (-depth, reach))
    painter.setPen(
        QPen(color, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in tips]))


class SessionList(QListView):
    """Arrows move, Right and Enter open, Left closes, Delete asks to delete the session."""

    toggled = Signal(str)
    """A session was asked to open, or to close if it is open: its id."""
    take_chosen = Signal(str, str)
    """A take was asked for: the ids of its session and of itself."""
    delete_pressed = Signal()

    def __init__(self, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sessions = model
        self.setModel(model)
        self.setItemDelegate(_RowPainter(self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setStyleSheet("QListView { border: none; background: transparent; outline: none; }")
        self.setAccessibleName("Sessions and their takes")
        self.clicked.connect(self._act_on)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Open, close and delete; leave the rest to Qt."""
        key = event.key()
        # On macOS arrows count as keys of the keypad.
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        index = self.currentIndex()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._act_on(index)
        elif key == Qt.Key.Key_Right and plain:
            self._open(index)
        elif key == Qt.Key.Key_Left and plain:
            self._close(index)
        elif key == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw again in new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    @Slot(QModelIndex)
    def _act_on(self, index: QModelIndex) -> None:
        row = self._sessions.row(index)
        if isinstance(row, SessionRow):
            self.toggled.emit(row.record.id)
        elif isinstance(row, TakeRow):
            self.take_chosen.emit(row.listed.take.session, row.listed.take.id)

    def _open(self, index: QModelIndex) -> None:
        row = self._sessions.row(index)
        if isinstance(row, SessionRow) and row.opened:
            self.setCurrentIndex(self._sessions.index(index.row() + 1))
        else:
            self._act_on(index)

    def _close(self, index: QModelIndex) -> None:
        """Close an open session; from a take go up to its session, as in any tree."""
        session = self._sessions.session_of(index)
        if session is None:
            return
        if isinstance(self._sessions.row(index), TakeRow):
            self.setCurrentIndex(self._sessions.index_of(session.record.id))
        elif session.opened:
            self.toggled.emit(session.record.id)
