"""Reading a backup file, which may have been made by somebody else."""

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, Final, Self

from mock_interviewer.app.archive.manifest import (
    MANIFEST_NAME,
    MAX_BYTES,
    BackupManifest,
    NewerBackupManifest,
    NotABackupManifest,
    parse_manifest,
)
from mock_interviewer.app.archive.work_progress import WorkProgress
from mock_interviewer.app.data_folder.data_folder import is_session_id
from mock_interviewer.app.data_folder.kept_files import DATABASE, LIBRARY_FILES, SESSIONS
from mock_interviewer.app.errors import ArchiveError
from mock_interviewer.app.store.database.schema import migrations
from mock_interviewer.questions.errors import quoted
from mock_interviewer.questions.zip_entries import UnsafeZipEntry, safe_entry_path

MAX_FILES: Final = 1_000_000
_FILES = frozenset({MANIFEST_NAME, *(file.name for file in LIBRARY_FILES if not file.is_folder)})
_RATIO: Final = 200
"""A file that is compressed more than this is refused; our texts shrink to a fifth."""
_SMALL: Final = 1 << 20
_LARGEST: Final = {
    file.name: file.backup_limit for file in LIBRARY_FILES if file.backup_limit is not None
}
_LONGEST_NAME: Final = 255
_LONGEST_PATH: Final = 1000
_LEAST_PARTS: Final = {
    **{file.name: 2 for file in LIBRARY_FILES if file.is_folder},
    SESSIONS.name: 3,
}
"""Parts of the path of a file in each folder; each session has a folder of its own."""
_BLOCK: Final = 1 << 20
_ANOTHER = "Choose a complete backup that was made by Mock Interviewer."


class BackupFile:
    """An open backup whose list of contents is valid; nothing of it is unpacked yet.

    A context manager. Raises ArchiveError if the file is not a backup that this version can read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _readable(path):
            # Opening a pipe would wait until somebody writes to it.
            if not stat.S_ISREG(path.stat().st_mode):
                raise ValueError
            self._file = zipfile.ZipFile(path)
        try:
            self._entries = _entries(path, self._file)
            self.manifest = self._read_manifest()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, write: Callable[[str], IO[bytes]] | None, progress: WorkProgress) -> None:
        """Compare every file with its hash, and write it to the file that ``write`` opens.

        ``write`` is called with the name of each file; None writes nothing. Raises ArchiveError at
        the first file that differs, OSError from writing, WorkStopped.
        """
        for name in self.manifest.files:
            with nullcontext(None) if write is None else write(name) as target:
                self._read(name, target, progress)

    def _read(self, name: str, target: IO[bytes] | None, progress: WorkProgress) -> None:
        entry = self.manifest.files[name]
        digest, size = hashlib.sha256(), 0
        for block in self._blocks(name):
            size += len(block)
            if size > entry.size:
                break
            digest.update(block)
            if target is not None:
                target.write(block)
            progress.advance(len(block))
        if size != entry.size or digest.hexdigest() != entry.sha256:
            raise _refusal(self.path, f"is damaged at {quoted(name)}")

    def _blocks(self, name: str) -> Iterator[bytes]:
        damaged = f"is damaged at {quoted(name)}"
        with _readable(self.path, damaged):
            packed = self._file.open(self._entries[name])
        with packed:
            while True:
                with _readable(self.path, damaged):
                    block = packed.read(_BLOCK)
                if not block:
                    return
                yield block

    def _read_manifest(self) -> BackupManifest:
        """Return the manifest, after comparing it with the contents of the file."""
        path, entries = self.path, self._entries
        if MANIFEST_NAME not in entries or entries[MANIFEST_NAME].file_size > MAX_BYTES:
            raise _refusal(path, "is not a backup of Mock Interviewer")
        try:
            manifest = parse_manifest(
                b"".join(islice(self._blocks(MANIFEST_NAME), MAX_BYTES // _BLOCK + 1))
            )
        except NotABackupManifest as error:
            raise _refusal(path, "is not a backup of Mock Interviewer") from error
        except NewerBackupManifest as error:
            raise _newer(path) from error
        if manifest.schema > migrations()[-1].number:
            raise _newer(path)
        if (
            set(manifest.files) != set(entries) - {MANIFEST_NAME}
            or DATABASE.name not in manifest.files
        ):
            raise _refusal(path, "does not contain the files that it lists")
        for name, entry in manifest.files.items():
            if entries[name].file_size != entry.size:
                raise _refusal(path, f"is damaged at {quoted(name)}")
        return manifest


def verify_backup(path: Path, progress: WorkProgress) -> BackupManifest:
    """Read all of a backup and return its manifest. Raises ArchiveError, WorkStopped."""
    with BackupFile(path) as archive:
        archive.read(None, progress)
        return archive.manifest


def _entries(path: Path, file: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the entries of an archive by name. Raises ArchiveError for those of no backup."""
    entries = file.infolist()
    if len(entries) > MAX_FILES:
        raise _refusal(path, f"contains {len(entries)} files, more than a backup has")
    seen: set[str] = set()
    for entry in entries:
        try:
            inner = safe_entry_path(entry, seen)
        except UnsafeZipEntry as error:
            raise ArchiveError(f"{path} was not restored: {error.what}.", _ANOTHER) from error
        _refuse_foreign(path, entry, inner)
        _refuse_bomb(path, entry)
    if sum(entry.compress_size for entry in entries) > path.stat().st_size:
        raise _refusal(path, "claims to contain more than it can")
    return {entry.filename: entry for entry in entries}


def _refuse_foreign(path: Path, entry: zipfile.ZipInfo, inner: PurePosixPath) -> None:
    name = entry.filename
    if str(inner) != name or not (name in _FILES or _is_in_a_folder(inner)):
        raise _refusal(path, f"contains {quoted(name)}, which is not part of a backup")
    if entry.file_size > _LARGEST.get(name, entry.file_size):
        raise _refusal(path, f"contains {quoted(name)}, which is too large for a backup")


def _is_in_a_folder(inner: PurePosixPath) -> bool:
    """Return whether a library can have a file there, under a name that all systems allow."""
    first, *rest = inner.parts
    least = _LEAST_PARTS.get(first, len(inner.parts) + 1)
    return (
        len(inner.parts) >= least
        and _bytes(str(inner)) <= _LONGEST_PATH
        and all(_bytes(part) <= _LONGEST_NAME for part in rest)
        # A name with a leading dot is that of a mark or of a half-written file.
        and not any(part.startswith(".") for part in rest)
        and (first != SESSIONS.name or is_session_id(rest[0]))
    )


def _bytes(name: str) -> int:
    return len(name.encode(errors="surrogatepass"))


def _refuse_bomb(path: Path, entry: zipfile.ZipInfo) -> None:
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise _refusal(path, "is compressed in a way that no backup is")
    if entry.file_size > max(_SMALL, _RATIO * entry.compress_size):
        raise _refusal(
            path, f"contains {quoted(entry.filename)}, which would be far too large when unpacked"
        )


def _newer(path: Path) -> ArchiveError:
    return ArchiveError(
        f"{path} was made by a newer version of Mock Interviewer.",
        "Install the newest version, then restore the backup.",
    )


def _refusal(path: Path, what: str) -> ArchiveError:
    return ArchiveError(f"{path} {what}.", _ANOTHER)


@contextmanager
def _readable(path: Path, fault: str = "isn't a complete backup") -> Iterator[None]:
    """Raise an ArchiveError that ``path`` has this fault, or cannot be read at all."""
    try:
        yield
    except FileNotFoundError as error:
        raise ArchiveError(f"There is no file {path}.", "Choose a file that exists.") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ArchiveError(
            f"{path} cannot be read: {reason}.",
            "Check its disk and that you have permission to read it.",
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise _refusal(path, fault) from error
