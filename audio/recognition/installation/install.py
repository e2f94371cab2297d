"""Installation of a model without a package: checked, loaded once, and whole or not at all.

A model is made ready in a folder of its own name inside a staging folder beside its place, so
that a staging folder is a store with one model, and one rename installs it.
"""

import os
import queue
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeAlias

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.files.folder_sync import sync_folder
from mock_interviewer.audio.model_files import ModelFile
from mock_interviewer.audio.recognition.client.events import (
    RecognitionEvent,
    RecognitionFailed,
    RecognizerReady,
)
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.recognition.installation.model_check import InvalidModel, check_model
from mock_interviewer.audio.recognition.models.catalog import SpeechModel
from mock_interviewer.audio.recognition.models.manifest import (
    UNFINISHED,
    ModelManifest,
    ModelOrigin,
    installed_fault,
    is_model_name,
    write_manifest,
)
from mock_interviewer.audio.recognition.models.store import ModelStore

LoadProof: TypeAlias = Callable[[ModelStore, str], None]
"""Takes a store and the name of a model in it; raises InvalidModel when that cannot be loaded."""


def prove_loads(store: ModelStore, name: str) -> None:
    """Verify every byte of a model and load it in a worker of its own; takes seconds.

    Raises InvalidModel where it cannot be loaded, and MachineError where no model can be.
    """
    events: queue.SimpleQueue[RecognitionEvent] = queue.SimpleQueue()
    with closing(Recognizer(store, name, listener=events.put)) as recognizer:
        recognizer.start()
        while True:
            event = events.get()
            if isinstance(event, RecognizerReady):
                return
            if isinstance(event, RecognitionFailed):
                if isinstance(event.error, ModelError):
                    why = event.error.what.rstrip(".")
                    raise InvalidModel(f"it cannot be used ({why})") from event.error
                raise event.error


def receivable(store: ModelStore, name: str) -> SpeechModel:
    """Return the entry of a model that is to be received.

    Raises ModelError for a name that no folder can have, or that a packaged model has.
    """
    if not is_model_name(name):
        raise ModelError(
            f"A speech model cannot be called {name!r}.",
            "Take letters, digits, dots and dashes, as in my-model.",
        )
    for known in store.names():
        # On some systems names that differ only in case are the same folder.
        if known.casefold() == name.casefold():
            model = store.model(known)
            if model.packaged:
                raise ModelError(
                    f"The speech model {known!r} comes with the program.",
                    "Choose another name for yours with --name.",
                )
            return model
    return SpeechModel(name, f"{name} (imported)", english_only=False, in_place=False, files=())


@contextmanager
def staging(store: ModelStore, model: SpeechModel) -> Iterator[Path]:
    """Yield an empty folder in which a model can be made ready, and remove it afterwards.

    The caller holds the model's lock, so the leftovers of earlier processes are removed, too.
    Raises ModelError.
    """
    prefix = f"{model.name}{UNFINISHED}"
    for left in store.folder.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=store.folder))
    except OSError as error:
        raise store.disk_error(model, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_ready(
    stage: Path,
    model: SpeechModel,
    files: tuple[ModelFile, ...],
    origin: ModelOrigin,
    proof: LoadProof,
) -> ModelManifest:
    """Check the model in a staging folder; ``files`` has the checksums of all its files.

    Its manifest is written right before the proof. Raises InvalidModel or OSError.
    """
    folder = stage / model.name
    weights = check_model(folder, [file.name for file in files])
    manifest = ModelManifest(model.name, weights.english_only, files, origin)
    write_manifest(folder, manifest)
    sync_folder(folder)
    proof(ModelStore(stage), model.name)
    return manifest


def put_in_place(store: ModelStore, stage: Path, model: SpeechModel) -> Path:
    """Move a model that is ready into the store, in place of a damaged one.

    The caller holds the model's lock and has made sure that no intact model is replaced. Raises
    ModelError; the previous folder is then still there.
    """
    target = store.folder / model.name
    old = target.with_name(f"{model.name}{UNFINISHED}old-{os.getpid()}")
    try:
        if target.exists():
            target.rename(old)
        try:
            (stage / model.name).rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
        sync_folder(store.folder)
    except OSError as error:
        raise store.disk_error(model, error) from error
    shutil.rmtree(old, ignore_errors=True)
    return target


def is_intact(store: ModelStore, model: SpeechModel) -> bool:
    """Return whether a received model is here and intact, verifying every byte of it."""
    return installed_fault(store.folder / model.name, every_byte=True) is None


def remove_model(store: ModelStore, name: str) -> Path | None:
    """Take a model's files away, and what a download of it has left; return where they lay.

    None when there was nothing. Raises ModelError, also for a model that lies in a package.
    """
    model = store.model(name)
    if model.in_place:
        if model.supplied is None:
            raise ModelError(
                f"The speech model {name!r} is part of a package and cannot be removed."
            )
        raise ModelError(
            f"The speech model {name!r} is installed in {model.supplied} and cannot be removed."
        )
    target = store.folder / name
    parts = store.parts_folder(name)
    gone = None
    with store.locked(model):
        for folder in (target, parts):
            if folder.exists():
                store.discard(model, folder)
                gone = target
    return gone
