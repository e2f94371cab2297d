"""The row of filters above the library's list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mock_interviewer.app.store.search.list_rows import TakeFilter
from mock_interviewer.app.store.search.listing import PracticedQuestion
from mock_interviewer.app.ui.shared.mark_buttons import MARK_BUTTONS
from mock_interviewer.app.ui.style.colors import roles
from mock_interviewer.app.ui.style.icons import Icon, set_icon
from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.widgets.choice import Picker
from mock_interviewer.app.ui.widgets.date_range import DateRange
from mock_interviewer.app.ui.widgets.flow_layout import FlowLayout

_TOPIC_WIDTH, _QUESTION_WIDTH, _AGE_WIDTH, _COVERAGE_WIDTH = 142, 156, 144, 152
_MAX_TOPIC_WIDTH = 300
_ALMOST_HALF = 0.4999


class AnswerAge(Enum):
    """When an answer was given: the value is an age in days, None for any; DATES are picked."""

    ANY = None
    TODAY = 0
    WEEK = 7
    MONTH = 30
    YEAR = 365
    DATES = "dates"


class CoverageRange(Enum):
    """The share of key points made: the value is the least and the most, None for any."""

    ANY = None
    LITTLE = (0.0, _ALMOST_HALF)
    HALF = (0.5, 1.0)
    MOST = (0.8, 1.0)


_AGES = (
    (AnswerAge.ANY, "Any time"),
    (AnswerAge.TODAY, "Today"),
    (AnswerAge.WEEK, "Past week"),
    (AnswerAge.MONTH, "Past month"),
    (AnswerAge.YEAR, "Past year"),
)
_DATES = "Dates…"
_COVERAGES = (
    (CoverageRange.ANY, "Key points"),
    (CoverageRange.LITTLE, "Under half"),
    (CoverageRange.HALF, "Half or more"),
    (CoverageRange.MOST, "Nearly all"),
)


@dataclass(frozen=True)
class _Topic:
    """A section of a bank; both None for all."""

    bank: str | None = None
    section: str | None = None


@dataclass(frozen=True)
class _QuestionChoice:
    """A question of a bank; both None for all."""

    bank: str | None = None
    question: str | None = None


class LibraryFilters(QWidget):
    """Wraps if it is narrow. ``question_text`` takes the IDs of a bank and a question."""

    changed = Signal()
    """The person changed a filter."""

    def __init__(
        self, question_text: Callable[[str, str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._question_text = question_text
        self._practiced: tuple[PracticedQuestion, ...] = ()
        self.section: Picker[_Topic] = Picker("Topic")
        self.question: Picker[_QuestionChoice] = Picker("Question")
        self.when: Picker[AnswerAge] = Picker("When")
        self.dates = DateRange()
        """The days to list if ``when`` is DATES."""
        self.coverage: Picker[CoverageRange] = Picker("Key points made")
        self.marks = {mark: QPushButton(look.label) for mark, look in MARK_BUTTONS.items()}
        """The buttons that list only marked answers, by the names of the marks."""
        for button in self.marks.values():
            button.setCheckable(True)
            button.setAccessibleName(f"{button.text()} only")
            button.setAutoDefault(True)
            set_kind(button, "choice")
        self.clear = QPushButton()
        self.clear.setAccessibleName("Clear filters")
        self.clear.setToolTip("Clear filters")
        self.clear.setAutoDefault(True)
        set_kind(self.clear, "quiet")
        row = FlowLayout(self)
        for picker, width in self._pickers():
            picker.shrink(width)
            picker.setFixedWidth(width)
            row.addWidget(picker)
        row.addWidget(self.dates)
        row.addWidget(self._buttons())
        row.addWidget(self.dates.remark)
        self.when.offer((*_AGES, (AnswerAge.DATES, _DATES)), AnswerAge.ANY, apart=1)
        self.dates.hide()
        self.coverage.offer(_COVERAGES, CoverageRange.ANY)
        self.offer(())
        self.section.chosen.connect(self._on_topic)
        self.question.chosen.connect(self._on_changed)
        self.when.chosen.connect(self._on_when)
        self.dates.changed.connect(self._on_changed)
        self.coverage.chosen.connect(self._on_changed)
        for button in self.marks.values():
            button.clicked.connect(self._on_changed)
        self.clear.clicked.connect(self.reset)
        self._show_choice()
        self._draw_icon()

    def filter(self, now: datetime) -> TakeFilter:
        """Return the filter that is set, with dates relative to ``now`` (aware)."""
        topic, asked = self.section.value or _Topic(), self.question.value or _QuestionChoice()
        since, until = self._times(now)
        marks = {mark: button.isChecked() for mark, button in self.marks.items()}
        return TakeFilter(
            bank=asked.bank or topic.bank,
            section=topic.section,
            question=asked.question,
            since=since,
            until=until,
            coverage=(self.coverage.value or CoverageRange.ANY).value,
        ).with_marks(**marks)

    @property
    def active(self) -> bool:
        """Whether a filter is set."""
        marked = any(button.isChecked() for button in self.marks.values())
        return marked or any(picker.currentIndex() > 0 for picker, _ in self._pickers())

    def offer(self, practiced: Iterable[PracticedQuestion]) -> None:
        """Offer these questions and their sections; keep the current choice if it is among them."""
        self._practiced = tuple(practiced)
        topics = dict.fromkeys((each.bank, each.section) for each in self._practiced)
        labels = [
            (
                _Topic(bank, section),
                f"{section} · {bank}" if _is_ambiguous(section, topics) else section,
            )
            for bank, section in topics
        ]
        self.section.offer([(_Topic(), "All topics"), *labels], self.section.value)
        self._fit_topic()
        self._offer_questions()

    def reset(self) -> None:
        """Clear all filters."""
        self.reset_silently()
        self.changed.emit()

    def reset_silently(self) -> None:
        """Clear all filters without emitting ``changed``."""
        for picker, _ in self._pickers():
            picker.setCurrentIndex(0)
        for button in self.marks.values():
            button.setChecked(False)
        self.dates.empty()
        self._offer_questions()
        self._show_choice()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Redraw the icon in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "clear"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self.clear, Icon.CLOSE, roles().text_muted)

    def _buttons(self) -> QWidget:
        """Return the last buttons as one widget, so that Clear never wraps alone."""
        part = QWidget(self)
        beside = QHBoxLayout(part)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(Spacing.XS)
        for button in self.marks.values():
            beside.addWidget(button)
        beside.addWidget(self.clear)
        return part

    def _fit_topic(self) -> None:
        """Fit the picker to its topic, unless that is very long."""
        width = self.section.text_width(self.section.currentText())
        self.section.setFixedWidth(min(max(_TOPIC_WIDTH, width), _MAX_TOPIC_WIDTH))

    def _times(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        """Return the earliest and the latest time, None for no limit."""
        age = self.when.value or AnswerAge.ANY
        if age is AnswerAge.DATES:
            return self.dates.times()
        if age is AnswerAge.ANY:
            return None, None
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - timedelta(days=age.value), None

    def _pickers(self) -> tuple[tuple[Picker[Any], int], ...]:
        return (
            (self.section, _TOPIC_WIDTH),
            (self.question, _QUESTION_WIDTH),
            (self.when, _AGE_WIDTH),
            (self.coverage, _COVERAGE_WIDTH),
        )

    def _offer_questions(self) -> None:
        topic = self.section.value or _Topic()
        found = [
            (
                _QuestionChoice(each.bank, each.question),
                self._question_text(each.bank, each.question),
            )
            for each in self._practiced
            if topic.section is None or (each.bank, each.section) == (topic.bank, topic.section)
        ]
        found.sort(key=lambda each: each[1].casefold())
        unique = dict(found)
        self.question.offer(
            [(_QuestionChoice(), "All questions"), *unique.items()], self.question.value
        )

    @Slot()
    def _on_topic(self) -> None:
        self._offer_questions()
        self._on_changed()

    @Slot()
    def _on_when(self) -> None:
        self._on_changed()
        if self.when.value is AnswerAge.DATES:
            self.dates.first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_changed(self) -> None:
        self._show_choice()
        self.changed.emit()

    def _show_choice(self) -> None:
        """Show the date fields if dates are picked, and the clear button if a filter is set."""
        by_day = self.when.value is AnswerAge.DATES
        if not by_day:
            self.dates.empty()
        self.dates.setVisible(by_day)
        words = self.dates.words
        self.when.setItemText(self.when.count() - 1, words or _DATES)
        width = self.when.text_width(words) if words else 0
        self.when.setFixedWidth(max(_AGE_WIDTH, width))
        self._fit_topic()
        self.clear.setVisible(self.active)


def _is_ambiguous(section: str, topics: Iterable[tuple[str, str]]) -> bool:
    return sum(1 for _, name in topics if name == section) > 1
