"""Backing up: the whole library in one file, written and verified while a window stays open."""

import hashlib
import logging
import os
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Final

from mock_interviewer.app.archive.backup_file import verify_backup
from mock_interviewer.app.archive.library_files import library_files, reading
from mock_interviewer.app.archive.manifest import (
    MANIFEST_NAME,
    BackupEntry,
    BackupManifest,
    missing_recordings,
)
from mock_interviewer.app.archive.work_progress import WorkProgress
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.output_paths import refuse_output_path
from mock_interviewer.app.data_folder.private_files import (
    PRIVATE_FILE,
    file_identity,
    make_private_file,
)
from mock_interviewer.app.data_folder.temporary_files import scratch_folder, written_beside
from mock_interviewer.app.errors import ArchiveError, DatabaseDamaged, UsageError
from mock_interviewer.app.store.database import full_text_index
from mock_interviewer.app.store.database.connection import connect_reader, harden
from mock_interviewer.app.store.database.integrity import mark_damaged
from mock_interviewer.app.store.database.row_checks import rows_are_valid
from mock_interviewer.app.store.database.rows import library_size
from mock_interviewer.app.store.database.schema import version_of
from mock_interviewer.app.store.database.sqlite_errors import translate_sqlite_errors
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.recovery import database_repair, library_replacement
from mock_interviewer.audio.files.flac import packed_path

log = logging.getLogger(__name__)

_BLOCK: Final = 1 << 20
_COMPRESSED_SUFFIXES = frozenset(
    {".sqlite3", ".html", ".toml", ".yaml", ".yml", ".json", ".md", ".csv"}
)
_LEVEL: Final = 6

_NAMED_RECORDINGS = """
SELECT t.recording FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE t.recording IS NOT NULL AND NOT t.deleting AND NOT s.deleting
"""

Clock = Callable[[], datetime]


def back_up(
    data: DataFolder,
    target: Path,
    *,
    replace: bool = False,
    progress: WorkProgress | None = None,
    clock: Clock = lambda: datetime.now(UTC),
) -> BackupManifest:
    """Write everything that a person would miss to ``target``, mode 0600, and verify it.

    That is sessions, takes that are not discarded, banks, plans, and settings, but not models and
    logs. The file gets its name only after every byte in it was compared with its hash. Recordings
    that were already missing or empty are listed in ``missing``. A database that is found damaged
    is repaired when it is next opened for writing. Raises UsageError if ``target`` cannot be
    written, or exists without ``replace``; StoreError, ArchiveError, WorkStopped. Slow: not for the
    GUI thread.
    """
    progress = progress or WorkProgress()
    _refuse_target(data, target, replace=replace)
    if library_replacement.is_ready(data):
        Library.open(data).close()
    if database_repair.is_needed(data):
        raise _damaged(data)
    try:
        with written_beside(target) as partial:
            with scratch_folder(data) as folder:
                manifest = _write(data, folder, partial, progress, clock())
            verify_backup(partial, progress)
    except DatabaseDamaged:
        mark_damaged(data.database)
        raise
    except OSError as error:
        raise ArchiveError(
            f"The backup {target} cannot be written: {error.strerror or error}.",
            "Free up space there, or choose another place.",
        ) from error
    log.info("backed up %d sessions, %d bytes", manifest.sessions, manifest.size)
    return manifest


def _damaged(data: DataFolder) -> DatabaseDamaged:
    return DatabaseDamaged(
        f"The database {data.database} is damaged or missing, so it was not backed up.",
        "Close Mock Interviewer and open it again to repair the database, then back up.",
    )


def _refuse_target(data: DataFolder, target: Path, *, replace: bool) -> None:
    if not data.root.is_dir():
        raise data.missing_error()
    refuse_output_path(target, data)
    if target.exists() and not replace:
        raise UsageError(f"The file {target} already exists; choose another name.")


def _write(
    data: DataFolder, folder: Path, partial: Path, progress: WorkProgress, made_at: datetime
) -> BackupManifest:
    """Write the archive, with the copy of the database in ``folder``."""
    library = file_identity(data.database)
    copy = folder / data.database.name
    discarded = _copy(data, copy)
    with closing(sqlite3.connect(copy)) as kept:
        harden(kept)
        files = list(library_files(data, kept, discarded))
        schema = version_of(kept)
        takes = kept.execute("SELECT count(*) FROM takes").fetchone()[0]
        counts = library_size(kept)
    progress.start(sum(_size(path) for _, path in files) + 2 * copy.stat().st_size)
    make_private_file(partial, follow=False)
    entries: dict[str, BackupEntry] = {}
    missing_files = []
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive:
        for name, path in [(data.database.name, copy), *files]:
            if not _add(archive, name, path, entries, progress):
                missing_files.append(name)
        _refuse_incomplete(data, library, missing_files)
        with closing(sqlite3.connect(copy)) as kept:
            missing = missing_recordings(kept, entries)
        manifest = BackupManifest(
            made_at,
            version("mock-interviewer"),
            schema,
            counts.sessions,
            takes,
            counts.answers,
            entries,
            missing,
        )
        archive.writestr(_info(MANIFEST_NAME), manifest.to_bytes(), zipfile.ZIP_DEFLATED, _LEVEL)
    with partial.open("rb+") as written:
        os.fsync(written.fileno())
    return manifest


def _copy(data: DataFolder, copy: Path) -> dict[str, set[str]]:
    """Copy the database without discarded takes; return their file stems by session."""
    make_private_file(copy, follow=False)
    with (
        translate_sqlite_errors(data.database),
        closing(connect_reader(data.database)) as source,
        closing(sqlite3.connect(copy, isolation_level=None)) as kept,
    ):
        source.backup(kept)
        harden(kept)
        discarded: dict[str, set[str]] = {}
        for session, place in kept.execute(
            "SELECT s.id, t.place FROM takes AS t JOIN sessions AS s ON s.number = t.session"
            " WHERE t.deleting"
        ).fetchall():
            discarded.setdefault(session, set()).add(f"{place:02}")
        for pragma in ("journal_mode = DELETE", "foreign_keys = ON", "secure_delete = ON"):
            kept.execute(f"PRAGMA {pragma}")
        full_text_index.enable_secure_delete(kept)
        kept.execute("DELETE FROM takes WHERE deleting")
        kept.execute("DELETE FROM sessions WHERE deleting")
        full_text_index.overwrite_deleted(kept)
        kept.execute("VACUUM")
        if kept.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise _damaged(data)
        if not rows_are_valid(kept):
            raise _damaged(data)
    return discarded


def _add(
    archive: zipfile.ZipFile,
    name: str,
    path: Path,
    entries: dict[str, BackupEntry],
    progress: WorkProgress,
) -> bool:
    """Add a file, under its new name if it was converted meanwhile; return False if it is gone."""
    for now in (path, packed_path(path)):
        named = name if now == path else f"{name.rpartition('/')[0]}/{now.name}"
        if named in entries:
            return True
        try:
            with reading(now):
                info = _info(named, now)
                file = now.open("rb")
        except FileNotFoundError:
            continue
        with file, archive.open(info, "w", force_zip64=True) as packed:
            entries[named] = _copy_into(file, now, packed, progress)
        return True
    return False


def _refuse_incomplete(data: DataFolder, library: object, gone: Sequence[str]) -> None:
    """Raise ArchiveError if the library was replaced, or lost files that takes still name."""
    whole = file_identity(data.database) == library
    if whole and gone:
        with closing(connect_reader(data.database)) as now:
            named = {name for (name,) in now.execute(_NAMED_RECORDINGS).fetchall()}
        whole = named.isdisjoint(gone)
    if not whole:
        raise ArchiveError(
            f"The library in {data.root} was moved or replaced while it was backed up.",
            "Back it up again.",
        )


def _copy_into(
    file: IO[bytes], path: Path, packed: IO[bytes], progress: WorkProgress
) -> BackupEntry:
    digest, size = hashlib.sha256(), 0
    while True:
        with reading(path):
            block = file.read(_BLOCK)
        if not block:
            return BackupEntry(size, digest.hexdigest())
        digest.update(block)
        size += len(block)
        packed.write(block)
        progress.advance(len(block))


def _info(name: str, path: Path | None = None) -> zipfile.ZipInfo:
    if path is None:
        info = zipfile.ZipInfo(name)
    else:
        info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    info.external_attr = (0o100000 | PRIVATE_FILE) << 16
    shrinks = path is not None and path.suffix.lower() in _COMPRESSED_SUFFIXES
    info.compress_type = zipfile.ZIP_DEFLATED if shrinks else zipfile.ZIP_STORED
    return info


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
