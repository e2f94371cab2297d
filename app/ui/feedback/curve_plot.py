"""A curve over the time of a recording, drawn by pyqtgraph.

Importing this takes half a second: import it late, and on another thread.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPen
from PySide6.QtWidgets import QGraphicsRectItem, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.delivery.delivery import CurveReading
from mock_interviewer.app.text.formatting import clock_time
from mock_interviewer.app.ui.feedback.curves import CurveSpec
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import FontSize, font
from mock_interviewer.app.ui.widgets.chart_parts import time_marks, value_marks

_LINE = 2
_BAND_TINT = 0.10
_BENEATH = -1000
_AXIS_WIDTH = 36
_ANTIALIAS = True


class CurvePlot(QWidget):
    """Readings, their recommended band, and the position of the player; a click seeks.

    pyqtgraph gets no mouse and no key events: nothing can be dragged or zoomed, and the wheel
    scrolls the page.
    """

    seek_asked = Signal(float)
    """Seconds from the start of the recording."""

    def __init__(self, spec: CurveSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._duration = 0.0
        self._view = pg.GraphicsView(background=None)
        for part in (self._view, self._view.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self._values = pg.AxisItem("left")
        self._times = pg.AxisItem("bottom")
        self._line = pg.PlotCurveItem(connect="finite", antialias=_ANTIALIAS)
        self._band = QGraphicsRectItem()
        self._here = pg.InfiniteLine(angle=90)
        self._lay_out()
        self._apply_colors()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(spec.title)

    def show_readings(self, readings: Sequence[CurveReading], duration: float) -> None:
        """Show at least two ``readings`` of a recording of ``duration`` seconds."""
        self._duration = max(duration, readings[-1].at)
        least, most = self._spec.bounds(readings)
        self._line.setData(*_broken(readings, self._spec.gap))
        self._box.setRange(xRange=(0, self._duration), yRange=(least, most), padding=0)
        self._times.setTicks([[(at, clock_time(at)) for at in time_marks(self._duration)]])
        self._values.setTicks([[(value, f"{value:.0f}") for value in value_marks(least, most)]])
        if self._spec.band is not None:
            low, high = self._spec.band
            self._band.setRect(QRectF(0, low, self._duration, high - low))
        self.setAccessibleDescription(self._spec.described(readings))
        self.show_position(None)

    @property
    def points(self) -> list[tuple[float, float]]:
        """The points drawn, in seconds and in the unit of the curve; NaN breaks the line."""
        times, values = self._line.getData()
        return list(zip(times, values, strict=True))

    @property
    def position(self) -> float | None:
        """The position of the player in seconds; None before anything was played."""
        return self._here.value() if self._here.isVisible() else None

    def show_position(self, seconds: float | None) -> None:
        """Show the position of the player; None before anything was played."""
        self._here.setVisible(seconds is not None)
        if seconds is not None:
            self._here.setPos(seconds)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Seek to the click."""
        if event.button() is Qt.MouseButton.LeftButton and self._duration > 0:
            self.seek_asked.emit(self.seconds_at(event.position().x()))

    def seconds_at(self, x: float) -> float:
        """Return the second at ``x`` pixels from the left of this widget."""
        seen = self._view.mapToScene(self._view.mapFrom(self, QPoint(round(x), 0)))
        seconds = float(self._box.mapSceneToView(seen).x())
        return min(max(0.0, seconds), self._duration)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_here"):
            self._apply_colors()

    def _lay_out(self) -> None:
        grid = self._view.centralLayout
        grid.setSpacing(0)
        grid.addItem(self._values, 0, 0)
        grid.addItem(self._box, 0, 1)
        grid.addItem(self._times, 1, 1)
        for axis in (self._values, self._times):
            axis.linkToView(self._box)
            # Otherwise, their grid would cover the curve.
            axis.setZValue(_BENEATH)
            axis.setStyle(
                tickFont=font(FontSize.CAPTION, tabular=True),
                tickLength=0,
                hideOverlappingLabels=False,
            )
        self._values.setWidth(_AXIS_WIDTH)
        self._box.addItem(self._band, ignoreBounds=True)
        self._box.addItem(self._line)
        self._box.addItem(self._here, ignoreBounds=True)
        self._band.setVisible(self._spec.band is not None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)

    def _apply_colors(self) -> None:
        colors = roles()
        self._view.setBackground(colors.window)
        self._line.setPen(pg.mkPen(colors.accent, width=_LINE))
        self._here.setPen(pg.mkPen(colors.text, width=_LINE))
        self._band.setPen(QPen(Qt.PenStyle.NoPen))
        tint = QColor(colors.text)
        tint.setAlphaF(_BAND_TINT)
        self._band.setBrush(tint)
        for axis in (self._values, self._times):
            axis.setPen(pg.mkPen(colors.line))
            axis.setTextPen(pg.mkPen(colors.text_muted))
        self._values.setGrid(255)


def _broken(readings: Sequence[CurveReading], gap: float) -> tuple[np.ndarray, np.ndarray]:
    """Return times and values, with a NaN wherever the line is broken."""
    points = [(readings[0].at, readings[0].value)]
    for before, after in pairwise(readings):
        if after.at - before.at > gap:
            points.append(((before.at + after.at) / 2, np.nan))
        points.append((after.at, after.value))
    table = np.array(points, dtype=float)
    return table[:, 0], table[:, 1]
