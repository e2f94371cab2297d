"""The delivery view: figures in plain words on their scales, and the curves of pace and pitch."""

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.delivery.delivery import Delivery, SpeechMoment
from mock_interviewer.app.feedback.delivery.measures import Measures
from mock_interviewer.app.feedback.words import MAIN_FIGURES, DeliveryFigure, figures
from mock_interviewer.app.ui.feedback.curves import CurvesView
from mock_interviewer.app.ui.feedback.figure_row import (
    ExplainedFigure,
    FigureRow,
    measure_explanations,
)
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, font
from mock_interviewer.app.ui.widgets.buttons import DisclosureButton
from mock_interviewer.app.ui.widgets.labels import TextLabel

_MOST_MOMENTS = 5
"""The most moments of a measure that its row offers to play."""


_MARKS = "In the waveform, shading marks pauses and triangles mark fillers."


class DeliveryView(QWidget):
    """The figures of a delivery. ``measures`` explain them; those without one stay unexplained."""

    play_asked = Signal(float)
    """Play the recording from this second."""
    seek_asked = Signal(float)
    """Move to this second of the recording."""

    def __init__(
        self, measures: Measures, *, waveform: bool = True, parent: QWidget | None = None
    ) -> None:
        """Create the view; ``waveform`` means that the page also has one, with its marks."""
        super().__init__(parent)
        self._measures = measures
        self._waveform = waveform
        self._delivery: Delivery | None = None
        self._playable = False
        self._rows: list[FigureRow] = []
        self._first = _stack()
        self._rest = _stack()
        self._unavailable: list[TextLabel] = []
        self.curves = CurvesView(_ends(measures, "pace"))
        self.more = DisclosureButton(kind="link")
        self.more.setCheckable(True)
        self._marks = TextLabel(_MARKS, FontSize.CAPTION, wrap=True, kind="muted")
        self._reasons = _stack()
        self._lay_out()
        self.more.toggled.connect(self._show_rest)
        self.curves.seek_asked.connect(self.seek_asked)
        self._show_rest(shown=False)

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        """The rows of figures, including those shown only on request."""
        return tuple(self._rows)

    @property
    def unavailable(self) -> tuple[str, ...]:
        """The sentences about figures that could not be measured."""
        return tuple(text.plain for text in self._unavailable)

    def show_delivery(self, delivery: Delivery, *, playable: bool) -> None:
        """Show the figures of an answer; ``playable`` means that its recording can be played."""
        if (delivery, playable) == (self._delivery, self._playable):
            return
        self._delivery, self._playable = delivery, playable
        for old in (*self._rows, *self._unavailable):
            old.hide()
            old.deleteLater()
        found = figures(delivery, self._measures)
        main = _label_width(figure for figure in found if figure.key in MAIN_FIGURES)
        rest = _label_width(figure for figure in found if figure.key not in MAIN_FIGURES)
        self._rows = [
            self._row(figure, main if figure.key in MAIN_FIGURES else rest)
            for figure in found
            if figure.value
        ]
        for row in self._rows:
            row.play_asked.connect(self.play_asked)
            self._stack_of(row).addWidget(row)
        self._unavailable = [
            TextLabel(reason, wrap=True, kind="muted") for reason in _reasons(found)
        ]
        for text in self._unavailable:
            self._reasons.addWidget(text)
        self.curves.show_delivery(delivery)
        marked = self._waveform and bool(delivery.pauses or delivery.fillers)
        self._marks.setVisible(playable and marked)
        self.more.setVisible(
            any(row.explained.figure.key not in MAIN_FIGURES for row in self._rows)
        )
        self._show_rest(self.more.isChecked())

    def _row(self, figure: DeliveryFigure, label_width: int) -> FigureRow:
        measure = self._measures.get(figure.key)
        moments = _moments(self._delivery, figure.key) if self._delivery and self._playable else ()
        explanations = () if measure is None else measure_explanations(measure)
        return FigureRow(ExplainedFigure(figure, explanations, moments), label_width)

    def _stack_of(self, row: FigureRow) -> QVBoxLayout:
        return self._first if row.explained.figure.key in MAIN_FIGURES else self._rest

    @Slot(bool)
    def _show_rest(self, shown: bool) -> None:
        self.more.show_label("Fewer figures" if shown else "More figures")
        for row in self._rows:
            if row.explained.figure.key not in MAIN_FIGURES:
                row.setVisible(shown)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.M)
        column.addLayout(self._first)
        column.addWidget(self._marks)
        column.addLayout(self._reasons)
        more = QHBoxLayout()
        more.addWidget(self.more)
        more.addStretch(1)
        column.addLayout(more)
        column.addLayout(self._rest)
        column.addWidget(self.curves)


def _stack() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(Spacing.M)
    return made


def _label_width(shown: Iterable[DeliveryFigure]) -> int:
    """Return the width of the widest label."""
    metrics = QFontMetrics(font())
    return max(metrics.horizontalAdvance(figure.label) for figure in shown)


def _ends(measures: Measures, key: str) -> tuple[float, float] | None:
    """Return the ends of a measure's band; None if it has none, or if one end is open."""
    measure = measures.get(key)
    band = measure.band if measure is not None else None
    if band is None or band.low is None or band.high is None:
        return None
    return band.low, band.high


def _reasons(found: Iterable[DeliveryFigure]) -> list[str]:
    """Return each reason why figures could not be measured, with their names."""
    names: dict[str, list[str]] = defaultdict(list)
    for figure in found:
        if not figure.value:
            names[figure.note].append(figure.label.lower())
    return [f"{why} Not measured: {', '.join(labels)}." for why, labels in names.items()]


def _moments(delivery: Delivery, key: str) -> tuple[SpeechMoment, ...]:
    """Return the most telling moments of a measure, in order."""
    if key == "pauses" and delivery.pauses is not None:
        longest = sorted(delivery.pauses.moments, key=lambda moment: -moment.length)
        return tuple(sorted(longest[:_MOST_MOMENTS], key=lambda moment: moment.start))
    found = {
        "fillers": delivery.fillers,
        "repetitions": delivery.repetitions,
        "hedges": delivery.hedges,
    }.get(key)
    return (found or ())[:_MOST_MOMENTS]
