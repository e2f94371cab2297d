"""Moving the data folder to another place."""

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
from mock_interviewer.app.data_folder import pending_notices, temporary_files, unfinished_copy
from mock_interviewer.app.data_folder.data_folder import (
    DataFolder,
    chosen_root,
    refuse_unusable_root,
)
from mock_interviewer.app.data_folder.database_files import (
    database_copies,
    journals,
    log_path,
    rollback_journal,
)
from mock_interviewer.app.data_folder.kept_files import (
    COPY_MARK,
    MOVED_FROM,
    MOVED_POINTER,
    MOVED_WITH_LIBRARY,
)
from mock_interviewer.app.data_folder.pending_notices import PendingNotice
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
"""Bytes that the note in the new folder may have."""


def move_data_folder(
    chosen: Path | None, target: Path, progress: WorkProgress | None = None
) -> DataFolder:
    """Move the data folder ``chosen``, None for the usual one, to ``target``; return the new one.

    Every file is copied and compared before the program looks for it there, and only then removed
    here. From then on, the old path leads to ``target``. An unfinished copy of an earlier call is
    removed first, wherever it is. Raises UsageError if ``target`` holds other things, StoreInUse if
    the library is open elsewhere, ArchiveError, StoreError, WorkStopped; the data is then where it
    was. Leaves a notice in the new folder. Slow: not for the GUI thread.
    """
    progress = progress or WorkProgress()
    origin, old = chosen_root(chosen), DataFolder.at(chosen)
    new = DataFolder(target.expanduser().absolute())
    _refuse_target(old, new, origin)
    old.prepare()
    finish_move(old)
    with WriterLock(old), _refused(new):
        earlier = unfinished_copy.noted(old)
        if earlier is not None:
            earlier.remove()
            earlier = unfinished_copy.noted(old)
        # The folder may have been used since the first check.
        _refuse_target(old, new, origin)
        restored = library_replacement.is_ready(old)
        with library_replacement.put_in_place(old):
            opened = database_repair.connect(old, math.inf, repairs=not restored)
            with translate_sqlite_errors(old.database):
                kept = library_size(opened.connection)
            # Closing it moves the contents of its journal into the database.
            opened.connection.close()
        _refuse_while_read(old)
        temporary_files.remove_scratch(old)
        refuse_without_room(_all(old), new.root)
        if new.root == origin:
            # Left by a program that looked for the data there after it was moved.
            for path in (new.lock, new.lock_holder):
                path.unlink(missing_ok=True)
        copy = unfinished_copy.planned(old, new, origin, _names(old))
        with _removed_on_error(copy):
            copy.begin()
            _copy(copy, _notice(copy, kept, opened.repair_report, earlier), progress)
            switch_to_copy(copy)
    log.info("the data folder was moved")
    finish_move(new)
    return new


def refuse_destination(old: DataFolder, target: Path) -> None:
    """Raise what ``move_data_folder`` raises for a ``target`` that cannot be used.

    Slow with many files: not for the GUI thread.
    """
    new = DataFolder(target.expanduser().absolute())
    with _refused(new):
        # Whether ``target`` is the origin of an earlier move is checked when the data is moved.
        _refuse_target(old, new, new.root)
        refuse_without_room(_all(old), new.root)


def finish_move(data: DataFolder) -> None:
    """Remove from the old folder what was moved here, or continue after a kill.

    Nothing is removed unless the program finds its data here, and nothing of a library that was
    used again since then. What cannot be removed is logged, and retried at the next call.
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
        came_from_there = old.database.exists() and stamp == library_stamp(old)
        if came_from_there:
            with WriterLock(old, left_behind=True):
                temporary_files.remove_half_written(old.root, 0.0)
                # The database goes last: while it exists, the removal is continued after a kill.
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
    """Return whether a folder without a database is one that was moved to ``data``.

    It has a pointer that says so, or nothing but the lock that a kill left there.
    """
    if DataFolder.at(old.root).root.resolve() == data.root.resolve():
        return True
    locks = {old.lock.name, old.lock_holder.name}
    return old.root.is_dir() and {path.name for path in old.root.iterdir()} <= locks


def _notice(
    copy: UnfinishedCopy,
    kept: LibrarySize,
    report: RepairReport | None,
    earlier: UnfinishedCopy | None,
) -> PendingNotice:
    """Return the notice to leave: those pending in the old folder, then how much was moved.

    It also mentions an ``earlier`` copy that could not be removed.
    """
    old, new = DataFolder(copy.old), DataFolder(copy.new)
    notice = PendingNotice(f"Your data is now in {new.root}: {kept.words}.")
    before = pending_notices.pending(old)
    if before is not None:
        notice = before.followed_by(notice)
    if report is not None:
        aside = None if report.set_aside is None else new.root / report.set_aside.name
        notice = notice.followed_by(
            PendingNotice(replace(report, set_aside=aside).sentence, succeeded=False)
        )
    stays = left_by_links(_all(old))
    if stays:
        notice = notice.followed_by(
            PendingNotice(f"{stays} All of it was copied.", succeeded=False)
        )
    if earlier is not None and earlier.new != copy.new:
        said = f"The partial copy of an earlier move may still be in {earlier.new}."
        notice = notice.followed_by(PendingNotice(said, succeeded=False))
    return notice


def library_stamp(data: DataFolder) -> str:
    """Return a text that changes whenever a library is written to."""
    found = data.database.stat()
    return f"{found.st_size} {found.st_mtime_ns} {_in_journal(data)}"


def _refuse_target(old: DataFolder, new: DataFolder, origin: Path) -> None:
    if not old.root.is_dir():
        raise old.missing_error()
    refuse_unusable_root(new.root)
    here, there = old.root.resolve(), new.root.resolve()
    if here == there:
        raise UsageError(f"Your data is already in {new.root}.")
    if there.is_relative_to(here) or here.is_relative_to(there):
        raise UsageError(
            f"One of {new.root} and {old.root} is inside the other; choose another folder."
        )
    if not _fits_in_one_line(new.root):
        raise UsageError(
            f"{str(new.root)!r} ends with a space or has characters that are not text; choose"
            " a folder with another name."
        )
    if new.root.exists() and not new.root.is_dir():
        raise UsageError(f"{new.root} is a file; choose a folder.")
    others = _other_names(old, new)
    left = {MOVED_POINTER.name, new.lock.name, new.lock_holder.name}
    if not others or (new.root == origin and others <= left):
        return
    if COPY_MARK.name in others:
        raise UsageError(
            f"{new.root} holds an unfinished copy of other data; remove it, or choose an empty"
            " folder."
        )
    raise UsageError(f"{new.root} holds other things; choose an empty folder, or a new one in it.")


def _other_names(old: DataFolder, new: DataFolder) -> set[str]:
    """Return the names in the new folder that are not part of an unfinished copy."""
    if not new.root.is_dir():
        return set()
    copy = unfinished_copy.noted(old)
    if copy is not None and copy.new.resolve() == new.root.resolve():
        return copy.other_names()
    return {path.name for path in new.root.iterdir()}


def _fits_in_one_line(folder: Path) -> bool:
    """Return whether a path can be written in one line of text and read back unchanged."""
    said = str(folder)
    try:
        said.encode()
    except UnicodeEncodeError:
        return False
    return said == said.strip() and said.splitlines() == [said]


def _refuse_while_read(old: DataFolder) -> None:
    """Raise ArchiveError if a reader kept the journal from being moved into the database."""
    if _in_journal(old):
        raise ArchiveError(
            f"The library in {old.root} is being read by another command.",
            "Wait until it ends, or end it, then try again. Your data is where it was.",
        )


def _copy(copy: UnfinishedCopy, notice: PendingNotice, progress: WorkProgress) -> None:
    """Copy everything, compare it, and leave ``notice`` in the new folder."""
    old, new = DataFolder(copy.old), DataFolder(copy.new)

    def belongs(file: Path) -> bool:
        outside = not file.is_relative_to(old.sessions)
        return outside or belongs_to_session(old, file)

    copy_all(_all(old), new.root, progress, belongs)
    pending_notices.overwrite(new, notice)
    said = {"old": str(old.root), "stamp": library_stamp(old), "origin": str(copy.origin)}
    write_private(new.root / MOVED_FROM.name, json.dumps(said).encode())


@contextmanager
def _removed_on_error(copy: UnfinishedCopy) -> Iterator[None]:
    """Remove the copy if this block fails before the program finds its data there."""
    try:
        yield
    except BaseException:
        if not copy.is_in_use:
            copy.remove()
        raise


def switch_to_copy(copy: UnfinishedCopy) -> None:
    """Make the old path lead to the new folder: from here on, the data is there."""
    origin = copy.origin
    try:
        if origin == copy.new:
            (origin / MOVED_POINTER.name).unlink(missing_ok=True)
            sync_folder(origin)
        else:
            make_private_folder(origin)
            write_private(origin / MOVED_POINTER.name, f"{copy.new}\n".encode())
    except OSError as error:
        if not copy.is_in_use:
            raise ArchiveError(
                f"The new place of your data cannot be saved in {origin}: {error.strerror}.",
                "Free up space there and check that you can write to it. Your data is where it"
                " was.",
            ) from error
        log.warning("the pointer to the data may not survive a power cut: %s", error)


def _names(data: DataFolder) -> list[str]:
    """Return all names that a copy may have."""
    own = (*_all(data), data.news_file, data.root / MOVED_FROM.name, *journals(data.database))
    return [path.name for path in own]


def _all(data: DataFolder) -> list[Path]:
    """Return what is moved; the folder may hold other things of the person."""
    others = (data.root / file.name for file in MOVED_WITH_LIBRARY)
    return [*data.library, *database_copies(data.database), *others]


def _journals(data: DataFolder) -> list[Path]:
    pattern = f"{data.database.stem}*{data.database.suffix}*"
    return [path for path in data.root.glob(pattern) if path != data.database]


def _in_journal(data: DataFolder) -> int:
    """Return the bytes in the journals that are not in the database yet."""
    pending = (log_path(data.database), rollback_journal(data.database))
    return sum(path.stat().st_size for path in pending if path.exists())


@contextmanager
def _refused(new: DataFolder) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"Your data cannot be moved to {new.root}: {error.strerror or error}.",
            "Check that there is enough space and that you can write there. Your data is where it"
            " was.",
        ) from error
