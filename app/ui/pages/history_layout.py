"""How the page of a question is laid out: how it went over time, above its takes or its answer."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.add_recording import AddRecording
from mock_interviewer.app.ui.widgets.attempts_chart import AttemptsChart
from mock_interviewer.app.ui.widgets.back_button import BackButton
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.bar_room import keep_bar_room
from mock_interviewer.app.ui.widgets.choice import Segments
from mock_interviewer.app.ui.widgets.column import BLEED, Column
from mock_interviewer.app.ui.widgets.feedback.model_answer import ModelAnswerView
from mock_interviewer.app.ui.widgets.key_hint import KeyHint
from mock_interviewer.app.ui.widgets.library_list import LibraryList
from mock_interviewer.app.ui.widgets.low_page import LowPage
from mock_interviewer.app.ui.widgets.reading_page import ReadingPage
from mock_interviewer.app.ui.widgets.text import Text

_LOW = 560
"""Height below which there is no room for the chart."""
_COMPARE = "Space chooses two takes to compare."


class Part(StrEnum):
    """What is shown beneath the chart."""

    TAKES = "takes"
    MODEL = "model"


class HistoryLayout(ReadingPage):
    """Holds the parts of the page; what they do is for the page to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = Text(size=Type.TITLE, wrap=True)
        self._about = Text(kind="muted", wrap=True)
        self.banner = Banner()
        self._chart = AttemptsChart()
        self._part: Segments[Part] = Segments(
            "Show", [(Part.TAKES, "Takes"), (Part.MODEL, "Model answer")]
        )
        self._list = LibraryList()
        self._list.setAccessibleName("Takes of this question")
        self.model_answer = ModelAnswerView()
        """Shows the model answer, and asks for it to be heard."""
        self.back = BackButton()
        self.adding = AddRecording()
        self.practise = KeyHint("P", "Practise this")
        self.compare = KeyHint("C", "Compare")
        self._hint = Text(_COMPARE, wrap=True, kind="muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._column = Column()
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the margins in proportion."""
        self._column.fit(event.size().width())
        self._show_chart()
        super().resizeEvent(event)

    def _show_chart(self) -> None:
        self._chart.setVisible(self._chart.has_curve and self.height() >= _LOW)

    def _turn_to(self, part: Part) -> None:
        self._part.choose(part)
        self._stack.setCurrentIndex(list(Part).index(part))

    def _lay_out(self) -> None:
        head, acts = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(0, 0, BLEED - Space.XXS, 0)
        head.addWidget(self.back)
        head.addStretch(1)
        head.addWidget(self.adding)
        acts.setContentsMargins(BLEED, 0, BLEED - Space.XXS, 0)
        acts.setSpacing(Space.S)
        acts.addWidget(self._part)
        acts.addStretch(1)
        # It takes all the room that there is, and wraps where that is little.
        acts.addWidget(self._hint, 100)
        for act in (self.compare, self.practise):
            acts.addWidget(act)
        model = QWidget()
        model.setObjectName("page")
        inner = QVBoxLayout(model)
        inner.setContentsMargins(BLEED, Space.S, BLEED, 0)
        inner.addWidget(self.model_answer)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(model)
        keep_bar_room(scroll)
        rows = QWidget()
        self._stack = QStackedLayout(rows)
        self._stack.addWidget(self._list)
        self._stack.addWidget(scroll)
        self._column.add(head, bleeds=True)
        for part in (self._asked, self._about, self.banner, self._chart):
            self._column.add(part)
        self._column.add(acts, bleeds=True)
        self._column.add(rows, 1, bleeds=True, scrolls=True)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(LowPage(self._column))
