"""The filters of the library, as a row of choices."""

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

_TOPIC_WIDTH, _QUESTION_WIDTH, _AGE_WIDTH, _COVERED_WIDTH = 142, 156, 144, 152
_MOST_TOPIC = 300
_ALMOST_HALF = 0.4999


class AnswerAge(Enum):
    """How old an answer may be; the value is days, None for any. DATES are named day by day."""

    ANY = None
    TODAY = 0
    WEEK = 7
    MONTH = 30
    YEAR = 365
    DATES = "dates"


class CoverageRange(Enum):
    """How much of the key points was made; the value is from and to, None for any."""

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
_COVERED = (
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
class _Asked:
    """A question of a bank; both None for all."""

    bank: str | None = None
    question: str | None = None


class LibraryFilters(QWidget):
    """Wraps where it is narrow. ``words`` gives the text of a question by bank and id."""

    changed = Signal()
    """The person wants other answers."""

    def __init__(self, words: Callable[[str, str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._practised: tuple[PracticedQuestion, ...] = ()
        self.section: Picker[_Topic] = Picker("Topic")
        self.question: Picker[_Asked] = Picker("Question")
        self.age: Picker[AnswerAge] = Picker("When")
        self.dates = DateRange()
        """The days that are wanted where the age says so."""
        self.covered: Picker[CoverageRange] = Picker("Key points made")
        self.marks = {mark: QPushButton(look.label) for mark, look in MARK_BUTTONS.items()}
        """The buttons that want only marked answers, by the names of the marks."""
        for button in self.marks.values():
            button.setCheckable(True)
            button.setAccessibleName(f"{button.text()} only")
            button.setAutoDefault(True)
            set_kind(button, "choice")
        self.clear = QPushButton()
        self.clear.setAccessibleName("Show all answers again")
        self.clear.setToolTip("Show all answers again")
        self.clear.setAutoDefault(True)
        set_kind(self.clear, "quiet")
        row = FlowLayout(self)
        for picker, width in self._pickers():
            picker.shrink(width)
            picker.setFixedWidth(width)
            row.addWidget(picker)
        row.addWidget(self.dates)
        row.addWidget(self._last())
        row.addWidget(self.dates.remark)
        self.age.offer((*_AGES, (AnswerAge.DATES, _DATES)), AnswerAge.ANY, apart=1)
        self.dates.hide()
        self.covered.offer(_COVERED, CoverageRange.ANY)
        self.offer(())
        self.section.chosen.connect(self._another_section)
        self.question.chosen.connect(self._tell)
        self.age.chosen.connect(self._another_age)
        self.dates.changed.connect(self._tell)
        self.covered.chosen.connect(self._tell)
        for button in self.marks.values():
            button.clicked.connect(self._tell)
        self.clear.clicked.connect(self.reset)
        self._show_choice()
        self._draw_icon()

    def wanted(self, now: datetime) -> TakeFilter:
        """Return what is wanted, as seen ``now`` (aware)."""
        topic, asked = self.section.value or _Topic(), self.question.value or _Asked()
        since, until = self._times(now)
        marks = {mark: button.isChecked() for mark, button in self.marks.items()}
        return TakeFilter(
            bank=asked.bank or topic.bank,
            section=topic.section,
            question=asked.question,
            since=since,
            until=until,
            coverage=(self.covered.value or CoverageRange.ANY).value,
        ).with_marks(**marks)

    @property
    def active(self) -> bool:
        """Whether something is chosen."""
        marked = any(button.isChecked() for button in self.marks.values())
        return marked or any(picker.currentIndex() > 0 for picker, _ in self._pickers())

    def offer(self, practised: Iterable[PracticedQuestion]) -> None:
        """Offer these questions and their sections; what is chosen stays chosen if it is there."""
        self._practised = tuple(practised)
        topics = dict.fromkeys((each.bank, each.section) for each in self._practised)
        labels = [
            (
                _Topic(bank, section),
                f"{section} · {bank}" if _is_twice(section, topics) else section,
            )
            for bank, section in topics
        ]
        self.section.offer([(_Topic(), "All topics"), *labels], self.section.value)
        self._fit_topic()
        self._offer_questions()

    def reset(self) -> None:
        """Want everything, and tell of it."""
        self.put_back()
        self.changed.emit()

    def put_back(self) -> None:
        """Want everything, without a word."""
        for picker, _ in self._pickers():
            picker.setCurrentIndex(0)
        for button in self.marks.values():
            button.setChecked(False)
        self.dates.empty()
        self._offer_questions()
        self._show_choice()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "clear"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self.clear, Icon.CLOSE, roles().text_muted)

    def _last(self) -> QWidget:
        """Return the last two as one part: the mark that clears all is not to stand alone."""
        part = QWidget(self)
        beside = QHBoxLayout(part)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(Spacing.XS)
        for button in self.marks.values():
            beside.addWidget(button)
        beside.addWidget(self.clear)
        return part

    def _fit_topic(self) -> None:
        """Let the topic that is chosen be read whole, unless it is very long."""
        wanted = self.section.text_width(self.section.currentText())
        self.section.setFixedWidth(min(max(_TOPIC_WIDTH, wanted), _MOST_TOPIC))

    def _times(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        """Return since when and until when."""
        age = self.age.value or AnswerAge.ANY
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
            (self.age, _AGE_WIDTH),
            (self.covered, _COVERED_WIDTH),
        )

    def _offer_questions(self) -> None:
        topic = self.section.value or _Topic()
        found = [
            (_Asked(each.bank, each.question), self._words(each.bank, each.question))
            for each in self._practised
            if topic.section is None or (each.bank, each.section) == (topic.bank, topic.section)
        ]
        found.sort(key=lambda each: each[1].casefold())
        unique = dict(found)
        self.question.offer([(_Asked(), "All questions"), *unique.items()], self.question.value)

    @Slot()
    def _another_section(self) -> None:
        self._offer_questions()
        self._tell()

    @Slot()
    def _another_age(self) -> None:
        self._tell()
        if self.age.value is AnswerAge.DATES:
            self.dates.first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _tell(self) -> None:
        self._show_choice()
        self.changed.emit()

    def _show_choice(self) -> None:
        """Show the days where they are asked for, in words too, and whether anything is chosen."""
        by_day = self.age.value is AnswerAge.DATES
        if not by_day:
            self.dates.empty()
        self.dates.setVisible(by_day)
        words = self.dates.words
        self.age.setItemText(self.age.count() - 1, words or _DATES)
        width = self.age.text_width(words) if words else 0
        self.age.setFixedWidth(max(_AGE_WIDTH, width))
        self._fit_topic()
        self.clear.setVisible(self.active)


def _is_twice(section: str, topics: Iterable[tuple[str, str]]) -> bool:
    return sum(1 for _, name in topics if name == section) > 1
