"""The recognition worker: a process that holds one model and does jobs until its input ends.

Requests come on standard input, reports leave on standard output (see ``messages``). The end of
the input, which is also what a killed parent leaves, ends the process at once, whatever it does.
"""

import os
import queue
import signal
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, cast

import numpy as np

from mock_interviewer.audio.child import OFFLINE
from mock_interviewer.audio.errors import MachineError, RecognitionError
from mock_interviewer.audio.recognition.messages import (
    Audio,
    Begin,
    Cancel,
    Done,
    Finish,
    Load,
    Loaded,
    ProtocolError,
    Refused,
    Report,
    Request,
    TranscribeFile,
    Working,
    encode,
    read_message,
    to_pcm,
)
from mock_interviewer.audio.recognition.models import ModelStore
from mock_interviewer.audio.types import SPEECH_RATE

if TYPE_CHECKING:
    from mock_interviewer.audio.recognition.engine import Engine

Inbox = queue.SimpleQueue[Request]


@dataclass
class _Job:
    vocabulary: tuple[str, ...]
    language: str
    pcm: bytearray = field(default_factory=bytearray)


class Worker:
    """Does what it is asked, one request after another, on the thread that calls ``run``."""

    def __init__(self, inbox: Inbox, out: BinaryIO, cancelled: set[int]) -> None:
        self._inbox = inbox
        self._out = out
        self._cancelled = cancelled
        self._jobs: dict[int, _Job] = {}

    def run(self) -> None:
        """Load the model, then work for ever; returns only when the model is refused."""
        request = self._inbox.get()
        if not isinstance(request, Load):
            raise TypeError(f"the first request must be Load, not {request!r}")
        try:
            engine = load(request)
        except MachineError as error:
            self._send(_refused(None, error))
            return
        self._send(Loaded(request.model))
        while True:
            self._do(self._inbox.get(), engine)

    def _do(self, request: Request, engine: "Engine") -> None:
        match request:
            case Begin(job, vocabulary, language):
                self._jobs[job] = _Job(vocabulary, language)
            case Audio(job, pcm):
                if job in self._jobs:
                    self._jobs[job].pcm += pcm
            case Cancel(job):
                self._jobs.pop(job, None)
            case Finish(job) | TranscribeFile(job):
                self._transcribe(request, engine)
                self._cancelled.discard(job)

    def _transcribe(self, request: Finish | TranscribeFile, engine: "Engine") -> None:
        """Do a job; a bug ends the process, which its client answers with a fresh one."""
        number = request.job
        job = self._jobs.pop(number, None)
        if number in self._cancelled:
            return
        try:
            if isinstance(request, TranscribeFile):
                job = _Job(request.vocabulary, request.language, _read(Path(request.path)))
            if job is None:
                raise LookupError(f"job {number} was never begun")
            transcript = engine.transcribe(
                np.frombuffer(job.pcm, dtype=np.int16),
                vocabulary=job.vocabulary,
                language=job.language,
                progress=lambda: self._send(Working(number)),
                cancelled=lambda: number in self._cancelled,
            )
        except MachineError as error:
            self._send(_refused(number, error))
        except MemoryError:
            self._send(_refused(number, _no_memory()))
        else:
            if transcript is not None:
                self._send(Done(number, transcript.to_dict()))

    def _send(self, report: Report) -> None:
        self._out.write(encode(report))
        self._out.flush()


def load(request: Load) -> "Engine":
    """Check the model's every byte while the libraries are being imported, then load it.

    Raises ModelError or RecognitionError.
    """
    store = ModelStore(Path(request.store))
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="verify") as pool:
        folder = pool.submit(store.ready, request.model)
        try:
            from mock_interviewer.audio.recognition.engine import Engine
        except (ImportError, OSError) as error:
            raise RecognitionError(
                f"Speech recognition is not installed completely: {error}.",
                "Install Mock Interviewer again with all its packages.",
            ) from error
        return Engine(folder.result(), request.model)


def _read(path: Path) -> bytearray:
    from mock_interviewer.audio.sound_file import read_sound

    return bytearray(to_pcm(read_sound(path, SPEECH_RATE).samples).tobytes())


def _refused(job: int | None, error: MachineError) -> Refused:
    return Refused(job, type(error).__name__, error.what, error.remedy)


def _no_memory() -> RecognitionError:
    return RecognitionError(
        "There is not enough memory to transcribe this recording.",
        "The recording is safe; close other programs and transcribe it later.",
    )


def _receive(stream: BinaryIO, inbox: Inbox, cancelled: set[int]) -> None:
    """Pass requests on until the input ends, then end the process, even in the middle of a job."""
    status = 1
    try:
        while (message := read_message(stream)) is not None:
            if isinstance(message, Cancel):
                cancelled.add(message.job)
            inbox.put(cast("Request", message))
        status = 0
    except (ProtocolError, OSError) as error:
        _report_bug(type(error), error, error.__traceback__)
    finally:
        os._exit(status)


def _report_bug(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Print where a bug is; its message may quote what was said, and this goes into the log."""
    sys.stderr.write("".join(traceback.format_tb(trace)) + f"{kind.__qualname__}\n")
    sys.stderr.flush()


def take_output() -> BinaryIO:
    """Return standard output for ourselves alone; whoever prints now prints to standard error.

    Native libraries print as they please, and would get between our frames.
    """
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def main() -> int:
    """Run the worker on standard input and output."""
    # Ctrl-C in a terminal goes to every process there; ours ends when its parent does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.excepthook = _report_bug
    os.environ.update(OFFLINE)
    out = take_output()
    inbox: Inbox = queue.SimpleQueue()
    cancelled: set[int] = set()
    stream = os.fdopen(os.dup(0), "rb")
    threading.Thread(target=_receive, args=(stream, inbox, cancelled), daemon=True).start()
    with suppress(BrokenPipeError):
        Worker(inbox, out, cancelled).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
