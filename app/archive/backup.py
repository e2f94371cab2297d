"""Makes one file of a whole library, beside a window that goes on, and checks it."""

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

from mock_interviewer.app.archive.archive import check
from mock_interviewer.app.archive.files import reading
from mock_interviewer.app.archive.gaps import gaps
from mock_interviewer.app.archive.holdings import holdings
from mock_interviewer.app.archive.manifest import NAME, Entry, Manifest
from mock_interviewer.app.archive.progress import Progress
from mock_interviewer.app.errors import ArchiveError, DatabaseDamaged, UsageError
from mock_interviewer.app.leftovers import written_beside
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.private_files import PRIVATE_FILE, make_private_file, which
from mock_interviewer.app.store import mending, replacing, word_index
from mock_interviewer.app.store.connection import connect_reader, harden
from mock_interviewer.app.store.environment import environment
from mock_interviewer.app.store.held import held
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.row_checks import rows_make_sense
from mock_interviewer.app.store.schema import version_of
from mock_interviewer.app.store.scratch import scratch
from mock_interviewer.app.store.soundness import suspect
from mock_interviewer.app.targets import refuse_place
from mock_interviewer.audio.flac import packed_path

log = logging.getLogger(__name__)

_BLOCK: Final = 1 << 20
_SHRINKS = frozenset({".sqlite3", ".html", ".toml", ".yaml", ".yml", ".json", ".md", ".csv"})
_LEVEL: Final = 6

_NAMED = """
SELECT t.recording FROM takes AS t JOIN sessions AS s ON s.number = t.session
WHERE t.recording IS NOT NULL AND NOT t.deleting AND NOT s.deleting
"""

Clock = Callable[[], datetime]


def back_up(
    data: DataFolder,
    target: Path,
    *,
    replace: bool = False,
    progress: Progress | None = None,
    clock: Clock = lambda: datetime.now(UTC),
) -> Manifest:
    """Write all that a person would miss into ``target``, mode 0600, and read it all back.

    Sessions, takes that are not discarded, banks, plans and settings: not models and logs. The file
    has its name only once every byte in it was compared with its hash. Recordings that are missing
    or empty already are named in ``missing``. A database that is found damaged is repaired when it
    is next opened to write. Raises UsageError where ``target`` cannot be written, also where it is
    there and not to be replaced; StoreError, ArchiveError, Stopped. Takes long: not for the GUI
    thread.
    """
    progress = progress or Progress()
    _refuse(data, target, replace=replace)
    if replacing.is_ready(data):
        Library.open(data).close()
    if mending.is_needed(data):
        raise _damaged(data)
    try:
        with written_beside(target) as partial:
            with scratch(data) as folder:
                manifest = _write(data, folder, partial, progress, clock())
            check(partial, progress)
    except DatabaseDamaged:
        suspect(data.database)
        raise
    except OSError as error:
        raise ArchiveError(
            f"The backup {target} cannot be written: {error.strerror or error}.",
            "Make room there, or choose another place.",
        ) from error
    log.info("backed up %d sessions, %d bytes", manifest.sessions, manifest.size)
    return manifest


def _damaged(data: DataFolder) -> DatabaseDamaged:
    return DatabaseDamaged(
        f"The database {data.database} is damaged or missing, so it was not backed up.",
        "Close Mock Interviewer and open it again to repair it, then back up.",
    )


def _refuse(data: DataFolder, target: Path, *, replace: bool) -> None:
    if not data.root.is_dir():
        raise data.gone()
    refuse_place(target, data)
    if target.exists() and not replace:
        raise UsageError(f"There is a file {target} already; choose another name.")


def _write(
    data: DataFolder, folder: Path, partial: Path, progress: Progress, made_at: datetime
) -> Manifest:
    """Write the archive; ``folder`` is for the copy of the database."""
    library = which(data.database)
    copy = folder / data.database.name
    discarded = _copy(data, copy)
    with closing(sqlite3.connect(copy)) as kept:
        harden(kept)
        files = list(holdings(data, kept, discarded))
        schema = version_of(kept)
        takes = kept.execute("SELECT count(*) FROM takes").fetchone()[0]
        counts = held(kept)
    progress.expect(sum(_size(path) for _, path in files) + 2 * copy.stat().st_size)
    make_private_file(partial, follow=False)
    entries: dict[str, Entry] = {}
    gone = []
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive:
        for name, path in [(data.database.name, copy), *files]:
            if not _add(archive, name, path, entries, progress):
                gone.append(name)
        _refuse_incomplete(data, library, gone)
        with closing(sqlite3.connect(copy)) as kept:
            missing = gaps(kept, entries)
        manifest = Manifest(
            made_at,
            version("mock-interviewer"),
            schema,
            counts.sessions,
            takes,
            counts.answers,
            entries,
            missing,
        )
        archive.writestr(_info(NAME), manifest.to_bytes(), zipfile.ZIP_DEFLATED, _LEVEL)
    with partial.open("rb+") as written:
        os.fsync(written.fileno())
    return manifest


def _copy(data: DataFolder, copy: Path) -> dict[str, set[str]]:
    """Copy the database without what was discarded; return that: by session, how files begin."""
    make_private_file(copy, follow=False)
    with (
        environment(data.database),
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
        word_index.forget_at_once(kept)
        kept.execute("DELETE FROM takes WHERE deleting")
        kept.execute("DELETE FROM sessions WHERE deleting")
        word_index.forget(kept)
        kept.execute("VACUUM")
        if kept.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise _damaged(data)
        if not rows_make_sense(kept):
            raise _damaged(data)
    return discarded


def _add(
    archive: zipfile.ZipFile,
    name: str,
    path: Path,
    entries: dict[str, Entry],
    progress: Progress,
) -> bool:
    """Add a file as it is now, under its new name if it was packed; False where it is gone."""
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
            entries[named] = _pour(file, now, packed, progress)
        return True
    return False


def _refuse_incomplete(data: DataFolder, library: object, gone: Sequence[str]) -> None:
    """Raise ArchiveError where the library was exchanged, or files went that takes still name."""
    whole = which(data.database) == library
    if whole and gone:
        with closing(connect_reader(data.database)) as now:
            named = {name for (name,) in now.execute(_NAMED).fetchall()}
        whole = named.isdisjoint(gone)
    if not whole:
        raise ArchiveError(
            f"The library in {data.root} was moved or exchanged while it was backed up.",
            "Back it up again.",
        )


def _pour(file: IO[bytes], path: Path, packed: IO[bytes], progress: Progress) -> Entry:
    digest, size = hashlib.sha256(), 0
    while True:
        with reading(path):
            block = file.read(_BLOCK)
        if not block:
            return Entry(size, digest.hexdigest())
        digest.update(block)
        size += len(block)
        packed.write(block)
        progress.add(len(block))


def _info(name: str, path: Path | None = None) -> zipfile.ZipInfo:
    if path is None:
        info = zipfile.ZipInfo(name)
    else:
        info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    info.external_attr = (0o100000 | PRIVATE_FILE) << 16
    shrinks = path is not None and path.suffix.lower() in _SHRINKS
    info.compress_type = zipfile.ZIP_DEFLATED if shrinks else zipfile.ZIP_STORED
    return info


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
