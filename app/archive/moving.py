"""Moves all that is kept to another folder, and lets the program find it there."""

import hashlib
import logging
import math
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mock_interviewer.app.archive.progress import Progress
from mock_interviewer.app.errors import ArchiveError, StoreError, UsageError
from mock_interviewer.app.paths import MOVED, DataFolder, place
from mock_interviewer.app.private_files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    make_private_folder,
    remove,
    write_private,
)
from mock_interviewer.app.store import mending, news, replacing, scratch
from mock_interviewer.app.store.environment import environment
from mock_interviewer.app.store.held import Held, held
from mock_interviewer.app.store.lock import WriterLock
from mock_interviewer.app.store.mending import Mended
from mock_interviewer.app.store.news import News
from mock_interviewer.app.store.schema import copies
from mock_interviewer.audio.syncing import sync_folder

log = logging.getLogger(__name__)

_UNFINISHED = "moving.txt"
"""Lies in the new folder until all is there."""
_LEFT = "moved-from.txt"
"""Lies in the new folder, and names the old one, until nothing is left there."""
_OTHER = ("models", "logs", "machine.json", "window.txt")
_BLOCK = 1 << 20
_SPARE = 64 << 20


def move(chosen: Path | None, target: Path, progress: Progress | None = None) -> DataFolder:
    """Move the data folder that ``chosen`` names, None for the usual one, to ``target``.

    Every file is copied and compared before the program looks for it there, and removed here only
    after that. Whoever names the same folder later is led to ``target``. Raises UsageError for a
    ``target`` that holds other things, StoreInUse where somebody has the library open,
    ArchiveError, StoreError, Stopped: then everything is where it was. What became of it is left
    to be told, in ``store.news`` of the new folder. Takes long: not for the GUI thread.
    """
    progress = progress or Progress()
    origin, old = place(chosen), DataFolder.at(chosen)
    new = DataFolder(target.expanduser().absolute())
    _refuse(old, new, origin)
    old.prepare()
    with WriterLock(old), _written(new):
        restored = replacing.is_ready(old)
        with replacing.replaced(old):
            opened = mending.connect(old, math.inf, mends=not restored)
            with environment(old.database):
                kept = held(opened.connection)
            # Closing it moves what its journal holds into the database.
            opened.connection.close()
        _refuse_read(old)
        scratch.sweep(old)
        _copy(old, new, _moved(old, new, kept, opened.mended), progress)
        _point(origin, new)
    log.info("the data folder was moved")
    finish(new)
    return new


def _moved(old: DataFolder, new: DataFolder, kept: Held, mended: Mended | None) -> News:
    """Return what is told: how much is there, before that what is not told of the old folder."""
    parts = [News(f"Your data is in {new.root} now: {kept.words}.")]
    if mended is not None:
        aside = None if mended.aside is None else new.root / mended.aside.name
        parts.append(News(replace(mended, aside=aside).sentence, good=False))
    before = news.waiting(old)
    if before is not None:
        parts.insert(0, before)
    return News(" ".join(part.sentence for part in parts), all(part.good for part in parts))


def finish(data: DataFolder) -> None:
    """Remove from the old folder what was moved here, also where a kill kept it from that.

    Nothing is removed of a library that was used again since. What the system keeps is logged, and
    tried again at the next call.
    """
    left = data.root / _LEFT
    try:
        root, stamp, *_ = left.read_text(encoding="utf-8").splitlines()
        old = DataFolder(Path(root))
        if old.database.exists() and stamp == _stamp(old):
            with WriterLock(old):
                # The database goes last: while it is there, this is gone on with after a kill.
                for path in [*_journals(old), *reversed(_all(old))]:
                    remove(path)
            for path in (old.lock, old.lock_holder, old.news_file):
                path.unlink(missing_ok=True)
        left.unlink()
        if not any(old.root.iterdir()):
            old.root.rmdir()
    except FileNotFoundError:
        return
    except (OSError, ValueError, StoreError) as error:
        log.warning("the old data folder could not be removed: %s", error)


def _stamp(data: DataFolder) -> str:
    """Return what changes whenever a library is written in."""
    found = data.database.stat()
    return f"{found.st_size} {found.st_mtime_ns}"


def _refuse(old: DataFolder, new: DataFolder, origin: Path) -> None:
    if not old.root.is_dir():
        raise old.gone()
    here, there = old.root.resolve(), new.root.resolve()
    if here == there:
        raise UsageError(f"Your data is in {new.root} already.")
    if there.is_relative_to(here) or here.is_relative_to(there):
        raise UsageError(f"{new.root} and {old.root} lie in one another; choose another folder.")
    if new.root.exists() and not new.root.is_dir():
        raise UsageError(f"{new.root} is a file; name a folder.")
    others = {path.name for path in new.root.iterdir()} if new.root.is_dir() else set()
    if others and _UNFINISHED not in others and not (new.root == origin and others <= {MOVED}):
        raise UsageError(
            f"{new.root} holds other things; name an empty folder, or a new one in it."
        )


def _refuse_read(old: DataFolder) -> None:
    """Raise ArchiveError where a reader kept the journal from being moved into the database."""
    if any(
        path.stat().st_size for path in _journals(old) if path.name == f"{old.database.name}-wal"
    ):
        raise ArchiveError(
            f"The library in {old.root} is being read by another command.",
            "Wait for that, or end it, and try again; your data is where it was.",
        )


def _copy(old: DataFolder, new: DataFolder, told: News, progress: Progress) -> None:
    """Copy all and compare it; ``told`` is left there to be told. Nothing is there if it fails."""
    made = not new.root.exists()
    files = [file for path in _all(old) for file in _files(path)]
    size = sum(file.stat().st_size for file in files)
    make_private_folder(new.root)
    try:
        _refuse_without_room(new, size)
        if made:
            new.root.chmod(PRIVATE_FOLDER)
        write_private(new.root / _UNFINISHED, b"")
        for path in _all(new):
            remove(path)
        progress.expect(2 * size)
        for file in files:
            _copy_file(file, new.root / file.relative_to(old.root), progress)
        news.leave(new, told)
        write_private(new.root / _LEFT, f"{old.root}\n{_stamp(old)}\n".encode())
        if hasattr(os, "sync"):
            os.sync()
        (new.root / _UNFINISHED).unlink()
    except BaseException:
        for path in (*_all(new), new.news_file, new.root / _LEFT, new.root / _UNFINISHED):
            remove(path)
        if made:
            new.root.rmdir()
        raise


def _point(origin: Path, new: DataFolder) -> None:
    """Lead whoever looks in ``origin`` to the new folder: from here on all is there."""
    if origin == new.root:
        (origin / MOVED).unlink(missing_ok=True)
        sync_folder(origin)
    else:
        make_private_folder(origin)
        write_private(origin / MOVED, f"{new.root}\n".encode())


def _copy_file(source: Path, target: Path, progress: Progress) -> None:
    make_private_folder(target.parent)
    digest = hashlib.sha256()
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with source.open("rb") as file, os.fdopen(descriptor, "wb") as copy:
        while block := file.read(_BLOCK):
            digest.update(block)
            copy.write(block)
            progress.add(len(block))
        copy.flush()
        if not hasattr(os, "sync"):
            os.fsync(copy.fileno())
    shutil.copystat(source, target)
    again = hashlib.sha256()
    with target.open("rb") as file:
        while block := file.read(_BLOCK):
            again.update(block)
            progress.add(len(block))
    if again.digest() != digest.digest():
        raise ArchiveError(
            f"{target} does not hold what was written to it.",
            "Choose a folder on another disk; your data is where it was.",
        )


def _refuse_without_room(new: DataFolder, size: int) -> None:
    free = shutil.disk_usage(new.root).free
    if size + _SPARE > free:
        raise ArchiveError(
            f"Your data takes {size / 1e6:.0f} MB, and {free / 1e6:.0f} MB are free in {new.root}.",
            "Make room there, or choose another folder.",
        )


def _all(data: DataFolder) -> list[Path]:
    """Return what is moved; a folder may hold other things of the person's."""
    others = (data.root / name for name in _OTHER)
    return [*data.library, *copies(data.database), *others]


def _journals(data: DataFolder) -> list[Path]:
    pattern = f"{data.database.stem}*{data.database.suffix}*"
    return [path for path in data.root.glob(pattern) if path != data.database]


def _files(path: Path) -> Iterator[Path]:
    if path.is_symlink():
        return
    if path.is_file():
        yield path
    elif path.is_dir():
        for inner in sorted(path.iterdir()):
            yield from _files(inner)


@contextmanager
def _written(new: DataFolder) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"Your data cannot be moved to {new.root}: {error.strerror or error}.",
            "See that there is room and that you may write there; your data is where it was.",
        ) from error
