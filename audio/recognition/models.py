"""The models of one data folder: laid out once, checked before use, mended when asked."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.catalogue import CATALOGUE, Model
from mock_interviewer.audio.recognition.model_files import (
    Locate,
    assemble,
    full_fault,
    package_folder,
    part_path,
    parts_fault,
    quick_fault,
)

LOCK_SECONDS = 120.0
"""How long one process waits for another that is laying out the same model."""


class ModelState(StrEnum):
    """What can be said of a model without reading all of it."""

    READY = "ready"
    TO_ASSEMBLE = "to assemble"
    """Its packages are installed; it is laid out in the data folder when it is first used."""
    DAMAGED = "damaged"
    MISSING = "missing"
    """The package that brings it is not installed."""


@dataclass(frozen=True)
class ModelStatus:
    """One line of the list of models. ``path`` is where it is, or will be."""

    model: Model
    state: ModelState
    path: Path
    detail: str = ""

    def __str__(self) -> str:
        """Say in a few words where the model stands."""
        match self.state:
            case ModelState.READY:
                return f"ready in {self.path}"
            case ModelState.TO_ASSEMBLE:
                return "ready to be laid out when it is first used"
            case ModelState.DAMAGED | ModelState.MISSING:
                return f"{self.state}: {self.detail}"


def speech_detector_file(locate: Locate = package_folder) -> Path:
    """Return the file of the voice detector; raises ModelError when it is missing."""
    path = part_path("faster_whisper/assets/silero_vad_v6.onnx", locate)
    if path is None or not path.is_file():
        raise ModelError(
            "The file of the speech detector is missing.",
            "Install the package faster-whisper again.",
        )
    return path


class ModelStore:
    """The models of one data folder; ``folder`` is its folder of models, made when needed.

    Safe from any thread and with other processes beside it. ``ready``, ``verify`` and ``repair``
    read or write up to 150 MB: for a worker, not for a window.
    """

    def __init__(
        self,
        folder: Path,
        *,
        catalogue: Mapping[str, Model] = CATALOGUE,
        locate: Locate = package_folder,
    ) -> None:
        self.folder = folder.absolute()
        self._catalogue = catalogue
        self._locate = locate

    def model(self, name: str) -> Model:
        """Return the catalogue's entry; raises ModelError when there is none of that name."""
        try:
            return self._catalogue[name]
        except KeyError:
            known = ", ".join(self._catalogue)
            raise ModelError(
                f"There is no speech model called {name!r}.", f"Choose one of: {known}."
            ) from None

    def list(self) -> tuple[ModelStatus, ...]:
        """Say of every model where it stands, without reading its contents: a few milliseconds."""
        return tuple(self._status(model) for model in self._catalogue.values())

    def ready(self, name: str) -> Path:
        """Return the folder of a model that was checked to the last byte just now.

        Lays it out in the data folder first where that is needed; a second process waits for the
        first. Raises ModelError: missing, damaged, no room, or no such model.
        """
        model = self.model(name)
        path = self._path(model)
        if path is None:
            raise self._missing(model)
        if model.in_place or path.exists():
            self._refuse_fault(model, full_fault(path, model.files))
            return path
        with self._lock(model):
            if path.exists():
                self._refuse_fault(model, full_fault(path, model.files))
            else:
                self._assemble(model, path)
        return path

    def verify(self, name: str) -> ModelStatus:
        """Read every byte of a model, also of one that is still in its packages.

        Raises ModelError: missing, damaged, or no such model.
        """
        model = self.model(name)
        status = self._status(model)
        match status.state:
            case ModelState.READY:
                self._refuse_fault(model, full_fault(status.path, model.files))
            case ModelState.TO_ASSEMBLE:
                self._refuse_fault(model, parts_fault(model.files, self._locate), packaged=True)
            case ModelState.DAMAGED:
                self._refuse_fault(model, status.detail)
            case ModelState.MISSING:
                raise self._missing(model)
        return status

    def repair(self, name: str) -> Path:
        """Lay out a damaged model again from its packages; raises ModelError where they fail too.

        What lies in a package's own folder is not touched: only installing it again mends it.
        """
        model = self.model(name)
        path = self._path(model)
        if path is not None and not model.in_place:
            with self._lock(model):
                if path.exists() and full_fault(path, model.files) is not None:
                    self._remove(model, path)
        return self.ready(name)

    def _path(self, model: Model) -> Path | None:
        """Return where the model is used from; None when its package is not installed."""
        if not model.in_place:
            return self.folder / model.name
        first = part_path(model.files[0].parts[0], self._locate)
        return None if first is None else first.parent

    def _status(self, model: Model) -> ModelStatus:
        path = self._path(model)
        if path is None:
            return ModelStatus(
                model, ModelState.MISSING, self.folder / model.name, "its package is not installed"
            )
        if model.in_place or path.exists():
            fault = quick_fault(path, model.files)
            if fault is None:
                return ModelStatus(model, ModelState.READY, path)
            return ModelStatus(model, ModelState.DAMAGED, path, fault)
        for part in (part for file in model.files for part in file.parts):
            source = part_path(part, self._locate)
            if source is None or not source.is_file():
                return ModelStatus(model, ModelState.MISSING, path, f"{part} is not installed")
        return ModelStatus(model, ModelState.TO_ASSEMBLE, path)

    def _assemble(self, model: Model, path: Path) -> None:
        if self._status(model).state is ModelState.MISSING:
            raise self._missing(model)
        try:
            fault = assemble(path, model.files, self._locate)
        except OSError as error:
            raise self._disk(model, error) from error
        self._refuse_fault(model, fault, packaged=True)

    @contextmanager
    def _lock(self, model: Model) -> Iterator[None]:
        """Hold a model's folder against every other thread and process."""
        lock = FileLock(self.folder / f"{model.name}.lock", mode=0o600)
        try:
            for folder in (self.folder.parent, self.folder):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout:
            raise ModelError(
                f"Another program has been preparing the speech model {model.name!r} for too long.",
                "Close other copies of Mock Interviewer and start again.",
            ) from None
        except OSError as error:
            raise self._disk(model, error) from error
        try:
            yield
        finally:
            lock.release()

    def _remove(self, model: Model, path: Path) -> None:
        """Take a damaged copy away; under another name first, so that none is half a copy."""
        doomed = path.with_name(f"{path.name}.unfinished-{os.getpid()}")
        try:
            path.rename(doomed)
            shutil.rmtree(doomed)
        except OSError as error:
            raise self._disk(model, error) from error

    def _refuse_fault(self, model: Model, fault: str | None, *, packaged: bool = False) -> None:
        """Raise ModelError for a fault; ``packaged`` when it lies in what was installed."""
        if fault is None:
            return
        others = ", ".join(name for name in self._catalogue if name != model.name)
        mend = (
            "Install its package again"
            if packaged or model.in_place
            else f"Run `mock-interviewer models verify {model.name} --repair`"
        )
        raise ModelError(
            f"The speech model {model.name!r} is damaged: {fault}.",
            f"{mend}, or choose another model ({others}).",
        )

    def _missing(self, model: Model) -> ModelError:
        return ModelError(
            f"The speech model {model.name!r} is not installed.",
            "Install Mock Interviewer again with all its packages, or choose another model.",
        )

    def _disk(self, model: Model, error: OSError) -> ModelError:
        needed = model.size // 1_000_000 + 1
        return ModelError(
            f"The speech model {model.name!r} cannot be written to {self.folder}: "
            f"{error.strerror or error}.",
            f"Make sure that the folder can be written to and has {needed} MB free.",
        )
