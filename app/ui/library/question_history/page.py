"""The page of a question: all its takes, how they went over time, and the model answer.

For the window that hosts it: give it a ``ListingSource``, call ``open``, and describe the question
by ``show_question``; connect ``back_requested``, ``take_chosen`` and ``practice_requested``. Takes
can be selected and compared if ``compare_requested`` is connected.
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
from mock_interviewer.app.ui.widgets.column import (
    LOW_PAGE_HEIGHT,
    ROW_PADDING,
    TWO_COLUMN_WIDTH,
    PageColumn,
    in_column,
    reserve_scroll_bar,
)
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.lazy_pages import LoadOnShowPage
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea
from mock_interviewer.audio.errors import MachineError

_SOUND_FILES = (
    "Audio files (*.wav *.flac *.mp3 *.m4a *.aac *.ogg *.opus *.oga *.webm *.mp4 *.mov *.mkv *.aiff"
    " *.aif *.wma *.amr *.caf)"
)


class AddRecordingButton(KeyHintButton):
    """``chosen`` carries the file that the person picks."""

    chosen = Signal(object)
    """A Path."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("A", "Add a recording…", parent=parent)
        self.clicked.connect(self.ask)

    @Slot()
    def ask(self) -> None:
        """Open a dialog for a sound file; do nothing while the button is hidden."""
        if self.isHidden():
            return
        dialog = file_dialog(self, "Choose a recording of your answer", self.chosen.emit)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_SOUND_FILES, "All files (*)"])
        dialog.open()


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
            [(QuestionHistoryPart.TAKES, "Answers"), (QuestionHistoryPart.MODEL, "Model answer")],
        )
        self.rows = LibraryListView()
        self.rows.setAccessibleName("Answers to this question")
        self.takes = QuestionHistoryModel(self)
        """The model of ``rows``."""
        self.rows.setModel(self.takes)
        self.model_answer = ModelAnswerView()
        """Shows the model answer and requests that it be read aloud."""
        self.back = BackButton()
        self.add_recording = AddRecordingButton()
        self.practice_button = KeyHintButton("P", "Practice")
        self.compare = KeyHintButton("C", "Compare")
        self.compare_hint = TextLabel("Press Space to select two answers.", wrap=True, kind="muted")
        self.compare_hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._column = PageColumn()
        self._column.widen(TWO_COLUMN_WIDTH)
        self._column.center()
        self._lay_out()
        self._connect()

    @Slot(str, str)
    def open(self, bank: str, question: str) -> None:
        """Show all takes of a question, by the IDs of its bank and its own."""
        self.question = (bank, question)
        self.show_part(QuestionHistoryPart.TAKES)
        self.takes.set_lines((), self._now(), choosing=False)
        self.question_label.show_text("")
        self.summary_label.show_text("")
        self._read()

    def show_question(self, text: str, answer: ModelAnswerText | None, *, available: bool) -> None:
        """Show the question's present text and model answer; ``available`` if it can be asked."""
        if text:
            self.question_label.show_text(text)
        self.model_answer.show_answer(answer)
        self.practice_button.setVisible(available)
        self.add_recording.setVisible(available)

    def show_part(self, part: QuestionHistoryPart) -> None:
        """Show the takes, or the model answer."""
        self._set_part(part)
        if part is QuestionHistoryPart.TAKES:
            self.model_answer.stop_reading()
        self._show_actions()

    def reload_at_newest(self) -> None:
        """Reload the takes, and select the newest."""
        self.show_part(QuestionHistoryPart.TAKES)
        self.rows.setCurrentIndex(self.takes.index(0))
        self._read()

    def toggle_selection(self, row: int) -> None:
        """Select or deselect the take in a row, from 0, for comparison."""
        self._toggle_selection(self.takes.index(row))

    def page_shown(self) -> None:
        """Reload the takes: one may have been added, marked, or deleted."""
        self._read()
        self.shown.emit()

    def page_hidden(self) -> None:
        """Cancel unfinished reads, and stop reading aloud."""
        self._tasks.forget()
        self.banner.clear()
        self.model_answer.stop_reading()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the margins in proportion."""
        self._column.fit(event.size().width())
        self._show_chart()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Handle the page's keys, whichever widget in it has the focus."""
        act = self._keys.get(event.key()) if is_plain(event) else None
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _lay_out(self) -> None:
        head, actions = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(0, 0, ROW_PADDING - Spacing.XXS, 0)
        head.addWidget(self.back)
        head.addStretch(1)
        head.addWidget(self.add_recording)
        actions.setContentsMargins(ROW_PADDING, 0, ROW_PADDING - Spacing.XXS, 0)
        actions.setSpacing(Spacing.S)
        actions.addWidget(self._part)
        actions.addStretch(1)
        # Fills the available width, and wraps if that is small.
        actions.addWidget(self.compare_hint, 100)
        for button in (self.compare, self.practice_button):
            actions.addWidget(button)
        model = QWidget()
        model.setObjectName("page")
        inner = QVBoxLayout(model)
        inner.setContentsMargins(0, Spacing.S, 0, 0)
        inner.addLayout(in_column(self.model_answer))
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
        self._column.add(actions, full_width=True)
        self._column.add(rows, 1, scrolls=True)
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
                "Compare the two selected answers",
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
        self.rows.take_chosen.connect(self._open_take)
        self.rows.selection_toggled.connect(self._toggle_selection)
        self._show_actions()

    def _show_chart(self) -> None:
        self.chart.setVisible(self.chart.has_curve and self.height() >= LOW_PAGE_HEIGHT)

    def _set_part(self, part: QuestionHistoryPart) -> None:
        self._part.choose(part)
        self._stack.setCurrentIndex(list(QuestionHistoryPart).index(part))

    def _read(self) -> None:
        if self.question is not None and self.isVisible():
            self._tasks.forget()
            found = self._data.takes_of_question(*self.question)
            self._tasks.deliver(found, self._show, self._show_error)

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
        takes = counted(len(lines), "answer") if lines else "Not answered yet"
        self.summary_label.show_text(" · ".join(part for part in (section, takes) if part))
        self.rows.setCurrentIndex(self.takes.index(max(0, row)))
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_actions()

    def _show_actions(self) -> None:
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
    def _open_take(self, row: TakeRow) -> None:
        self.take_chosen.emit(row.line.session, row.line.id)

    @Slot(QModelIndex)
    def _toggle_selection(self, index: QModelIndex) -> None:
        self.takes.choose(index)
        self._show_actions()

    def _practice(self) -> None:
        if self.question is not None and not self.practice_button.isHidden():
            self.practice_requested.emit(*self.question)

    def _compare(self) -> None:
        chosen = self.takes.chosen
        if len(chosen) == _COMPARED:
            self.compare_requested.emit(*(line.id for line in chosen))

    def _show_error(self, error: MachineError) -> None:
        self.banner.say(NoticeKind.ERROR, str(error), ("Try again", self._try_again))

    def _try_again(self) -> None:
        self.banner.clear()
        self._read()
