"""One figure over the time of weeks and months."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.progress_words import Trend
from mock_interviewer.app.ui.theme import Space, Type, font, roles
from mock_interviewer.app.ui.widgets.feedback.curve_spec import value_marks
from mock_interviewer.app.ui.widgets.progress.chart import Chart, line_height
from mock_interviewer.app.ui.widgets.progress.points import Point

_HEIGHT = 5 * Space.L
_BAND_TINT = 0.10
_ROOM = 0.1
_DOT = 2.5
_LAST_DOT = 4.0
_LINE = 1.5
_WIDEST_MARK = "0000"


class TrendChart(Chart):
    """Dots where something was said, a line from one to the next, and the last value beside it."""

    def __init__(self, trend: Trend, parent: QWidget | None = None) -> None:
        super().__init__(trend.title, _HEIGHT, parent)
        self._trend = trend
        self._bounds, self._sides = (0.0, 1.0), (0.0, 0.0)

    def show_points(self, points: Sequence[Point], sentence: str) -> None:
        """Show ``points``, in the room that their values need."""
        super().show_points(points, sentence)
        self._bounds = self._bounds_of(points)
        metrics = QFontMetricsF(font(Type.CAPTION, tabular=True))
        # Wide enough for all figures, so that charts beneath each other begin at one place.
        left = metrics.horizontalAdvance(_WIDEST_MARK) + Space.XXS
        right = metrics.horizontalAdvance(self._trend.text(self._bounds[1])) + Space.S
        self._sides = left, right

    def room(self) -> QRectF:
        """Return where the dots are drawn: right of the marks, left of the last value."""
        left, right = self._sides
        line = line_height()
        high = self.height() - 1.5 * line - Space.XS
        return QRectF(left, line / 2, max(1.0, self.width() - left - right), high)

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest value that the chart has room for."""
        return self._bounds

    def _bounds_of(self, points: Sequence[Point]) -> tuple[float, float]:
        values = [point.value for point in points if point.value is not None]
        band = self._trend.band
        ends = [] if band is None else [end for end in (band.low, band.high) if end is not None]
        least, most = min([*values, *ends], default=0.0), max([*values, *ends], default=0.0)
        air = max((most - least) * _ROOM, most * _ROOM, 10.0**-self._trend.places)
        return (0.0 if self._trend.from_zero else max(0.0, least - air)), most + air

    def dots(self) -> list[QPointF]:
        """Return where the points that have a value are."""
        room = self.room()
        return [
            QPointF(self.place(index, room).center().x(), self._y(point.value, room))
            for index, point in enumerate(self.points)
            if point.value is not None
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the band, the marks, the line and its end."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dots = self.dots()
        if not dots:
            return
        self._draw_ground(painter)
        colors = roles()
        painter.setPen(QPen(colors.accent, _LINE))
        painter.drawPolyline(QPolygonF(dots))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.accent)
        if self.place(0).width() >= 2 * _DOT:
            for dot in dots[:-1]:
                painter.drawEllipse(dot, _DOT, _DOT)
        last = dots[-1]
        painter.drawEllipse(last, _LAST_DOT, _LAST_DOT)
        painter.setPen(colors.text)
        painter.setFont(font(Type.CAPTION, strong=True, tabular=True))
        high = line_height()
        box = QRectF(last.x() + Space.XS, last.y() - high / 2, self.width(), high)
        texts = [point.text for point in self.points if point.value is not None]
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, texts[-1])
        self.draw_labels(painter)

    def _draw_ground(self, painter: QPainter) -> None:
        colors, room = roles(), self.room()
        band = self._trend.band
        if band is not None:
            least, most = self.bounds
            low = least if band.low is None else band.low
            top = self._y(most if band.high is None else band.high, room)
            tint = QColor(colors.text)
            tint.setAlphaF(_BAND_TINT)
            painter.fillRect(QRectF(room.left(), top, room.width(), self._y(low, room) - top), tint)
        painter.setFont(font(Type.CAPTION, tabular=True))
        high = line_height()
        for value in self.marks():
            y = self._y(value, room)
            painter.setPen(QPen(colors.line, 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(colors.text_muted)
            box = QRectF(0, y - high / 2, room.left() - Space.XXS, high)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, self._mark(value))

    def marks(self) -> list[float]:
        """Return the values, few and round, that are marked."""
        marks = value_marks(*self.bounds)
        return marks if len(marks) < 4 else marks[::2]  # noqa: PLR2004 (more would be a grid)

    def _mark(self, value: float) -> str:
        return f"{round(value, self._trend.places):g}"

    def _y(self, value: float, room: QRectF) -> float:
        least, most = self.bounds
        return room.bottom() - room.height() * (value - least) / (most - least)
