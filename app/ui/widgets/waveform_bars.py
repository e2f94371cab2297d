"""The bars of a waveform, laid for what is in view."""

import math
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mock_interviewer.app.ui.peaks import Peaks
from mock_interviewer.app.ui.zoom import Zoom

BAR = 2
_STEP = 3
_DOT = 0.1
"""Half of the shortest line that is drawn, as a dot by its round ends."""


def lay_bars(outline: Peaks | None, zoom: Zoom, place: QRectF) -> list[QLineF]:
    """Return the bars that fill ``place``, from the left; a level line where there is no outline.

    A bar is always of the same part of the recording while the view moves, so that none flickers.
    """
    middle = place.center().y()
    if outline is None or len(outline) == 0 or zoom.duration <= 0:
        lefts = np.arange(place.left(), place.right(), _STEP).tolist()
        return [QLineF(left, middle, left + _STEP, middle) for left in lefts]
    peaks_a_second = len(outline) / zoom.duration
    most_bars = max(1.0, place.width() / _STEP)
    each = max(1, math.ceil(zoom.span * peaks_a_second / most_bars - 1e-6))
    first = math.floor(zoom.begin * peaks_a_second / each)
    after = math.ceil(zoom.end * peaks_a_second / each)
    part = outline[first * each : after * each]
    heights = np.maximum.reduceat(part, np.arange(0, len(part), each)) if len(part) else part
    bars = []
    for number, height in enumerate(heights.tolist(), first):
        x = place.left() + place.width() * zoom.share(number * each / peaks_a_second) + BAR / 2
        half = max(_DOT, (height * place.height() - BAR) / 2)
        bars.append(QLineF(x, middle - half, x, middle + half))
    return bars


def draw_bars(
    painter: QPainter, bars: Sequence[QLineF], parts: Sequence[tuple[float, QColor]]
) -> None:
    """Draw bars in the color of the part they stand in; ``parts`` are told by their right ends."""
    # Lines with round ends are drawn ten times as fast as the rectangles they look like.
    begin = 0
    for right, color in parts:
        end = bisect_left(bars, right, key=QLineF.x1)
        if end > begin:
            pen = QPen(color, BAR)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLines(list(bars[begin:end]))
        begin = end
