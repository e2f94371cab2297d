"""How the page of a take is laid out: its head and player above its words and its feedback."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.feedback.definitions import Measures
from mock_interviewer.app.ui.take_feedback import TakeFeedback
from mock_interviewer.app.ui.take_marks import TakeMarks
from mock_interviewer.app.ui.theme import TEXT_WIDTH, Space
from mock_interviewer.app.ui.widgets.back_button import BackButton
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.column import Column, margin
from mock_interviewer.app.ui.widgets.compare.compare_button import CompareButton
from mock_interviewer.app.ui.widgets.export_panel import ExportPanel
from mock_interviewer.app.ui.widgets.low_page import LowPage
from mock_interviewer.app.ui.widgets.player_bar import PlayerBar
from mock_interviewer.app.ui.widgets.reading_page import ReadingPage
from mock_interviewer.app.ui.widgets.scope_choice import TAKE_SCOPES
from mock_interviewer.app.ui.widgets.take_body import BESIDE_WIDTH, LOW, NARROW, TakeBody
from mock_interviewer.app.ui.widgets.take_head import TakeHead
from mock_interviewer.app.ui.widgets.transcript_panel import TranscriptPanel

_TALL = 840
"""Height of a page from which feedback beside a transcript has room beneath a large question."""


class TakeLayout(ReadingPage):
    """Holds the parts of the page; what they do is for the page to say.

    Where words and feedback stand beside each other each of them scrolls, and the page does not.
    """

    def __init__(self, measures: Measures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.export = ExportPanel(TAKE_SCOPES)
        self.compare = CompareButton()
        self.marks = TakeMarks(self)
        self._head = TakeHead(self.compare, self.export.button, beside=self.marks.buttons)
        self._banner = Banner()
        self._bar = PlayerBar()
        self._panel = TranscriptPanel()
        self.again = self._panel.again
        """Where one asks for another transcript, and what became of that is said."""
        self.feedback = TakeFeedback(measures, self)
        """Who is asked for the take's feedback, and is told of it."""
        self._body = TakeBody(self._panel, self.feedback.panel)
        self._column = Column()
        self._fitted: tuple[object, ...] = ()
        """What there was to make room for when that was done last."""
        for part in (self._head, self._banner, self.export, self.marks):
            self._column.add(part, bleeds=part is self._head)
        self._column.space(Space.S)
        self._column.add(self._bar)
        self._column.space(Space.S)
        self._column.add(self._body, 1, bleeds=True)
        self._column.installEventFilter(self)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        area = LowPage(self._column)
        page.addWidget(area)
        area.follow(self._panel.view)
        self.feedback.appeared.connect(self._fit)

    @property
    def back(self) -> BackButton:
        """The way back; who leads here says where to."""
        return self._head.back

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep margins and type in proportion."""
        self._fit()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Make room for what comes between the others, and take it back."""
        if event.type() is QEvent.Type.LayoutRequest and self._fitted != self._to_fit():
            self._fit()
        return super().eventFilter(watched, event)

    def _begin_at(self, part: QWidget) -> None:
        # One who was interrupted while writing goes on with that.
        if not self._panel.editor.isVisible():
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_fit(self) -> tuple[object, ...]:
        between = (self._banner, self.export, self.marks, self._bar)
        return (*(part.isHidden() for part in between), self._head.question, self._head.note)

    def _fit(self) -> None:
        self._fitted = self._to_fit()
        low = self.height() < LOW
        self._take_room(low=low)
        # Else the page would scroll around the two that scroll already.
        if not low and self._body.beside and self._column.needs(self.width()) > self.height():
            self._take_room(low=True)

    def _take_room(self, *, low: bool) -> None:
        width = self.width()
        self._column.fit(width, low=low)
        room = width - 2 * margin(width)
        self._bar.fit(low=low, narrow=room < NARROW)
        self._body.fit(room, self.height())
        self._head.fit(width, low=low, short=self._body.beside and self.height() < _TALL)
        self._column.widen(BESIDE_WIDTH if self._body.beside else TEXT_WIDTH)
