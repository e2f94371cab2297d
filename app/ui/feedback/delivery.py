"""The delivery view: its figures and how they are computed, and the curves of pace and pitch."""

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
"""Measures that are shown without being asked for."""


_PLACES = 5
"""So many places of a measure can be heard from its row."""


_MARKS = "In the waveform, shaded: pauses. Triangles: fillers."


@dataclass(frozen=True)
class ExplainedFigure:
    """A figure, where it usually lies, what explains it, and the places that can be heard."""

    figure: DeliveryFigure
    published: str = ""
    explained: tuple[str, ...] = ()
    moments: tuple[SpeechMoment, ...] = ()


class FigureRow(QWidget):
    """Label and value; a click anywhere on it unfolds the places and the definition."""

    play_asked = Signal(float)

    def __init__(self, told: ExplainedFigure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = told
        figure = told.figure
        self.fold = ChevronButton(f"{figure.label}, {figure.value}, {_HOW}")
        self.moments = tuple(
            MomentButton(moment.start, moment.text or figure.label) for moment in told.moments
        )
        self._more = QWidget()
        self._lay_out()
        self.setAccessibleName(f"{figure.label}: {figure.value}")
        self.fold.setVisible(bool(told.explained or told.moments))
        self.fold.toggled.connect(self._more.setVisible)
        self._more.hide()

    @property
    def unfolded(self) -> bool:
        """Whether the definition is shown."""
        return not self._more.isHidden()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Unfold or fold."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside and not self.fold.isHidden():
            self.fold.toggle()

    def _lay_out(self) -> None:
        figure = self.told.figure
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
        for beneath in filter(None, (figure.note, self.told.published)):
            column.addWidget(TextLabel(beneath, FontSize.CAPTION, wrap=True, kind="muted"))
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, Spacing.XXS, 0, Spacing.XS)
        more.setSpacing(Spacing.XS)
        more.addLayout(self._places())
        for text in self.told.explained:
            more.addWidget(TextLabel(text, wrap=True, kind="muted"))
        column.addWidget(self._more)

    def _places(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Spacing.S)
        for button in self.moments:
            button.play_asked.connect(self.play_asked)
            row.addWidget(button)
        row.addStretch(1)
        return row


class DeliveryView(QWidget):
    """``measures`` explain the figures; a key without one has a figure and no explanation."""

    play_asked = Signal(float)
    """Seconds: a place to be heard."""
    seek_asked = Signal(float)
    """Seconds: a place to go to."""

    def __init__(self, measures: Measures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measures = measures
        self._delivery: Delivery | None = None
        self._playable = False
        self._rows: list[FigureRow] = []
        self._first = _stack()
        self._rest = _stack()
        self._untold: list[TextLabel] = []
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
        """The rows of figures, also those that are not shown until one asks for more."""
        return tuple(self._rows)

    @property
    def untold(self) -> tuple[str, ...]:
        """What is said of figures that cannot be told."""
        return tuple(text.plain for text in self._untold)

    def show_delivery(self, delivery: Delivery, *, playable: bool) -> None:
        """Show the figures of an answer; ``playable``: there is a recording to hear them in."""
        if (delivery, playable) == (self._delivery, self._playable):
            return
        self._delivery, self._playable = delivery, playable
        for old in (*self._rows, *self._untold):
            old.hide()
            old.deleteLater()
        said = figures(delivery)
        self._rows = [self._row(figure) for figure in said if figure.value]
        for row in self._rows:
            row.play_asked.connect(self.play_asked)
            self._stack_of(row).addWidget(row)
        self._untold = [TextLabel(reason, wrap=True, kind="muted") for reason in _reasons(said)]
        for text in self._untold:
            self._reasons.addWidget(text)
        self.curves.show_delivery(delivery)
        self._marks.setVisible(playable and bool(delivery.pauses or delivery.fillers))
        self.more.setVisible(any(row.told.figure.key not in _FIRST for row in self._rows))
        self._show_rest(self.more.isChecked())

    def _row(self, figure: DeliveryFigure) -> FigureRow:
        measure = self._measures.get(figure.key)
        places = _places(self._delivery, figure.key) if self._delivery and self._playable else ()
        if measure is None:
            return FigureRow(ExplainedFigure(figure, moments=places))
        return FigureRow(
            ExplainedFigure(
                figure, published_range_text(measure), measure_explanations(measure), places
            )
        )

    def _stack_of(self, row: FigureRow) -> QVBoxLayout:
        return self._first if row.told.figure.key in _FIRST else self._rest

    @Slot(bool)
    def _show_rest(self, shown: bool) -> None:
        self.more.setText("Fewer figures" if shown else "More figures")
        self.more.setAccessibleName(self.more.text())
        for row in self._rows:
            if row.told.figure.key not in _FIRST:
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
    """Return the two ends of a measure's band; None where it has none, or is open to a side."""
    measure = measures.get(key)
    band = measure.band if measure is not None else None
    if band is None or band.low is None or band.high is None:
        return None
    return band.low, band.high


def _reasons(said: Iterable[DeliveryFigure]) -> list[str]:
    """Return each reason why figures cannot be told, and which they are."""
    names: dict[str, list[str]] = defaultdict(list)
    for figure in said:
        if not figure.value:
            names[figure.note].append(figure.label.lower())
    return [f"{why} Not told: {', '.join(labels)}." for why, labels in names.items()]


def _places(delivery: Delivery, key: str) -> tuple[SpeechMoment, ...]:
    """Return the places of a measure that say most, in the order in which they come."""
    if key == "pauses" and delivery.pauses is not None:
        longest = sorted(delivery.pauses.moments, key=lambda moment: -moment.length)
        return tuple(sorted(longest[:_PLACES], key=lambda moment: moment.start))
    found = {
        "fillers": delivery.fillers,
        "repetitions": delivery.repetitions,
        "hedges": delivery.hedges,
    }.get(key)
    return (found or ())[:_PLACES]


_HOW = "how this is computed"


def published_range_text(measure: DeliveryMeasure) -> str:
    """Return where a figure usually lies; empty where nobody has published it."""
    band = measure.band
    if band is None or (band.low is None and band.high is None):
        return ""
    if band.low is None:
        ends = f"up to {band.high:g}"
    elif band.high is None:
        ends = f"{band.low:g} and more"
    else:
        ends = f"{band.low:g} to {band.high:g}"
    return f"Published range: {ends} {measure.unit}".rstrip()


def measure_explanations(measure: DeliveryMeasure) -> tuple[str, ...]:
    """Return what there is to say of how a figure is computed and read, a text each."""
    band = measure.band
    said = () if band is None else (band.sentence, f"Source: {band.source}" if band.source else "")
    source = f"Source: {measure.source}" if measure.source else ""
    # A band that rests on the same work as the definition need not name it twice.
    texts = (measure.definition, source, *said)
    return tuple(dict.fromkeys(text for text in texts if text))
