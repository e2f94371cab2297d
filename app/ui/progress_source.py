"""What the progress page asks for, and the real answer from the store.

Every method returns at once; its future finishes on another thread, and fails with a MachineError
where the machine refuses.
"""

from collections.abc import Container
from concurrent.futures import Future
from datetime import datetime
from typing import Protocol

from mock_interviewer.app.store.progress import Answered, History
from mock_interviewer.app.store.reviews import Key
from mock_interviewer.app.ui.listing_source import LibraryThread


class ProgressData(Protocol):
    """What the progress page needs."""

    def answered(self) -> Future[tuple[Answered, ...]]:
        """Read which questions were answered, and how well the last time."""

    def history(self, days: int | None, now: datetime) -> Future[History]:
        """Read what was practised on so many days up to ``now``, None meaning ever."""

    def load(self, now: datetime, among: Container[Key]) -> Future[tuple[int, ...]]:
        """Count which of these questions come due on each of the coming days, from today on."""


class StoredProgress:
    """The real ProgressData; each answer is work of its own for the store's thread."""

    def __init__(self, store: LibraryThread) -> None:
        self._store = store

    def answered(self) -> Future[tuple[Answered, ...]]:
        """Read which questions were answered, and how well the last time."""
        return self._store.submit(lambda library: library.progress.answered())

    def history(self, days: int | None, now: datetime) -> Future[History]:
        """Read what was practised on so many days up to ``now``, None meaning ever."""
        return self._store.submit(lambda library: library.progress.history(days, now))

    def load(self, now: datetime, among: Container[Key]) -> Future[tuple[int, ...]]:
        """Count which of these questions come due on each of the coming days, from today on."""
        return self._store.submit(lambda library: library.cards.load(now, among=among))
