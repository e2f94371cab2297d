"""What a waveform shows: the part in view, its bars, pauses and fillers, and the loop."""

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from mock_interviewer.app.feedback.delivery.delivery import Delivery, SpeechMoment
from mock_interviewer.app.text.formatting import clock_time, counted
from mock_interviewer.app.ui.style.colors import mix, roles
from mock_interviewer.audio.files.waveform_outline import Peaks

MIN_ZOOM_SPAN = 4.0
"""The fewest seconds in view."""


_ENTRY_SHARE = 0.1
"""Where a position that was out of view is placed, as a share of the view."""


_FOLLOW_SHARE = 0.85
"""How far into the view the player gets before the view follows it."""


@dataclass(frozen=True)
class WaveformZoom:
    """``span`` seconds from ``begin`` on are in view of a recording of ``duration`` seconds."""

    duration: float
    begin: float
    span: float

    @classmethod
    def whole(cls, duration: float) -> "WaveformZoom":
        """Return a view of the whole recording."""
        return cls(duration, 0.0, duration)

    @property
    def end(self) -> float:
        """The last second in view."""
        return self.begin + self.span

    @property
    def is_whole(self) -> bool:
        """Whether the whole recording is in view."""
        return self.span >= self.duration

    def __contains__(self, seconds: float) -> bool:
        return self.begin <= seconds <= self.end

    def share(self, seconds: float) -> float:
        """Return the position of a second in the view: 0 is its left end, 1 its right."""
        return (seconds - self.begin) / self.span if self.span > 0 else 0.0

    def at(self, share: float) -> float:
        """Return the second at a share of the view."""
        return self.begin + share * self.span

    def scaled(self, factor: float, around: float) -> "WaveformZoom":
        """Return a view of ``factor`` times the span, with the second ``around`` in its place."""
        span = min(max(min(MIN_ZOOM_SPAN, self.duration), self.span * factor), self.duration)
        return replace(self, span=span).moved(around - self.share(around) * span)

    def moved(self, begin: float) -> "WaveformZoom":
        """Return a view of the same span from ``begin``, within the recording."""
        return replace(self, begin=min(max(0.0, begin), self.duration - self.span))

    def along(self, seconds: float) -> "WaveformZoom":
        """Return the view that follows a player at ``seconds``."""
        furthest = self.at(_FOLLOW_SHARE)
        if furthest < seconds < self.end:
            return self.moved(self.begin + seconds - furthest)
        return self.showing(seconds)

    def showing(self, seconds: float) -> "WaveformZoom":
        """Return this view, or one moved to show ``seconds``."""
        return self if seconds in self else self.moved(seconds - _ENTRY_SHARE * self.span)


BAR_WIDTH, _STEP = 2, 3
_DOT = 0.1
"""Half the length of the shortest line, drawn as a dot by its round ends."""


def lay_bars(outline: Peaks | None, zoom: WaveformZoom, place: QRectF) -> list[QLineF]:
    """Return the bars that fill ``place``, from the left; a level line without an outline.

    While the view moves, each bar keeps its part of the recording, so that none flickers.
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
        x = (
            place.left()
            + place.width() * zoom.share(number * each / peaks_a_second)
            + BAR_WIDTH / 2
        )
        half = max(_DOT, (height * place.height() - BAR_WIDTH) / 2)
        bars.append(QLineF(x, middle - half, x, middle + half))
    return bars


def draw_bars(
    painter: QPainter, bars: Sequence[QLineF], parts: Sequence[tuple[float, QColor]]
) -> None:
    """Draw bars in the colors of the parts that they are in, given by their right ends."""
    # Lines with round ends draw ten times as fast as rounded rectangles.
    begin = 0
    for right, color in parts:
        end = bisect_left(bars, right, key=QLineF.x1)
        if end > begin:
            pen = QPen(color, BAR_WIDTH)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLines(list(bars[begin:end]))
        begin = end


_TINT = 0.14
_TRIANGLE_HALF_WIDTH, _TRIANGLE_HEIGHT = 4.0, 6.0
_EDGE, _FLAG = 2.0, 5.0
"""The widths of a bracket's line and of its ends, in pixels."""


@dataclass(frozen=True)
class LoopPassage:
    """A passage of a recording in seconds; either end may not be set yet."""

    start: float | None = None
    end: float | None = None
    on: bool = False
    """Whether the passage is looped."""

    @property
    def described(self) -> str:
        """The passage in words; empty if none is set."""
        if self.start is None and self.end is None:
            return ""
        first = "…" if self.start is None else clock_time(self.start)
        last = "…" if self.end is None else clock_time(self.end)
        return f"loop {first} to {last}" if self.on else f"passage {first} to {last}"


@dataclass(frozen=True)
class WaveformMarks:
    """The marked parts of a recording; times in seconds."""

    pauses: tuple[SpeechMoment, ...] = ()
    fillers: tuple[SpeechMoment, ...] = ()

    @classmethod
    def of(cls, delivery: Delivery | None) -> "WaveformMarks":
        """Return the marks for a delivery; none if there is none or it was not measured."""
        if delivery is None:
            return cls()
        pauses = delivery.pauses.moments if delivery.pauses is not None else ()
        return cls(pauses, delivery.fillers or ())

    def within(self, begin: float, end: float) -> "WaveformMarks":
        """Return the pauses that overlap, and the fillers that start in, a span in seconds."""
        return WaveformMarks(
            tuple(one for one in self.pauses if one.start <= end and one.end >= begin),
            tuple(one for one in self.fillers if begin <= one.start <= end),
        )

    @property
    def described(self) -> str:
        """The marks in words; empty if there are none."""
        parts = []
        if self.pauses:
            parts.append(counted(len(self.pauses), "pause"))
        if self.fillers:
            parts.append(counted(len(self.fillers), "filler"))
        return ", ".join(parts)


def shade_pauses(
    painter: QPainter, pauses: Sequence[SpeechMoment], x_of: Callable[[float], float], height: float
) -> None:
    """Shade pauses; ``x_of`` returns the x coordinate of a second."""
    colors = roles()
    tint = mix(colors.window, colors.text, _TINT)
    for pause in pauses:
        left, right = x_of(pause.start), x_of(pause.end)
        painter.fillRect(QRectF(left, 0, max(1.0, right - left), height), tint)


def draw_filler_marks(
    painter: QPainter, fillers: Sequence[SpeechMoment], x_of: Callable[[float], float]
) -> None:
    """Draw a triangle at the top for each filler."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(roles().caution)
    for filler in fillers:
        at = x_of(filler.start)
        corners = (
            QPointF(at - _TRIANGLE_HALF_WIDTH, 0),
            QPointF(at + _TRIANGLE_HALF_WIDTH, 0),
            QPointF(at, _TRIANGLE_HEIGHT),
        )
        painter.drawPolygon(QPolygonF(list(corners)))
    painter.restore()


def draw_passage(
    painter: QPainter, passage: LoopPassage, x_of: Callable[[float], float], height: float
) -> None:
    """Tint a looped passage, and draw the ends of a passage as brackets."""
    colors = roles()
    if passage.on and passage.start is not None and passage.end is not None:
        left, right = x_of(passage.start), x_of(passage.end)
        tint = mix(colors.window, colors.accent, _TINT)
        painter.fillRect(QRectF(left, 0, right - left, height), tint)
    color = colors.accent if passage.on else colors.text_muted
    for end, inward in ((passage.start, 1), (passage.end, -1)):
        if end is None:
            continue
        x = x_of(end)
        painter.fillRect(QRectF(x - _EDGE / 2, 0, _EDGE, height), color)
        for y in (0.0, height - _EDGE):
            painter.fillRect(QRectF(min(x, x + inward * _FLAG), y, _FLAG, _EDGE), color)
