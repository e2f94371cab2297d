"""The recognition worker: a process that holds one model and does jobs until its input ends.

Commands come on standard input, reports leave on standard output (see ``recognition.messages``).
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
    FinishRecognition,
    LoadModel,
    ModelLoaded,
    PartialTranscript,
    RecognitionAudio,
    RecognitionCommand,
    RecognitionDone,
    RecognitionProgress,
    RecognitionRefused,
    RecognitionReport,
    RecognizeFile,
    VoiceActivityReport,
    encode,
    read_command,
)
from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.worker.filled_pauses import FillerDecoder, fillers_in
from mock_interviewer.audio.recognition.worker.rescoring import RescoringJob
from mock_interviewer.audio.samples import SPEECH_RATE, Pcm, to_pcm

if TYPE_CHECKING:
    from mock_interviewer.audio.recognition.worker.engine import WhisperEngine
    from mock_interviewer.audio.recognition.worker.transcriber import Transcriber


def file_blocks(path: Path) -> Iterator[Pcm]:
    """Return a sound file's contents, some seconds at a time; one block is kept in memory.

    Raises MachineError at once where the file cannot be read or its header gives more than a day,
    and on the way where it turns out longer. A recording that has been packed as FLAC since is
    found, too.
    """
    # Imported late: a worker that is fed all of its sound reads no file.
    from mock_interviewer.audio.files.flac import existing_recording_path
    from mock_interviewer.audio.files.sound_file import LONGEST_SOUND, read_blocks

    parts = read_blocks(existing_recording_path(path), SPEECH_RATE, longest=LONGEST_SOUND)
    first = next(parts)
    return (to_pcm(part.samples) for part in chain((first,), parts))


def lazy_file_blocks(path: Path) -> Iterator[Pcm]:
    """Yield the same, but read the file only when the first block is asked for."""
    yield from file_blocks(path)


def load_engine(command: LoadModel) -> "WhisperEngine":
    """Verify every byte of the model while the libraries are being imported, then load it.

    Raises ModelError or RecognitionError.
    """
    store = ModelStore(Path(command.store))
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="verify") as pool:
        folder = pool.submit(store.verified_folder, command.model)
        try:
            from mock_interviewer.audio.recognition.worker.engine import WhisperEngine
        except (ImportError, OSError) as error:
            raise RecognitionError(
                f"Speech recognition is not installed completely: {error}.",
                f"{INSTALL_AGAIN}.",
            ) from error
        return WhisperEngine(folder.result(), command.model)


def load_draft_engine(command: LoadModel, engine: "WhisperEngine") -> "WhisperEngine | None":
    """Return the model that makes drafts; None where it cannot be loaded, which harms nothing."""
    if command.drafts == command.model:
        return engine
    with suppress(MachineError):
        return load_engine(LoadModel(command.store, command.drafts or ""))
    return None


WorkerInbox = queue.SimpleQueue[RecognitionCommand]

_OPENING = BeginRecognition | RecognizeFile


@dataclass
class _WorkerJob:
    request: RecognitionRequest
    transcriber: "Transcriber | RescoringJob"
    file: Iterator[Pcm] | None = None
    """What is left to read of a sound file."""
    finished: bool = False
    """Whether no more sound will be fed."""
    drafted: bool = False
    """Whether drafts are made: the model for them knows English only."""
    caption: tuple[str, str] = ("", "")
    """The settled text and the draft that were reported last."""


class RecognitionWorker:
    """Does the commands of its inbox on the thread that calls ``run``.

    What was finished first is done first, urgent jobs before all others; sound that is still being
    spoken is worked on after that, and fillers are looked for when no other job is open.
    """

    def __init__(self, inbox: WorkerInbox, out: BinaryIO, cancelled: set[int]) -> None:
        self._inbox = inbox
        self._out = out
        self._cancelled = cancelled
        self._jobs: dict[int, _WorkerJob] = {}
        self._turns: deque[int] = deque()
        """Finished jobs, in the order in which they are done."""
        self._refused: set[int] = set()
        """Refused jobs about which more commands may come."""
        self._load_drafts: Callable[[], WhisperEngine | None] | None = None
        """Loads the model that makes drafts; None once that was tried."""
        self._draft_engine: WhisperEngine | None = None

    def run(self) -> None:
        """Load the model, then work for ever; returns only when the model is refused."""
        command = self._inbox.get()
        if not isinstance(command, LoadModel):
            raise TypeError(f"the first command must be LoadModel, not {command!r}")
        try:
            engine = load_engine(command)
        except MachineError as error:
            self._send(_refused(None, error))
            return
        self._send(ModelLoaded(command.model))
        if command.drafts is not None:
            self._load_drafts = partial(load_draft_engine, command, engine)
        while True:
            self._next(engine)

    def _next(self, engine: "WhisperEngine") -> None:
        """Take the next command, or else do one step of work; wait where there is neither."""
        step = self._due()
        try:
            command = self._inbox.get(block=step is None)
        except queue.Empty:
            if step is not None:
                step()
            return
        if isinstance(command, _OPENING) and command.job not in self._cancelled:
            self._guarded(command.job, partial(self._begin, engine, command))
        elif isinstance(command, RecognitionAudio) and command.job in self._jobs:
            self._guarded(command.job, partial(self._feed, command.pcm))
        elif isinstance(command, FinishRecognition) and command.job not in self._cancelled:
            self._guarded(command.job, self._finish)
        elif isinstance(command, CancelRecognition):
            self._forget(command.job)
            self._cancelled.discard(command.job)

    def _due(self) -> Callable[[], None] | None:
        """Return the next step of work, or None when there is nothing to do."""
        if self._turns:
            return partial(self._guarded, self._turns[0], self._step)
        for number, job in self._jobs.items():
            if job.transcriber.has_work and not job.request.fillers_only:
                return partial(self._guarded, number, self._step)
        if self._load_drafts is not None:
            return self._load_draft_engine
        for number, job in self._jobs.items():
            if job.drafted and self._draft_engine is not None and job.transcriber.draft_due:
                return partial(self._guarded, number, partial(self._draft, self._draft_engine))
        # While somebody speaks there is soon work to do, and a step cannot be interrupted.
        if self._jobs and all(job.request.fillers_only for job in self._jobs.values()):
            return partial(self._guarded, next(iter(self._jobs)), self._step)
        return None

    def _load_draft_engine(self) -> None:
        """Load the model that makes drafts, once, when there is nothing better to do."""
        load, self._load_drafts = self._load_drafts, None
        self._draft_engine = load() if load is not None else None

    def _draft(self, engine: "WhisperEngine", number: int) -> None:
        job = self._jobs[number]
        job.transcriber.draft(engine)
        self._caption(number, job)

    def _caption(self, number: int, job: _WorkerJob) -> None:
        """Report the text so far if it changed."""
        if not job.request.captions or job.finished:
            return
        caption = job.transcriber.caption()
        if caption != job.caption:
            job.caption = caption
            self._send(PartialTranscript(number, *caption))

    def _guarded(self, number: int, do: Callable[[int], None]) -> None:
        """Do a step of a job; a bug ends the process, and its client starts another."""
        try:
            do(number)
        except MachineError as error:
            self._refuse(number, error)
        except MemoryError:
            self._refuse(number, _no_memory())

    def _refuse(self, number: int, error: MachineError) -> None:
        job = self._jobs.get(number)
        if number not in self._turns and not (job is not None and job.request.fillers_only):
            self._refused.add(number)
        self._forget(number)
        self._send(_refused(number, error))

    def _begin(
        self, engine: "WhisperEngine", command: BeginRecognition | RecognizeFile, number: int
    ) -> None:
        request = command.request
        live = isinstance(command, BeginRecognition)
        job = _WorkerJob(request, _transcriber(engine, request, live=live))
        job.drafted = request.captions and request.language == ENGLISH
        if isinstance(command, RecognizeFile):
            path = Path(command.path)
            job.finished = True
            job.file = lazy_file_blocks(path) if request.fillers_only else file_blocks(path)
        self._jobs[number] = job
        if job.finished and not request.fillers_only:
            self._give_turn(number, job)

    def _feed(self, pcm: bytes, number: int) -> None:
        transcriber = self._jobs[number].transcriber
        transcriber.feed(np.frombuffer(pcm, dtype=np.int16))
        for found in transcriber.activity_changes():
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
        self._give_turn(number, job)

    def _give_turn(self, number: int, job: _WorkerJob) -> None:
        """Put a finished job behind the others, or behind the urgent ones."""
        urgent = sum(self._jobs[other].request.urgent for other in self._turns)
        self._turns.insert(urgent if job.request.urgent else len(self._turns), number)

    def _step(self, number: int) -> None:
        """Decode one piece, or read the next block of a file; send the result at the end."""
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
        if job.request.fillers_only or (self._turns and self._turns[0] == number):
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


def _transcriber(
    engine: "WhisperEngine", request: RecognitionRequest, *, live: bool
) -> "Transcriber | RescoringJob":
    """Return the steps of a job; raises ModelError for a language that the model does not know."""
    from mock_interviewer.audio.recognition.worker.transcriber import Transcriber

    if request.fillers_only:
        return Transcriber(FillerDecoder(engine), request, live=False)
    if request.choices:
        return RescoringJob(engine, request.choices)
    return Transcriber(engine, request, live=live)


def _result(number: int, job: _WorkerJob) -> RecognitionReport:
    transcript = job.transcriber.transcript()
    if job.request.fillers_only:
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

    def notice(command: RecognitionCommand) -> None:
        if isinstance(command, CancelRecognition):
            cancelled.add(command.job)

    def work(inbox: WorkerInbox, out: BinaryIO) -> None:
        RecognitionWorker(inbox, out, cancelled).run()

    return serve(read_command, work, notice=notice)


if __name__ == "__main__":
    sys.exit(main())
