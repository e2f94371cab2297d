"""Copying of files, with every byte compared."""

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from mock_interviewer.app.archive.library_files import files_below, reading
from mock_interviewer.app.archive.work_progress import WorkProgress
from mock_interviewer.app.data_folder.disk_use import SPARE_BYTES
from mock_interviewer.app.data_folder.private_files import PRIVATE_FILE, make_private_folder
from mock_interviewer.app.errors import ArchiveError

_BLOCK = 1 << 20


def copy_all(
    paths: Sequence[Path],
    target: Path,
    progress: WorkProgress,
    belongs: Callable[[Path], bool] = lambda _: True,
) -> None:
    """Copy files and folders into the folder ``target``, where none of their names exists yet.

    Links are followed and copied as files; only files that ``belongs`` accepts are copied. Raises
    ArchiveError for a file that cannot be read or whose copy differs, OSError from writing,
    WorkStopped.
    """
    files = [
        (file, target / path.name / file.relative_to(path))
        for path in paths
        for file in files_below(path)
        if belongs(file)
    ]
    progress.start(2 * sum(file.stat().st_size for file, _ in files))
    for file, there in files:
        copy_file(file, there, progress)
    if hasattr(os, "sync"):
        os.sync()


def refuse_without_room(paths: Sequence[Path], target: Path) -> None:
    """Raise ArchiveError if the files would not fit on the disk of ``target``; OSError."""
    size = sum(file.stat().st_size for path in paths for file in files_below(path))
    there = next(folder for folder in (target, *target.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    if size + SPARE_BYTES > free:
        raise ArchiveError(
            f"Your data takes {size / 1e6:.0f} MB, and {free / 1e6:.0f} MB are free in {target}.",
            "Free up space there, or choose another folder.",
        )


def copy_file(source: Path, target: Path, progress: WorkProgress) -> None:
    """Copy one file and compare the copy; raises as ``copy_all`` does."""
    make_private_folder(target.parent)
    digest = hashlib.sha256()
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as copy:
        with reading(source):
            file = source.open("rb")
        with file:
            while True:
                with reading(source):
                    block = file.read(_BLOCK)
                if not block:
                    break
                digest.update(block)
                copy.write(block)
                progress.advance(len(block))
        copy.flush()
        if not hasattr(os, "sync"):
            os.fsync(copy.fileno())
    shutil.copystat(source, target)
    again = hashlib.sha256()
    with target.open("rb") as file:
        while block := file.read(_BLOCK):
            again.update(block)
            progress.advance(len(block))
    if again.digest() != digest.digest():
        raise ArchiveError(
            f"What was written to {target} could not be read back unchanged.",
            "Choose a folder on another disk. Your data is where it was.",
        )
