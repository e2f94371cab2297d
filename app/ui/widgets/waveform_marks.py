"""What is marked in a waveform: pauses as shaded stretches, fillers as triangles, a passage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from mock_interviewer.app.feedback.delivery import Delivery, Moment
from mock_interviewer.app.ui.contrast import mix
from mock_interviewer.app.ui.phrases import clock
from mock_interviewer.app.ui.theme import roles
from mock_interviewer.app.wording import counted

_TINT = 0.14
_HALF = 4.0
_TALL = 6.0
_EDGE = 2.0
_FLAG = 5.0


@dataclass(frozen=True)
class Passage:
    """A passage of a recording in seconds, of which one end may not be set yet."""

    start: float | None = None
    end: float | None = None
    on: bool = False
    """Whether it is heard over and over."""

    @property
    def described(self) -> str:
        """The passage in words; empty where none is set."""
        if self.start is None and self.end is None:
            return ""
        first = "…" if self.start is None else clock(self.start)
        last = "…" if self.end is None else clock(self.end)
        return f"loop {first} to {last}" if self.on else f"passage {first} to {last}"


@dataclass(frozen=True)
class Marks:
    """Stretches of a recording that are marked; times in seconds."""

    pauses: tuple[Moment, ...] = ()
    fillers: tuple[Moment, ...] = ()

    @classmethod
    def of(cls, delivery: Delivery | None) -> "Marks":
        """Return what is marked of a delivery; nothing of none, or where it cannot be told."""
        if delivery is None:
            return cls()
        pauses = delivery.pauses.moments if delivery.pauses is not None else ()
        return cls(pauses, delivery.fillers or ())

    def within(self, begin: float, end: float) -> "Marks":
        """Return the pauses that reach between two seconds, and the fillers that begin there."""
        return Marks(
            tuple(one for one in self.pauses if one.start <= end and one.end >= begin),
            tuple(one for one in self.fillers if begin <= one.start <= end),
        )

    @property
    def described(self) -> str:
        """The marks in words; empty where there are none."""
        parts = []
        if self.pauses:
            parts.append(counted(len(self.pauses), "pause"))
        if self.fillers:
            parts.append(counted(len(self.fillers), "filler"))
        return ", ".join(parts)


def shade(
    painter: QPainter, pauses: Sequence[Moment], x_of: Callable[[float], float], height: float
) -> None:
    """Shade pauses; ``x_of`` gives the place of a second."""
    colors = roles()
    tint = mix(colors.window, colors.text, _TINT)
    for pause in pauses:
        left, right = x_of(pause.start), x_of(pause.end)
        painter.fillRect(QRectF(left, 0, max(1.0, right - left), height), tint)


def tick(painter: QPainter, fillers: Sequence[Moment], x_of: Callable[[float], float]) -> None:
    """Draw a triangle at the top for each filler."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(roles().caution)
    for filler in fillers:
        at = x_of(filler.start)
        corners = (QPointF(at - _HALF, 0), QPointF(at + _HALF, 0), QPointF(at, _TALL))
        painter.drawPolygon(QPolygonF(list(corners)))
    painter.restore()


def set_off(
    painter: QPainter, passage: Passage, x_of: Callable[[float], float], height: float
) -> None:
    """Tint a passage that is heard over and over, and draw its ends as brackets."""
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
