"""The manifest of a downloaded or imported model: its files, their checksums, and their origin.

It is written into the model's own folder once every byte is verified, and appears with it: a folder
without a manifest never became a model.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mock_interviewer.audio.model_files import ModelFile, full_fault, quick_fault

MANIFEST = "manifest.json"
REQUIRED = ("model.bin", "config.json", "tokenizer.json")
VOCABULARIES = ("vocabulary.txt", "vocabulary.json")
"""A model has one of these."""
OPTIONAL = ("preprocessor_config.json",)
KNOWN_FILES = frozenset({*REQUIRED, *VOCABULARIES, *OPTIONAL})
"""The files that recognition reads; no others are copied."""

MAX_WEIGHTS = 12_000_000_000
"""The most bytes of ``model.bin``: twice the largest model there is."""
MAX_OTHER = 64_000_000
"""The most bytes of any other file: twenty times the largest there is."""

_FORMAT = 1
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_OURS = (".lock", ".download")
UNFINISHED = ".unfinished-"
"""In the names of folders that are not models yet, or no longer."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MAX_MANIFEST = 65_536


@dataclass(frozen=True)
class ModelOrigin:
    """Where a model came from: ``place`` is a hub's address, or the imported file or folder.

    ``repository`` and ``revision`` are empty for an import.
    """

    place: str
    repository: str = ""
    revision: str = ""


@dataclass(frozen=True)
class ModelManifest:
    """A model's files with their checksums. ``parts`` of the files are empty."""

    name: str
    english_only: bool
    files: tuple[ModelFile, ...]
    origin: ModelOrigin

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files)


def is_model_name(name: str) -> bool:
    """Return whether a model may have this name, which its folder has beside the store's files."""
    clashes = name.casefold().endswith(_OURS) or UNFINISHED in name
    return _NAME.fullmatch(name) is not None and not name.endswith(".") and not clashes


def largest_size(name: str) -> int:
    """Return the most bytes that a file of this name may have."""
    return MAX_WEIGHTS if name == "model.bin" else MAX_OTHER


def missing_file(names: Mapping[str, object]) -> str | None:
    """Return the file that a set of files lacks to be a model; None when it has all."""
    for name in REQUIRED:
        if name not in names:
            return name
    return None if any(name in names for name in VOCABULARIES) else " or ".join(VOCABULARIES)


def write_manifest(folder: Path, manifest: ModelManifest) -> None:
    """Write the manifest into a model's folder, synced to disk; raises OSError."""
    data = {
        "format": _FORMAT,
        "name": manifest.name,
        "english_only": manifest.english_only,
        "files": [
            {"name": file.name, "size": file.size, "sha256": file.sha256} for file in manifest.files
        ],
        "origin": {
            "place": manifest.origin.place,
            "repository": manifest.origin.repository,
            "revision": manifest.origin.revision,
        },
    }
    descriptor = os.open(folder / MANIFEST, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(data, out, ensure_ascii=False, indent=2)
        out.flush()
        os.fsync(out.fileno())


def read_manifest(folder: Path) -> ModelManifest:
    """Return a model's manifest; raises ValueError with a few words on what is wrong with it."""
    path = folder / MANIFEST
    if path.exists() and not path.is_file():
        # Opening a pipe would wait for a writer.
        raise ValueError(f"{MANIFEST} is not an ordinary file")
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_MANIFEST + 1)
    except FileNotFoundError:
        raise ValueError(f"{MANIFEST} is missing") from None
    except OSError as error:
        raise ValueError(f"{MANIFEST} cannot be read ({error.strerror})") from error
    try:
        return parse_manifest(data)
    except ValueError:
        raise ValueError(f"{MANIFEST} is damaged") from None


def parse_manifest(data: bytes) -> ModelManifest:
    """Return the manifest in ``data``; raises ValueError when it is not valid."""
    if len(data) > _MAX_MANIFEST:
        raise ValueError("too long")
    try:
        return _manifest(json.loads(data))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a manifest: {error!r}") from error


def _manifest(data: Any) -> ModelManifest:
    if data["format"] != _FORMAT:
        raise ValueError(f"format {data['format']!r}")
    files = tuple(_file(entry) for entry in data["files"])
    names = {file.name: file for file in files}
    if len(names) != len(files) or missing_file(names) is not None:
        raise ValueError("not the files of a model")
    origin = data["origin"]
    return ModelManifest(
        name=_text(data["name"]),
        english_only=bool(data["english_only"]),
        files=files,
        origin=ModelOrigin(
            _text(origin["place"]), _text(origin["repository"]), _text(origin["revision"])
        ),
    )


def _file(entry: Any) -> ModelFile:
    name, size, sha256 = entry["name"], entry["size"], entry["sha256"]
    if name not in KNOWN_FILES or type(size) is not int or not 0 <= size <= largest_size(name):
        raise ValueError(f"file {name!r} of {size!r} bytes")
    if _SHA256.fullmatch(_text(sha256)) is None:
        raise ValueError(f"checksum {sha256!r}")
    return ModelFile(name, size, sha256, ())


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def installed_fault(folder: Path, *, every_byte: bool) -> str | None:
    """Return what is wrong with a received model's folder; None when it matches its manifest.

    Without ``every_byte`` only the names and sizes of its files are compared.
    """
    try:
        manifest = read_manifest(folder)
    except ValueError as error:
        return str(error)
    return (full_fault if every_byte else quick_fault)(folder, manifest.files)
