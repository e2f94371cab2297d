"""The progress page for screenshots: some months of sample practice."""

from collections.abc import Container
from concurrent.futures import Future
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.practice.progress import (
    DELIVERY_FIGURES,
    AnsweredQuestion,
    ChartStep,
    PracticeHistory,
    PracticePeriod,
    chart_periods,
)
from mock_interviewer.app.store.practice.reviews import QuestionKey
from mock_interviewer.app.ui.progress.page import ProgressPage
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.model import Bank

T = TypeVar("T")

EVENING = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
BANKS = ("llm", "behavioral-general")
STATES = ("full", "numbers", "months", "little", "empty", "failed")
_ALL = 400
_BUSY = 0.7
_USUAL = (
    (142.0, -12.0, 9.0),
    (4.2, 3.0, 1.1),
    (1.6, 0.8, 0.5),
    (1.4, 0.9, 0.5),
    (0.17, -0.03, 0.02),
)
"""Of each figure what is usual now, how far from it the first was, and how much it varies."""


class SampleProgress:
    """Practice that is all there from the start."""

    def __init__(self, state: str, banks: tuple[Bank, ...]) -> None:
        self._state = state
        self._banks = banks

    def answered(self) -> Future[tuple[AnsweredQuestion, ...]]:
        """Return answers to most questions, fewer and fewer from section to section."""
        if self._state == "failed":
            return _failed()
        found = [each for bank in self._banks for each in _answered(bank)]
        return _now(tuple(found[: {"empty": 0, "little": 2}.get(self._state)]))

    def history(self, days: int | None, now: datetime) -> Future[PracticeHistory]:
        """Return practice on most days, or today alone."""
        if self._state == "failed":
            return _failed()
        chance = Random(2)  # noqa: S311 (no secret)
        today = now.date()
        found = chart_periods(today - timedelta(days=(days or _ALL) - 1), today)
        made = [
            _practised(start, 1 - at / len(found.starts), chance)
            for at, start in enumerate(found.starts)
        ]
        if self._state == "little":
            made = [*map(PracticePeriod, found.starts[:-1]), made[-1]]
        elif found.step is ChartStep.DAY:
            made = [
                each if chance.random() < _BUSY else PracticePeriod(each.start) for each in made
            ]
        return _now(PracticeHistory(found.step, tuple(made)))

    def load(self, now: datetime, among: Container[QuestionKey]) -> Future[tuple[int, ...]]:
        """Return a load that thins out."""
        del now, among
        if self._state == "failed":
            return _failed()
        if self._state in {"little", "empty"}:
            return _now((0,) * 14)
        return _now((6, 3, 4, 0, 7, 2, 5, 3, 0, 4, 1, 2, 6, 1))


def _answered(bank: Bank) -> list[AnsweredQuestion]:
    chance = Random(4)  # noqa: S311 (no secret)
    found = []
    for place, section in enumerate(bank.sections[:-2]):
        usual = 0.35 + 0.11 * (place * 5 % 7)
        for question in bank.questions_about((section,)):
            if chance.random() < _BUSY - 0.04 * place:
                coverage = min(1.0, max(0.0, chance.gauss(usual, 0.2)))
                found.append(AnsweredQuestion(bank.id, question.id, coverage))
    return found


def _practised(start: date, left: float, chance: Random) -> PracticePeriod:
    medians = {
        name: max(0.1, chance.gauss(usual + change * left, spread))
        for name, (usual, change, spread) in zip(DELIVERY_FIGURES, _USUAL, strict=True)
    }
    takes = chance.randint(3, 10)
    return PracticePeriod(start, takes * chance.uniform(60, 110), takes, medians)


def progress_page(state: str) -> QWidget:
    """Return the page in one of STATES; the rest happens once it is shown."""
    banks = tuple(load_bank(bank) for bank in BANKS)
    page = ProgressPage(SampleProgress(state, banks), now=lambda: EVENING)
    page.show_banks(banks)
    if state == "numbers":
        for part in (page.sections, page.delivery, page.time, page.due):
            part.toggle.setChecked(True)
    if state == "months":
        QTimer.singleShot(0, lambda: _show_all(page))
    return page


def _show_all(page: ProgressPage) -> None:
    page.span.choose(None)
    page.span.chosen.emit()


def _now(value: T) -> "Future[T]":
    future: Future[T] = Future()
    future.set_result(value)
    return future


def _failed() -> "Future[T]":
    future: Future[T] = Future()
    future.set_exception(
        StoreError("The disk is full.", "Make room, then try again; your answers are safe.")
    )
    return future
