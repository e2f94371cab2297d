"""Temporary files and folders, and the removal of those that a killed process left."""

import logging
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from mock_interviewer.app.data_folder.files import SCRATCH, is_half_written
from mock_interviewer.app.data_folder.paths import DataFolder
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


_PREFIX = "mock-interviewer-"
"""How all temporary folders of this program begin; a person's own may begin so, too."""


_BESIDE = ".mock-interviewer-partial-"
"""How the folders begin in which something is written that will lie beside them."""


_LOCK = "in-use.lock"


_JUST_MADE = 2.0
"""Seconds in which a folder may have been made and not locked yet."""


_OLD = 3600.0
"""Seconds after which nobody uses a folder without a lock, or writes a file, any more."""


_LOCKED = re.compile(rf"({_PREFIX}|{re.escape(_BESIDE)})[a-z0-9_]{{8}}")


_WITHOUT_LOCK = re.compile(rf"{_PREFIX}scratch-[a-z0-9_]{{8}}")
"""Those of voices and of archives of banks, which take no lock."""


_OF_A_BANK = re.compile(
    r"\.(.+-[a-z0-9_]{8}\.ya?ml|.+\.ya?ml-[a-z0-9_]{8}\.before-\d+)", re.IGNORECASE
)
"""A bank, or a copy of one as it was before it was edited."""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give an empty private folder that is removed at the end, or by ``remove_leftovers``.

    Raises OSError.
    """
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as made, _lock(Path(made)):
        folder = Path(made) / "files"
        folder.mkdir()
        yield folder


@contextmanager
def written_beside(target: Path) -> Iterator[Path]:
    """Give a path to write to, whose file then takes the place of ``target``, whole and private.

    It lies in a hidden folder beside ``target``, so on the same disk, and is on that disk when it
    takes the place. Whatever is raised in between, what ``target`` held is left, and the folder
    goes; after a kill, with the next thing that is written there. Raises OSError.
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

    What is in use stays, and what cannot be removed. Recordings are not looked at.
    """
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            with suppress(OSError, filelock.Timeout):
                _remove_unlocked_folder(folder)
    _remove_partial_folders(data.root)
    remove_half_written(data.root)
    for folder in (data.banks, data.banks / "edits"):
        if is_link(folder):
            # There, a person keeps other files as well.
            return
        _remove_old_files(folder, _is_half_written_bank, _OLD)


def remove_half_written(folder: Path, older: float = _OLD) -> None:
    """Remove files from a data folder that were being written so many seconds ago, and still are.

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
    lock = folder / _LOCK
    if _WITHOUT_LOCK.fullmatch(folder.name):
        if _age(folder) > _OLD:
            remove_folder(folder)
    elif not _LOCKED.fullmatch(folder.name):
        return
    elif not lock.exists():
        if _age(folder) > _OLD:
            # Killed before it had a lock it has nothing else.
            folder.rmdir()
    elif _age(lock) > _JUST_MADE:
        with _lock(folder):
            remove_folder(folder / "files")
        lock.unlink(missing_ok=True)
        folder.rmdir()
        log.info("a temporary folder of a process that was killed is removed")


def _remove_partial_folders(folder: Path) -> None:
    """Remove what killed processes were writing into ``folder``, wherever a person keeps it."""
    with suppress(OSError):
        for made in folder.glob(f"{_BESIDE}*"):
            with suppress(OSError, filelock.Timeout):
                _remove_unlocked_folder(made)


@contextmanager
def _lock_if_can(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, on a disk that has locks."""
    lock = _lock(folder)
    with suppress(OSError, filelock.Timeout):
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _lock(folder: Path) -> filelock.BaseFileLock:
    return filelock.FileLock(folder / _LOCK, timeout=0, mode=PRIVATE_FILE)


def _age(path: Path) -> float:
    """Return the seconds since something was last made or changed in it."""
    return time.time() - path.stat().st_mtime


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder is this person's: the temporary folder may be everybody's."""
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()


@contextmanager
def scratch_folder(data: DataFolder) -> Iterator[Path]:
    """Give an empty private folder in the data folder, for one process at a time; it goes after.

    Raises StoreError where it cannot be made, or another process has it.
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
            f"The library in {data.root} is being copied already.", "Wait for that and try again."
        ) from None
    except OSError as error:
        raise StoreError(
            f"The library cannot be copied in {data.root}: {error.strerror}.",
            "Make room or make it writable, then try again.",
        ) from error
    try:
        yield folder
    finally:
        lock.release()
        try:
            remove_scratch(data)
        except OSError as error:
            log.warning("a copy of the library goes with what is next deleted: %s", error)


def remove_scratch(data: DataFolder) -> None:
    """Remove what a process left that was killed; nothing happens while one is at it.

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
    """Remove a link in the folder's place; this program makes none, and never follows one there.

    Raises OSError.
    """
    if is_link(folder):
        folder.unlink()
