"""A download that can be begun and taken back from any thread, without touching the disk there."""

import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.hub.download import Download
from mock_interviewer.audio.recognition.hub.events import DownloadEvent, Failed, Sized
from mock_interviewer.audio.recognition.models import ModelStore

Make: TypeAlias = Callable[..., Download]


@dataclass(frozen=True)
class Room:
    """The hub said how large the model is, and ``free`` bytes are free where it would lie."""

    sized: Sized
    free: int


Told: TypeAlias = DownloadEvent | Room


class OneDownload:
    """A Download with its listener on any thread; a Room is told in place of Sized."""

    def __init__(
        self,
        store: ModelStore,
        name: str,
        listener: Callable[[Told], None],
        *,
        make: Make = Download,
    ) -> None:
        self.name = name
        self._store = store
        self._listener = listener
        self._make = make
        self._lock = threading.Lock()
        self._download: Download | None = None
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants it any more."""
        return self._cancelled

    def begin(self) -> None:
        """Ask the hub for the size; reads the disk, so not on the GUI thread."""
        try:
            download = self._make(self._store, self.name, self._hear, ask=True)
        except MachineError as error:
            self._listener(Failed(self.name, error, resumable=False))
            return
        with self._lock:
            if self._cancelled:
                return
            self._download = download
            download.start()

    def go_on(self) -> None:
        """Fetch the model whose size is known now."""
        with self._lock:
            download = self._download
        if download is not None:
            download.go_on()

    def forget(self) -> None:
        """Want it no more; ``cancel``, which may wait a moment for a process, is still to come."""
        self._cancelled = True

    def cancel(self) -> None:
        """Stop; what is here is kept."""
        with self._lock:
            self._cancelled = True
            download = self._download
        if download is not None:
            download.cancel()

    def wait(self, timeout: float) -> None:
        """Wait until nothing of it is left running, for another thread than the GUI's."""
        with self._lock:
            download = self._download
        if download is not None:
            download.wait(timeout)

    def _hear(self, event: DownloadEvent) -> None:
        if isinstance(event, Sized):
            self._listener(Room(event, shutil.disk_usage(self._store.folder).free))
        else:
            self._listener(event)
