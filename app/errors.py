"""Errors that a person can cause or meet, as opposed to bugs of ours."""

from mock_interviewer.audio.errors import MachineError


class StoreError(MachineError):
    """What is remembered cannot be read or written: folder, database or disk."""


class DatabaseDamaged(StoreError):
    """The database contradicts itself, or is none."""


class StoreInUse(StoreError):
    """Another process is the data folder's writer; ``pid`` is its process id where known."""

    def __init__(self, what: str, remedy: str = "", *, pid: int | None = None) -> None:
        super().__init__(what, remedy)
        self.pid = pid


class ArchiveError(MachineError):
    """A backup cannot be made, read or restored; the library is untouched."""


class AnalysisError(MachineError):
    """No feedback could be worked out; the recording and the transcript are untouched."""


class ReviewerError(MachineError):
    """The model that is to review an answer cannot be asked, or gave no review."""


class UsageError(Exception):
    """The command line, a setting or a request makes no sense; ``str()`` says what to write."""
