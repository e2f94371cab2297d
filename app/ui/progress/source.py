"""Source of the data of the progress page, and its implementation on the store.

Every method returns at once. Its future completes on another thread, and may fail with a
MachineError.
"""

from collections.abc import Container
from concurrent.futures import Future
from datetime import datetime
from typing import Protocol

from mock_interviewer.app.store.practice.progress import AnsweredQuestion, PracticeHistory
from mock_interviewer.app.store.practice.reviews import QuestionKey
from mock_interviewer.app.ui.shared.library_source import LibraryThread


class ProgressSource(Protocol):
    """The data that the progress page needs."""

    def answered(self) -> Future[tuple[AnsweredQuestion, ...]]:
        """Read which questions were answered, and the coverage of their latest answers."""

    def history(self, days: int | None, now: datetime) -> Future[PracticeHistory]:
        """Read the practice of the last ``days`` days up to ``now``; None means all time."""

    def load(self, now: datetime, among: Container[QuestionKey]) -> Future[tuple[int, ...]]:
        """Count the questions of ``among`` that are due on each coming day, starting today."""


class StoredProgress:
    """ProgressSource that reads from the store's thread."""

    def __init__(self, store: LibraryThread) -> None:
        self._store = store

    def answered(self) -> Future[tuple[AnsweredQuestion, ...]]:
        """Read which questions were answered, and the coverage of their latest answers."""
        return self._store.submit(lambda library: library.progress.answered())

    def history(self, days: int | None, now: datetime) -> Future[PracticeHistory]:
        """Read the practice of the last ``days`` days up to ``now``; None means all time."""
        return self._store.submit(lambda library: library.progress.history(days, now))

    def load(self, now: datetime, among: Container[QuestionKey]) -> Future[tuple[int, ...]]:
        """Count the questions of ``among`` that are due on each coming day, starting today."""
        return self._store.submit(lambda library: library.cards.load(now, among=among))
