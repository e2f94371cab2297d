"""How the progress page is laid out: its parts beneath each other."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from mock_interviewer.app.ui import progress_words as words
from mock_interviewer.app.ui.phrases import LOADING
from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.choice import Picker, Segments
from mock_interviewer.app.ui.widgets.column import Column
from mock_interviewer.app.ui.widgets.progress.bars import Bars
from mock_interviewer.app.ui.widgets.progress.empty import Empty
from mock_interviewer.app.ui.widgets.progress.numbers import Numbers
from mock_interviewer.app.ui.widgets.progress.part import Part
from mock_interviewer.app.ui.widgets.progress.sections import Sections
from mock_interviewer.app.ui.widgets.progress.trends import Trends
from mock_interviewer.app.ui.widgets.tab_order import order_after
from mock_interviewer.app.ui.widgets.text import Text

_SPANS: tuple[tuple[int | None, str], ...] = ((28, "4 weeks"), (91, "3 months"), (None, "All"))
_BANK_LEAST = 120


class ProgressLayout(QScrollArea):
    """Holds the parts of the page; what they show is for the page to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.span: Segments[int | None] = Segments("Time shown", _SPANS)
        self.bank: Picker[str] = Picker("Bank")
        self.bank.shrink(_BANK_LEAST)
        self._over_time = QWidget()
        self._loading = Text(LOADING, kind="muted")
        self._banner = Banner()
        self._empty = Empty()
        self._rows = Sections()
        self._trends = Trends(words.trends())
        self._time, self._due = Bars("Time practised, minutes"), Bars("Questions that come due")
        self.sections = Part(
            "Sections",
            self._rows,
            Numbers("Coverage by section", ("Section", "Covered", "Practised", "Questions")),
            choice=self.bank,
            bleeds=True,
        )
        figures = [trend.title.replace(", ", ",\n") for trend in words.trends()]
        self.delivery = Part(
            "Delivery", self._trends, Numbers("Delivery over time", ("Day", *figures))
        )
        self.time = Part(
            "Time practised",
            self._time,
            Numbers("Time practised", ("Day", "Minutes", "Answers")),
        )
        self.due = Part("Coming due", self._due, Numbers("Coming due", ("Day", "Questions")))
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the margins in proportion."""
        super().resizeEvent(event)
        self._column.fit(event.size().width())

    def _lay_out(self) -> None:
        over_time = QHBoxLayout(self._over_time)
        over_time.setContentsMargins(0, 0, 0, 0)
        over_time.addWidget(Text("Over time", Type.TITLE, strong=True))
        over_time.addStretch(1)
        over_time.addWidget(self.span)
        column = self._column = Column()
        column.setObjectName("page")
        column.add(Text("Progress", Type.TITLE, strong=True))
        column.add(self._banner)
        column.add(self._loading)
        column.add(self._empty)
        column.space(Space.XXS)
        for part in self._shown:
            part.hide()
            column.add(part, bleeds=part is not self._over_time)
            column.space(Space.XS if part is self._over_time else Space.L)
        column.fill()
        self._empty.hide()
        self.setWidget(column)
        order_after(None, column)

    @property
    def _shown(self) -> tuple[QWidget, ...]:
        return self.sections, self.due, self._over_time, self.delivery, self.time
