"""All takes of one question: how they went over time, and what a good answer would be.

For the window that hosts it: give it a ``ListingData``, call ``open`` and tell of the question by
``show_question``; connect ``back_requested``, ``take_chosen`` and ``practise_requested``. Takes can
be chosen and compared where somebody is connected to ``compare_requested``.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QMetaMethod, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QWidget,
)

from mock_interviewer.app.interview.states import NoticeKind
from mock_interviewer.app.store.lines import TakeLine
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.deeds import Act, Deed, declare
from mock_interviewer.app.ui.history_model import HistoryModel
from mock_interviewer.app.ui.library_rows import TakeRow
from mock_interviewer.app.ui.listing_source import ListingData
from mock_interviewer.app.ui.pages.history_layout import HistoryLayout, Part
from mock_interviewer.app.ui.phrases import local_now
from mock_interviewer.app.ui.shortcuts import add_shortcuts
from mock_interviewer.app.ui.widgets.feedback.model_answer import ModelAnswer
from mock_interviewer.app.wording import counted
from mock_interviewer.audio.errors import MachineError

_PAIR = 2


class HistoryPage(HistoryLayout):
    """Enter opens a take, Space chooses one, C compares two, P practises the question, Esc leaves.

    A adds a sound file as an answer. GUI thread only.
    """

    back_requested = Signal()
    take_chosen = Signal(str, str)
    """The ids of a session and of one of its takes, to be shown."""
    practise_requested = Signal(str, str)
    """The ids of a bank and of one of its questions, to be answered once more."""
    compare_requested = Signal(str, str)
    """The ids of two takes, the older first."""
    shown = Signal()

    def __init__(
        self,
        data: ListingData,
        *,
        now: Callable[[], datetime] = local_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._now = now
        self._arrivals = Arrivals(self)
        self.question: tuple[str, str] | None = None
        """The ids of the bank and of the question that is shown."""
        self._model = HistoryModel(self)
        self._list.setModel(self._model)
        self._connect()

    @Slot(str, str)
    def open(self, bank: str, question: str) -> None:
        """Show all takes of a question, by the ids of its bank and its own."""
        self.question = (bank, question)
        self.show_part(Part.TAKES)
        self._model.set_lines((), self._now(), choosing=False)
        self._asked.show_text("")
        self._about.show_text("")
        self._read()

    def show_question(self, text: str, answer: ModelAnswer | None, *, asked: bool) -> None:
        """Say what the question is now, what a good answer is, and whether it can be ``asked``."""
        if text:
            self._asked.show_text(text)
        self.model_answer.show_answer(answer)
        self.practise.setVisible(asked)
        self.adding.setVisible(asked)

    def show_part(self, part: Part) -> None:
        """Show the takes, or the model answer."""
        self._turn_to(part)
        if part is Part.TAKES:
            self.model_answer.hush()
        self._show_acts()

    def show_newest(self) -> None:
        """Read again, and go to the newest take."""
        self.show_part(Part.TAKES)
        self._list.setCurrentIndex(self._model.index(0))
        self._read()

    def choose(self, place: int) -> None:
        """Choose the take at a place of the list, from 0, or no longer."""
        self._mark(self._model.index(place))

    def come(self) -> None:
        """Read again: a take may have been added, marked or deleted."""
        self._read()
        self.shown.emit()

    def leave(self) -> None:
        """Drop what is on its way, and read nothing aloud."""
        self._arrivals.forget()
        self.banner.clear()
        self.model_answer.hush()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Do what the page's keys say, wherever in it the focus is."""
        act = None if event.modifiers() & _MODIFIERS else self._keys.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _connect(self) -> None:
        back = Deed("Go back", self.back_requested.emit)
        self._keys: dict[int, Act] = {
            Qt.Key.Key_P: Deed(
                "Practise this question", self._practise, lambda: not self.practise.isHidden()
            ),
            Qt.Key.Key_C: Deed(
                "Compare the two takes that are chosen",
                self._compare,
                lambda: len(self._model.chosen) == _PAIR,
            ),
            Qt.Key.Key_A: Deed(
                "Add a recording as an answer", self.adding.ask, lambda: not self.adding.isHidden()
            ),
            Qt.Key.Key_Escape: back,
        }
        declare(self, self._keys)
        add_shortcuts(self, {"Alt+Left": back})
        self.back.clicked.connect(self.back_requested)
        self.practise.clicked.connect(lambda _checked: self._practise())
        self.compare.clicked.connect(lambda _checked: self._compare())
        self._part.chosen.connect(lambda: self.show_part(self._part.value))
        self._list.take_chosen.connect(self._choose)
        self._list.choose_pressed.connect(self._mark)
        self._show_acts()

    def _read(self) -> None:
        if self.question is not None and self.isVisible():
            self._arrivals.forget()
            found = self._data.of_question(*self.question)
            self._arrivals.wait(found, self._show, self._say_problem)

    def _show(self, lines: Sequence[TakeLine]) -> None:
        now, row = self._now(), self._list.currentIndex().row()
        can = self.isSignalConnected(QMetaMethod.fromSignal(self.compare_requested))
        self._model.set_lines(lines, now, choosing=can and len(lines) >= _PAIR)
        self._chart.show_attempts(lines, now)
        self._show_chart()
        own = [line for line in lines if line.follow_up is None] or list(lines)
        if own and not self._asked.plain:
            self._asked.show_text(own[-1].text)
        section = own[-1].section if own else ""
        takes = counted(len(lines), "take") if lines else "Not answered yet"
        self._about.show_text(" · ".join(part for part in (section, takes) if part))
        self._list.setCurrentIndex(self._model.index(max(0, row)))
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_acts()

    def _show_acts(self) -> None:
        choosable = any(
            self._model.index(at).data(Qt.ItemDataRole.CheckStateRole) is not None
            for at in range(self._model.rowCount())
        )
        pair = len(self._model.chosen) == _PAIR
        self.compare.setVisible(pair)
        self._hint.setVisible(choosable and not pair and self._part.value is Part.TAKES)

    @Slot(object)
    def _choose(self, row: TakeRow) -> None:
        self.take_chosen.emit(row.line.session, row.line.id)

    @Slot(QModelIndex)
    def _mark(self, index: QModelIndex) -> None:
        self._model.choose(index)
        self._show_acts()

    def _practise(self) -> None:
        if self.question is not None and not self.practise.isHidden():
            self.practise_requested.emit(*self.question)

    def _compare(self) -> None:
        chosen = self._model.chosen
        if len(chosen) == _PAIR:
            self.compare_requested.emit(*(line.id for line in chosen))

    def _say_problem(self, error: MachineError) -> None:
        self.banner.say(NoticeKind.ERROR, str(error), ("Try again", self._try_again))

    def _try_again(self) -> None:
        self.banner.clear()
        self._read()


_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
