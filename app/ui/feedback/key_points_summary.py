"""How many key points were made, as a headline and as a bar."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QHelpEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.coverage.coverage import Coverage, CoverageVerdict
from mock_interviewer.app.feedback.coverage.points_bar import (
    BarPart,
    PlacedBarPart,
    parts_of,
    place_parts,
)
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.words import (
    beside_headline,
    coverage_line,
    headline,
    point_verdict,
)
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel

_HEIGHT = 10


_GAP = 3


_ROUND = 3.0


_JOINED = "\N{NO-BREAK SPACE}"


_STRIPE = 3.0
"""Pixels from one stripe to the next."""


class KeyPointsBar(QWidget):
    """A segment for each key point, higher if it is essential.

    It is full if the point was made, hatched if it is to check, crossed out if it was
    contradicted, and otherwise hollow. The tooltip of a segment is its key point.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coverage = Coverage(())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def show_coverage(self, coverage: Coverage) -> None:
        """Show the verdicts on the key points."""
        self._coverage = coverage
        self.setAccessibleName(coverage_line(coverage))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of a wide bar."""
        return QSize(20 * _HEIGHT, _HEIGHT)

    def segments(self) -> tuple[PlacedBarPart, ...]:
        """Return the place of each segment."""
        return place_parts(parts_of(self._coverage), self.width(), _GAP)

    def tooltip_at(self, x: float) -> str:
        """Return the tooltip at ``x``: the key point of that segment; empty between segments."""
        for segment, point in zip(self.segments(), self._coverage.points, strict=True):
            if segment.x <= x <= segment.x + segment.width:
                essential = "essential, " if point.essential else ""
                return f"{point.point} ({essential}{point_verdict(point)})"
        return ""

    def event(self, event: QEvent) -> bool:
        """Show the tooltip of the segment under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tooltip_at(event.pos().x()), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the segments."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_key_points_bar(painter, QRectF(self.rect()), parts_of(self._coverage), _GAP)


def draw_key_points_bar(
    painter: QPainter, area: QRectF, parts: Sequence[BarPart], gap: float
) -> None:
    """Draw segments in an ``area``: full, hatched, crossed out, or hollow, by their verdict."""
    colors = roles()
    edges = {
        CoverageVerdict.MADE: colors.good,
        CoverageVerdict.UNSURE: colors.good,
        CoverageVerdict.OPPOSITE: colors.bad,
        CoverageVerdict.NOT: colors.edge,
    }
    for part in place_parts(parts, area.width(), gap):
        high = area.height() * part.high
        place = QRectF(area.left() + part.x, area.center().y() - high / 2, part.width, high)
        inner = place.adjusted(0.5, 0.5, -0.5, -0.5)
        by = min(_ROUND, inner.width() / 2, inner.height() / 2)
        shape = QPainterPath()
        shape.addRoundedRect(inner, by, by)
        if part.covered is CoverageVerdict.MADE:
            painter.fillPath(shape, colors.good)
        elif part.covered is CoverageVerdict.UNSURE:
            _draw_stripes(painter, shape, inner, colors.good)
        painter.setPen(QPen(edges[part.covered], 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if part.covered is CoverageVerdict.OPPOSITE:
            painter.drawLine(inner.bottomLeft(), inner.topRight())


def _draw_stripes(painter: QPainter, shape: QPainterPath, area: QRectF, color: QColor) -> None:
    """Hatch a ``shape`` that fills an ``area``; Qt's own patterns are not drawn to scale."""
    painter.save()
    painter.setClipPath(shape)
    painter.setPen(QPen(color, 1))
    x = area.left() - area.height()
    while x < area.right():
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + area.height(), area.top()))
        x += _STRIPE
    painter.restore()


class KeyPointsSummary(QWidget):
    """The headline with its bar, or a sentence that says why key points could not be checked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Feedback | None = None
        self._headline = TextLabel(size=FontSize.TITLE, strong=True)
        self._beside = TextLabel(size=FontSize.CAPTION, tabular=True, wrap=True, kind="muted")
        self._beside.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._bar = KeyPointsBar()
        self._reason = StatusLabel()
        line = QHBoxLayout()
        line.setSpacing(Spacing.S)
        line.addWidget(self._headline)
        line.addWidget(self._beside, 1, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XS)
        column.addLayout(line)
        column.addWidget(self._bar)
        column.addWidget(self._reason)

    @property
    def text(self) -> str:
        """The headline, or why there is none."""
        return self._headline.plain or self._reason.plain

    def show_feedback(self, feedback: Feedback) -> None:
        """Show the summary of the key points, and announce it to screen readers."""
        if feedback is self._shown:
            return
        self._shown = feedback
        coverage = feedback.coverage
        checked = coverage is not None and bool(coverage.points)
        self._headline.show_text(headline(coverage) if coverage is not None and checked else "")
        beside = beside_headline(coverage) if coverage is not None and checked else ""
        # A narrow column breaks it between its parts only.
        self._beside.show_text(beside.replace(" ", _JOINED).replace(f",{_JOINED}", ", "))
        self._reason.show_text("" if checked else feedback.coverage_untold or _NOT_CHECKED)
        if coverage is not None:
            self._bar.show_coverage(coverage)
        for part in (self._headline, self._beside, self._bar):
            part.setVisible(checked)
        self._reason.setVisible(not checked)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text))


_NOT_CHECKED = "Couldn't check the key points."
