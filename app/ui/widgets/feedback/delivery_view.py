"""How an answer was said: few figures at first, the curves of pace and pitch, and the rest."""

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.definitions import Measures
from mock_interviewer.app.feedback.delivery import Delivery, Moment
from mock_interviewer.app.feedback.words import Figure, figures
from mock_interviewer.app.ui.theme import Space, Type, set_kind
from mock_interviewer.app.ui.widgets.feedback.curves_view import CurvesView
from mock_interviewer.app.ui.widgets.feedback.figure_row import FigureRow, ToldFigure
from mock_interviewer.app.ui.widgets.feedback.measures import explained, published
from mock_interviewer.app.ui.widgets.text import Text

_FIRST = {"length", "pace", "first_word", "pauses", "fillers", "pitch"}
"""Measures that are shown without being asked for."""
_PLACES = 5
"""So many places of a measure can be heard from its row."""
_MARKS = "In the waveform, shaded: pauses. Triangles: fillers."


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
        self._untold: list[Text] = []
        self.curves = CurvesView(_ends(measures, "pace"))
        self.more = QPushButton()
        self.more.setCheckable(True)
        self.more.setAutoDefault(True)
        set_kind(self.more, "link")
        self._marks = Text(_MARKS, Type.CAPTION, wrap=True, kind="muted")
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
        self._untold = [Text(reason, wrap=True, kind="muted") for reason in _reasons(said)]
        for text in self._untold:
            self._reasons.addWidget(text)
        self.curves.show_delivery(delivery)
        self._marks.setVisible(playable and bool(delivery.pauses or delivery.fillers))
        self.more.setVisible(any(row.told.figure.key not in _FIRST for row in self._rows))
        self._show_rest(self.more.isChecked())

    def _row(self, figure: Figure) -> FigureRow:
        measure = self._measures.get(figure.key)
        places = _places(self._delivery, figure.key) if self._delivery and self._playable else ()
        if measure is None:
            return FigureRow(ToldFigure(figure, moments=places))
        return FigureRow(ToldFigure(figure, published(measure), explained(measure), places))

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
        column.setSpacing(Space.S)
        column.addLayout(self._first)
        column.addWidget(self._marks)
        column.addWidget(self.curves)
        column.addLayout(self._reasons)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._rest)


def _stack() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(Space.S)
    return made


def _ends(measures: Measures, key: str) -> tuple[float, float] | None:
    """Return the two ends of a measure's band; None where it has none, or is open to a side."""
    measure = measures.get(key)
    band = measure.band if measure is not None else None
    if band is None or band.low is None or band.high is None:
        return None
    return band.low, band.high


def _reasons(said: Iterable[Figure]) -> list[str]:
    """Return each reason why figures cannot be told, and which they are."""
    names: dict[str, list[str]] = defaultdict(list)
    for figure in said:
        if not figure.value:
            names[figure.note].append(figure.label.lower())
    return [f"{why} Not told: {', '.join(labels)}." for why, labels in names.items()]


def _places(delivery: Delivery, key: str) -> tuple[Moment, ...]:
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
