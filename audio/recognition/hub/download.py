"""Downloading a model from a hub, as the rest of the program sees it: asked for, told of, ended.

The connection, and everything that a hub sends, stay in a process of their own (``fetching``).
"""

import logging
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from filelock import FileLock, Timeout

from mock_interviewer.audio.complaints import without_quotes
from mock_interviewer.audio.errors import MachineError, ModelError
from mock_interviewer.audio.model_files import ModelFile
from mock_interviewer.audio.recognition.hub.address import hub_address, hub_host
from mock_interviewer.audio.recognition.hub.checks import UnsoundError
from mock_interviewer.audio.recognition.hub.events import (
    Checking,
    DownloadEvent,
    Failed,
    Finished,
    Progressed,
    Sized,
)
from mock_interviewer.audio.recognition.hub.fetch_process import FetchProcess
from mock_interviewer.audio.recognition.hub.installing import is_sound, make_ready, put_in_place
from mock_interviewer.audio.recognition.hub.manifest import Origin
from mock_interviewer.audio.recognition.hub.messages import (
    Check,
    Fetch,
    Fetched,
    Progress,
    ProtocolError,
    Refused,
    Size,
)
from mock_interviewer.audio.recognition.hub.proof import Proof, loads
from mock_interviewer.audio.recognition.models import ModelStore

PATIENCE = 30.0
"""Seconds without a byte after which a hub has stopped answering."""
WAITS = (1.0, 3.0, 10.0)
"""Seconds before each further try while no byte comes."""

log = logging.getLogger(__name__)


class _GaveUp(Exception):
    """A download that is over without a model, and whether another can go on from it."""

    def __init__(self, error: MachineError, *, resumable: bool) -> None:
        super().__init__(str(error))
        self.error = error
        self.resumable = resumable


class _Cancelled(Exception):
    """Nobody wants the model any more."""


class Download:
    """One download of one model of the catalogue into a store.

    No method waits but ``wait``, and all may be called from any thread. ``listener`` is called on
    a thread of ours, one event at a time; the last is Finished or Failed. The constructor raises
    ModelError for a model that cannot be downloaded, or a hub whose address is none.

    With ``ask``, nothing of the model is fetched between Sized and ``go_on``. What came of a
    download that failed or was cancelled is kept: the next one of the same model goes on from it.
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
        proof: Proof = loads,
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
        self._request = Fetch(
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
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="model-download", daemon=True)

    def start(self) -> None:
        """Ask the hub, in the background; call it once."""
        self._thread.start()

    def go_on(self) -> None:
        """Fetch the model whose size is known now; nothing happens without ``ask``."""
        with self._lock:
            if self._process is not None:
                self._process.go_on()

    def cancel(self) -> None:
        """Stop; no event is told after this returns, save one under way."""
        self._cancelled.set()
        with self._lock:
            if self._process is not None:
                self._process.kill()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the download is over, cancelled ones too; say whether it is."""
        if self._thread is threading.current_thread():
            return False
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        name = self._model.name
        try:
            self._tell(self._download())
        except _Cancelled:
            return
        except _GaveUp as end:
            self._tell(Failed(name, end.error, end.resumable))
        except MachineError as error:
            self._tell(Failed(name, error, resumable=True))
        except OSError as error:
            self._tell(Failed(name, self._store.disk_error(self._model, error), resumable=True))
        except Exception:
            log.exception("a download failed")
            bug = ModelError("A mistake in this program stopped the download.", "Try it again.")
            self._tell(Failed(name, bug, resumable=True))

    def _download(self) -> Finished:
        name = self._model.name
        with self._alone():
            if is_sound(self._store, self._model):
                return Finished(name, self._store.folder / name, new=False)
            folder = self._parts / name
            for part in (self._parts, folder):
                part.mkdir(mode=0o700, exist_ok=True)
            try:
                fetched = self._fetch()
            finally:
                shutil.rmtree(self._home, ignore_errors=True)
            origin = Origin(hub_address(), self._model.repository, fetched.revision)
            files = tuple(ModelFile(*file, ()) for file in fetched.files)
            try:
                make_ready(self._parts, self._model, files, origin, self._proof)
            except UnsoundError as error:
                shutil.rmtree(self._parts, ignore_errors=True)
                raise _GaveUp(self._unsound(error), resumable=False) from error
            if self._cancelled.is_set():
                raise _Cancelled
            with self._store.locked(self._model):
                path = put_in_place(self._store, self._parts, self._model)
            shutil.rmtree(self._parts, ignore_errors=True)
            return Finished(name, path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep every other download of this model away; raises ModelError, OSError."""
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

    def _fetch(self) -> Fetched:
        """Run the process that fetches, and pass on what it tells; raises _GaveUp, _Cancelled."""
        with self._lock:
            if self._cancelled.is_set():
                raise _Cancelled
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
                    "the process that fetches a model complained\n%s", without_quotes(complaint)
                )

    def _listen(self, process: FetchProcess) -> Fetched:
        """Pass reports on until all is fetched."""
        name, size = self._model.name, 0
        while True:
            try:
                report = process.read()
            except ProtocolError:
                log.exception("the process that fetches a model is out of step")
                report = None
            match report:
                case Size(size, done):
                    self._tell(Sized(name, self._host, size, done))
                case Progress(done):
                    self._tell(Progressed(name, size, done))
                case Check():
                    self._tell(Progressed(name, size, size))
                    self._tell(Checking(name))
                case Fetched():
                    return report
                case Refused(what, remedy, resumable):
                    raise _GaveUp(ModelError(what, remedy), resumable=resumable)
                case _:
                    raise (
                        _Cancelled
                        if self._cancelled.is_set()
                        else _GaveUp(
                            ModelError(
                                "The download stopped unexpectedly.",
                                "Download again: it goes on from here.",
                            ),
                            resumable=True,
                        )
                    )

    def _unsound(self, error: UnsoundError) -> ModelError:
        return ModelError(
            f"What {self._host} has as {self._model.repository} is no speech model that can be"
            f" used: {error}.",
            "Choose another model.",
        )

    def _tell(self, event: DownloadEvent) -> None:
        """Call the listener, unless nobody listens any more; its bugs are logged."""
        if self._cancelled.is_set():
            return
        try:
            self._listener(event)
        except Exception:
            log.exception("a listener to a download failed")
