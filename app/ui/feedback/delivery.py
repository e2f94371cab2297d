"""The delivery view: figures, how they are computed, and the curves of pace and pitch."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.delivery.delivery import Delivery, SpeechMoment
from mock_interviewer.app.feedback.delivery.measures import DeliveryMeasure, Measures
from mock_interviewer.app.feedback.words import DeliveryFigure, figures
from mock_interviewer.app.ui.feedback.curves import CurvesView
from mock_interviewer.app.ui.feedback.finding_list import MomentButton
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.buttons import ChevronButton
from mock_interviewer.app.ui.widgets.labels import TextLabel

_FIRST = {"length", "pace", "first_word", "pauses", "fillers", "pitch"}
"""The measures shown first; the others are shown on request."""


_MOST_MOMENTS = 5
"""The most moments of a measure that its row offers to play."""


_MARKS = "In the waveform, shading marks pauses and triangles mark fillers."


@dataclass(frozen=True)
class ExplainedFigure:
    """A figure with its recommended range, its explanations, and the moments to play."""

    figure: DeliveryFigure
    recommended_range: str = ""
    explanations: tuple[str, ...] = ()
    moments: tuple[SpeechMoment, ...] = ()


class FigureRow(QWidget):
    """Label and value; a click anywhere on the row unfolds the moments and the definition."""

    play_asked = Signal(float)

    def __init__(self, explained: ExplainedFigure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.explained = explained
        figure = explained.figure
        self.fold = ChevronButton(f"{figure.label}, {figure.value}, {_HOW}")
        self.moments = tuple(
            MomentButton(moment.start, moment.text or figure.label) for moment in explained.moments
        )
        self._more = QWidget()
        self._lay_out()
        self.setAccessibleName(f"{figure.label}: {figure.value}")
        self.fold.setVisible(bool(explained.explanations or explained.moments))
        self.fold.toggled.connect(self._more.setVisible)
        self._more.hide()

    @property
    def unfolded(self) -> bool:
        """Whether the moments and the definition are shown."""
        return not self._more.isHidden()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Unfold or fold the row."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside and not self.fold.isHidden():
            self.fold.toggle()

    def _lay_out(self) -> None:
        figure = self.explained.figure
        head = QHBoxLayout()
        head.setSpacing(Spacing.XS)
        head.addWidget(TextLabel(figure.label, kind="muted"))
        head.addStretch(1)
        head.addWidget(TextLabel(figure.value, strong=True, tabular=True))
        head.addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for line in filter(None, (figure.note, self.explained.recommended_range)):
            column.addWidget(TextLabel(line, FontSize.CAPTION, wrap=True, kind="muted"))
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, Spacing.XXS, 0, Spacing.XS)
        more.setSpacing(Spacing.XS)
        more.addLayout(self._moment_row())
        for text in self.explained.explanations:
            more.addWidget(TextLabel(text, wrap=True, kind="muted"))
        column.addWidget(self._more)

    def _moment_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Spacing.S)
        for button in self.moments:
            button.play_asked.connect(self.play_asked)
            row.addWidget(button)
        row.addStretch(1)
        return row


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
        self.more = QPushButton()
        self.more.setCheckable(True)
        self.more.setAutoDefault(True)
        set_kind(self.more, "link")
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
        found = figures(delivery)
        self._rows = [self._row(figure) for figure in found if figure.value]
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
        self.more.setVisible(any(row.explained.figure.key not in _FIRST for row in self._rows))
        self._show_rest(self.more.isChecked())

    def _row(self, figure: DeliveryFigure) -> FigureRow:
        measure = self._measures.get(figure.key)
        moments = _moments(self._delivery, figure.key) if self._delivery and self._playable else ()
        if measure is None:
            return FigureRow(ExplainedFigure(figure, moments=moments))
        return FigureRow(
            ExplainedFigure(
                figure, recommended_range_text(measure), measure_explanations(measure), moments
            )
        )

    def _stack_of(self, row: FigureRow) -> QVBoxLayout:
        return self._first if row.explained.figure.key in _FIRST else self._rest

    @Slot(bool)
    def _show_rest(self, shown: bool) -> None:
        self.more.setText("Fewer metrics" if shown else "More metrics")
        self.more.setAccessibleName(self.more.text())
        for row in self._rows:
            if row.explained.figure.key not in _FIRST:
                row.setVisible(shown)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.S)
        column.addLayout(self._first)
        column.addWidget(self._marks)
        column.addWidget(self.curves)
        column.addLayout(self._reasons)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._rest)


def _stack() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(Spacing.S)
    return made


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


_HOW = "how it is computed"


def recommended_range_text(measure: DeliveryMeasure) -> str:
    """Return the recommended range of a measure; empty if none is published."""
    band = measure.band
    if band is None or (band.low is None and band.high is None):
        return ""
    if band.low is None:
        ends = f"up to {band.high:g}"
    elif band.high is None:
        ends = f"at least {band.low:g}"
    else:
        ends = f"{band.low:g} to {band.high:g}"
    return f"Recommended range: {ends} {measure.unit}".rstrip()


def measure_explanations(measure: DeliveryMeasure) -> tuple[str, ...]:
    """Return texts on how a figure is computed and how to read it."""
    band = measure.band
    about_band = (
        () if band is None else (band.sentence, f"Source: {band.source}" if band.source else "")
    )
    source = f"Source: {measure.source}" if measure.source else ""
    # If the band and the definition have the same source, it is named once.
    texts = (measure.definition, source, *about_band)
    return tuple(dict.fromkeys(text for text in texts if text))
