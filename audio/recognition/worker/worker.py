"""The recognition worker: a process that holds one model and does jobs until its input ends.

Requests come on standard input, reports leave on standard output (see ``recognition.messages``).
Jobs are done on one thread, one step at a time.
"""

import queue
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from mock_interviewer.audio.errors import MachineError, RecognitionError
from mock_interviewer.audio.packaged_models import INSTALL_AGAIN
from mock_interviewer.audio.processes.worker_main import serve
from mock_interviewer.audio.recognition.messages import (
    BeginRecognition,
    CancelRecognition,
    FillersReport,
    FindFillers,
    FinishRecognition,
    LoadModel,
    ModelLoaded,
    PartialTranscript,
    RecognitionAudio,
    RecognitionDone,
    RecognitionProgress,
    RecognitionRefused,
    RecognitionReport,
    RecognitionRequest,
    RecognizeFile,
    VoiceActivityReport,
    encode,
    read_request,
)
from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.worker.filled_pauses import FillerDecoder, fillers_in
from mock_interviewer.audio.recognition.worker.rescoring import RescoringJob
from mock_interviewer.audio.samples import SPEECH_RATE, Pcm, to_pcm

if TYPE_CHECKING:
    from mock_interviewer.audio.recognition.worker.engine import WhisperEngine
    from mock_interviewer.audio.recognition.worker.transcriber import Transcriber


def file_blocks(path: Path) -> Iterator[Pcm]:
    """Return a sound file's contents, some seconds at a time, of which one is kept in memory.

    Raises MachineError at once where it cannot be read or says that it is longer than a day, and
    on the way where it is. A recording that was kept as FLAC since its path was told is found.
    """
    # Imported late: a worker that hears only what it is sent reads no file.
    from mock_interviewer.audio.files.flac import existing_recording_path
    from mock_interviewer.audio.files.sound_file import LONGEST_SOUND, read_blocks

    parts = read_blocks(existing_recording_path(path), SPEECH_RATE, longest=LONGEST_SOUND)
    first = next(parts)
    return (to_pcm(part.samples) for part in chain((first,), parts))


def lazy_file_blocks(path: Path) -> Iterator[Pcm]:
    """Yield the same, but read the file only when the first block is asked for."""
    yield from file_blocks(path)


def load_engine(request: LoadModel) -> "WhisperEngine":
    """Check the model's every byte while the libraries are being imported, then load it.

    Raises ModelError or RecognitionError.
    """
    store = ModelStore(Path(request.store))
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="verify") as pool:
        folder = pool.submit(store.ready, request.model)
        try:
            from mock_interviewer.audio.recognition.worker.engine import WhisperEngine
        except (ImportError, OSError) as error:
            raise RecognitionError(
                f"Speech recognition is not installed completely: {error}.",
                f"{INSTALL_AGAIN}.",
            ) from error
        return WhisperEngine(folder.result(), request.model)


def load_draft_engine(request: LoadModel, engine: "WhisperEngine") -> "WhisperEngine | None":
    """Return the model that makes guesses; None where there is none, which harms nothing."""
    if request.drafts == request.model:
        return engine
    with suppress(MachineError):
        return load_engine(LoadModel(request.store, request.drafts or ""))
    return None


WorkerInbox = queue.SimpleQueue[RecognitionRequest]


_OPENING = BeginRecognition | RecognizeFile | FindFillers


@dataclass
class _WorkerJob:
    transcriber: "Transcriber | RescoringJob"
    finished: bool = False
    file: Iterator[Pcm] | None = None
    """What is still to be taken from a sound file."""
    captioned: bool = False
    drafted: bool = False
    """Whether what makes guesses knows its language."""
    caption: tuple[str, str] = ("", "")
    """What was said last of what is understood."""
    urgent: bool = False
    """Goes before all that was finished earlier and is not urgent."""
    fillers: bool = False
    """Only fillers are looked for, once there is nothing else to do."""


class RecognitionWorker:
    """Does what it is asked on the thread that calls ``run``, and works on sound meanwhile.

    Whatever was finished first is done first, the urgent before all else; sound that is still being
    spoken comes after that, and fillers are looked for when no other job is open.
    """

    def __init__(self, inbox: WorkerInbox, out: BinaryIO, cancelled: set[int]) -> None:
        self._inbox = inbox
        self._out = out
        self._cancelled = cancelled
        self._jobs: dict[int, _WorkerJob] = {}
        self._turns: deque[int] = deque()
        """Finished jobs, in the order in which they are done."""
        self._refused: set[int] = set()
        """Jobs of which nothing more is done, though more may be asked."""
        self._drafts: Callable[[], WhisperEngine | None] | None = None
        """Loads what makes guesses; None once that was tried."""
        self._drafting: WhisperEngine | None = None

    def run(self) -> None:
        """Load the model, then work for ever; returns only when the model is refused."""
        request = self._inbox.get()
        if not isinstance(request, LoadModel):
            raise TypeError(f"the first request must be Load, not {request!r}")
        try:
            engine = load_engine(request)
        except MachineError as error:
            self._send(_refused(None, error))
            return
        self._send(ModelLoaded(request.model))
        if request.drafts is not None:
            self._drafts = partial(load_draft_engine, request, engine)
        while True:
            self._next(engine)

    def _next(self, engine: "WhisperEngine") -> None:
        """Take in all that was asked, then do one step of work; wait where there is none."""
        step = self._due()
        try:
            request = self._inbox.get(block=step is None)
        except queue.Empty:
            if step is not None:
                step()
            return
        if isinstance(request, _OPENING) and request.job not in self._cancelled:
            self._guarded(request.job, partial(self._begin, engine, request))
        elif isinstance(request, RecognitionAudio) and request.job in self._jobs:
            self._guarded(request.job, partial(self._feed, request.pcm))
        elif isinstance(request, FinishRecognition) and request.job not in self._cancelled:
            self._guarded(request.job, self._finish)
        elif isinstance(request, CancelRecognition):
            self._forget(request.job)
            self._cancelled.discard(request.job)

    def _due(self) -> Callable[[], None] | None:
        """Return the next step of work, or None when nothing is to be done."""
        if self._turns:
            return partial(self._guarded, self._turns[0], self._step)
        for number, job in self._jobs.items():
            if job.transcriber.has_work and not job.fillers:
                return partial(self._guarded, number, self._step)
        if self._drafts is not None:
            return self._load_drafts
        for number, job in self._jobs.items():
            if job.drafted and self._drafting is not None and job.transcriber.draft_due:
                return partial(self._guarded, number, partial(self._draft, self._drafting))
        # While somebody speaks there is soon something to do, and what was begun cannot be left.
        if self._jobs and all(job.fillers for job in self._jobs.values()):
            return partial(self._guarded, next(iter(self._jobs)), self._step)
        return None

    def _load_drafts(self) -> None:
        """Load what makes guesses, once, when there is nothing better to do."""
        load_them, self._drafts = self._drafts, None
        self._drafting = load_them() if load_them is not None else None

    def _draft(self, model: "WhisperEngine", number: int) -> None:
        job = self._jobs[number]
        job.transcriber.draft(model)
        self._caption(number, job)

    def _caption(self, number: int, job: _WorkerJob) -> None:
        """Say what is understood so far, if that is another thing than before."""
        if not job.captioned or job.finished:
            return
        caption = job.transcriber.caption()
        if caption != job.caption:
            job.caption = caption
            self._send(PartialTranscript(number, *caption))

    def _guarded(self, number: int, do: Callable[[int], None]) -> None:
        """Do something for a job; a bug ends the process, which its client answers with another."""
        try:
            do(number)
        except MachineError as error:
            self._refuse(number, error)
        except MemoryError:
            self._refuse(number, _no_memory())

    def _refuse(self, number: int, error: MachineError) -> None:
        job = self._jobs.get(number)
        if number not in self._turns and not (job is not None and job.fillers):
            self._refused.add(number)
        self._forget(number)
        self._send(_refused(number, error))

    def _begin(
        self,
        engine: "WhisperEngine",
        request: BeginRecognition | RecognizeFile | FindFillers,
        number: int,
    ) -> None:
        from mock_interviewer.audio.recognition.worker.transcriber import Transcriber

        live = isinstance(request, BeginRecognition)
        if isinstance(request, FindFillers):
            job = _WorkerJob(
                Transcriber(FillerDecoder(engine), (), ENGLISH, live=False), fillers=True
            )
            job.file = lazy_file_blocks(Path(request.path))
        elif isinstance(request, BeginRecognition) and request.choices:
            job = _WorkerJob(RescoringJob(engine, request.choices))
        else:
            job = _WorkerJob(Transcriber(engine, request.vocabulary, request.language, live=live))
        if isinstance(request, BeginRecognition):
            job.captioned, job.urgent = request.captions, request.urgent
            job.drafted = request.captions and request.language == ENGLISH
        if isinstance(request, RecognizeFile):
            job.file = file_blocks(Path(request.path))
            self._turns.append(number)
        self._jobs[number] = job

    def _feed(self, pcm: bytes, number: int) -> None:
        transcriber = self._jobs[number].transcriber
        transcriber.feed(np.frombuffer(pcm, dtype=np.int16))
        for found in transcriber.presences():
            self._send(VoiceActivityReport(number, found.speaking, found.at, found.heard))

    def _finish(self, number: int) -> None:
        if number in self._refused:
            self._refused.discard(number)
            return
        if number not in self._jobs:
            raise LookupError(f"job {number} was never begun")
        job = self._jobs[number]
        job.finished = True
        job.transcriber.finish()
        urgent = sum(self._jobs[other].urgent for other in self._turns)
        self._turns.insert(urgent if job.urgent else len(self._turns), number)

    def _step(self, number: int) -> None:
        """Hear one piece, or take the next block of a file; send the transcript at the end."""
        if number in self._cancelled:
            self._forget(number)
            return
        job = self._jobs[number]
        if job.transcriber.has_work and not job.transcriber.done:
            job.transcriber.work()
            self._caption(number, job)
        elif job.file is not None:
            block = next(job.file, None)
            if block is None:
                job.file = None
                job.transcriber.finish()
            else:
                job.transcriber.feed(block)
        if job.fillers or (self._turns and self._turns[0] == number):
            if job.transcriber.done:
                self._forget(number)
                self._send(_result(number, job))
            else:
                self._send(RecognitionProgress(number))

    def _forget(self, number: int) -> None:
        self._jobs.pop(number, None)
        if number in self._turns:
            self._turns.remove(number)

    def _send(self, report: RecognitionReport) -> None:
        self._out.write(encode(report))
        self._out.flush()


def _result(number: int, job: _WorkerJob) -> RecognitionReport:
    transcript = job.transcriber.transcript()
    if job.fillers:
        return FillersReport(number, [asdict(filler) for filler in fillers_in(transcript)])
    return RecognitionDone(number, transcript.to_dict())


def _refused(job: int | None, error: MachineError) -> RecognitionRefused:
    return RecognitionRefused(job, type(error).__name__, error.what, error.remedy)


def _no_memory() -> RecognitionError:
    return RecognitionError(
        "There is not enough memory to transcribe this recording.",
        "The recording is safe; close other programs and transcribe it later.",
    )


def main() -> int:
    """Run the worker on standard input and output."""
    cancelled: set[int] = set()

    def notice(request: RecognitionRequest) -> None:
        if isinstance(request, CancelRecognition):
            cancelled.add(request.job)

    def work(inbox: WorkerInbox, out: BinaryIO) -> None:
        RecognitionWorker(inbox, out, cancelled).run()

    return serve(read_request, work, notice=notice)


if __name__ == "__main__":
    sys.exit(main())
