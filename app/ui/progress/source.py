"""What the progress page reads, and its implementation on the store.

Every method returns at once; its future finishes on another thread, and fails with a MachineError.
"""

from collections.abc import Container
from concurrent.futures import Future
from datetime import datetime
from typing import Protocol

from mock_interviewer.app.store.practice.progress import AnsweredQuestion, PracticeHistory
from mock_interviewer.app.store.practice.reviews import QuestionKey
from mock_interviewer.app.ui.shared.library_source import LibraryThread


class ProgressSource(Protocol):
    """What the progress page needs."""

    def answered(self) -> Future[tuple[AnsweredQuestion, ...]]:
        """Read which questions were answered, and how well the last time."""

    def history(self, days: int | None, now: datetime) -> Future[PracticeHistory]:
        """Read what was practised on so many days up to ``now``, None meaning ever."""

    def load(self, now: datetime, among: Container[QuestionKey]) -> Future[tuple[int, ...]]:
        """Count which of these questions come due on each of the coming days, from today on."""


class StoredProgress:
    """The real ProgressSource; each answer is work of its own for the store's thread."""

    def __init__(self, store: LibraryThread) -> None:
        self._store = store

    def answered(self) -> Future[tuple[AnsweredQuestion, ...]]:
        """Read which questions were answered, and how well the last time."""
        return self._store.submit(lambda library: library.progress.answered())

    def history(self, days: int | None, now: datetime) -> Future[PracticeHistory]:
        """Read what was practised on so many days up to ``now``, None meaning ever."""
        return self._store.submit(lambda library: library.progress.history(days, now))

    def load(self, now: datetime, among: Container[QuestionKey]) -> Future[tuple[int, ...]]:
        """Count which of these questions come due on each of the coming days, from today on."""
        return self._store.submit(lambda library: library.cards.load(now, among=among))
