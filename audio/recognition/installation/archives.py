"""The files of a model in a folder or an archive of a person's choice, which may hold anything.

Nothing is written before every name in an archive is checked, and nothing outside the target.
"""

import gzip
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from mock_interviewer.audio.recognition.installation.model_check import InvalidModel
from mock_interviewer.audio.recognition.models.manifest import (
    KNOWN_FILES,
    MANIFEST,
    largest_size,
    missing_file,
)

MOST_ENTRIES = 2_000
MOST_BYTES = 16_000_000_000
"""Of all entries of an archive together, including those that are skipped."""
ALWAYS_FINE = 64_000_000
MOST_TIMES = 50
"""Contents beyond ALWAYS_FINE and this many times the archive's size are an attack on the disk."""
_MOST_AT_ONCE = 64 * 1024 * 1024
_BLOCK = 1024 * 1024
_ENCRYPTED = 0x1

DAMAGE = (
    EOFError,
    NotImplementedError,
    ValueError,
    gzip.BadGzipFile,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)
"""Exceptions of Python's archive modules for an archive that is truncated or damaged."""


class ModelSource:
    """The files of one model, in a folder or an archive.

    ``sizes``: bytes of each by its name without a folder, in the best order for reading; only the
    files that recognition reads, and a manifest of this program where there is one.
    """

    sizes: dict[str, int]

    def open(self, name: str) -> IO[bytes]:
        """Open one of them; the caller closes it."""
        raise NotImplementedError

    def checksum(self, name: str) -> str | None:
        """Return the known checksum of a file, for ``model_check.matches``; None without one."""
        del name
        return None


@dataclass
class _ArchiveEntries:
    """Entries of an archive of ``packed`` bytes, by their folder."""

    packed: int
    folders: dict[PurePosixPath, dict[str, int]] = field(default_factory=dict)
    entries: int = 0
    size: int = 0

    def add(self, name: str, size: int) -> None:
        """Count a regular file; raises InvalidModel."""
        inner = self.safe(name)
        self.size += size
        if self.size > min(MOST_BYTES, max(ALWAYS_FINE, MOST_TIMES * self.packed)):
            raise InvalidModel("unpacked, it would be far larger than a speech model can be")
        if inner.name not in KNOWN_FILES and inner.name != MANIFEST:
            return
        if size > largest_size(inner.name):
            raise InvalidModel(f"its {inner.name} would be larger than that of any speech model")
        files = self.folders.setdefault(inner.parent, {})
        if inner.name in files:
            raise InvalidModel(f"it holds {name!r} twice")
        files[inner.name] = size

    def safe(self, name: str) -> PurePosixPath:
        """Return an entry's path inside the archive; raises InvalidModel for one outside."""
        self.entries += 1
        if self.entries > MOST_ENTRIES:
            raise InvalidModel(f"it holds more than {MOST_ENTRIES} files")
        inner = PurePosixPath(name)
        if inner.is_absolute() or ".." in inner.parts or "\\" in name or ":" in name:
            raise InvalidModel(f"its entry {name!r} leads out of it")
        return inner

    def model(self) -> tuple[PurePosixPath, dict[str, int]]:
        """Return the one folder that holds a model, and its files; raises InvalidModel."""
        models = [folder for folder, files in self.folders.items() if "model.bin" in files]
        if not models:
            raise InvalidModel("model.bin is missing")
        if len(models) > 1:
            raise InvalidModel("it holds more than one model.bin")
        return models[0], self.folders[models[0]]


def _complete(sizes: Mapping[str, int]) -> None:
    missing = missing_file(sizes)
    if missing is not None:
        raise InvalidModel(f"{missing} is missing")


@contextmanager
def open_source(path: Path) -> Iterator[ModelSource]:
    """Open a folder, a ZIP archive or a tar archive, gzipped or not, that holds a model.

    Raises InvalidModel, OSError, or one of DAMAGE, here and while the files are being read.
    """
    if path.is_dir():
        yield _FolderSource(path)
        return
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        # Opening a pipe would wait for a writer.
        raise InvalidModel("it is not an ordinary file")
    packed = found.st_size
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield _ZipSource(archive, packed)
        return
    with path.open("rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        with _BoundedGzip(fileobj=file) if zipped else file as stream:
            with tarfile.open(fileobj=stream, mode="r:") as tar:
                yield _TarSource(tar, packed)
            # Gzip's checksum, which is compared at the end, is behind the last byte.
            while stream.read(_BLOCK):
                pass


class _BoundedGzip(gzip.GzipFile):
    """A gzip stream that refuses large reads.

    A tar header can give any length, and tarfile would read as much into memory.
    """

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= _MOST_AT_ONCE:
            raise InvalidModel("it is not an ordinary archive")
        return super().read(size)


class _FolderSource(ModelSource):
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sizes = {}
        for name in (*KNOWN_FILES, MANIFEST):
            path = folder / name
            if not path.is_symlink() and not path.exists():
                continue
            if not stat.S_ISREG(path.lstat().st_mode) and cached_checksum(path) is None:
                raise InvalidModel(f"{name} is a link or not an ordinary file")
            self.sizes[name] = path.stat().st_size
            if self.sizes[name] > largest_size(name):
                raise InvalidModel(f"{name} is larger than that of any speech model")
        _complete(self.sizes)

    def open(self, name: str) -> IO[bytes]:
        return (self._folder / name).open("rb")

    def checksum(self, name: str) -> str | None:
        return cached_checksum(self._folder / name)


def cached_checksum(path: Path) -> str | None:
    """Return the checksum in a link of a hub's cache; None for other files.

    Such a cache keeps files under their checksums in ``blobs``, and a model as a folder of links.
    It is a SHA-256, or Git's SHA-1 of a small file.
    """
    if not path.is_symlink():
        return None
    target = PurePosixPath(Path(os.readlink(path)).as_posix())  # noqa: PTH115 - no need to exist
    up = ("..", "..", "blobs")
    lengths = {len("0" * 40), len("0" * 64)}
    if target.parts[:-1] != up or len(target.name) not in lengths:
        return None
    inside = set(target.name) <= set("0123456789abcdef") and path.is_file()
    behind = path.parent.joinpath(target)
    return target.name if inside and not behind.is_symlink() else None


class _ZipSource(ModelSource):
    def __init__(self, archive: zipfile.ZipFile, packed: int) -> None:
        self._archive = archive
        self._entries: dict[PurePosixPath, zipfile.ZipInfo] = {}
        found = _ArchiveEntries(packed)
        for entry in archive.infolist():
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if entry.is_dir():
                found.safe(entry.filename)
                continue
            if kind not in {0, stat.S_IFREG}:
                raise InvalidModel(
                    f"its entry {entry.filename!r} is a link or not an ordinary file"
                )
            if entry.flag_bits & _ENCRYPTED:
                raise InvalidModel("it is locked with a password")
            found.add(entry.filename, entry.file_size)
            self._entries[PurePosixPath(entry.filename)] = entry
        self._folder, self.sizes = found.model()
        _complete(self.sizes)

    def open(self, name: str) -> IO[bytes]:
        return self._archive.open(self._entries[self._folder / name])


class _TarSource(ModelSource):
    def __init__(self, archive: tarfile.TarFile, packed: int) -> None:
        self._archive = archive
        found = _ArchiveEntries(packed)
        self._entries: dict[PurePosixPath, tarfile.TarInfo] = {}
        for entry in _entries(archive):
            if entry.isdir():
                found.safe(entry.name)
                continue
            if not entry.isreg() or entry.issparse():
                raise InvalidModel(f"its entry {entry.name!r} is a link or not an ordinary file")
            found.add(entry.name, entry.size)
            self._entries[PurePosixPath(entry.name)] = entry
        self._folder, self.sizes = found.model()
        _complete(self.sizes)

    def open(self, name: str) -> IO[bytes]:
        stream = self._archive.extractfile(self._entries[self._folder / name])
        if stream is None:
            raise InvalidModel(f"its entry {name!r} is not an ordinary file")
        return stream


def _entries(archive: tarfile.TarFile) -> Iterable[tarfile.TarInfo]:
    """Yield the entries one by one, so that an invalid one stops it before the next is unpacked."""
    while (entry := archive.next()) is not None:
        yield entry
