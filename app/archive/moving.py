"""Moving of the data folder to another folder."""

import json
import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mock_interviewer.app.archive.library_files import left_by_links
from mock_interviewer.app.archive.verified_copy import copy_all, refuse_without_room
from mock_interviewer.app.archive.work_progress import WorkProgress
from mock_interviewer.app.data_folder import notices, temporary_files, unfinished_copy
from mock_interviewer.app.data_folder.database_files import (
    database_copies,
    journals,
    log_path,
    rollback_journal,
)
from mock_interviewer.app.data_folder.files import (
    COPY_MARK,
    MOVED_FROM,
    MOVED_POINTER,
    MOVED_WITH_LIBRARY,
)
from mock_interviewer.app.data_folder.notices import PendingNotice
from mock_interviewer.app.data_folder.paths import (
    DataFolder,
    chosen_root,
    refuse_unusable_root,
)
from mock_interviewer.app.data_folder.private_files import (
    make_private_folder,
    read_regular_file,
    remove,
    write_private,
)
from mock_interviewer.app.data_folder.recording_paths import belongs_to_session
from mock_interviewer.app.data_folder.unfinished_copy import UnfinishedCopy
from mock_interviewer.app.data_folder.writer_lock import WriterLock
from mock_interviewer.app.errors import ArchiveError, StoreError, UsageError
from mock_interviewer.app.store.database.records import LibrarySize
from mock_interviewer.app.store.database.rows import library_size
from mock_interviewer.app.store.database.sqlite_errors import translate_sqlite_errors
from mock_interviewer.app.store.recovery import database_repair, library_replacement
from mock_interviewer.app.store.recovery.database_repair import RepairReport
from mock_interviewer.audio.files.folder_sync import sync_folder

log = logging.getLogger(__name__)

_LARGEST = 1 << 16
"""Bytes that are read of it."""


def move_data_folder(
    chosen: Path | None, target: Path, progress: WorkProgress | None = None
) -> DataFolder:
    """Move the data folder that ``chosen`` names, None for the usual one, to ``target``.

    Every file is copied and compared before the program looks for it there, and removed here only
    after that. Whoever names the same folder later is led to ``target``. A copy that an earlier
    call has left unfinished, wherever it is, is removed first. Raises UsageError for a ``target``
    that holds other things, StoreInUse where somebody has the library open, ArchiveError,
    StoreError, Stopped: then everything is where it was. What became of it is left to be told, in
    ``store.news`` of the new folder. Takes long: not for the GUI thread.
    """
    progress = progress or WorkProgress()
    origin, old = chosen_root(chosen), DataFolder.at(chosen)
    new = DataFolder(target.expanduser().absolute())
    _refuse(old, new, origin)
    old.prepare()
    finish_move(old)
    with WriterLock(old), _written(new):
        earlier = unfinished_copy.noted(old)
        if earlier is not None:
            earlier.remove()
            earlier = unfinished_copy.noted(old)
        # Somebody may have put something there since.
        _refuse(old, new, origin)
        restored = library_replacement.is_ready(old)
        with library_replacement.put_in_place(old):
            opened = database_repair.connect(old, math.inf, mends=not restored)
            with translate_sqlite_errors(old.database):
                kept = library_size(opened.connection)
            # Closing it moves what its journal holds into the database.
            opened.connection.close()
        _refuse_read(old)
        temporary_files.remove_scratch(old)
        refuse_without_room(_all(old), new.root)
        if new.root == origin:
            # Of somebody who has looked for the data there since it was moved.
            for path in (new.lock, new.lock_holder):
                path.unlink(missing_ok=True)
        copy = unfinished_copy.planned(old, new, origin, _names(old))
        with _undone(copy):
            copy.begin()
            _copy(copy, _moved(copy, kept, opened.mended, earlier), progress)
            _point(copy)
    log.info("the data folder was moved")
    finish_move(new)
    return new


def refuse_destination(old: DataFolder, target: Path) -> None:
    """Raise what ``move_data_folder`` raises for a ``target`` that cannot be used.

    Takes a while with many files: not for the GUI thread.
    """
    new = DataFolder(target.expanduser().absolute())
    with _written(new):
        # Whether the way there leads from it, that is looked at when it is moved.
        _refuse(old, new, new.root)
        refuse_without_room(_all(old), new.root)


def finish_move(data: DataFolder) -> None:
    """Remove from the old folder what was moved here, also where a kill kept it from that.

    Nothing is removed while the program does not find its data here, and nothing of a library that
    was used again since. What the system keeps is logged, and tried again at the next call.
    """
    left = data.root / MOVED_FROM.name
    try:
        said = json.loads(read_regular_file(left, _LARGEST))
        old, stamp, origin = DataFolder(Path(said["old"])), str(said["stamp"]), Path(said["origin"])
        here = data.root.resolve()
        if DataFolder.at(origin).root.resolve() != here or old.root.resolve() == here:
            return
        copy = unfinished_copy.found_in(data.root)
        if copy is not None:
            copy.forget()
        came_from_there = old.database.exists() and stamp == _stamp(old)
        if came_from_there:
            with WriterLock(old, left_behind=True):
                temporary_files.remove_half_written(old.root, 0.0)
                # The database goes last: while it is there, this is gone on with after a kill.
                others = [old.news_file, old.lock_holder, *_journals(old)]
                for path in [*others, *reversed(_all(old))]:
                    remove(path)
        elif not old.database.exists():
            came_from_there = _was_left(old, data)
            if came_from_there:
                temporary_files.remove_half_written(old.root, 0.0)
        if came_from_there:
            for path in (old.lock, old.lock_holder, old.news_file):
                path.unlink(missing_ok=True)
        left.unlink()
        if came_from_there and not any(old.root.iterdir()):
            old.root.rmdir()
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError, RecursionError, StoreError) as error:
        log.warning("the old data folder could not be removed: %s", error)


def _was_left(old: DataFolder, data: DataFolder) -> bool:
    """Tell whether a folder without a database is one from which all was moved to ``data``.

    It says so itself, or has nothing but the lock that a kill left there.
    """
    if DataFolder.at(old.root).root.resolve() == data.root.resolve():
        return True
    locks = {old.lock.name, old.lock_holder.name}
    return old.root.is_dir() and {path.name for path in old.root.iterdir()} <= locks


def _moved(
    copy: UnfinishedCopy,
    kept: LibrarySize,
    mended: RepairReport | None,
    earlier: UnfinishedCopy | None,
) -> PendingNotice:
    """Return what is told: how much is there, before that what is not told of the old folder.

    Of an ``earlier`` copy too that could not be removed.
    """
    old, new = DataFolder(copy.old), DataFolder(copy.new)
    told = PendingNotice(f"Your data is in {new.root} now: {kept.words}.")
    before = notices.pending(old)
    if before is not None:
        told = before.then(told)
    if mended is not None:
        aside = None if mended.aside is None else new.root / mended.aside.name
        told = told.then(PendingNotice(replace(mended, aside=aside).sentence, good=False))
    stays = left_by_links(_all(old))
    if stays:
        told = told.then(PendingNotice(f"{stays} All of it is copied.", good=False))
    if earlier is not None and earlier.new != copy.new:
        said = f"What an earlier move had copied to {earlier.new} may still be there."
        told = told.then(PendingNotice(said, good=False))
    return told


def _stamp(data: DataFolder) -> str:
    """Return what changes whenever a library is written in."""
    found = data.database.stat()
    return f"{found.st_size} {found.st_mtime_ns} {_in_journal(data)}"


def _refuse(old: DataFolder, new: DataFolder, origin: Path) -> None:
    if not old.root.is_dir():
        raise old.gone()
    refuse_unusable_root(new.root)
    here, there = old.root.resolve(), new.root.resolve()
    if here == there:
        raise UsageError(f"Your data is in {new.root} already.")
    if there.is_relative_to(here) or here.is_relative_to(there):
        raise UsageError(f"{new.root} and {old.root} lie in one another; choose another folder.")
    if not _can_be_pointed_at(new.root):
        raise UsageError(
            f"{str(new.root)!r} ends with a space or has signs that are no text; choose a folder"
            " with another name."
        )
    if new.root.exists() and not new.root.is_dir():
        raise UsageError(f"{new.root} is a file; name a folder.")
    others = _others(old, new)
    left = {MOVED_POINTER.name, new.lock.name, new.lock_holder.name}
    if not others or (new.root == origin and others <= left):
        return
    if COPY_MARK.name in others:
        raise UsageError(
            f"{new.root} holds what was copied of other data, and was not finished; remove it, or"
            " name an empty folder."
        )
    raise UsageError(f"{new.root} holds other things; name an empty folder, or a new one in it.")


def _others(old: DataFolder, new: DataFolder) -> set[str]:
    """Return what is in the new folder, except for a copy that was not finished."""
    if not new.root.is_dir():
        return set()
    copy = unfinished_copy.noted(old)
    if copy is not None and copy.new.resolve() == new.root.resolve():
        return copy.others()
    return {path.name for path in new.root.iterdir()}


def _can_be_pointed_at(folder: Path) -> bool:
    """Tell whether the path stands in one line of a file so that it is read as what it is."""
    said = str(folder)
    try:
        said.encode()
    except UnicodeEncodeError:
        return False
    return said == said.strip() and said.splitlines() == [said]


def _refuse_read(old: DataFolder) -> None:
    """Raise ArchiveError where a reader kept the journal from being moved into the database."""
    if _in_journal(old):
        raise ArchiveError(
            f"The library in {old.root} is being read by another command.",
            "Wait for that, or end it, and try again; your data is where it was.",
        )


def _copy(copy: UnfinishedCopy, told: PendingNotice, progress: WorkProgress) -> None:
    """Copy all and compare it; ``told`` is left there to be told."""
    old, new = DataFolder(copy.old), DataFolder(copy.new)

    def belongs(file: Path) -> bool:
        outside = not file.is_relative_to(old.sessions)
        return outside or belongs_to_session(old, file)

    copy_all(_all(old), new.root, progress, belongs)
    notices.overwrite(new, told)
    said = {"old": str(old.root), "stamp": _stamp(old), "origin": str(copy.origin)}
    write_private(new.root / MOVED_FROM.name, json.dumps(said).encode())


@contextmanager
def _undone(copy: UnfinishedCopy) -> Iterator[None]:
    """Remove the copy where this block fails before the program finds its data there."""
    try:
        yield
    except BaseException:
        if not copy.found_there:
            copy.remove()
        raise


def _point(copy: UnfinishedCopy) -> None:
    """Lead whoever looks for the data to the new folder: from here on all is there."""
    origin = copy.origin
    try:
        if origin == copy.new:
            (origin / MOVED_POINTER.name).unlink(missing_ok=True)
            sync_folder(origin)
        else:
            make_private_folder(origin)
            write_private(origin / MOVED_POINTER.name, f"{copy.new}\n".encode())
    except OSError as error:
        if not copy.found_there:
            raise ArchiveError(
                f"Where your data is cannot be written down in {origin}: {error.strerror}.",
                "Make room there and see that you may write in it; your data is where it was.",
            ) from error
        log.warning("where the data is may not outlast a power cut: %s", error)


def _names(data: DataFolder) -> list[str]:
    """Return all names that may be in a copy."""
    own = (*_all(data), data.news_file, data.root / MOVED_FROM.name, *journals(data.database))
    return [path.name for path in own]


def _all(data: DataFolder) -> list[Path]:
    """Return what is moved; a folder may hold other things of the person's."""
    others = (data.root / file.name for file in MOVED_WITH_LIBRARY)
    return [*data.library, *database_copies(data.database), *others]


def _journals(data: DataFolder) -> list[Path]:
    pattern = f"{data.database.stem}*{data.database.suffix}*"
    return [path for path in data.root.glob(pattern) if path != data.database]


def _in_journal(data: DataFolder) -> int:
    """Return how many bytes are written that are not in the database yet."""
    pending = (log_path(data.database), rollback_journal(data.database))
    return sum(path.stat().st_size for path in pending if path.exists())


@contextmanager
def _written(new: DataFolder) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"Your data cannot be moved to {new.root}: {error.strerror or error}.",
            "See that there is room and that you may write there; your data is where it was.",
        ) from error
