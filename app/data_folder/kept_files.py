"""The table of every file and folder that the program keeps in the data folder.

What is backed up, restored, moved, cleaned up, counted, and protected from being overwritten
follows from this table: declare a new file here, and nowhere else. Files beside the database are
named in ``database_files``, and files inside a session's folder in ``recording_paths``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Final

from mock_interviewer.app.data_folder.database_files import is_database_file


@dataclass(frozen=True)
class KeptFile:
    """A file or folder directly in the data folder; ``name`` may be a pattern with a ``*``."""

    name: str
    is_folder: bool = False
    in_library: bool = False
    """A person would miss it: it is backed up, replaced by a restore, and moved."""
    is_moved: bool = False
    """It is moved with the library, but neither backed up nor restored."""
    backup_limit: int | None = None
    """Bytes it may have in a backup, for a file that is parsed as a whole; None for no limit."""
    written_in_place: bool = False
    """It is not replaced as a whole, so no half-written copy of it is ever left behind."""


DATABASE: Final = KeptFile("library.sqlite3", in_library=True, written_in_place=True)
SESSIONS: Final = KeptFile("sessions", is_folder=True, in_library=True)
BANKS: Final = KeptFile("banks", is_folder=True, in_library=True)
SETTINGS: Final = KeptFile("settings.toml", in_library=True, backup_limit=1 << 18)
PLANS: Final = KeptFile("plans.toml", in_library=True, backup_limit=1 << 20)
DRAFT: Final = KeptFile("draft.json", in_library=True, backup_limit=2 << 20)
MODELS: Final = KeptFile("models", is_folder=True, is_moved=True)
LOGS: Final = KeptFile("logs", is_folder=True, is_moved=True)
MACHINE_SPEED: Final = KeptFile("machine.json", is_moved=True)
WINDOW: Final = KeptFile("window.txt", is_moved=True)
NOTICES: Final = KeptFile("news.json")
MICROPHONE_TESTS: Final = KeptFile("microphone-test-*.wav", written_in_place=True)
MOVED_POINTER: Final = KeptFile("moved-to.txt")
"""Names, in one line, the folder that now holds everything that was beside it."""
MOVED_FROM: Final = KeptFile("moved-from.json")
"""Lies in the new folder and names the old one, until nothing is left there."""
MOVE_NOTE: Final = KeptFile("moving-to.json")
"""Lies in the data folder while a copy of it may exist elsewhere."""
COPY_MARK: Final = KeptFile("moving.json")
"""Lies in the copy until that becomes the data folder or is removed."""
LOCK: Final = KeptFile("lock", written_in_place=True)
LOCK_HOLDER: Final = KeptFile("lock.pid")
REPLACING: Final = KeptFile(".replacing", is_folder=True)
SCRATCH: Final = KeptFile(".copying", is_folder=True)

KEPT_FILES: Final = (
    *(DATABASE, SESSIONS, BANKS, SETTINGS, PLANS, DRAFT),
    *(MODELS, LOGS, MACHINE_SPEED, WINDOW, NOTICES, MICROPHONE_TESTS),
    *(MOVED_POINTER, MOVED_FROM, MOVE_NOTE, COPY_MARK, LOCK, LOCK_HOLDER, REPLACING, SCRATCH),
)
"""The whole table; the database comes first, since the order in which files are moved matters."""
LIBRARY_FILES: Final = tuple(file for file in KEPT_FILES if file.in_library)
MOVED_WITH_LIBRARY: Final = tuple(file for file in KEPT_FILES if file.is_moved)

WRITE_TEST_STEM: Final = "writable"
"""The stem of the file that proves that a folder can be written in."""
_RANDOM: Final = "-[a-z0-9_]{8}"


def is_ours(path: Path, root: Path) -> bool:
    """Return whether ``path`` is a file of the data folder ``root``, or lies in a folder of it.

    The parent of ``path`` must be resolved. Raises OSError.
    """
    if any(
        path.is_relative_to((root / file.name).resolve()) for file in KEPT_FILES if file.is_folder
    ):
        return True
    # Some systems ignore the case of names.
    name = path.name.casefold()
    kept = any(fnmatchcase(name, file.name) for file in KEPT_FILES if not file.is_folder)
    return (kept or is_database_file(name, DATABASE.name)) and path.parent == root.resolve()


def half_written_pattern(files: Iterable[KeptFile]) -> re.Pattern[str]:
    """Return a pattern for the names that ``private_files.atomic_replacement`` writes to."""
    names = [PurePath(file.name) for file in files if not (file.is_folder or file.written_in_place)]
    alternatives = (f"{re.escape(name.stem)}{_RANDOM}{re.escape(name.suffix)}" for name in names)
    return re.compile(rf"\.(?:{'|'.join(alternatives)})")


_HALF_WRITTEN: Final = half_written_pattern(KEPT_FILES)
_WRITE_TEST: Final = re.compile(rf"\.{WRITE_TEST_STEM}{_RANDOM}")


def is_half_written(name: str) -> bool:
    """Return whether a name in the data folder is that of a file that is still being written."""
    return any(pattern.fullmatch(name) is not None for pattern in (_HALF_WRITTEN, _WRITE_TEST))
