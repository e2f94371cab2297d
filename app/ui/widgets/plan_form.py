"""What a session shall ask, and under which rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from mock_interviewer.app.interview.plan import Mode, about_minutes
from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.choice import Picker, Segments, durations
from mock_interviewer.app.ui.widgets.form import Form
from mock_interviewer.app.ui.widgets.topics import Topics

_THINK = (0, 5, 10, 20, 30, 60)
_ANSWER = (0, 60, 120, 180, 300)


@dataclass(frozen=True)
class Offer:
    """A bank to choose, and its sections with their numbers of questions."""

    bank: str
    name: str
    sections: tuple[tuple[str, int], ...]

    @property
    def label(self) -> str:
        """Its name and size, for people."""
        return f"{self.name}  ({sum(count for _, count in self.sections)})"


@dataclass(frozen=True)
class Wishes:
    """What the person wants of a session.

    ``bank`` is the id of a bank, "" meaning the first; no sections means all, seconds of 0 none.
    """

    bank: str = ""
    sections: tuple[str, ...] = ()
    mode: Mode = Mode.PRACTICE
    count: int = 8
    think_time: int = 10
    answer_limit: int = 120
    shuffle: bool = True

    @property
    def minutes(self) -> int:
        """About how long it will take, at least 1."""
        return about_minutes(self.count, self.think_time, self.answer_limit)


class PlanForm(Form):
    """Controls for Wishes."""

    changed = Signal()
    """The person changed something."""

    def __init__(self) -> None:
        super().__init__()
        self._offers: dict[str, Offer] = {}
        self._bank: Picker[str] = Picker("Bank")
        self._topics = Topics()
        self._mode = Segments("Style", [(Mode.PRACTICE, "Practice"), (Mode.EXAM, "Exam")])
        self._mode.setToolTip(
            "Practice shows each transcript and waits for you; an exam goes straight on."
        )
        self._count = QSpinBox()
        self._count.setAccessibleName("Number of questions")
        self._count.setRange(1, 1)
        self._count.lineEdit().setTextMargins(Space.XS, 0, 0, 0)
        self._think: Picker[int] = Picker("Time to think")
        self._limit: Picker[int] = Picker("Time to answer")
        self._order = Segments("Order", [(True, "Shuffled"), (False, "As listed")])
        self.add("Bank", _beside(self._bank))
        self.add("Topic", self._topics)
        self.add("Style", self._mode)
        self.add("Questions", _beside(self._count))
        self.add("Time", _beside(self._think, self._limit))
        self.add("Order", self._order)
        self.show_wishes(Wishes())
        self._bank.chosen.connect(self._bank_chosen)
        self._topics.chosen.connect(self._topics_chosen)
        self._count.valueChanged.connect(self._count_chosen)
        for control in (self._mode, self._think, self._limit, self._order):
            control.chosen.connect(self.changed)

    def offer_banks(self, offers: Sequence[Offer], wishes: Wishes) -> None:
        """Offer banks, with the one wished for and its sections chosen; else the first, whole."""
        self._offers = {offer.bank: offer for offer in offers}
        self._bank.offer([(offer.bank, offer.label) for offer in offers], wishes.bank)
        known = wishes.bank in self._offers or not wishes.bank
        self._offer_sections(wishes.sections if known else ())

    def unfold_topics(self) -> None:
        """Show the topics to choose from."""
        self._topics.unfold()

    @property
    def wishes(self) -> Wishes:
        """What is chosen now."""
        think, limit = self._think.value, self._limit.value
        return Wishes(
            bank=self._bank.value or "",
            sections=self._topics.value,
            mode=self._mode.value,
            count=self._count.value(),
            think_time=think or 0,
            answer_limit=limit or 0,
            shuffle=self._order.value,
        )

    def show_wishes(self, wishes: Wishes) -> None:
        """Show ``wishes``; bank and sections apart, which come with ``offer_banks``."""
        self._mode.choose(wishes.mode)
        self._think.offer(
            durations(_THINK, "Think", "Think 0 s", wishes.think_time), wishes.think_time
        )
        self._limit.offer(
            durations(_ANSWER, "Answer", "Any length", wishes.answer_limit), wishes.answer_limit
        )
        self._order.choose(wishes.shuffle)
        self._wanted_count = wishes.count
        self._limit_count()

    def _bank_chosen(self) -> None:
        self._offer_sections(())
        self.changed.emit()

    def _offer_sections(self, chosen: Sequence[str]) -> None:
        offer = self._offers.get(self._bank.value or "")
        self._topics.offer(offer.sections if offer else (), chosen)
        self._limit_count()

    def _topics_chosen(self) -> None:
        self._limit_count()
        self.changed.emit()

    def _count_chosen(self, count: int) -> None:
        self._wanted_count = count
        self.changed.emit()

    def _limit_count(self) -> None:
        """Ask for no more questions than there are, but remember what was wanted."""
        before = self._count.blockSignals(True)
        self._count.setMaximum(max(1, self._topics.questions))
        self._count.setValue(self._wanted_count)
        self._count.blockSignals(before)


def _beside(*controls: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(Space.S)
    for control in controls:
        layout.addWidget(control)
    layout.addStretch(1)
    return row
