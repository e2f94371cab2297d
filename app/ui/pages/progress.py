"""What practice has added up to: sections, delivery, time, and what comes due.

For the window that hosts it: give it a ``ProgressData``, tell it of banks by ``show_banks``, and
connect its signals. It reads whenever it becomes visible and drops what has not arrived when it is
hidden.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.interview.standing import standings
from mock_interviewer.app.interview.states import NoticeKind
from mock_interviewer.app.store.progress import Answered, History
from mock_interviewer.app.ui import progress_words as words
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.pages.progress_layout import ProgressLayout
from mock_interviewer.app.ui.phrases import local_now
from mock_interviewer.app.ui.progress_source import ProgressData
from mock_interviewer.app.ui.widgets.tab_order import order_after
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.questions.model import Bank


class ProgressPage(ProgressLayout):
    """Shows and asks. GUI thread only."""

    practise_asked = Signal(str, str)
    """The id of a bank and one of its sections, to be practised."""
    practice_requested = Signal()

    def __init__(
        self,
        data: ProgressData,
        *,
        now: Callable[[], datetime] = local_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._now = now
        self._arrivals, self._history_arrivals = Arrivals(self), Arrivals(self)
        self._banks: tuple[Bank, ...] = ()
        self._answered: tuple[Answered, ...] | None = None
        self._told: set[QWidget] = set()
        """The parts of which it is known what they say."""
        self._bank_chosen = False
        """Whether the person chose the bank, so that it stays."""
        self._arriving = False
        self._tells_due = True
        self.span.chosen.connect(self._read_history)
        self.bank.chosen.connect(self._choose_bank)
        self._empty.start.clicked.connect(self.practice_requested)
        self._rows.practise_asked.connect(
            lambda section: self.practise_asked.emit(self.bank.value or "", section)
        )

    def show_banks(self, banks: Sequence[Bank]) -> None:
        """Show the sections of these, one bank at a time."""
        self._banks = tuple(banks)
        if self.isVisible():
            self._show_sections()
            self._read_load()

    def tell_due(self, *, on: bool) -> None:
        """Show what comes due, or nothing of it."""
        self._tells_due = on
        self._empty.tell_due(on=on)
        self._show_parts()
        if on and self.isVisible():
            self._read_load()

    @Slot()
    def refresh(self) -> None:
        """Read everything again."""
        self._arrivals.wait(self._data.answered(), self._show_answered, self._say_problem)
        self._read_history()
        self._read_load()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Read what is there now."""
        super().showEvent(event)
        if not event.spontaneous():
            self._arriving = True
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Drop what is still on its way."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._arrivals.forget()
            self._history_arrivals.forget()
            self._banner.clear()

    def _read_history(self) -> None:
        self._history_arrivals.forget()
        wanted = self._data.history(self.span.value, self._now())
        self._history_arrivals.wait(wanted, self._show_history, self._say_problem)

    def _read_load(self) -> None:
        if self._banks and self._tells_due:
            among = {(bank.id, each.id) for bank in self._banks for each in bank.questions}
            wanted = self._data.load(self._now(), among)
            self._arrivals.wait(wanted, self._show_load, self._say_problem)

    def _show_answered(self, answered: tuple[Answered, ...]) -> None:
        self._answered = answered
        self._loading.hide()
        self._empty.setVisible(not answered)
        self._show_parts()
        self._show_sections()
        if self._arriving:
            self._arriving = False
            self._first(answered).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self) -> None:
        """Show the parts of which it is known what they say, once there is an answer."""
        for part in self._shown:
            wanted = self._tells_due or part is not self.due
            part.setVisible(bool(self._answered) and wanted and part in self._told)

    def _know(self, *parts: QWidget) -> None:
        self._told.update(parts)
        self._show_parts()

    def _first(self, answered: tuple[Answered, ...]) -> QWidget:
        """Return where the keyboard is to be."""
        if not answered:
            return self._empty.start
        rows = self._rows.rows
        return rows[0] if rows and self._rows.isVisible() else self.sections.toggle

    def _show_sections(self) -> None:
        if not self._banks or self._answered is None:
            return
        self.bank.offer([(bank.id, bank.name) for bank in self._banks], self._bank_to_show())
        self.bank.setVisible(len(self._banks) > 1)
        self._show_bank()

    def _bank_to_show(self) -> str:
        """Return the bank that was chosen; else the one most practised."""
        ids = [bank.id for bank in self._banks]
        if self._bank_chosen and self.bank.value in ids:
            return self.bank.value or ""
        practised = [each.bank for each in self._answered or ()]
        return max(ids, key=practised.count)

    def _choose_bank(self) -> None:
        self._bank_chosen = True
        self._show_bank()

    def _show_bank(self) -> None:
        bank = next(bank for bank in self._banks if bank.id == self.bank.value)
        found = standings(bank, self._answered or ())
        self.sections.say(words.section_sentence(found), empty=not found)
        self._rows.show_standings(found)
        self._know(self.sections)
        order_after(None, self._column)
        self.sections.numbers.show_rows(
            [
                (
                    each.section,
                    words.percent(each.coverage),
                    str(each.practised),
                    str(each.questions),
                )
                for each in found
            ]
        )

    def _show_history(self, history: History) -> None:
        for part in (self.delivery, self.time):
            part.numbers.name_first(str(history.step).capitalize())
        self._know(self._over_time, self.delivery, self.time)
        self._show_delivery(history)
        sentence = words.time_sentence(history)
        self._time.show_points(words.time_points(history), sentence)
        self.time.say(sentence, empty=not history.takes)
        self.time.numbers.show_rows(
            [
                (name, point.text or words.NOTHING, str(each.takes))
                for name, point, each in zip(
                    words.names(history),
                    words.time_points(history),
                    history.stretches,
                    strict=True,
                )
            ]
        )

    def _show_delivery(self, history: History) -> None:
        told = any(each.medians for each in history.stretches)
        self.delivery.say(words.delivery_sentence(history), empty=not told)
        self._trends.show_history(history)
        columns = [
            [point.text for point in words.trend_points(box.trend, history)]
            for box in self._trends.boxes
        ]
        self.delivery.numbers.show_rows(list(zip(words.names(history), *columns, strict=True)))

    def _show_load(self, load: tuple[int, ...]) -> None:
        today = self._now().date()
        points = words.due_points(load, today)
        sentence = words.due_sentence(load)
        self._due.show_points(points, sentence)
        self.due.say(sentence, empty=not any(load))
        self._know(self.due)
        self.due.numbers.show_rows(
            list(zip(words.due_days(load, today), map(str, load), strict=True))
        )

    def _say_problem(self, error: MachineError) -> None:
        self._loading.hide()
        if self._banner.text == str(error):
            return
        self._banner.say(NoticeKind.ERROR, str(error), ("Try again", self._try_again))
        if self._arriving:
            self._arriving = False
            self._banner.take_keyboard()

    def _try_again(self) -> None:
        self._banner.clear()
        self.refresh()
