"""Progress page: sections, delivery, time practiced, and due questions.

Give it a ``ProgressSource`` and the banks (``show_banks``), and connect its signals. It reads
whenever it becomes visible, and drops pending results when it is hidden.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mock_interviewer.app.planning.section_progress import section_progress
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.practice.progress import AnsweredQuestion, PracticeHistory
from mock_interviewer.app.text.dates_in_words import LOADING, local_now
from mock_interviewer.app.ui.progress import words
from mock_interviewer.app.ui.progress.chart_panel import ChartPanel, NumbersTable
from mock_interviewer.app.ui.progress.charts import BarChart
from mock_interviewer.app.ui.progress.sections import SectionList
from mock_interviewer.app.ui.progress.source import ProgressSource
from mock_interviewer.app.ui.progress.trends import TrendCharts
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tab_order import set_tab_order_after
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.choice import Picker, SegmentedControl
from mock_interviewer.app.ui.widgets.column import PageColumn
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.questions.model import Bank


class NoProgressYet(QWidget):
    """Explains the page, and leads to the practice page, until there is an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.start = QPushButton("Start practice")
        set_kind(self.start, "primary")
        self.start.setAccessibleName("Start practice")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Spacing.L, 0, 0)
        column.setSpacing(Spacing.XS)
        column.addWidget(TextLabel("No practice yet", FontSize.BODY, strong=True))
        self._about = TextLabel(size=FontSize.BODY, wrap=True, kind="muted")
        self.show_due(on=True)
        column.addWidget(self._about)
        column.addSpacing(Spacing.M)
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)

    def show_due(self, *, on: bool) -> None:
        """Mention due questions, or not."""
        rest = "how long you practiced, and what is due" if on else "and how long you practiced"
        self._about.show_text(
            "Once you answer a question, this page shows which sections are weak, how your"
            f" delivery changes, {rest}."
        )


_SPANS: tuple[tuple[int | None, str], ...] = ((28, "4 weeks"), (91, "3 months"), (None, "All"))


_MIN_BANK_WIDTH = 120


class ProgressPage(QScrollArea):
    """Shows progress and emits what the person asks for. GUI thread only."""

    practice_requested = Signal(str, str)
    """Practice a section: the id of its bank, and its name."""
    practice_page_requested = Signal()
    """Show the practice page."""

    def __init__(
        self,
        data: ProgressSource,
        *,
        now: Callable[[], datetime] = local_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._now = now
        self._tasks = BackgroundTasks(GuiThread(self))
        self._history_tasks = BackgroundTasks(GuiThread(self))
        self._banks: tuple[Bank, ...] = ()
        self._answered: tuple[AnsweredQuestion, ...] | None = None
        self._ready: set[QWidget] = set()
        """The panels whose content has arrived."""
        self._bank_chosen = False
        """Whether the person chose the bank, so that it stays."""
        self._arriving = False
        """Whether the page was just shown, and focuses its content once that arrives."""
        self._shows_due = True
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.span: SegmentedControl[int | None] = SegmentedControl("Period", _SPANS)
        self.bank: Picker[str] = Picker("Bank")
        self.bank.shrink(_MIN_BANK_WIDTH)
        self._over_time = QWidget()
        self._loading = TextLabel(LOADING, kind="muted")
        self._banner = Banner()
        self._empty = NoProgressYet()
        self._make_panels()
        self._lay_out()
        self.span.chosen.connect(self._read_history)
        self.bank.chosen.connect(self._choose_bank)
        self._empty.start.clicked.connect(self.practice_page_requested)
        self._rows.practice_requested.connect(
            lambda section: self.practice_requested.emit(self.bank.value or "", section)
        )

    def show_banks(self, banks: Sequence[Bank]) -> None:
        """Show the sections of these banks, one bank at a time."""
        self._banks = tuple(banks)
        if self.isVisible():
            self._show_sections()
            self._read_load()

    def show_due(self, *, on: bool) -> None:
        """Show or hide due questions."""
        self._shows_due = on
        self._empty.show_due(on=on)
        self._update_panels()
        if on and self.isVisible():
            self._read_load()

    @Slot()
    def refresh(self) -> None:
        """Read everything again."""
        self._tasks.deliver(self._data.answered(), self._show_answered, self._show_problem)
        self._read_history()
        self._read_load()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Read the current data."""
        super().showEvent(event)
        if not event.spontaneous():
            self._arriving = True
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Drop pending results."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._tasks.forget()
            self._history_tasks.forget()
            self._banner.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Adjust the margins to the width."""
        super().resizeEvent(event)
        self._column.fit(event.size().width())

    def _make_panels(self) -> None:
        self._rows = SectionList()
        self._trends = TrendCharts(words.trends())
        self._time = BarChart("Time practiced, in minutes")
        self._due = BarChart("Questions due")
        self.sections = ChartPanel(
            "Sections",
            self._rows,
            NumbersTable("Coverage by section", ("Section", "Covered", "Practiced", "Questions")),
            choice=self.bank,
            full_width=True,
        )
        figures = [trend.title.replace(", ", ",\n") for trend in words.trends()]
        self.delivery = ChartPanel(
            "Delivery", self._trends, NumbersTable("Delivery over time", ("Day", *figures))
        )
        self.time = ChartPanel(
            "Time practiced",
            self._time,
            NumbersTable("Time practiced", ("Day", "Minutes", "Answers")),
        )
        self.due = ChartPanel(
            "Coming due", self._due, NumbersTable("Questions due", ("Day", "Questions"))
        )

    def _lay_out(self) -> None:
        over_time = QHBoxLayout(self._over_time)
        over_time.setContentsMargins(0, 0, 0, 0)
        over_time.addWidget(TextLabel("Over time", FontSize.TITLE, strong=True))
        over_time.addStretch(1)
        over_time.addWidget(self.span)
        column = self._column = PageColumn()
        column.setObjectName("page")
        column.add(TextLabel("Progress", FontSize.TITLE, strong=True))
        column.add(self._banner)
        column.add(self._loading)
        column.add(self._empty)
        column.space(Spacing.XXS)
        for part in self._panels:
            part.hide()
            column.add(part, full_width=part is not self._over_time)
            column.space(Spacing.XS if part is self._over_time else Spacing.L)
        column.fill()
        self._empty.hide()
        self.setWidget(column)
        set_tab_order_after(None, column)

    @property
    def _panels(self) -> tuple[QWidget, ...]:
        return self.sections, self.due, self._over_time, self.delivery, self.time

    def _read_history(self) -> None:
        self._history_tasks.forget()
        wanted = self._data.history(self.span.value, self._now())
        self._history_tasks.deliver(wanted, self._show_history, self._show_problem)

    def _read_load(self) -> None:
        if self._banks and self._shows_due:
            among = {(bank.id, each.id) for bank in self._banks for each in bank.questions}
            wanted = self._data.load(self._now(), among)
            self._tasks.deliver(wanted, self._show_load, self._show_problem)

    def _show_answered(self, answered: tuple[AnsweredQuestion, ...]) -> None:
        self._answered = answered
        self._loading.hide()
        self._empty.setVisible(not answered)
        self._update_panels()
        self._show_sections()
        if self._arriving:
            self._arriving = False
            self._first_focus(answered).setFocus(Qt.FocusReason.OtherFocusReason)

    def _update_panels(self) -> None:
        """Show the panels whose content has arrived, once there is an answer."""
        for part in self._panels:
            wanted = self._shows_due or part is not self.due
            part.setVisible(bool(self._answered) and wanted and part in self._ready)

    def _mark_ready(self, *parts: QWidget) -> None:
        self._ready.update(parts)
        self._update_panels()

    def _first_focus(self, answered: tuple[AnsweredQuestion, ...]) -> QWidget:
        """Return the widget to focus first."""
        if not answered:
            return self._empty.start
        rows = self._rows.rows
        return rows[0] if rows and self._rows.isVisible() else self.sections.toggle

    def _show_sections(self) -> None:
        if not self._banks or self._answered is None:
            return
        self.bank.offer([(bank.id, bank.name) for bank in self._banks], self._default_bank())
        self.bank.setVisible(len(self._banks) > 1)
        self._show_bank()

    def _default_bank(self) -> str:
        """Return the bank that the person chose, or else the one practiced most."""
        ids = [bank.id for bank in self._banks]
        if self._bank_chosen and self.bank.value in ids:
            return self.bank.value or ""
        practiced = [each.bank for each in self._answered or ()]
        return max(ids, key=practiced.count)

    def _choose_bank(self) -> None:
        self._bank_chosen = True
        self._show_bank()

    def _show_bank(self) -> None:
        bank = next(bank for bank in self._banks if bank.id == self.bank.value)
        sections = section_progress(bank, self._answered or ())
        self.sections.show_sentence(words.section_sentence(sections), empty=not sections)
        self._rows.show_sections(sections)
        self._mark_ready(self.sections)
        set_tab_order_after(None, self._column)
        self.sections.numbers.show_rows(
            [
                (
                    each.section,
                    words.percent(each.coverage),
                    str(each.answered),
                    str(each.questions),
                )
                for each in sections
            ]
        )

    def _show_history(self, history: PracticeHistory) -> None:
        for part in (self.delivery, self.time):
            part.numbers.set_first_header(str(history.step).capitalize())
        self._mark_ready(self._over_time, self.delivery, self.time)
        self._show_delivery(history)
        sentence = words.time_sentence(history)
        self._time.show_points(words.time_points(history), sentence)
        self.time.show_sentence(sentence, empty=not history.takes)
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

    def _show_delivery(self, history: PracticeHistory) -> None:
        measured = any(each.medians for each in history.stretches)
        self.delivery.show_sentence(words.delivery_sentence(history), empty=not measured)
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
        self.due.show_sentence(sentence, empty=not any(load))
        self._mark_ready(self.due)
        self.due.numbers.show_rows(
            list(zip(words.due_days(load, today), map(str, load), strict=True))
        )

    def _show_problem(self, error: MachineError) -> None:
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
