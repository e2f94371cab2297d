"""The speech models of one data folder: laid out once, verified before use, repaired on request."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.model_files import (
    Locate,
    assemble,
    full_fault,
    package_folder,
    part_path,
    parts_fault,
    parts_missing,
    parts_quick_fault,
    quick_fault,
)
from mock_interviewer.audio.packaged_models import (
    SPEECH_MODELS,
    copy_again,
    install_again,
    supplied_folder,
    verified_files,
)
from mock_interviewer.audio.recognition.models.catalog import CATALOG, SpeechModel
from mock_interviewer.audio.recognition.models.manifest import (
    MANIFEST,
    UNFINISHED,
    installed_fault,
    is_model_name,
    read_manifest,
)


class ModelState(StrEnum):
    """The state of a model, as known without reading all of it."""

    READY = "ready"
    TO_ASSEMBLE = "to assemble"
    """Its packages are installed; it is laid out in the data folder when it is first used."""
    DAMAGED = "damaged"
    MISSING = "missing"
    """Its package is not installed, or not with all its files."""
    AVAILABLE = "not downloaded"
    """It can be downloaded from a hub, and is not usable yet."""


@dataclass(frozen=True)
class ModelStatus:
    """One line of the list of models. ``path`` is where it is, or will be.

    ``in_package``: the damage is in a package of the program or in a supplied folder, which the
    store cannot repair. ``remedy`` is then, and for a missing model, a sentence with what to do.
    """

    model: SpeechModel
    state: ModelState
    path: Path
    detail: str = ""
    in_package: bool = False
    remedy: str = ""

    def __str__(self) -> str:
        """Return the state of the model in a few words."""
        match self.state:
            case ModelState.READY:
                return f"ready in {self.path}"
            case ModelState.TO_ASSEMBLE:
                return "ready to be laid out when it is first used"
            case ModelState.AVAILABLE:
                return f"can be downloaded{self.detail and f'; {self.detail}'}"
            case ModelState.DAMAGED | ModelState.MISSING:
                return f"{self.state}: {self.detail}"


_DETECTOR = SPEECH_MODELS["silero-vad"]
LOCK_SECONDS = 120.0
"""Seconds for which one process waits for another that is laying out the same model."""


def speech_detector_file(locate: Locate = package_folder) -> Path:
    """Return the file of the speech detector, verified to the last byte in a few milliseconds.

    Raises ModelError where it is missing or damaged.
    """
    (path,) = verified_files(_DETECTOR, locate).values()
    return path


class ModelStore:
    """The models of one data folder; ``folder`` is its folder of models, made when needed.

    Safe for use from any thread and several processes. ``verified_folder``, ``verify`` and
    ``repair`` read or write a whole model, 150 MB to 3 GB: for a worker, not for a window.
    """

    def __init__(
        self,
        folder: Path,
        *,
        catalog: Mapping[str, SpeechModel] = CATALOG,
        locate: Locate = package_folder,
        supplied: Callable[[str], Path | None] = supplied_folder,
    ) -> None:
        self.folder = folder.absolute()
        self._supplied = supplied
        self._catalog = catalog
        self._locate = locate

    def model(self, name: str) -> SpeechModel:
        """Return a model of the catalog, or one imported under that name.

        Raises ModelError when there is none.
        """
        known = self._catalog.get(name)
        if known is None and is_model_name(name) and (self.folder / name / MANIFEST).exists():
            known = SpeechModel(
                name, f"{name} (imported)", english_only=False, in_place=False, files=()
            )
        if known is None:
            raise ModelError(
                f"There is no speech model called {name!r}.",
                f"Choose one of: {_quoted(self.names())}.",
            )
        if not known.packaged:
            return self._as_received(known)
        folder = self._supplied(name)
        return known if folder is None else replace(known, in_place=True, supplied=folder)

    def names(self) -> tuple[str, ...]:
        """Return the names of all models: those of the catalog, then the imported ones."""
        found = sorted(path.parent.name for path in self.folder.glob(f"*/{MANIFEST}"))
        imported = (name for name in found if name not in self._catalog and is_model_name(name))
        return (*self._catalog, *imported)

    def list(self) -> tuple[ModelStatus, ...]:
        """Return the status of every model, in a few milliseconds: files are not read."""
        return tuple(self._status(self.model(name)) for name in self.names())

    def verified_folder(self, name: str) -> Path:
        """Return the folder of a model after verifying every byte of it.

        Lays it out in the data folder first where necessary; a second process waits for the first.
        Never downloads anything. Raises ModelError: missing, damaged, no room, not downloaded, or
        no such model.
        """
        model = self.model(name)
        path = self._path(model)
        if path is None or not (model.packaged or path.exists()):
            raise self._missing(model)
        if model.in_place or path.exists():
            self._refuse_fault(model, self._full_fault(model, path))
            return path
        with self.locked(model):
            if path.exists():
                self._refuse_fault(model, self._full_fault(model, path))
            else:
                self._assemble(model, path)
        return path

    def verify(self, name: str) -> ModelStatus:
        """Verify every byte of a model, even if it is still in its packages.

        Raises ModelError: missing, damaged, not downloaded, or no such model.
        """
        model = self.model(name)
        status = self._status(model)
        match status.state:
            case ModelState.READY:
                self._refuse_fault(model, self._full_fault(model, status.path))
            case ModelState.TO_ASSEMBLE:
                self._refuse_fault(model, parts_fault(model.files, self._locate), packaged=True)
            case ModelState.DAMAGED:
                self._refuse_fault(model, status.detail, packaged=status.in_package)
            case ModelState.MISSING | ModelState.AVAILABLE:
                raise self._missing(model)
        return status

    def repair(self, name: str) -> Path:
        """Lay out a damaged model again from its packages; raises ModelError where they fail, too.

        A package's own folder is not touched: only reinstalling the package repairs it. Nor is a
        downloaded or imported model, which must be downloaded or imported again.
        """
        model = self.model(name)
        path = self._path(model)
        if path is not None and model.packaged and not model.in_place:
            with self.locked(model):
                if path.exists() and full_fault(path, model.files) is not None:
                    self.discard(model, path)
        return self.verified_folder(name)

    def parts_folder(self, name: str) -> Path:
        """Return the folder in which a download keeps its parts."""
        return self.folder / f"{name}.download"

    def _as_received(self, model: SpeechModel) -> SpeechModel:
        """Return a model without a package as its manifest describes it, where there is one."""
        try:
            manifest = read_manifest(self.folder / model.name)
        except ValueError:
            return model
        return replace(model, english_only=manifest.english_only, about=manifest.size)

    @staticmethod
    def _full_fault(model: SpeechModel, path: Path) -> str | None:
        if model.packaged:
            return full_fault(path, model.files)
        return installed_fault(path, every_byte=True)

    def _path(self, model: SpeechModel) -> Path | None:
        """Return the folder of a model; None when its package is not installed."""
        if model.supplied is not None:
            return model.supplied
        if not model.in_place:
            return self.folder / model.name
        first = part_path(model.files[0].parts[0], self._locate)
        return None if first is None else first.parent

    def _status(self, model: SpeechModel) -> ModelStatus:
        path, remedy = self._path(model), f"{_source_remedy(model)}."
        if path is None:
            missing = parts_missing(model.files, self._locate)
            place = self.folder / model.name
            return ModelStatus(model, ModelState.MISSING, place, missing or "", remedy=remedy)
        if not model.packaged and not path.exists():
            kept = _size(self.parts_folder(model.name) / model.name) // 1_000_000
            detail = f"{kept} MB of it are here already" if kept else ""
            return ModelStatus(model, ModelState.AVAILABLE, path, detail)
        if model.in_place or path.exists():
            fault = (
                quick_fault(path, model.files)
                if model.packaged
                else installed_fault(path, every_byte=False)
            )
            if fault is None:
                return ModelStatus(model, ModelState.READY, path)
            if not model.in_place:
                return ModelStatus(model, ModelState.DAMAGED, path, fault)
            return ModelStatus(
                model, ModelState.DAMAGED, path, fault, in_package=True, remedy=remedy
            )
        missing = parts_missing(model.files, self._locate)
        if missing is not None:
            return ModelStatus(model, ModelState.MISSING, path, missing, remedy=remedy)
        fault = parts_quick_fault(model.files, self._locate)
        if fault is not None:
            return ModelStatus(
                model, ModelState.DAMAGED, path, fault, in_package=True, remedy=remedy
            )
        return ModelStatus(model, ModelState.TO_ASSEMBLE, path)

    def _assemble(self, model: SpeechModel, path: Path) -> None:
        if self._status(model).state is ModelState.MISSING:
            raise self._missing(model)
        try:
            fault = assemble(path, model.files, self._locate)
        except OSError as error:
            raise self.disk_error(model, error) from error
        self._refuse_fault(model, fault, packaged=True)

    @contextmanager
    def locked(self, model: SpeechModel) -> Iterator[None]:
        """Lock a model's folder against all other threads and processes; raises ModelError."""
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
            raise self.disk_error(model, error) from error
        try:
            yield
        finally:
            lock.release()

    def discard(self, model: SpeechModel, path: Path) -> None:
        """Delete a model's folder, renamed first, so that no partial model remains.

        The caller holds the lock. Raises ModelError.
        """
        doomed = path.with_name(f"{path.name}{UNFINISHED}{os.getpid()}")
        try:
            path.rename(doomed)
            shutil.rmtree(doomed)
        except OSError as error:
            raise self.disk_error(model, error) from error

    def _refuse_fault(
        self, model: SpeechModel, fault: str | None, *, packaged: bool = False
    ) -> None:
        """Raise ModelError for a fault; ``packaged`` when it is in an installed package."""
        if fault is None:
            return
        raise ModelError(
            f"The speech model {model.name!r} is damaged: {fault}.",
            f"{self._remedy(model, packaged=packaged)}{self._or_another(model)}.",
        )

    def _remedy(self, model: SpeechModel, *, packaged: bool) -> str:
        if packaged or model.in_place:
            return _source_remedy(model)
        if model.packaged:
            return f"Run `mock-interviewer models verify {model.name} --repair`"
        if model.repository:
            return f"Run `mock-interviewer models download {model.name}`, import it again"
        return "Import it again with `mock-interviewer models import`"

    def _or_another(self, model: SpeechModel) -> str:
        """Return a clause with the other models that can be used; empty where there are none."""
        usable = {ModelState.READY, ModelState.TO_ASSEMBLE}
        names = [status.model.name for status in self.list() if status.state in usable]
        others = _quoted(name for name in names if name != model.name)
        return others and f", or choose another model: {others}"

    def _missing(self, model: SpeechModel) -> ModelError:
        if model.packaged:
            missing = parts_missing(model.files, self._locate)
            return ModelError(
                f"The speech model {model.name!r} cannot be used: {missing}.",
                f"{_source_remedy(model)}{self._or_another(model)}.",
            )
        return ModelError(
            f"The speech model {model.name!r} has not been downloaded.",
            f"Run `mock-interviewer models download {model.name}`"
            f" (about {model.size // 1_000_000} MB){self._or_another(model)}.",
        )

    def disk_error(self, model: SpeechModel, error: OSError) -> ModelError:
        """Return the error for a model that cannot be written to disk."""
        needed = model.size // 1_000_000 + 1
        return ModelError(
            f"The speech model {model.name!r} cannot be written to {self.folder}: "
            f"{error.strerror or error}.",
            f"Make sure that the folder can be written to and has {needed} MB free.",
        )


def _source_remedy(model: SpeechModel) -> str:
    """Return how to repair a model at its source, without a period."""
    if model.supplied is not None:
        return copy_again(model.supplied)
    return install_again(model.packages)


def _quoted(names: Iterable[str]) -> str:
    """Return names of models in quotes, by which the window finds and replaces them."""
    return ", ".join(map(repr, names))


def _size(folder: Path) -> int:
    """Return the bytes of the files in a folder, 0 without one; a download may delete some."""
    size = 0
    for path in folder.glob("*"):
        with suppress(FileNotFoundError):
            size += path.stat().st_size
    return size
