"""Restoring: a verified backup takes the place of the library, which stays untouched until then."""

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
from mock_interviewer.app.data_folder import notices
from mock_interviewer.app.data_folder.files import DATABASE
from mock_interviewer.app.data_folder.notices import PendingNotice
from mock_interviewer.app.data_folder.paths import DataFolder
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

_SPARE = 64 << 20
"""Bytes that stay free on the disk."""


def read_manifest(path: Path) -> BackupManifest:
    """Return what a backup says of itself; raises ArchiveError. Reads little of it."""
    with BackupFile(path) as archive:
        return archive.manifest


class RestoreOutcome(StrEnum):
    """What has come of a restoring, also of one that was interrupted; as a person is told."""

    AS_IT_WAS = "Your library is as it was."
    WAITS = "The backup is checked, and in its place at the next start."
    ANOTHER_WAITS = (
        "This backup is not restored. The one that was restored before is in its place at the next"
        " start."
    )
    IN_PLACE = "The backup is restored."


class RestoreOperation:
    """One backup on its way into the place of the library in ``data``."""

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
        self.left = ""
        """What is told of what it does not replace; empty for nothing."""

    def run(self) -> BackupManifest:
        """Put it in place; nobody may have the library open.

        Raises StoreInUse where somebody has, ArchiveError, StoreError, Stopped; then the library is
        as it was. Killed at any moment, the old or the new library is there, whole, at the next
        start. Whoever calls this tells what became of it.
        """
        data = self._data
        data.prepare()
        with WriterLock(data):
            _open_what_is_ready(data)
            before = notices.pending(data)
            self.left = left_by_links(data.library)
            manifest = prepare_restore(
                data,
                self._path,
                self._progress,
                agree=self._know,
                with_settings=self._with_settings,
            )
            try:
                _open_what_is_ready(data)
            finally:
                # A second Ctrl+C must not leave it to be told again.
                self._tell_no_more(before)
        return manifest

    def outcome(self) -> RestoreOutcome:
        """Return what it has come to, also where ``run`` was interrupted; looks at the disk.

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

    def _know(self) -> None:
        """Keep by what its database is known, before it may go into its place."""
        self._database = file_identity(
            library_replacement.incoming_folder(self._data) / DATABASE.name
        )

    def _tell_no_more(self, before: PendingNotice | None) -> None:
        if self.outcome() is RestoreOutcome.WAITS:
            return
        if before is None:
            notices.take(self._data)
            return
        try:
            notices.overwrite(self._data, before)
        except OSError as error:
            log.warning("that a backup is restored is told once more: %s", error)


def restore(data: DataFolder, path: Path, progress: WorkProgress | None = None) -> BackupManifest:
    """Do what ``Restoring.run`` does."""
    return RestoreOperation(data, path, progress).run()


def prepare_restore(
    data: DataFolder,
    path: Path,
    progress: WorkProgress | None = None,
    *,
    agree: Callable[[], object] = lambda: None,
    with_settings: bool = False,
) -> BackupManifest:
    """Unpack and prove a backup, so that the next start puts it in place of the library.

    Whoever calls this has the lock: a command, or a window that is closed after it. ``agree`` is
    called once all is proven, and may raise to leave the library as it is. Settings of the backup
    that delete, send or name a server are off until the person agrees to them in the window, unless
    the person has asked for them ``with_settings``. Raises as ``Restoring.run``.
    """
    progress = progress or WorkProgress()
    with BackupFile(path) as archive, _refused(data):
        manifest = archive.manifest
        _refuse_to_lose(data, path)
        _refuse_disks(data)
        _refuse_without_room(data, manifest)
        progress.expect(manifest.size)
        folder = library_replacement.begin(data)
        try:
            archive.read(lambda name: _made(folder, name), progress)
            manifest = verify_database(path, folder / DATABASE.name, manifest)
            with closing(sqlite3.connect(folder / DATABASE.name)) as kept, kept:
                harden(kept)
                recordings.name_packed_recordings(kept, DataFolder(folder))
            if not with_settings:
                SettingsFile(DataFolder(folder).settings_file).hold_back()
            _reach_the_disk(folder)
            agree()
            library_replacement.mark_ready(data, _restored(data, manifest))
        except BaseException:
            library_replacement.abandon(data)
            raise
    log.info("a backup of %d sessions is ready to be put in place", manifest.sessions)
    return manifest


def _restored(data: DataFolder, manifest: BackupManifest) -> str:
    """Return what a person is told once a backup is in its place."""
    local = manifest.made_at.astimezone()
    restored = (
        f"Your backup of {long_date(local)}, {local.hour}:{local:%M}, is restored:"
        f" {manifest.held.words}."
    )
    missing = f"{manifest.gaps}." if manifest.missing else ""
    return " ".join(part for part in (restored, missing, left_by_links(data.library)) if part)


def _open_what_is_ready(data: DataFolder) -> None:
    if library_replacement.is_ready(data):
        with library_replacement.put_in_place(data):
            connect_writer(data.database).close()


def _refuse_to_lose(data: DataFolder, path: Path) -> None:
    """Raise ArchiveError for a backup that would go with what it replaces."""
    if any(path.resolve().is_relative_to(each.resolve()) for each in (data.sessions, data.banks)):
        raise ArchiveError(
            f"{path} lies in what it replaces, and would be removed with that.",
            "Copy it to another place, and restore it from there.",
        )


def _refuse_disks(data: DataFolder) -> None:
    """Raise ArchiveError where a part of the library is a disk of its own, which has its place."""
    for part in data.library:
        if part.is_dir() and os.path.ismount(part):
            raise ArchiveError(
                f"{part} is a disk of its own, in whose place nothing can be put.",
                "Restore into another folder with --data-dir.",
            )


def _refuse_without_room(data: DataFolder, manifest: BackupManifest) -> None:
    free = shutil.disk_usage(data.root).free
    if manifest.size + _SPARE > free:
        raise ArchiveError(
            f"Restoring takes {manifest.size / 1e6:.0f} MB in {data.root}, and"
            f" {free / 1e6:.0f} MB are free.",
            "Make room, or choose another folder with --data-dir.",
        )


def _made(folder: Path, name: str) -> IO[bytes]:
    target = folder.joinpath(*PurePosixPath(name).parts)
    make_private_folder(target.parent)
    return os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb")


def _reach_the_disk(folder: Path) -> None:
    """Let all of a folder survive a power cut."""
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
            "Make room or make it writable; your library is as it was.",
        ) from error
