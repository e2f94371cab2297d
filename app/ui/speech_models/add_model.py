"""Adding a speech model: a download that any thread can cancel, and an import from a file."""

import itertools
import re
import shutil
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from mock_interviewer.audio.errors import MachineError, ModelError
from mock_interviewer.audio.recognition.installation.download import (
    DownloadEvent,
    DownloadFailed,
    DownloadSized,
    HubDownload,
)
from mock_interviewer.audio.recognition.installation.importing import import_model, name_of
from mock_interviewer.audio.recognition.installation.install import LoadProof, prove_loads
from mock_interviewer.audio.recognition.models.catalog import CATALOG
from mock_interviewer.audio.recognition.models.manifest import is_model_name
from mock_interviewer.audio.recognition.models.store import ModelStore

MakeDownload: TypeAlias = Callable[..., HubDownload]


@dataclass(frozen=True)
class DownloadOffer:
    """A model's size from the hub, and the ``free`` bytes where it would be saved."""

    sized: DownloadSized
    free: int


ModelDownloadEvent: TypeAlias = DownloadEvent | DownloadOffer


class CancellableDownload:
    """A HubDownload that can be cancelled early. The listener is called on any thread.

    It gets a DownloadOffer in place of DownloadSized.
    """

    def __init__(
        self,
        store: ModelStore,
        name: str,
        listener: Callable[[ModelDownloadEvent], None],
        *,
        make: MakeDownload = HubDownload,
    ) -> None:
        self.name = name
        self._store = store
        self._listener = listener
        self._make = make
        self._lock = threading.Lock()
        self._download: HubDownload | None = None
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether the download is no longer wanted."""
        return self._cancelled

    def begin(self) -> None:
        """Ask the hub for the size; reads the disk, so not on the GUI thread."""
        try:
            download = self._make(self._store, self.name, self._hear, ask=True)
        except MachineError as error:
            self._listener(DownloadFailed(self.name, error, resumable=False))
            return
        with self._lock:
            if self._cancelled:
                return
            self._download = download
            download.start()

    def confirm(self) -> None:
        """Download the model, after its size was confirmed."""
        with self._lock:
            download = self._download
        if download is not None:
            download.confirm()

    def forget(self) -> None:
        """Mark the download as unwanted; ``cancel`` must follow and may wait for a process."""
        self._cancelled = True

    def cancel(self) -> None:
        """Stop the download and keep the downloaded part."""
        with self._lock:
            self._cancelled = True
            download = self._download
        if download is not None:
            download.cancel()

    def wait(self, timeout: float) -> None:
        """Wait until nothing of it runs. Do not call on the GUI thread."""
        with self._lock:
            download = self._download
        if download is not None:
            download.wait(timeout)

    def _hear(self, event: DownloadEvent) -> None:
        if isinstance(event, DownloadSized):
            self._listener(DownloadOffer(event, shutil.disk_usage(self._store.folder).free))
        else:
            self._listener(event)


_LONGEST_NAME = 60


_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


def import_from_path(store: ModelStore, source: Path, *, proof: LoadProof = prove_loads) -> str:
    """Import a model and return its name here; takes seconds to a minute.

    The name is that of the folder or archive, changed where that is no name for a model or one of
    the program's own has it. Raises ModelError.
    """
    packaged = {model.name for model in CATALOG.values() if model.packaged}
    name = usable_name(name_of(source), packaged)
    before = name in store.names() and (store.folder / name).exists()
    try:
        return import_model(store, source, name, proof=proof).manifest.name
    except ModelError as error:
        if before and "another speech model" in error.what:
            raise ModelError(
                error.what, "Remove that model first, or rename the folder or archive."
            ) from error
        raise


def usable_name(wanted: str, taken: Collection[str]) -> str:
    """Return a valid model name close to ``wanted`` that is not in ``taken``."""
    plain = _NOT_IN_NAMES.sub("-", wanted).strip(".-_")[:_LONGEST_NAME].rstrip(".") or "model"
    if not is_model_name(plain):
        plain = plain.replace(".", "-")  # an ending that only our own files have
    lower = {name.casefold() for name in taken}
    numbered = (f"{plain}-{number}" for number in itertools.count(2))
    tried = itertools.chain([plain], numbered)
    return next(name for name in tried if name.casefold() not in lower)
