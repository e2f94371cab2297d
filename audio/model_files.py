"""The files of a model: finding them in wheels, verifying them, and copying them safely."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

from mock_interviewer.audio.files.folder_sync import sync_folder

_CHUNK = 1024 * 1024
_BINARY: int = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class ModelFile:
    """One file of a model.

    ``parts`` are the sources of its bytes, in order, each as ``package/path/inside/it``.
    """

    name: str
    size: int
    sha256: str
    parts: tuple[str, ...]


Locate: TypeAlias = Callable[[str], Path | None]
"""Finds the folder of an installed package by its import name; None if it is not installed."""


def package_folder(package: str) -> Path | None:
    """Return the folder of an installed package without importing it; None if not installed."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def part_path(part: str, locate: Locate) -> Path | None:
    """Return the path of a part, which may not exist; None if its package is not installed."""
    package, _, inside = part.partition("/")
    folder = locate(package)
    return None if folder is None else folder / inside


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def quick_fault(folder: Path, files: Iterable[ModelFile]) -> str | None:
    """Describe the first missing file or wrong length, without reading contents; None if none."""
    for file in files:
        try:
            size = (folder / file.name).stat().st_size
        except OSError:
            return f"{file.name} is missing"
        if size != file.size:
            return f"{file.name} has {size} bytes instead of {file.size}"
    return None


def full_fault(folder: Path, files: tuple[ModelFile, ...]) -> str | None:
    """Like ``quick_fault``, but read every byte; takes about a second for 250 MB."""
    fault = quick_fault(folder, files)
    if fault is not None:
        return fault
    with ThreadPoolExecutor(max_workers=2, thread_name_prefix="verify") as pool:
        faults = pool.map(lambda file: _contents_fault(folder, file), files)
        return next((fault for fault in faults if fault is not None), None)


def _contents_fault(folder: Path, file: ModelFile) -> str | None:
    try:
        found = file_sha256(folder / file.name)
    except OSError as error:
        return f"{file.name} can't be read ({error.strerror})"
    return None if found == file.sha256 else f"{file.name} has the wrong checksum"


def parts_missing(files: Iterable[ModelFile], locate: Locate) -> str | None:
    """Describe the first part or package that is not installed; None if all are."""
    for part in (part for file in files for part in file.parts):
        package, _, inside = part.partition("/")
        path = part_path(part, locate)
        if path is None:
            return f"its package {package} isn't installed"
        if not path.is_file():
            return f"{Path(inside).name} is missing from its package {package}"
    return None


def parts_quick_fault(files: Iterable[ModelFile], locate: Locate) -> str | None:
    """Like ``quick_fault``, for files in their packages, whose parts are all installed."""
    for file in files:
        paths = (part_path(part, locate) for part in file.parts)
        size = sum(path.stat().st_size for path in paths if path is not None)
        if size != file.size:
            return f"{file.name} has {size} bytes in its package instead of {file.size}"
    return None


def parts_fault(files: Iterable[ModelFile], locate: Locate) -> str | None:
    """Like ``full_fault``, for files that are in parts in their packages."""
    for file in files:
        digest = hashlib.sha256()
        try:
            for chunk in _chunks(file, locate):
                digest.update(chunk)
        except OSError as error:
            return f"{file.name} can't be read from its package ({error.strerror or error})"
        if digest.hexdigest() != file.sha256:
            return f"{file.name} has the wrong checksum in its package"
    return None


def assemble(target: Path, files: Iterable[ModelFile], locate: Locate) -> str | None:
    """Copy the files into the new folder ``target``, which appears complete or not at all.

    Returns a fault in the packages' bytes, or None. Raises OSError if the disk fails or a part
    cannot be read. For one process at a time: the caller holds the lock. Unfinished copies of
    earlier processes are removed.
    """
    prefix = f"{target.name}.unfinished-"
    for left in target.parent.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    building = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
    try:
        for file in files:
            fault = _copy(file, building / file.name, locate)
            if fault is not None:
                return fault
        sync_folder(building)
        building.rename(target)
        sync_folder(target.parent)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return None


def _copy(file: ModelFile, target: Path, locate: Locate) -> str | None:
    """Join the parts of a file at ``target`` and sync it to the disk; return a fault, or None."""
    digest = hashlib.sha256()
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        for chunk in _chunks(file, locate):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != file.sha256:
        return f"{file.name} has the wrong checksum in its package"
    return None


def _chunks(file: ModelFile, locate: Locate) -> Iterator[bytes]:
    """Yield the bytes of all parts of a file; raises OSError, even for a part not installed."""
    for part in file.parts:
        path = part_path(part, locate)
        if path is None:
            raise FileNotFoundError(f"{part} isn't installed")
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
