"""Detecting and reporting a full disk."""

import errno
import os
import shutil
import sqlite3
import stat
import sys
import tempfile
from pathlib import Path
from typing import Final

from mock_interviewer.audio.errors import DiskFull

FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
"""The system's error codes for a full disk or an exhausted quota."""
_PRIMARY: Final = 0xFF
"""SQLite's extended codes have the primary code in their low byte."""
_HARDLY_ANY: Final = 1_000_000
"""Bytes that are too few for anything useful: a minute of sound, or a growing database."""


def is_full(error: BaseException) -> bool:
    """Return whether the error, or a cause of it, is a full disk."""
    behind: BaseException | None = error
    seen: set[int] = set()
    while behind is not None and id(behind) not in seen:
        seen.add(id(behind))
        if isinstance(behind, DiskFull):
            return True
        if isinstance(behind, OSError) and behind.errno in FULL:
            return True
        if isinstance(behind, sqlite3.Error):
            code = getattr(behind, "sqlite_errorcode", None) or 0
            if code & _PRIMARY == sqlite3.SQLITE_FULL:
                return True
        behind = behind.__cause__ or behind.__context__
    return False


def has_no_room(folder: Path) -> bool:
    """Return whether the disk of ``folder`` has hardly any space left, as far as is known."""
    return _free(folder) < _HARDLY_ANY


def output_is_full() -> bool:
    """Return whether standard output is what is full: a file on a full disk, or a device."""
    try:
        output = sys.stdout.fileno()
        found = os.fstat(output)
        if stat.S_ISREG(found.st_mode):
            return not hasattr(os, "fstatvfs") or os.fstatvfs(output).f_bavail == 0
        if stat.S_ISCHR(found.st_mode):
            return not os.isatty(output) and not os.path.samestat(found, Path(os.devnull).stat())
    except (OSError, ValueError, AttributeError):
        # There is no standard output, or it is not a file of the system.
        return False
    return False


def disk_full(root: Path, doing: str) -> DiskFull:
    """Return the error for ``doing`` (such as "the demo"), which was stopped by a full disk.

    It names the data folder ``root`` or, if that has more space, the temporary folder.
    """
    places = (root, Path(tempfile.gettempdir()))
    place = min(places, key=_free)
    return DiskFull(
        f"The disk that holds {place} is full, so {doing} stopped. Everything recorded so far is"
        " saved.",
        "Free up space there and try again.",
    )


def _free(folder: Path) -> int:
    """Return the free bytes on the disk of a folder, which may not exist yet."""
    for there in (folder, *folder.parents):
        try:
            return shutil.disk_usage(there).free
        except FileNotFoundError:
            continue
        except OSError:
            break
    return sys.maxsize
