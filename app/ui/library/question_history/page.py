"""All takes of one question: how they went over time, and what a good answer would be.

For the window that hosts it: give it a ``ListingSource``, call ``open``, and describe the question
by ``show_question``; connect ``back_requested``, ``take_chosen`` and ``practice_requested``. Takes
can be chosen and compared where ``compare_requested`` is connected.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QMetaMethod, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.search.list_rows import TakeListRow
from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText, ModelAnswerView
from mock_interviewer.app.ui.library.list_view import LibraryListView
from mock_interviewer.app.ui.library.question_history.model import QuestionHistoryModel
from mock_interviewer.app.ui.library.question_history.takes_chart import QuestionTakesChart
from mock_interviewer.app.ui.shared.library_rows import TakeRow
from mock_interviewer.app.ui.shared.library_source import ListingSource
from mock_interviewer.app.ui.shared.navigation import BackButton
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.toolkit.file_dialogs import file_dialog
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.shortcuts import (
    Shortcut,
    ShortcutAction,
    add_shortcuts,
    declare_shortcuts,
    is_plain,
)
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton
from mock_interviewer.app.ui.widgets.choice import SegmentedControl
from mock_interviewer.app.ui.widgets.column import ROW_PADDING, PageColumn, reserve_scroll_bar
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.lazy_pages import LoadOnShowPage
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea
from mock_interviewer.audio.errors import MachineError

_SOUND_FILES = (
    "Sound (*.wav *.flac *.mp3 *.m4a *.aac *.ogg *.opus *.oga *.webm *.mp4 *.mov *.mkv *.aiff"
    " *.aif *.wma *.amr *.caf)"
)


class AddRecordingButton(KeyHintButton):
    """``chosen`` comes with the file that a person picks."""

    chosen = Signal(object)
    """A Path."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("A", "Add a recording…", parent=parent)
        self.clicked.connect(self.ask)

    @Slot()
    def ask(self) -> None:
        """Open a dialog for a sound file; nothing happens while the button is not offered."""
        if self.isHidden():
            return
        dialog = file_dialog(self, "A recording of your answer", self.chosen.emit)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_SOUND_FILES, "All files (*)"])
        dialog.open()


_MIN_CHART_PAGE_HEIGHT = 560
"""Height of the page below which there is no room for the chart."""
_COMPARED = 2
"""How many takes can be compared."""


class QuestionHistoryPart(StrEnum):
    """What is shown below the chart."""

    TAKES = "takes"
    MODEL = "model"


class QuestionHistoryPage(LoadOnShowPage):
    """Enter opens a take, Space selects one, C compares two, and P practices the question.

    A adds a sound file as an answer, and Esc goes back. GUI thread only.
    """

    back_requested = Signal()
    take_chosen = Signal(str, str)
    """The IDs of a session and of one of its takes, to show."""
    practice_requested = Signal(str, str)
    """The IDs of a bank and of one of its questions, to answer again."""
    compare_requested = Signal(str, str)
    """The IDs of two takes, the older first."""
    shown = Signal()

    def __init__(
        self,
        data: ListingSource,
        *,
        now: Callable[[], datetime] = local_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._now = now
        self._tasks = BackgroundTasks(GuiThread(self))
        self.question: tuple[str, str] | None = None
        """The IDs of the bank and of the question that is shown."""
        self.banner = Banner()
        self.question_label = TextLabel(size=FontSize.TITLE, wrap=True)
        self.summary_label = TextLabel(kind="muted", wrap=True)
        self.chart = QuestionTakesChart()
        self._part: SegmentedControl[QuestionHistoryPart] = SegmentedControl(
            "Show",
            [(QuestionHistoryPart.TAKES, "Takes"), (QuestionHistoryPart.MODEL, "Model answer")],
        )
        self.rows = LibraryListView()
        self.rows.setAccessibleName("Takes of this question")
        self.takes = QuestionHistoryModel(self)
        """The model of ``rows``."""
        self.rows.setModel(self.takes)
        self.model_answer = ModelAnswerView()
        """Shows the model answer and requests that it be read aloud."""
        self.back = BackButton()
        self.add_recording = AddRecordingButton()
        self.practice_button = KeyHintButton("P", "Practice")
        self.compare = KeyHintButton("C", "Compare")
        self.compare_hint = TextLabel("Press Space to select two takes.", wrap=True, kind="muted")
        self.compare_hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._column = PageColumn()
        self._lay_out()
        self._connect()

    @Slot(str, str)
    def open(self, bank: str, question: str) -> None:
        """Show all takes of a question, by the ids of its bank and its own."""
        self.question = (bank, question)
        self.show_part(QuestionHistoryPart.TAKES)
        self.takes.set_lines((), self._now(), choosing=False)
        self.question_label.show_text("")
        self.summary_label.show_text("")
        self._read()

    def show_question(self, text: str, answer: ModelAnswerText | None, *, available: bool) -> None:
        """Say what the question is now, what a good answer is, and whether it can be ``asked``."""
        if text:
            self.question_label.show_text(text)
        self.model_answer.show_answer(answer)
        self.practice_button.setVisible(available)
        self.add_recording.setVisible(available)

    def show_part(self, part: QuestionHistoryPart) -> None:
        """Show the takes, or the model answer."""
        self._turn_to(part)
        if part is QuestionHistoryPart.TAKES:
            self.model_answer.stop_reading()
        self._show_acts()

    def reload_at_newest(self) -> None:
        """Read again, and go to the newest take."""
        self.show_part(QuestionHistoryPart.TAKES)
        self.rows.setCurrentIndex(self.takes.index(0))
        self._read()

    def choose(self, place: int) -> None:
        """Choose the take at a place of the list, from 0, or no longer."""
        self._mark(self.takes.index(place))

    def page_shown(self) -> None:
        """Read again: a take may have been added, marked or deleted."""
        self._read()
        self.shown.emit()

    def page_hidden(self) -> None:
        """Drop what is on its way, and read nothing aloud."""
        self._tasks.forget()
        self.banner.clear()
        self.model_answer.stop_reading()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the margins in proportion."""
        self._column.fit(event.size().width())
        self._show_chart()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Do what the page's keys say, wherever in it the focus is."""
        act = self._keys.get(event.key()) if is_plain(event) else None
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _lay_out(self) -> None:
        head, acts = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(0, 0, ROW_PADDING - Spacing.XXS, 0)
        head.addWidget(self.back)
        head.addStretch(1)
        head.addWidget(self.add_recording)
        acts.setContentsMargins(ROW_PADDING, 0, ROW_PADDING - Spacing.XXS, 0)
        acts.setSpacing(Spacing.S)
        acts.addWidget(self._part)
        acts.addStretch(1)
        # It takes all the room that there is, and wraps where that is little.
        acts.addWidget(self.compare_hint, 100)
        for act in (self.compare, self.practice_button):
            acts.addWidget(act)
        model = QWidget()
        model.setObjectName("page")
        inner = QVBoxLayout(model)
        inner.setContentsMargins(ROW_PADDING, Spacing.S, ROW_PADDING, 0)
        inner.addWidget(self.model_answer)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(model)
        reserve_scroll_bar(scroll)
        rows = QWidget()
        self._stack = QStackedLayout(rows)
        self._stack.addWidget(self.rows)
        self._stack.addWidget(scroll)
        self._column.add(head, full_width=True)
        for part in (self.question_label, self.summary_label, self.banner, self.chart):
            self._column.add(part)
        self._column.add(acts, full_width=True)
        self._column.add(rows, 1, full_width=True, scrolls=True)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(PageScrollArea(self._column))

    def _connect(self) -> None:
        back = Shortcut("Go back", self.back_requested.emit)
        self._keys: dict[int, ShortcutAction] = {
            Qt.Key.Key_P: Shortcut(
                "Practice this question",
                self._practice,
                lambda: not self.practice_button.isHidden(),
            ),
            Qt.Key.Key_C: Shortcut(
                "Compare the two takes that are chosen",
                self._compare,
                lambda: len(self.takes.chosen) == _COMPARED,
            ),
            Qt.Key.Key_A: Shortcut(
                "Add a recording as an answer",
                self.add_recording.ask,
                lambda: not self.add_recording.isHidden(),
            ),
            Qt.Key.Key_Escape: back,
        }
        declare_shortcuts(self, self._keys)
        add_shortcuts(self, {"Alt+Left": back})
        self.back.clicked.connect(self.back_requested)
        self.practice_button.clicked.connect(lambda _checked: self._practice())
        self.compare.clicked.connect(lambda _checked: self._compare())
        self._part.chosen.connect(lambda: self.show_part(self._part.value))
        self.rows.take_chosen.connect(self._choose)
        self.rows.choose_pressed.connect(self._mark)
        self._show_acts()

    def _show_chart(self) -> None:
        self.chart.setVisible(self.chart.has_curve and self.height() >= _MIN_CHART_PAGE_HEIGHT)

    def _turn_to(self, part: QuestionHistoryPart) -> None:
        self._part.choose(part)
        self._stack.setCurrentIndex(list(QuestionHistoryPart).index(part))

    def _read(self) -> None:
        if self.question is not None and self.isVisible():
            self._tasks.forget()
            found = self._data.of_question(*self.question)
            self._tasks.deliver(found, self._show, self._say_problem)

    def _show(self, lines: Sequence[TakeListRow]) -> None:
        now, row = self._now(), self.rows.currentIndex().row()
        can = self.isSignalConnected(QMetaMethod.fromSignal(self.compare_requested))
        self.takes.set_lines(lines, now, choosing=can and len(lines) >= _COMPARED)
        self.chart.show_takes(lines, now)
        self._show_chart()
        own = [line for line in lines if line.follow_up is None] or list(lines)
        if own and not self.question_label.plain:
            self.question_label.show_text(own[-1].text)
        section = own[-1].section if own else ""
        takes = counted(len(lines), "take") if lines else "Not answered yet"
        self.summary_label.show_text(" · ".join(part for part in (section, takes) if part))
        self.rows.setCurrentIndex(self.takes.index(max(0, row)))
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_acts()

    def _show_acts(self) -> None:
        choosable = any(
            self.takes.index(at).data(Qt.ItemDataRole.CheckStateRole) is not None
            for at in range(self.takes.rowCount())
        )
        pair = len(self.takes.chosen) == _COMPARED
        self.compare.setVisible(pair)
        self.compare_hint.setVisible(
            choosable and not pair and self._part.value is QuestionHistoryPart.TAKES
        )

    @Slot(object)
    def _choose(self, row: TakeRow) -> None:
        self.take_chosen.emit(row.line.session, row.line.id)

    @Slot(QModelIndex)
    def _mark(self, index: QModelIndex) -> None:
        self.takes.choose(index)
        self._show_acts()

    def _practice(self) -> None:
        if self.question is not None and not self.practice_button.isHidden():
            self.practice_requested.emit(*self.question)

    def _compare(self) -> None:
        chosen = self.takes.chosen
        if len(chosen) == _COMPARED:
            self.compare_requested.emit(*(line.id for line in chosen))

    def _say_problem(self, error: MachineError) -> None:
        self.banner.say(NoticeKind.ERROR, str(error), ("Try again", self._try_again))

    def _try_again(self) -> None:
        self.banner.clear()
        self._read()
