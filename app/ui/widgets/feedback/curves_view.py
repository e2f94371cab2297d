"""Pace and pitch over time. Charts come when they are first looked at; tables are there before."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.delivery import Delivery, Reading
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.tasks import Worker
from mock_interviewer.app.ui.theme import Space, Type, set_kind
from mock_interviewer.app.ui.widgets.feedback.curve_spec import CurveSpec
from mock_interviewer.app.ui.widgets.feedback.curve_table import CurveTable
from mock_interviewer.app.ui.widgets.text import Text

if TYPE_CHECKING:
    from mock_interviewer.app.ui.widgets.feedback.curve import Curve

_HEIGHT = 3 * Space.XXL
_LEAST_READINGS = 2
_NO_CHART = "The chart cannot be drawn on this computer. The table has its figures."
"""Said where pyqtgraph cannot be imported."""

MakeCurve: TypeAlias = Callable[[CurveSpec], "Curve"]


class CurveBox(QWidget):
    """One curve: its chart or its table, in a place that is there before they are."""

    seek_asked = Signal(float)

    def __init__(self, spec: CurveSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._readings: tuple[Reading, ...] = ()
        self._duration = 0.0
        self.chart: Curve | None = None
        self.table = CurveTable(spec)
        self.as_table = QPushButton()
        self.as_table.setCheckable(True)
        self.as_table.setAutoDefault(True)
        set_kind(self.as_table, "link")
        self._place = QStackedLayout()
        self._reason = Text(wrap=True, kind="muted")
        self._shaded = Text(spec.shaded, Type.CAPTION, kind="muted")
        self._lay_out()
        self.table.seek_asked.connect(self.seek_asked)
        self.as_table.toggled.connect(self._show_table)
        self._show_table(shown=False)

    @property
    def reason(self) -> str:
        """Why there is no chart; empty where there is one, or where it is on its way."""
        return self._reason.plain

    def show_readings(self, readings: Sequence[Reading], duration: float) -> None:
        """Show ``readings``; hidden where they are too few for a curve."""
        self._readings, self._duration = tuple(readings), duration
        self.setVisible(len(self._readings) >= _LEAST_READINGS)
        if not self.isHidden():
            self.table.show_readings(self._readings)
            if self.chart is not None:
                self.chart.show_readings(self._readings, duration)

    def show_position(self, seconds: float | None) -> None:
        """Show where the player is."""
        if self.chart is not None and not self.isHidden():
            self.chart.show_position(seconds)

    def draw(self, make: MakeCurve | None) -> None:
        """Draw the curve from now on; None: it cannot be drawn."""
        if make is None:
            self._reason.show_text(_NO_CHART)
            return
        self.chart = make(self._spec)
        self.chart.seek_asked.connect(self.seek_asked)
        self._place.insertWidget(0, self.chart)
        self.show_readings(self._readings, self._duration)
        self._show_table(shown=self.as_table.isChecked())

    @Slot(bool)
    def _show_table(self, shown: bool) -> None:
        self.as_table.setText("Chart" if shown else "Table")
        kind = "a chart" if shown else "a table"
        self.as_table.setAccessibleName(f"{self._spec.name} as {kind}")
        picture = self.chart if self.chart is not None else self._reason
        self._place.setCurrentWidget(self.table if shown else picture)
        self._shaded.setVisible(bool(self._shaded.plain) and not shown)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Text(self._spec.title, kind="muted"))
        head.addStretch(1)
        head.addWidget(self.as_table)
        place = QWidget()
        place.setFixedHeight(_HEIGHT)
        place.setLayout(self._place)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._place.addWidget(self._reason)
        self._place.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XXS)
        column.addLayout(head)
        column.addWidget(self._shaded)
        column.addWidget(place)


class CurvesView(QWidget):
    """The two curves of a delivery; GUI thread only, pyqtgraph is imported on another."""

    seek_asked = Signal(float)

    def __init__(
        self, pace_band: tuple[float, float] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._arrivals = Arrivals(self)
        self._asked_for_charts = False
        pace = CurveSpec("Pace over time", "words a minute", from_zero=True, gap=5, band=pace_band)
        pitch = CurveSpec("Pitch over time", "hertz", from_zero=False, gap=1.5)
        self.pace, self.pitch = CurveBox(pace), CurveBox(pitch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for box in (self.pace, self.pitch):
            column.addWidget(box)
            box.seek_asked.connect(self.seek_asked)

    @property
    def drawn(self) -> bool:
        """Whether all is there that is to be seen; also while nothing is."""
        boxes = [box for box in (self.pace, self.pitch) if box.isVisible()]
        return all(box.chart is not None or box.reason for box in boxes)

    def show_delivery(self, delivery: Delivery) -> None:
        """Show the curves that a delivery has."""
        pitch = delivery.pitch.curve if delivery.pitch is not None else ()
        self.pace.show_readings(delivery.pace_curve, delivery.duration)
        self.pitch.show_readings(pitch, delivery.duration)
        self.setVisible(not (self.pace.isHidden() and self.pitch.isHidden()))

    def show_position(self, seconds: float | None) -> None:
        """Show where the player is; nothing is drawn for it while nobody looks."""
        if self.isVisible():
            for box in (self.pace, self.pitch):
                box.show_position(seconds)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Import what draws, once it is needed."""
        super().showEvent(event)
        if self._asked_for_charts or event.type() != QEvent.Type.Show:
            return
        self._asked_for_charts = True
        worker = Worker("charts")
        self._arrivals.wait(worker.submit(_import_curve), self._draw, _raise)
        worker.shutdown(wait=False)

    def _draw(self, make: MakeCurve | None) -> None:
        for box in (self.pace, self.pitch):
            box.draw(make)


def _import_curve() -> MakeCurve | None:
    try:
        from mock_interviewer.app.ui.widgets.feedback.curve import Curve
    except ImportError:
        return None
    return Curve


def _raise(error: Exception) -> None:
    raise error
