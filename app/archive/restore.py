"""Restoring: a verified backup replaces the library, which stays untouched until then."""

import logging
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import IO

from mock_interviewer.app.archive.backup_file import BackupFile
from mock_interviewer.app.archive.database_verification import verify_database
from mock_interviewer.app.archive.library_files import left_by_links
from mock_interviewer.app.archive.manifest import BackupManifest
from mock_interviewer.app.archive.work_progress import WorkProgress
from mock_interviewer.app.data_folder import pending_notices
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.disk_use import SPARE_BYTES
from mock_interviewer.app.data_folder.kept_files import DATABASE
from mock_interviewer.app.data_folder.pending_notices import PendingNotice
from mock_interviewer.app.data_folder.private_files import (
    PRIVATE_FILE,
    file_identity,
    make_private_folder,
)
from mock_interviewer.app.data_folder.writer_lock import WriterLock
from mock_interviewer.app.errors import ArchiveError
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.store.database.connection import connect_writer, harden
from mock_interviewer.app.store.recovery import library_replacement
from mock_interviewer.app.store.takes import recordings
from mock_interviewer.app.text.formatting import long_date
from mock_interviewer.audio.files.folder_sync import sync_folder

log = logging.getLogger(__name__)


def read_manifest(path: Path) -> BackupManifest:
    """Return the manifest of a backup, reading little of it. Raises ArchiveError."""
    with BackupFile(path) as archive:
        return archive.manifest


class RestoreOutcome(StrEnum):
    """The outcome of a restore, also of an interrupted one, as the sentence to show."""

    AS_IT_WAS = "Your library was not changed."
    WAITS = "The backup is verified, and replaces your library at the next start."
    ANOTHER_WAITS = (
        "This backup was not restored. The one that was restored before replaces your library at"
        " the next start."
    )
    IN_PLACE = "The backup is restored."


class RestoreOperation:
    """The restore of one backup, which replaces the library in ``data``."""

    def __init__(
        self,
        data: DataFolder,
        path: Path,
        progress: WorkProgress | None = None,
        *,
        with_settings: bool = False,
    ) -> None:
        self._data = data
        self._path = path
        self._progress = progress
        self._with_settings = with_settings
        self._database: tuple[int, int] | None = None
        self.left_behind = ""
        """Sentences about links whose targets it does not replace; "" if there are none."""

    def run(self) -> BackupManifest:
        """Replace the library, which nobody may have open.

        Raises StoreInUse if somebody has, ArchiveError, StoreError, WorkStopped; the library is
        then unchanged. After a kill at any moment, the next start finds the old or the new library,
        complete. The caller reports the outcome, so no notice of it is left.
        """
        data = self._data
        data.prepare()
        with WriterLock(data):
            _open_what_is_ready(data)
            before = pending_notices.pending(data)
            self.left_behind = left_by_links(data.library)
            manifest = prepare_restore(
                data,
                self._path,
                self._progress,
                confirm=self._remember_database,
                with_settings=self._with_settings,
            )
            try:
                _open_what_is_ready(data)
            finally:
                # After a second Ctrl+C, the notice must not be shown again.
                self._drop_notice(before)
        return manifest

    def outcome(self) -> RestoreOutcome:
        """Return the outcome, also if ``run`` was interrupted; reads the disk.

        Raises StoreError.
        """
        waits = library_replacement.is_pending(self._data)
        if waits and self._database is None:
            return RestoreOutcome.ANOTHER_WAITS
        if waits:
            return RestoreOutcome.WAITS
        there = file_identity(self._data.database)
        in_place = there is not None and there == self._database
        return RestoreOutcome.IN_PLACE if in_place else RestoreOutcome.AS_IT_WAS

    def _remember_database(self) -> None:
        """Remember the identity of the new database before it is moved into place."""
        self._database = file_identity(
            library_replacement.incoming_folder(self._data) / DATABASE.name
        )

    def _drop_notice(self, before: PendingNotice | None) -> None:
        if self.outcome() is RestoreOutcome.WAITS:
            return
        if before is None:
            pending_notices.take(self._data)
            return
        try:
            pending_notices.overwrite(self._data, before)
        except OSError as error:
            log.warning("the notice of a restored backup is shown again: %s", error)


def restore(data: DataFolder, path: Path, progress: WorkProgress | None = None) -> BackupManifest:
    """Replace the library by a backup, as ``RestoreOperation.run`` does."""
    return RestoreOperation(data, path, progress).run()


def prepare_restore(
    data: DataFolder,
    path: Path,
    progress: WorkProgress | None = None,
    *,
    confirm: Callable[[], object] = lambda: None,
    with_settings: bool = False,
) -> BackupManifest:
    """Unpack and verify a backup, so that the next start replaces the library by it.

    The caller holds the lock: a command, or a window that is about to close. ``confirm`` is called
    once everything is verified, and may raise to leave the library unchanged. Settings in the
    backup that delete or send something, or name a server, are off until the person agrees to them
    in the window, unless the person asked for them ``with_settings``. Raises what
    ``RestoreOperation.run`` raises.
    """
    progress = progress or WorkProgress()
    with BackupFile(path) as archive, _refused(data):
        manifest = archive.manifest
        _refuse_to_lose(data, path)
        _refuse_disks(data)
        refuse_without_room(data, manifest)
        progress.start(manifest.size)
        folder = library_replacement.begin(data)
        try:
            archive.read(lambda name: _create_file(folder, name), progress)
            manifest = verify_database(path, folder / DATABASE.name, manifest)
            with closing(sqlite3.connect(folder / DATABASE.name)) as kept, kept:
                harden(kept)
                recordings.name_packed_recordings(kept, DataFolder(folder))
            if not with_settings:
                SettingsFile(DataFolder(folder).settings_file).hold_back()
            _flush_to_disk(folder)
            confirm()
            library_replacement.mark_ready(data, _restored_sentence(data, manifest))
        except BaseException:
            library_replacement.abandon(data)
            raise
    log.info("a backup of %d sessions is ready to replace the library", manifest.sessions)
    return manifest


def _restored_sentence(data: DataFolder, manifest: BackupManifest) -> str:
    """Return the sentences to show once a backup has replaced the library."""
    local = manifest.made_at.astimezone()
    restored = (
        f"Your backup of {long_date(local)}, {local.hour}:{local:%M}, was restored:"
        f" {manifest.library_size.words}."
    )
    missing = f"{manifest.missing_clause}." if manifest.missing else ""
    return " ".join(part for part in (restored, missing, left_by_links(data.library)) if part)


def _open_what_is_ready(data: DataFolder) -> None:
    if library_replacement.is_ready(data):
        with library_replacement.put_in_place(data):
            connect_writer(data.database).close()


def _refuse_to_lose(data: DataFolder, path: Path) -> None:
    """Raise ArchiveError for a backup inside what it replaces, with which it would be removed."""
    if any(path.resolve().is_relative_to(each.resolve()) for each in (data.sessions, data.banks)):
        raise ArchiveError(
            f"{path} is inside the library that it replaces, and would be removed with it.",
            "Copy it to another place, then restore it from there.",
        )


def _refuse_disks(data: DataFolder) -> None:
    """Raise ArchiveError if a part of the library is a mounted disk, which cannot be moved."""
    for part in data.library:
        if part.is_dir() and os.path.ismount(part):
            raise ArchiveError(
                f"{part} is a separate disk, so it cannot be replaced.",
                "Restore into another folder with --data-dir.",
            )


def refuse_without_room(data: DataFolder, manifest: BackupManifest) -> None:
    """Raise ArchiveError if the unpacked backup would not fit on the disk; OSError."""
    free = shutil.disk_usage(data.root).free
    if manifest.size + SPARE_BYTES > free:
        raise ArchiveError(
            f"Restoring needs {manifest.size / 1e6:.0f} MB in {data.root}, and"
            f" {free / 1e6:.0f} MB are free.",
            "Free up space, or choose another folder with --data-dir.",
        )


def _create_file(folder: Path, name: str) -> IO[bytes]:
    target = folder.joinpath(*PurePosixPath(name).parts)
    make_private_folder(target.parent)
    return os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb")


def _flush_to_disk(folder: Path) -> None:
    """Write a whole folder to disk, so that it survives a power cut."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    sync_folder(folder)


@contextmanager
def _refused(data: DataFolder) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"The backup cannot be unpacked in {data.root}: {error.strerror or error}.",
            "Free up space or make it writable. Your library was not changed.",
        ) from error
