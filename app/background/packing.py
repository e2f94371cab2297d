"""Compression of saved recordings to FLAC, one by one, while the program is idle."""

import logging
import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from mock_interviewer.app.callback_types import Later, Post
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.recording_paths import session_folders
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.files import flac

log = logging.getLogger(__name__)

T = TypeVar("T")

LOOK_AGAIN = 5.0
"""Seconds after which it is checked again whether the program is idle."""
_LEAST_NICE = 19
_PAGES = "report*"
"""Reports beside recordings, which play them under their old names."""


class RunTask(Protocol):
    """Runs work on another thread, as ``BackgroundTasks.run`` of the window does."""

    def __call__(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[MachineError], object] | None = None,
        *,
        name: str = "task",
        broken: Callable[[], object] | None = None,
    ) -> object:
        """Do ``work``, then ``done`` or ``failed`` on the owning thread."""


class RecordingPacker:
    """Compresses recordings. Owned by one thread, to which ``post``, ``run`` and ``later`` return.

    The leftovers of an earlier run are removed first, even where packing is not wanted.

    ``idle`` returns whether nothing is being recorded, played, transcribed or analyzed. A recording
    that cannot be packed stays as it is and is tried again in another run of the program.
    """

    def __init__(
        self,
        store: StoreThread,
        data: DataFolder,
        *,
        post: Post,
        run: RunTask,
        later: Later,
        idle: Callable[[], bool],
    ) -> None:
        self._store = store
        self._data = data
        self._post = post
        self._run = run
        self._later = later
        self._idle = idle
        self._wanted = True
        self._closed = False
        self._tidied = False
        self._busy = False
        self._waiting = False
        self._left: deque[tuple[str, Path]] = deque()
        self._refused: set[str] = set()

    def use(self, *, wanted: bool) -> None:
        """Pack recordings from now on, or leave them as they are."""
        self._wanted = wanted
        self.catch_up()
        self._pack_next()

    def catch_up(self) -> None:
        """Pack the recordings that are not packed yet, when idle."""
        if self._closed or not self._wanted:
            return
        found = self._store.submit(lambda library: library.recordings.unpacked())
        found.add_done_callback(lambda future: self._post(partial(self._take_up, future)))

    def close(self) -> None:
        """Start no more work."""
        self._closed = True

    def _take_up(self, future: "Future[list[tuple[str, Path]]]") -> None:
        if future.exception() is None:
            self._left = deque(one for one in future.result() if one[0] not in self._refused)
            self._pack_next()

    def _pack_next(self) -> None:
        if self._closed or self._busy or self._waiting or (self._tidied and not self._wanted):
            return
        if not self._idle():
            self._waiting = True
            self._later(LOOK_AGAIN, self._look_again)
        elif not self._tidied:
            self._tidied = True
            self._begin(partial(remove_unfinished_packing, self._store, self._data), "")
        elif self._left:
            take, recording = self._left.popleft()
            self._begin(partial(pack_recording, self._store, take, recording), take)

    def _begin(self, work: Callable[[], object], take: str) -> None:
        self._busy = True
        self._run(
            partial(_at_lowest_priority, work),
            self._done,
            partial(self._failed, take),
            name="packing",
            broken=partial(self._refuse, take),
        )

    def _look_again(self) -> None:
        self._waiting = False
        self._pack_next()

    def _done(self, _: object) -> None:
        self._busy = False
        self._pack_next()

    def _refuse(self, take: str) -> None:
        self._busy = False
        self._refused.add(take)

    def _failed(self, take: str, error: MachineError) -> None:
        self._refuse(take)
        log.warning("%s", error)
        self._pack_next()


def pack_recording(store: StoreThread, take: str, recording: Path) -> bool:
    """Replace a take's recording with a FLAC file; waits. Return whether it was replaced.

    Raises MachineError; the recording is then unchanged.
    """
    if not recording.exists():
        packed = flac.packed_path(recording)
        if not packed.exists():
            return False
    elif any(recording.parent.glob(_PAGES)):
        return False
    else:
        packed = flac.pack_as_flac(recording)
    try:
        adopted = store.submit(
            lambda library: library.recordings.replace_with_flac(take, packed)
        ).result()
    except BaseException:
        if packed != flac.packed_path(recording):
            packed.unlink(missing_ok=True)
        raise
    if adopted:
        log.info("the recording of take %s is kept as FLAC", take)
    return adopted


def remove_unfinished_packing(store: StoreThread, data: DataFolder) -> None:
    """Remove the leftovers of packing in an earlier run; waits. Raises MachineError."""
    doubled = []
    try:
        for folder in session_folders(data):
            for unfinished in folder.glob(flac.UNFINISHED):
                unfinished.unlink(missing_ok=True)
            doubled += [path for path in folder.glob("*.wav") if flac.packed_path(path).exists()]
    except OSError as error:
        raise MachineError(f"{data.sessions} cannot be tidied: {error.strerror}.") from error
    if doubled:
        store.submit(lambda library: library.recordings.remove_replaced(doubled)).result()


def _at_lowest_priority(work: Callable[[], T]) -> T:
    """Do ``work`` on this thread, at the lowest priority where the system can do that."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LEAST_NICE)
    return work()
