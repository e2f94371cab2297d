"""Pace and pitch over time, as charts or as tables; charts are drawn late."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.feedback.delivery.delivery import CurveReading, Delivery
from mock_interviewer.app.text.formatting import clock_time
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.shortcuts import ENTER_KEYS
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.chart_parts import ReadOnlyTable
from mock_interviewer.app.ui.widgets.labels import TextLabel

if TYPE_CHECKING:
    from mock_interviewer.app.ui.feedback.curve_plot import CurvePlot


@dataclass(frozen=True)
class CurveSpec:
    """What a curve shows.

    ``from_zero`` starts the axis at 0. ``band`` is the recommended range, if one is published. The
    line is broken where readings are more than ``gap`` seconds apart.
    """

    name: str
    unit: str
    from_zero: bool
    gap: float
    band: tuple[float, float] | None = None

    @property
    def title(self) -> str:
        """Name and unit."""
        return f"{self.name}, {self.unit}"

    @property
    def shaded(self) -> str:
        """The legend of the shaded band; empty without a band."""
        if self.band is None:
            return ""
        low, high = self.band
        return f"Shaded: recommended range, {low:.0f} to {high:.0f}"

    def described(self, readings: Sequence[CurveReading]) -> str:
        """Return a description of the curve in words."""
        values = [reading.value for reading in readings]
        return f"From {min(values):.0f} to {max(values):.0f} {self.unit}." if values else ""

    def bounds(self, readings: Sequence[CurveReading]) -> tuple[float, float]:
        """Return the lowest and the highest value of the axis."""
        values = [reading.value for reading in readings] + list(self.band or ())
        least, most = min(values), max(values)
        room = max((most - least) * 0.1, 1.0)
        return (0.0 if self.from_zero else max(0.0, least - room)), most + room


_PASSED_ON = {Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape}


class _WholeRows(QStyledItemDelegate):
    """Draws a selected row in one color; Fusion would highlight one cell and dim its text."""

    def initStyleOption(  # noqa: N802 (Qt's name)
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class CurveTable(ReadOnlyTable):
    """A row for each reading. Enter or a double click on a row seeks to it."""

    seek_asked = Signal(float)
    """Seconds from the start of the recording."""

    def __init__(self, spec: CurveSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec.title, ["Time", spec.unit.capitalize()], parent)
        self._readings: tuple[CurveReading, ...] = ()
        self.setAccessibleDescription("Press Enter to go to that moment.")
        self.setItemDelegate(_WholeRows(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.cellDoubleClicked.connect(lambda row, _column: self._go_to(row))

    def show_readings(self, readings: Sequence[CurveReading]) -> None:
        """Show ``readings``, with the first one selected."""
        self._readings = tuple(readings)
        self.setRowCount(len(self._readings))
        for row, reading in enumerate(self._readings):
            self.setItem(row, 0, QTableWidgetItem(clock_time(reading.at)))
            self.setItem(row, 1, QTableWidgetItem(f"{reading.value:.0f}"))
        if self._readings:
            self.setCurrentCell(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Seek to the selected moment; leave the page its keys."""
        if event.key() in ENTER_KEYS:
            self._go_to(self.currentRow())
        elif event.key() in _PASSED_ON:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _go_to(self, row: int) -> None:
        if 0 <= row < len(self._readings):
            self.seek_asked.emit(self._readings[row].at)


_HEIGHT = 3 * Spacing.XXL


_LEAST_READINGS = 2


_NO_CHART = "Charts can't be drawn on this computer. The table shows the same data."
"""Shown if pyqtgraph cannot be imported."""


MakeCurvePlot: TypeAlias = Callable[[CurveSpec], "CurvePlot"]


class CurveBox(QWidget):
    """One curve as a chart or a table, with its place reserved until they are drawn."""

    seek_asked = Signal(float)

    def __init__(self, spec: CurveSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._readings: tuple[CurveReading, ...] = ()
        self._duration = 0.0
        self.chart: CurvePlot | None = None
        self.table = CurveTable(spec)
        self.as_table = QPushButton()
        self.as_table.setCheckable(True)
        self.as_table.setAutoDefault(True)
        set_kind(self.as_table, "link")
        self._place = QStackedLayout()
        self._reason = TextLabel(wrap=True, kind="muted")
        self._shaded = TextLabel(spec.shaded, FontSize.CAPTION, kind="muted")
        self._lay_out()
        self.table.seek_asked.connect(self.seek_asked)
        self.as_table.toggled.connect(self._show_table)
        self._show_table(shown=False)

    @property
    def reason(self) -> str:
        """Why there is no chart; empty while there is one, or while it is loading."""
        return self._reason.plain

    def show_readings(self, readings: Sequence[CurveReading], duration: float) -> None:
        """Show ``readings``; too few for a curve hide the box."""
        self._readings, self._duration = tuple(readings), duration
        self.setVisible(len(self._readings) >= _LEAST_READINGS)
        if not self.isHidden():
            self.table.show_readings(self._readings)
            if self.chart is not None:
                self.chart.show_readings(self._readings, duration)

    def show_position(self, seconds: float | None) -> None:
        """Show the position of the player."""
        if self.chart is not None and not self.isHidden():
            self.chart.show_position(seconds)

    def draw(self, make: MakeCurvePlot | None) -> None:
        """Draw the curve with what ``make`` returns; None if charts cannot be drawn."""
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
        self.as_table.setAccessibleName(f"Show {self._spec.name.lower()} as {kind}")
        picture = self.chart if self.chart is not None else self._reason
        self._place.setCurrentWidget(self.table if shown else picture)
        self._shaded.setVisible(bool(self._shaded.plain) and not shown)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(TextLabel(self._spec.title, kind="muted"))
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
        column.setSpacing(Spacing.XXS)
        column.addLayout(head)
        column.addWidget(self._shaded)
        column.addWidget(place)


class CurvesView(QWidget):
    """The pace and pitch curves of a delivery. GUI thread only; pyqtgraph loads on another."""

    seek_asked = Signal(float)

    def __init__(
        self, pace_band: tuple[float, float] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = BackgroundTasks(GuiThread(self))
        self._asked_for_charts = False
        pace = CurveSpec("Pace over time", "words a minute", from_zero=True, gap=5, band=pace_band)
        pitch = CurveSpec("Pitch over time", "hertz", from_zero=False, gap=1.5)
        self.pace, self.pitch = CurveBox(pace), CurveBox(pitch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.M)
        for box in (self.pace, self.pitch):
            column.addWidget(box)
            box.seek_asked.connect(self.seek_asked)

    @property
    def drawn(self) -> bool:
        """Whether everything visible is drawn; also True while nothing is visible."""
        boxes = [box for box in (self.pace, self.pitch) if box.isVisible()]
        return all(box.chart is not None or box.reason for box in boxes)

    def show_delivery(self, delivery: Delivery) -> None:
        """Show the curves of a delivery."""
        pitch = delivery.pitch.curve if delivery.pitch is not None else ()
        self.pace.show_readings(delivery.pace_curve, delivery.duration)
        self.pitch.show_readings(pitch, delivery.duration)
        self.setVisible(not (self.pace.isHidden() and self.pitch.isHidden()))

    def show_position(self, seconds: float | None) -> None:
        """Show the position of the player; nothing is drawn while this is hidden."""
        if self.isVisible():
            for box in (self.pace, self.pitch):
                box.show_position(seconds)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Import pyqtgraph once it is needed."""
        super().showEvent(event)
        if self._asked_for_charts or event.type() != QEvent.Type.Show:
            return
        self._asked_for_charts = True
        self._tasks.run(_import_curve_plot, self._draw, name="charts")

    def _draw(self, make: MakeCurvePlot | None) -> None:
        for box in (self.pace, self.pitch):
            box.draw(make)


def _import_curve_plot() -> MakeCurvePlot | None:
    try:
        from mock_interviewer.app.ui.feedback.curve_plot import CurvePlot
    except ImportError:
        return None
    return CurvePlot
