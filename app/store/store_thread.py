"""The thread that owns the library of a window or a demo."""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.store.library import Library

log = logging.getLogger(__name__)

T = TypeVar("T")
PATIENCE_SECONDS = 0.4
"""Seconds for deletions while opening and closing, for which a window waits."""
_Job = tuple[Callable[[Library], Any], "Future[Any]"]


class StoreThread:
    """Runs work on a library, in the order in which it was submitted. Call from any thread.

    Callbacks of the futures run on the store thread.
    """

    def __init__(self, data: DataFolder) -> None:
        self._data = data
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closed = False
        self._gate = threading.Lock()
        # A hanging disk must not keep the program from ending.
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)

    def start(self) -> "Future[None]":
        """Start the thread and open the library; the future holds the StoreError if that fails.

        Until it succeeds, opening is retried with each submission, since the person may have
        removed the cause.
        """
        self._thread.start()
        return self.submit(lambda _: None)

    def submit(self, work: Callable[[Library], T]) -> "Future[T]":
        """Run ``work`` on the thread; the future holds its result or exception.

        If the library cannot be opened, and after ``close``, that is a StoreError.
        """
        future: Future[T] = Future()
        with self._gate:
            if not self._closed:
                self._jobs.put((work, future))
                return future
        future.set_exception(_closing())
        return future

    def close(self, timeout: float = 2.0) -> bool:
        """Finish the submitted work and close the library; return whether that was in time.

        Work that did not start within ``timeout`` seconds fails with a StoreError.
        """
        with self._gate:
            self._closed = True
        self._jobs.put(None)
        if self._thread.ident is None:
            return True
        self._thread.join(timeout)
        if not self._thread.is_alive():
            return True
        self._fail_pending()
        return False

    def _fail_pending(self) -> None:
        """Fail the work that did not start, so that nobody waits for it."""
        with suppress(queue.Empty):
            while True:
                job = self._jobs.get_nowait()
                if job is not None and job[1].set_running_or_notify_cancel():
                    job[1].set_exception(_closing())
        self._jobs.put(None)
        log.error("the store did not finish in time")

    def _run(self) -> None:
        library: Library | None = None
        try:
            while (job := self._next(library)) is not None:
                work, future = job
                if future.set_running_or_notify_cancel():
                    library = self._do(work, future, library)
        finally:
            if library is not None:
                library.close(PATIENCE_SECONDS)

    def _next(self, library: Library | None) -> _Job | None:
        """Wait for work; meanwhile, remove what an earlier run had no time to remove."""
        try:
            while library is not None and self._jobs.empty() and library.trash.purge_older():
                pass
        except StoreError as error:
            log.warning("what was discarded is removed at the next start: %s", error)
        return self._jobs.get()

    def _do(
        self, work: Callable[[Library], Any], future: "Future[Any]", library: Library | None
    ) -> Library | None:
        try:
            if library is None:
                library = Library.open(self._data, patience=PATIENCE_SECONDS)
            result = work(library)
        except (StoreError, UsageError) as error:
            log.warning("%s", error)
            future.set_exception(error)
        except BaseException as error:
            log.exception("a bug in work for the store")
            future.set_exception(error)
        else:
            future.set_result(result)
        return library


def _closing() -> StoreError:
    return StoreError("Mock Interviewer is closing and can't save anything more.")
