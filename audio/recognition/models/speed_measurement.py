"""Measurement of this machine's transcription speed, in a process of its own."""

import json
import os
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, cast

from mock_interviewer.audio.errors import MachineError, RecognitionError
from mock_interviewer.audio.processes.child import child_command, child_environment
from mock_interviewer.audio.processes.child_errors import rebuild_error
from mock_interviewer.audio.recognition.models.catalog import BASE, TINY_EN
from mock_interviewer.audio.recognition.models.recommendation import MachineMeasurement
from mock_interviewer.audio.recognition.models.store import ModelState, ModelStore

CHILD_MODULE = "mock_interviewer.audio.recognition.worker.speed_child"

TIME_LIMIT = 60.0
"""Seconds after which a measurement is given up."""

_USABLE = {ModelState.READY, ModelState.TO_ASSEMBLE}


class SpeedMeasurement:
    """One measurement. ``run`` takes some 3 s on an ordinary laptop, for the calling thread."""

    def __init__(
        self, store: ModelStore, *, command: Sequence[str] = (), limit: float = TIME_LIMIT
    ) -> None:
        self._store = store
        self._command = tuple(command) or tuple(child_command(CHILD_MODULE))
        self._limit = limit
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._canceled = threading.Event()

    def run(self) -> MachineMeasurement | None:
        """Measure with a model that comes with the program; return None when canceled.

        Raises MachineError: no model can be loaded, or it takes more than the time limit. Nothing
        is left running.
        """
        model = reference_model(self._store)
        request = json.dumps({"store": str(self._store.folder), "model": model}).encode() + b"\n"
        with self._lock:
            if self._canceled.is_set():
                return None
            try:
                self._process = process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    env=child_environment(),
                )
            except OSError as error:
                raise _failed(error.strerror or str(error)) from error
        alarm = threading.Timer(self._limit, process.kill)
        alarm.start()
        try:
            seconds = _answer(process, request)
        finally:
            alarm.cancel()
            alarm.join()
            self._end(process)
        if self._canceled.is_set():
            return None
        if seconds is None:
            raise _failed("it did not answer in time")
        return MachineMeasurement(model, seconds, usable_cores(), memory())

    def cancel(self) -> None:
        """End the measurement at once; any thread."""
        with self._lock:
            self._canceled.set()
            if self._process is not None:
                self._process.kill()

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._process = None
            process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            try:
                cast("BinaryIO", stream).close()
            except OSError:
                continue


def reference_model(store: ModelStore) -> str:
    """Return the model to measure with: base, or tiny.en where base cannot be used.

    One of the two is always there; the recommendation does not depend on which.
    """
    states = {status.model.name: status.state for status in store.list()}
    return BASE.name if states[BASE.name] in _USABLE else TINY_EN.name


def usable_cores() -> int:
    """Return the number of processors that this program may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def memory() -> int:
    """Return the bytes of memory of this machine, or of this process's limit.

    Where the system does not report them, 8 GB, as in an ordinary laptop.
    """
    try:
        installed = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 8_000_000_000
    try:
        allowed = int(Path("/sys/fs/cgroup/memory.max").read_text("ascii"))
    except (OSError, ValueError):
        return installed
    return min(installed, allowed)


def _answer(process: subprocess.Popen[bytes], request: bytes) -> float | None:
    """Return the seconds that a piece took; None when the process died. Raises MachineError."""
    stream = cast("BinaryIO", process.stdin)
    try:
        # Left open: closing it would end the process.
        stream.write(request)
        stream.flush()
    except OSError:
        return None
    line = cast("BinaryIO", process.stdout).readline()
    try:
        answer = json.loads(line)
    except ValueError:
        return None
    if "seconds" in answer:
        return float(answer["seconds"])
    raise rebuild_error(answer["kind"], answer["what"], answer["remedy"], otherwise=MachineError)


def _failed(why: str) -> MachineError:
    return RecognitionError(
        f"This computer could not be measured: {why}.",
        "Measure again when less is going on, or choose a speech model yourself.",
    )
