"""The download of a model from a hub: started, reported as events, canceled, resumed.

The connection, and everything that a hub sends, stay in a process of their own (``fetch_child``).
"""

import logging
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from filelock import FileLock, Timeout

from mock_interviewer.audio.errors import MachineError, ModelError
from mock_interviewer.audio.model_files import ModelFile
from mock_interviewer.audio.processes.child_errors import redact_stderr
from mock_interviewer.audio.recognition.installation.fetch_messages import (
    FetchCheck,
    FetchDone,
    FetchProgress,
    FetchProtocolError,
    FetchRefused,
    FetchRequest,
    FetchSize,
)
from mock_interviewer.audio.recognition.installation.fetch_process import (
    FetchProcess,
    hub_address,
    hub_host,
)
from mock_interviewer.audio.recognition.installation.install import (
    LoadProof,
    is_intact,
    make_ready,
    prove_loads,
    put_in_place,
)
from mock_interviewer.audio.recognition.installation.model_check import InvalidModel
from mock_interviewer.audio.recognition.models.manifest import ModelOrigin
from mock_interviewer.audio.recognition.models.store import ModelStore


@dataclass(frozen=True)
class DownloadSized:
    """The size of the model is known: ``size`` bytes, ``done`` of which are here already.

    ``host`` is the hub's address without ``https://``.
    """

    name: str
    host: str
    size: int
    done: int


@dataclass(frozen=True)
class DownloadProgressed:
    """``done`` of ``size`` bytes are here; reported a few times a second."""

    name: str
    size: int
    done: int


@dataclass(frozen=True)
class DownloadChecking:
    """All bytes are here and are being verified; then the model is loaded once."""

    name: str


@dataclass(frozen=True)
class DownloadFinished:
    """The model can be used. ``new`` is False when it was there before and nothing was fetched."""

    name: str
    path: Path
    new: bool = True


@dataclass(frozen=True)
class DownloadFailed:
    """Nothing was installed. ``resumable``: another download resumes from what is here."""

    name: str
    error: MachineError
    resumable: bool


DownloadEvent: TypeAlias = (
    DownloadSized | DownloadProgressed | DownloadChecking | DownloadFinished | DownloadFailed
)


PATIENCE = 30.0
"""Seconds without a byte after which a hub counts as unresponsive."""
WAITS = (1.0, 3.0, 10.0)
"""Seconds before each further try while no byte comes."""


log = logging.getLogger(__name__)


class _DownloadStopped(Exception):
    """A download ended without a model; another may resume from it."""

    def __init__(self, error: MachineError, *, resumable: bool) -> None:
        super().__init__(str(error))
        self.error = error
        self.resumable = resumable


class _DownloadCanceled(Exception):
    """The download was canceled."""


class HubDownload:
    """One download of one model of the catalog into a store.

    No method waits but ``wait``, and all may be called from any thread. ``listener`` is called on
    the download's own thread, one event at a time; the last is DownloadFinished or DownloadFailed.
    The constructor raises ModelError for a model that cannot be downloaded, or an invalid address
    of the hub.

    With ``ask``, nothing is fetched between DownloadSized and ``confirm``. The bytes of a download
    that failed or was canceled are kept: the next download of the same model resumes from them.
    """

    def __init__(
        self,
        store: ModelStore,
        name: str,
        listener: Callable[[DownloadEvent], None],
        *,
        ask: bool = False,
        patience: float = PATIENCE,
        waits: Sequence[float] = WAITS,
        command: Sequence[str] = (),
        proof: LoadProof = prove_loads,
    ) -> None:
        self._store = store
        self._model = store.model(name)
        if not self._model.repository:
            raise ModelError(
                f"The speech model {name!r} cannot be downloaded: it comes with the program or was"
                " imported.",
                "`mock-interviewer models list` shows which can be.",
            )
        self._host = hub_host()
        self._parts = store.parts_folder(name)
        self._home = self._parts / "hub"
        self._request = FetchRequest(
            repository=self._model.repository,
            folder=str(self._parts / name),
            patience=patience,
            waits=tuple(waits),
            ask=ask,
        )
        self._listener = listener
        self._command = tuple(command)
        self._proof = proof
        self._lock = threading.Lock()
        self._process: FetchProcess | None = None
        self._canceled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="model-download", daemon=True)

    def start(self) -> None:
        """Ask the hub, in the background; call it once."""
        self._thread.start()

    def confirm(self) -> None:
        """Fetch the model, whose size is known now; nothing happens without ``ask``."""
        with self._lock:
            if self._process is not None:
                self._process.confirm()

    def cancel(self) -> None:
        """Stop; no event is reported after this returns, save one under way."""
        self._canceled.set()
        with self._lock:
            if self._process is not None:
                self._process.kill()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the download is over, even if canceled; return whether it is."""
        if self._thread is threading.current_thread():
            return False
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        name = self._model.name
        try:
            self._tell(self._download())
        except _DownloadCanceled:
            return
        except _DownloadStopped as end:
            self._tell(DownloadFailed(name, end.error, end.resumable))
        except MachineError as error:
            self._tell(DownloadFailed(name, error, resumable=True))
        except OSError as error:
            self._tell(
                DownloadFailed(name, self._store.disk_error(self._model, error), resumable=True)
            )
        except Exception:
            log.exception("a download failed")
            bug = ModelError("Something went wrong, and the download stopped.", "Try again.")
            self._tell(DownloadFailed(name, bug, resumable=True))

    def _download(self) -> DownloadFinished:
        name = self._model.name
        with self._alone():
            if is_intact(self._store, self._model):
                return DownloadFinished(name, self._store.folder / name, new=False)
            folder = self._parts / name
            for part in (self._parts, folder):
                part.mkdir(mode=0o700, exist_ok=True)
            try:
                fetched = self._fetch()
            finally:
                shutil.rmtree(self._home, ignore_errors=True)
            origin = ModelOrigin(hub_address(), self._model.repository, fetched.revision)
            files = tuple(ModelFile(*file, ()) for file in fetched.files)
            try:
                make_ready(self._parts, self._model, files, origin, self._proof)
            except InvalidModel as error:
                shutil.rmtree(self._parts, ignore_errors=True)
                raise _DownloadStopped(self._invalid(error), resumable=False) from error
            if self._canceled.is_set():
                raise _DownloadCanceled
            with self._store.locked(self._model):
                path = put_in_place(self._store, self._parts, self._model)
            shutil.rmtree(self._parts, ignore_errors=True)
            return DownloadFinished(name, path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Prevent other downloads of this model; raises ModelError, OSError."""
        folder = self._store.folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(folder / f"{self._model.name}.download.lock", mode=0o600, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise ModelError(
                f"The speech model {self._model.name!r} is being downloaded already.",
                "Wait for that, or stop it where it was started.",
            ) from None
        try:
            yield
        finally:
            lock.release()

    def _fetch(self) -> FetchDone:
        """Run the process and report progress; raises _DownloadStopped, _DownloadCanceled."""
        with self._lock:
            if self._canceled.is_set():
                raise _DownloadCanceled
            self._process = process = FetchProcess(self._request, self._home, self._command)
        complaint = ""
        try:
            return self._listen(process)
        finally:
            with self._lock:
                self._process = None
                complaint = process.end()
            if complaint:
                log.warning(
                    "the process that fetches a model wrote to stderr:\n%s",
                    redact_stderr(complaint),
                )

    def _listen(self, process: FetchProcess) -> FetchDone:
        """Report progress until all is fetched."""
        name, size = self._model.name, 0
        while True:
            try:
                report = process.read()
            except FetchProtocolError:
                log.exception("the process that fetches a model is out of step")
                report = None
            match report:
                case FetchSize(size, done):
                    self._tell(DownloadSized(name, self._host, size, done))
                case FetchProgress(done):
                    self._tell(DownloadProgressed(name, size, done))
                case FetchCheck():
                    self._tell(DownloadProgressed(name, size, size))
                    self._tell(DownloadChecking(name))
                case FetchDone():
                    return report
                case FetchRefused(what, remedy, resumable):
                    raise _DownloadStopped(ModelError(what, remedy), resumable=resumable)
                case _:
                    raise (
                        _DownloadCanceled
                        if self._canceled.is_set()
                        else _DownloadStopped(
                            ModelError(
                                "The download stopped unexpectedly.",
                                "Download again: it resumes from here.",
                            ),
                            resumable=True,
                        )
                    )

    def _invalid(self, error: InvalidModel) -> ModelError:
        return ModelError(
            f"{self._model.repository} on {self._host} is not a usable speech model: {error}.",
            "Choose another model.",
        )

    def _tell(self, event: DownloadEvent) -> None:
        """Call the listener, unless canceled; its bugs are logged."""
        if self._canceled.is_set():
            return
        try:
            self._listener(event)
        except Exception:
            log.exception("a listener to a download failed")
