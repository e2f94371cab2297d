"""Importing a speech model from a folder or an archive."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.model_files import ModelFile
from mock_interviewer.audio.recognition.installation.archives import (
    DAMAGE,
    ModelSource,
    open_source,
)
from mock_interviewer.audio.recognition.installation.install import (
    LoadProof,
    is_intact,
    make_ready,
    prove_loads,
    put_in_place,
    receivable,
    staging,
)
from mock_interviewer.audio.recognition.installation.model_check import InvalidModel, matches
from mock_interviewer.audio.recognition.models.catalog import CATALOG, SpeechModel
from mock_interviewer.audio.recognition.models.manifest import (
    MANIFEST,
    ModelManifest,
    ModelOrigin,
    parse_manifest,
    read_manifest,
)
from mock_interviewer.audio.recognition.models.store import ModelStore

ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz")
_BLOCK = 1024 * 1024
_BINARY: int = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class ImportedModel:
    """A model in the store. ``new`` is False when the same one was there before."""

    path: Path
    manifest: ModelManifest
    new: bool


def import_model(
    store: ModelStore, source: Path, name: str | None = None, *, proof: LoadProof = prove_loads
) -> ImportedModel:
    """Copy a model from a folder or an archive into the store, once a worker could load it.

    ``name`` is its name in the store; by default, that of the folder or archive. Takes seconds to
    a minute, on the calling thread. The model appears whole or not at all; an intact model of that
    name stays. Raises ModelError for any problem with ``source`` or the disk.
    """
    source = source.expanduser().absolute()
    if not source.exists():
        raise ModelError(f"There is no file or folder {source}.", "Check its name.")
    model = receivable(store, name_of(source) if name is None else name)
    with store.locked(model), staging(store, model) as stage:
        try:
            with open_source(source) as found:
                model = replace(model, about=sum(found.sizes.values()))
                files, origin = _take(store, model, found, stage, source)
        except InvalidModel as error:
            raise _refusal(source, str(error)) from error
        except DAMAGE as error:
            raise _refusal(source, "it is truncated, damaged or not an archive") from error
        except OSError as error:
            raise _refusal(source, f"it cannot be read ({error.strerror or error})") from error
        if is_intact(store, model):
            return _already(store, model, files)
        try:
            manifest = make_ready(stage, model, files, origin, proof)
        except InvalidModel as error:
            raise _refusal(source, str(error)) from error
        except OSError as error:
            raise store.disk_error(model, error) from error
        return ImportedModel(put_in_place(store, stage, model), manifest, new=True)


def name_of(source: Path) -> str:
    """Return the name that a folder, an archive, or a place in a hub's cache gives a model."""
    name = source.resolve().name
    ending = next((end for end in ENDINGS[::-1] if name.casefold().endswith(end)), "")
    name = name.removesuffix(name[len(name) - len(ending) :]) if ending else name
    parents = [parent.name.rpartition("--")[2] for parent in source.resolve().parents[:2]]
    for model in CATALOG.values():
        repository = model.repository.rpartition("/")[2]
        if repository and repository in (name, *parents):
            return model.name
    return name


def _take(
    store: ModelStore, model: SpeechModel, found: ModelSource, stage: Path, source: Path
) -> tuple[tuple[ModelFile, ...], ModelOrigin]:
    """Copy all files and verify them against the checksums that came with them."""
    folder = stage / model.name
    free = shutil.disk_usage(stage).free
    if free < model.size:
        raise store.disk_error(model, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    folder.mkdir(mode=0o700)
    files = []
    claimed = None
    for name, size in found.sizes.items():
        with found.open(name) as stream:
            if name == MANIFEST:
                claimed = _manifest(stream.read(size))
                continue
            file = ModelFile(name, size, _copy(store, model, stream, folder / name, size), ())
        checksum = found.checksum(name)
        if checksum is not None and not matches(folder / name, checksum, file.sha256):
            raise InvalidModel(f"{name} has the wrong checksum")
        files.append(file)
    if claimed is None:
        return tuple(files), ModelOrigin(str(source))
    for file in files:
        if file not in claimed.files:
            raise InvalidModel(f"{file.name} does not match {MANIFEST}")
    return tuple(files), replace(claimed.origin, place=str(source))


def _copy(store: ModelStore, model: SpeechModel, stream: IO[bytes], target: Path, size: int) -> str:
    """Copy a file of ``size`` bytes, synced to disk, and return its SHA-256.

    The size is not trusted: a file that is shorter or longer raises InvalidModel.
    """
    digest = hashlib.sha256()
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            for block in _blocks(stream, target.name, size):
                digest.update(block)
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise store.disk_error(model, error) from error
    return digest.hexdigest()


def _blocks(stream: IO[bytes], name: str, size: int) -> Iterator[bytes]:
    """Yield the bytes of a file that must have ``size`` bytes; raises InvalidModel."""
    left = size
    try:
        while block := stream.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise InvalidModel(f"{name} is longer than it claims")
            yield block
    except DAMAGE as error:
        raise InvalidModel(f"{name} is cut short or damaged") from error
    except OSError as error:
        raise InvalidModel(f"{name} cannot be read ({error.strerror or error})") from error
    if left:
        raise InvalidModel(f"{name} is cut short")


def _manifest(data: bytes) -> ModelManifest | None:
    """Return a manifest of this program; None for a file of that name from elsewhere."""
    try:
        foreign = "origin" not in json.loads(data)
        return None if foreign else parse_manifest(data)
    except (ValueError, TypeError, RecursionError):
        raise InvalidModel(f"{MANIFEST} is damaged") from None


def _already(store: ModelStore, model: SpeechModel, files: tuple[ModelFile, ...]) -> ImportedModel:
    path = store.folder / model.name
    manifest = read_manifest(path)
    if set(manifest.files) == set(files):
        return ImportedModel(path, manifest, new=False)
    raise ModelError(
        f"There is already another speech model {model.name!r}.",
        "Choose another name for this one with --name, or remove the other first with"
        f" `mock-interviewer models remove {model.name}`.",
    )


def _refusal(source: Path, why: str) -> ModelError:
    return ModelError(
        f"{source} has no usable speech model: {why}.",
        "Give a folder or a .zip, .tar or .tar.gz archive with model.bin, config.json,"
        " tokenizer.json and vocabulary.txt, unchanged.",
    )
