"""Temporary files and folders, and the removal of those that killed processes left."""

import logging
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.kept_files import SCRATCH, is_half_written
from mock_interviewer.app.data_folder.private_files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    is_link,
    make_private_folder,
    remove,
    remove_folder,
)
from mock_interviewer.app.errors import StoreError
from mock_interviewer.audio.files.folder_sync import sync_folder

log = logging.getLogger(__name__)

FOLDER_PREFIX = "mock-interviewer-"
"""The prefix of all our temporary folders; folders of the person may have it too."""
_BESIDE = ".mock-interviewer-partial-"
"""The prefix of the folders in which a file is written that will replace one beside them."""
LOCK_NAME = "in-use.lock"
_JUST_MADE = 2.0
"""Seconds within which a new folder may not be locked yet."""
OLD_SECONDS = 3600.0
"""Seconds after which an unlocked folder or a half-written file is no longer in use."""

_LOCKED = re.compile(rf"({FOLDER_PREFIX}|{re.escape(_BESIDE)})[a-z0-9_]{{8}}")
_WITHOUT_LOCK = re.compile(rf"{FOLDER_PREFIX}scratch-[a-z0-9_]{{8}}")
"""Folders of voices and of archives of banks, which take no lock."""
_OF_A_BANK = re.compile(
    r"\.(.+-[a-z0-9_]{8}\.ya?ml|.+\.ya?ml-[a-z0-9_]{8}\.before-\d+)", re.IGNORECASE
)
"""A half-written bank, or half-written copy of one from before an edit."""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield an empty private folder that is removed at the end, or by ``remove_leftovers``.

    Raises OSError.
    """
    with tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX) as made, _lock(Path(made)):
        folder = Path(made) / "files"
        folder.mkdir()
        yield folder


@contextmanager
def written_beside(target: Path) -> Iterator[Path]:
    """Yield a path to write to, whose file then replaces ``target`` atomically, mode 0600.

    It is in a hidden folder beside ``target``, on the same disk, and safely written before it
    replaces ``target``. If the block raises, ``target`` is left as it was and the folder is
    removed; after a kill, the next file written there removes it. Raises OSError.
    """
    beside = target.parent
    _remove_partial_folders(beside)
    with tempfile.TemporaryDirectory(prefix=_BESIDE, dir=beside) as made, _lock_if_can(Path(made)):
        folder = Path(made) / "files"
        folder.mkdir()
        partial = folder / target.name
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.chmod(PRIVATE_FILE)
        partial.replace(target)
    sync_folder(beside)


def remove_leftovers(data: DataFolder) -> None:
    """Remove what killed processes left in the system's temporary folder and beside our files.

    What is in use or cannot be removed stays. Recordings are not touched.
    """
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER_PREFIX}*"):
            with suppress(OSError, filelock.Timeout):
                _remove_unlocked_folder(folder)
    _remove_partial_folders(data.root)
    remove_half_written(data.root)
    for folder in (data.banks, data.banks / "edits"):
        if is_link(folder):
            # The person keeps other files there as well.
            return
        _remove_old_files(folder, _is_half_written_bank, OLD_SECONDS)


def remove_half_written(folder: Path, older: float = OLD_SECONDS) -> None:
    """Remove half-written files from a data folder that are at least ``older`` seconds old.

    What cannot be removed stays.
    """
    _remove_old_files(folder, is_half_written, older)


def _remove_old_files(folder: Path, is_ours: Callable[[str], bool], older: float) -> None:
    with suppress(OSError):
        for path in folder.glob(".*-*"):
            if is_ours(path.name) and path.is_file() and _age(path) >= older:
                path.unlink(missing_ok=True)


def _is_half_written_bank(name: str) -> bool:
    return _OF_A_BANK.fullmatch(name) is not None


def _remove_unlocked_folder(folder: Path) -> None:
    if folder.is_symlink() or not folder.is_dir() or not _is_ours(folder):
        return
    lock = folder / LOCK_NAME
    if _WITHOUT_LOCK.fullmatch(folder.name):
        if _age(folder) > OLD_SECONDS:
            remove_folder(folder)
    elif not _LOCKED.fullmatch(folder.name):
        return
    elif not lock.exists():
        if _age(folder) > OLD_SECONDS:
            # Its process was killed before it was locked, so it is empty.
            folder.rmdir()
    elif _age(lock) > _JUST_MADE:
        with _lock(folder):
            remove_folder(folder / "files")
        lock.unlink(missing_ok=True)
        folder.rmdir()
        log.info("removed a temporary folder of a killed process")


def _remove_partial_folders(folder: Path) -> None:
    """Remove what killed processes left in ``folder``, which may be any folder of the person."""
    with suppress(OSError):
        for made in folder.glob(f"{_BESIDE}*"):
            with suppress(OSError, filelock.Timeout):
                _remove_unlocked_folder(made)


@contextmanager
def _lock_if_can(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, if its disk supports locks."""
    lock = _lock(folder)
    with suppress(OSError, filelock.Timeout):
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _lock(folder: Path) -> filelock.BaseFileLock:
    return filelock.FileLock(folder / LOCK_NAME, timeout=0, mode=PRIVATE_FILE)


def _age(path: Path) -> float:
    """Return the seconds since a file or the contents of a folder last changed."""
    return time.time() - path.stat().st_mtime


def _is_ours(folder: Path) -> bool:
    """Return whether a folder is this person's: others may use the temporary folder too."""
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()


@contextmanager
def scratch_folder(data: DataFolder) -> Iterator[Path]:
    """Yield an empty private folder in the data folder, for one process at a time.

    It is removed at the end. Raises StoreError if it cannot be created or another process uses it.
    """
    folder = data.root / SCRATCH.name
    try:
        _remove_link(folder)
        make_private_folder(folder)
        folder.chmod(PRIVATE_FOLDER)
        lock = _scratch_lock(folder)
        lock.acquire()
        _empty_scratch(folder)
    except filelock.Timeout:
        raise StoreError(
            f"The library in {data.root} is already being copied.",
            "Wait until that is done, then try again.",
        ) from None
    except OSError as error:
        raise StoreError(
            f"The library cannot be copied in {data.root}: {error.strerror}.",
            "Free up space or make it writable, then try again.",
        ) from error
    try:
        yield folder
    finally:
        lock.release()
        try:
            remove_scratch(data)
        except OSError as error:
            log.warning("a copy of the library is removed with the next deletion: %s", error)


def remove_scratch(data: DataFolder) -> None:
    """Remove what a killed process left in the scratch folder, unless the folder is in use.

    Raises OSError.
    """
    folder = data.root / SCRATCH.name
    _remove_link(folder)
    if not folder.is_dir():
        return
    with suppress(filelock.Timeout):
        with _scratch_lock(folder):
            _empty_scratch(folder)
        remove_folder(folder)


def _scratch_lock(folder: Path) -> filelock.BaseFileLock:
    return filelock.FileLock(folder / "lock", timeout=0, mode=PRIVATE_FILE)


def _empty_scratch(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != "lock":
            remove(path)


def _remove_link(folder: Path) -> None:
    """Remove a link in place of the folder; this program never creates or follows one there.

    Raises OSError.
    """
    if is_link(folder):
        folder.unlink()
