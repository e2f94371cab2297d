"""A folder for a copy of the database that is only needed for a moment."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.private_files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    is_link,
    make_private_folder,
    remove,
    remove_folder,
)

log = logging.getLogger(__name__)

_NAME = ".copying"


@contextmanager
def scratch(data: DataFolder) -> Iterator[Path]:
    """Give an empty private folder in the data folder, for one process at a time; it goes after.

    Raises StoreError where it cannot be made, or another process has it.
    """
    folder = data.root / _NAME
    try:
        _remove_link(folder)
        make_private_folder(folder)
        folder.chmod(PRIVATE_FOLDER)
        lock = _lock(folder)
        lock.acquire()
        _empty(folder)
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
            sweep(data)
        except OSError as error:
            log.warning("a copy of the library goes with what is next deleted: %s", error)


def sweep(data: DataFolder) -> None:
    """Remove what a process left that was killed; nothing happens while one is at it.

    Raises OSError.
    """
    folder = data.root / _NAME
    _remove_link(folder)
    if not folder.is_dir():
        return
    with suppress(filelock.Timeout):
        with _lock(folder):
            _empty(folder)
        remove_folder(folder)


def _lock(folder: Path) -> filelock.BaseFileLock:
    return filelock.FileLock(folder / "lock", timeout=0, mode=PRIVATE_FILE)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != "lock":
            remove(path)


def _remove_link(folder: Path) -> None:
    """Remove a link in the folder's place; this program makes none, and never follows one there.

    Raises OSError.
    """
    if is_link(folder):
        folder.unlink()
