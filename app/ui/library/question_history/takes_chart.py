"""A chart of the key points made, from one answer to the next."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from mock_interviewer.app.store.search.list_rows import TakeListRow
from mock_interviewer.app.text.dates_in_words import date_in_words
from mock_interviewer.app.ui.shared.take_words import points_made
from mock_interviewer.app.ui.style.colors import ColorRoles, roles
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font

_HEIGHT = 2 * Spacing.XXL + Spacing.XL
_DOT = 4.0
_LEAST = 2
_SHARES = ((0.0, "None"), (0.5, "Half"), (1.0, "All"))
_AXIS = Spacing.XXL


class QuestionTakesChart(QWidget):
    """A dot for each judged answer in its order. Hidden where there are fewer than two."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._takes: tuple[TakeListRow, ...] = ()
        self._ends = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.hide()

    @property
    def has_curve(self) -> bool:
        """Whether there is something to see."""
        return len(self._takes) >= _LEAST

    def show_takes(self, lines: Sequence[TakeListRow], now: datetime) -> None:
        """Show answers, the oldest first; what was not judged, and follow-ups, are left out."""
        self._takes = tuple(
            line for line in lines if line.coverage is not None and line.follow_up is None
        )
        if self.has_curve:
            first, last = self._takes[0], self._takes[-1]
            self._ends = date_in_words(first.started_at, now), date_in_words(last.started_at, now)
        said = ", ".join(points_made(line) for line in self._takes)
        self.setAccessibleName(f"Key points made, the oldest answer first: {said}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a chart that likes to be wide."""
        return QSize(6 * Spacing.XXL, _HEIGHT)

    def points(self) -> list[QPointF]:
        """Return where the dots are."""
        room = self._room()
        step = room.width() / max(1, len(self._takes) - 1)
        shares = [line.coverage or 0.0 for line in self._takes]
        return [
            QPointF(room.left() + at * step, room.bottom() - share * room.height())
            for at, share in enumerate(shares)
        ]

    def value_left(self, width: float, place: QPointF) -> float:
        """Return where at its left a value of this width begins that is written at ``place``."""
        return min(max(self._room().left(), place.x() - width / 2), self.width() - width)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw three quiet lines, the curve, its dots, and what the ends are."""
        if not self.has_curve:
            return
        painter, colors = QPainter(self), roles()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(FontSize.CAPTION, tabular=True))
        self._draw_axes(painter, colors)
        places = self.points()
        painter.setPen(QPen(colors.accent, 2))
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(colors.accent)
        for place in places:
            painter.drawEllipse(place, _DOT, _DOT)
        painter.setPen(colors.text)
        for line, place in {self._takes[0]: places[0], self._takes[-1]: places[-1]}.items():
            self._draw_value(painter, points_made(line), place)

    def _room(self) -> QRectF:
        line = QFontMetricsF(font(FontSize.CAPTION)).height()
        return QRectF(self.rect()).adjusted(
            _AXIS, line + Spacing.XS, -Spacing.L, -line - Spacing.XS
        )

    def _draw_axes(self, painter: QPainter, colors: ColorRoles) -> None:
        room = self._room()
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        middle = Qt.AlignmentFlag.AlignVCenter
        for share, word in _SHARES:
            y = room.bottom() - share * room.height()
            painter.setPen(QPen(colors.line, 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(colors.text_muted)
            painter.drawText(QRectF(0, y - 10, _AXIS - Spacing.S, 20), right | middle, word)
        beneath = QRectF(room.left(), room.bottom() + Spacing.XXS, room.width(), 20)
        painter.drawText(beneath, left, self._ends[0])
        painter.drawText(beneath, right, self._ends[1])

    def _draw_value(self, painter: QPainter, text: str, place: QPointF) -> None:
        """Write a value above its dot, within the picture and beside the words at its left."""
        left = self.value_left(painter.fontMetrics().horizontalAdvance(text), place)
        painter.drawText(QPointF(left, place.y() - _DOT - Spacing.XXS), text)
