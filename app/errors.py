"""Errors that a person can cause or run into, unlike bugs."""

from mock_interviewer.audio.errors import MachineError


class StoreError(MachineError):
    """Stored data cannot be read or written: folder, database, or disk."""


class DatabaseDamaged(StoreError):
    """The database is inconsistent, or not a database."""


class StoreInUse(StoreError):
    """Another process is writing to the data folder; ``pid`` is its process ID if known."""

    def __init__(self, what: str, remedy: str = "", *, pid: int | None = None) -> None:
        super().__init__(what, remedy)
        self.pid = pid


class ArchiveError(MachineError):
    """A backup cannot be created, read, or restored; the library is unchanged."""


class AnalysisError(MachineError):
    """The feedback could not be computed; the recording and the transcript are unchanged."""


class ReviewerError(MachineError):
    """The model for reviewing answers cannot be reached, or returned no review."""


class UsageError(Exception):
    """A command line, setting, or request is invalid; ``str()`` says what to write instead."""
