"""The lock that allows a single writer per data folder."""

import os
from contextlib import suppress
from typing import Self

import filelock

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.private_files import (
    PRIVATE_FILE,
    read_regular_file,
    write_private,
)
from mock_interviewer.app.errors import StoreError, StoreInUse

_LONGEST = 64
"""Bytes of a process id."""


class WriterLock:
    """The right to write in a data folder.

    The system itself holds the lock and releases it when the process ends, however it ends: a file
    left behind blocks nobody. It is also a context manager. A folder whose data was moved elsewhere
    has no writer, except to remove what is ``left_behind``.
    """

    def __init__(self, data: DataFolder, *, left_behind: bool = False) -> None:
        self._data = data
        self._left_behind = left_behind
        self._lock = filelock.FileLock(data.lock, timeout=0, mode=PRIVATE_FILE, thread_local=False)

    def acquire(self) -> None:
        """Take the lock without waiting. Raises StoreInUse if another writer has it; StoreError."""
        try:
            self._lock.acquire()
        except filelock.Timeout:
            raise self._in_use() from None
        except (OSError, NotImplementedError) as error:
            raise StoreError(
                f"The data folder {self._data.root} cannot be locked: {error}.",
                "Choose a folder on a disk of this computer with --data-dir.",
            ) from error
        try:
            if not self._left_behind:
                # The data may have been moved just before the lock was taken.
                self._data.refuse_moved()
            write_private(self._data.lock_holder, f"{os.getpid()}\n".encode())
        except StoreError:
            self._lock.release()
            raise
        except OSError as error:
            self._lock.release()
            raise StoreError(
                f"Nothing can be saved in {self._data.root}: {error.strerror}.",
                "Free up space or make it writable, or choose another folder with --data-dir.",
            ) from error

    def release(self) -> None:
        """Release the lock, if it is held."""
        self._lock.release()

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def is_free(self) -> bool:
        """Return whether no writer has the folder now; takes the lock for an instant."""
        if not self._data.lock.exists():
            return True
        try:
            self._lock.acquire()
        except (filelock.Timeout, OSError, NotImplementedError):
            return False
        self._lock.release()
        return True

    def _in_use(self) -> StoreInUse:
        pid = None
        with suppress(OSError, ValueError):
            pid = int(read_regular_file(self._data.lock_holder, _LONGEST).decode("ascii"))
        who = f" (process {pid})" if pid else ""
        return StoreInUse(
            f"Mock Interviewer is open{who} and uses {self._data.root}.",
            "Close it and try again, or choose another folder with --data-dir.",
            pid=pid,
        )
