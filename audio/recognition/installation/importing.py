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
    is_sound,
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
    """A model that is a store's own now. ``new`` is false when the same one was there before."""

    path: Path
    manifest: ModelManifest
    new: bool


def import_model(
    store: ModelStore, source: Path, name: str | None = None, *, proof: LoadProof = prove_loads
) -> ImportedModel:
    """Copy a model out of a folder or an archive into the store, once a worker could load it.

    ``name``: what it is called here; by default what the folder or archive is called. Takes
    seconds to a minute, for the calling thread. It appears whole or not at all; a sound model
    of that name stays. Raises ModelError for whatever is wrong with ``source`` or the disk.
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
            raise _refusal(source, "it is cut short, damaged or no archive") from error
        except OSError as error:
            raise _refusal(source, f"it cannot be read ({error.strerror or error})") from error
        if is_sound(store, model):
            return _already(store, model, files)
        try:
            manifest = make_ready(stage, model, files, origin, proof)
        except InvalidModel as error:
            raise _refusal(source, str(error)) from error
        except OSError as error:
            raise store.disk_error(model, error) from error
        return ImportedModel(put_in_place(store, stage, model), manifest, new=True)


def name_of(source: Path) -> str:
    """Return what a model would be called by its folder or archive, or by its place in a cache."""
    called = source.resolve().name
    ending = next((end for end in ENDINGS[::-1] if called.casefold().endswith(end)), "")
    called = called.removesuffix(called[len(called) - len(ending) :]) if ending else called
    parents = [parent.name.rpartition("--")[2] for parent in source.resolve().parents[:2]]
    for model in CATALOG.values():
        repository = model.repository.rpartition("/")[2]
        if repository and repository in (called, *parents):
            return model.name
    return called


def _take(
    store: ModelStore, model: SpeechModel, found: ModelSource, stage: Path, source: Path
) -> tuple[tuple[ModelFile, ...], ModelOrigin]:
    """Copy all files and check them against every checksum that came with them."""
    folder = stage / model.name
    room = shutil.disk_usage(stage).free
    if room < model.size:
        raise store.disk_error(model, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    folder.mkdir(mode=0o700)
    files = []
    said = None
    for name, size in found.sizes.items():
        with found.open(name) as stream:
            if name == MANIFEST:
                said = _manifest(stream.read(size))
                continue
            file = ModelFile(name, size, _copy(store, model, stream, folder / name, size), ())
        checksum = found.checksum(name)
        if checksum is not None and not matches(folder / name, checksum, file.sha256):
            raise InvalidModel(f"{name} has the wrong checksum")
        files.append(file)
    if said is None:
        return tuple(files), ModelOrigin(str(source))
    for file in files:
        if file not in said.files:
            raise InvalidModel(f"{file.name} is not what {MANIFEST} says")
    return tuple(files), replace(said.origin, place=str(source))


def _copy(store: ModelStore, model: SpeechModel, stream: IO[bytes], target: Path, size: int) -> str:
    """Copy a file of a known length, on disk for good when this returns its SHA-256.

    A length is believed of nobody: a file that is shorter or longer raises InvalidModel.
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
    """Give the bytes of a file that is to be ``size`` long; raises InvalidModel."""
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
    """Return a manifest of ours; None for a file of that name that somebody else wrote."""
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
        f"There is another speech model {model.name!r} already.",
        "Choose another name for this one with --name, or remove the other first with"
        f" `mock-interviewer models remove {model.name}`.",
    )


def _refusal(source: Path, why: str) -> ModelError:
    return ModelError(
        f"{source} holds no speech model that can be used: {why}.",
        "Give a folder or a .zip, .tar or .tar.gz archive with model.bin, config.json,"
        " tokenizer.json and vocabulary.txt as they were made.",
    )
