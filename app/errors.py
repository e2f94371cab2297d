"""Errors that a person can cause or meet, as against bugs of ours."""

from mock_interviewer.audio.errors import MachineError


class StoreError(MachineError):
    """What is remembered cannot be read or written: folder, database or disk."""


class UsageError(Exception):
    """The command line, a setting or a request makes no sense; ``str()`` says what to write."""
