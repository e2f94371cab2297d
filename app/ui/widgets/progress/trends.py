"""How answers were said over time: a small chart for each figure."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from mock_interviewer.app.store.progress import History
from mock_interviewer.app.ui.progress_words import (
    Trend,
    only_figure,
    trend_points,
    trend_sentence,
)
from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.progress.trend_chart import TrendChart
from mock_interviewer.app.ui.widgets.text import Text

_COLUMN = 220
"""Least width of a chart."""
_MOST_COLUMNS = 3
_PLACES = 6
"""Of a row, for one, two or three charts to share."""


class TrendBox(QWidget):
    """One figure: its name, its chart, and what is shaded there."""

    def __init__(self, trend: Trend, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trend = trend
        self.chart = TrendChart(trend)
        self._shaded = Text(trend.shaded, Type.CAPTION, kind="muted")
        self._nothing = Text("Not told of any answer of this time.", kind="muted", wrap=True)
        self._figure = Text(size=Type.TITLE, tabular=True)
        self._when = Text(size=Type.CAPTION, kind="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XXS)
        column.addWidget(Text(trend.title))
        for part in (self._nothing, self._figure, self._when, self.chart, self._shaded):
            column.addWidget(part)
        column.addStretch(1)
        # So that all in a row are as wide as each other.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def figure(self) -> str:
        """What is said in place of a chart where the figure is told once; else empty."""
        return "" if self._figure.isHidden() else f"{self._figure.plain} {self._when.plain}"

    def show_history(self, history: History) -> None:
        """Show the figure's medians; one alone is no curve."""
        points = trend_points(self.trend, history)
        told = any(point.value is not None for point in points)
        only = only_figure(self.trend, history)
        figure, when = only or ("", "")
        self._figure.show_text(figure)
        self._when.show_text(when)
        for part in (self._figure, self._when):
            part.setVisible(only is not None)
        self.chart.show_points(points, trend_sentence(self.trend, history))
        self.chart.setVisible(told and only is None)
        self._shaded.setVisible(told and only is None and bool(self.trend.shaded))
        self._nothing.setVisible(not told)


class Trends(QWidget):
    """The boxes, side by side as far as there is room; each row of them fills the width."""

    def __init__(self, trends: Sequence[Trend], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = tuple(TrendBox(trend) for trend in trends)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.M)
        for place in range(_PLACES):
            self._grid.setColumnStretch(place, 1)
        self._place(_MOST_COLUMNS)

    def show_history(self, history: History) -> None:
        """Show the medians of each figure."""
        for box in self.boxes:
            box.show_history(history)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Use as many columns as there is room for."""
        super().resizeEvent(event)
        room = (event.size().width() + Space.L) // (_COLUMN + Space.L)
        self._place(min(_MOST_COLUMNS, max(1, room)))

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, box in enumerate(self.boxes):
            row, at = divmod(index, columns)
            span = _PLACES // min(columns, len(self.boxes) - row * columns)
            self._grid.addWidget(box, row, at * span, 1, span)
