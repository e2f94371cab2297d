"""The bars of a waveform, laid for what is in view."""

import math

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from mock_interviewer.app.ui.peaks import Peaks
from mock_interviewer.app.ui.zoom import Zoom

BAR = 2
_STEP = 3
_LEAST_BAR = 2.0


def lay_bars(outline: Peaks | None, zoom: Zoom, place: QRectF) -> QPainterPath:
    """Return the bars that fill ``place``; a line in its middle where there is no outline.

    A bar is always of the same part of the recording while the view moves, so that none flickers.
    """
    path = QPainterPath()
    middle = place.center().y()
    if outline is None or len(outline) == 0 or zoom.duration <= 0:
        path.addRect(QRectF(place.left(), middle - 1, place.width(), BAR))
        return path
    peaks_a_second = len(outline) / zoom.duration
    most_bars = max(1.0, place.width() / _STEP)
    each = max(1, math.ceil(zoom.span * peaks_a_second / most_bars - 1e-6))
    first = math.floor(zoom.begin * peaks_a_second / each)
    after = math.ceil(zoom.end * peaks_a_second / each)
    part = outline[first * each : after * each]
    heights = np.maximum.reduceat(part, np.arange(0, len(part), each)) if len(part) else part
    for number, height in enumerate(heights.tolist(), first):
        left = place.left() + place.width() * zoom.share(number * each / peaks_a_second)
        tall = max(_LEAST_BAR, height * place.height())
        path.addRoundedRect(QRectF(left, middle - tall / 2, BAR, tall), 1, 1)
    return path
