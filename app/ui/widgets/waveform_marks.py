"""What is marked in a waveform: pauses as shaded stretches, fillers as triangles above."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from mock_interviewer.app.feedback.delivery import Delivery, Moment
from mock_interviewer.app.ui.contrast import mix
from mock_interviewer.app.ui.theme import roles
from mock_interviewer.app.wording import counted

_TINT = 0.14
_HALF = 4.0
_TALL = 6.0


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
