"""What the recognition worker does with its jobs, on one thread and one step at a time."""

import queue
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from mock_interviewer.audio.errors import MachineError, RecognitionError
from mock_interviewer.audio.recognition.choosing import Choice
from mock_interviewer.audio.recognition.file_blocks import blocks, blocks_in_time
from mock_interviewer.audio.recognition.filler_ear import FillerEar, fillers_heard
from mock_interviewer.audio.recognition.languages import ENGLISH
from mock_interviewer.audio.recognition.messages import (
    Activity,
    Audio,
    Begin,
    Cancel,
    Done,
    Fillers,
    FindFillers,
    Finish,
    Load,
    Loaded,
    Partial,
    Pcm,
    Refused,
    Report,
    Request,
    TranscribeFile,
    Working,
    encode,
)

if TYPE_CHECKING:
    from mock_interviewer.audio.recognition.engine import Engine
    from mock_interviewer.audio.recognition.transcriber import Transcriber

from mock_interviewer.audio.recognition.loading import load, load_drafts

Inbox = queue.SimpleQueue[Request]

_OPENING = Begin | TranscribeFile | FindFillers


@dataclass
class _Job:
    transcriber: "Transcriber | Choice"
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


class Worker:
    """Does what it is asked on the thread that calls ``run``, and works on sound meanwhile.

    Whatever was finished first is done first, the urgent before all else; sound that is still being
    spoken comes after that, and fillers are looked for when no other job is open.
    """

    def __init__(self, inbox: Inbox, out: BinaryIO, cancelled: set[int]) -> None:
        self._inbox = inbox
        self._out = out
        self._cancelled = cancelled
        self._jobs: dict[int, _Job] = {}
        self._turns: deque[int] = deque()
        """Finished jobs, in the order in which they are done."""
        self._refused: set[int] = set()
        """Jobs of which nothing more is done, though more may be asked."""
        self._drafts: Callable[[], Engine | None] | None = None
        """Loads what makes guesses; None once that was tried."""
        self._drafting: Engine | None = None

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
        if request.drafts is not None:
            self._drafts = partial(load_drafts, request, engine)
        while True:
            self._next(engine)

    def _next(self, engine: "Engine") -> None:
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
        elif isinstance(request, Audio) and request.job in self._jobs:
            self._guarded(request.job, partial(self._feed, request.pcm))
        elif isinstance(request, Finish) and request.job not in self._cancelled:
            self._guarded(request.job, self._finish)
        elif isinstance(request, Cancel):
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

    def _draft(self, model: "Engine", number: int) -> None:
        job = self._jobs[number]
        job.transcriber.draft(model)
        self._caption(number, job)

    def _caption(self, number: int, job: _Job) -> None:
        """Say what is understood so far, if that is another thing than before."""
        if not job.captioned or job.finished:
            return
        caption = job.transcriber.caption()
        if caption != job.caption:
            job.caption = caption
            self._send(Partial(number, *caption))

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
        self, engine: "Engine", request: Begin | TranscribeFile | FindFillers, number: int
    ) -> None:
        from mock_interviewer.audio.recognition.transcriber import Transcriber

        live = isinstance(request, Begin)
        if isinstance(request, FindFillers):
            job = _Job(Transcriber(FillerEar(engine), (), ENGLISH, live=False), fillers=True)
            job.file = blocks_in_time(Path(request.path))
        elif isinstance(request, Begin) and request.choices:
            job = _Job(Choice(engine, request.choices))
        else:
            job = _Job(Transcriber(engine, request.vocabulary, request.language, live=live))
        if isinstance(request, Begin):
            job.captioned, job.urgent = request.captions, request.urgent
            job.drafted = request.captions and request.language == ENGLISH
        if isinstance(request, TranscribeFile):
            job.file = blocks(Path(request.path))
            self._turns.append(number)
        self._jobs[number] = job

    def _feed(self, pcm: bytes, number: int) -> None:
        transcriber = self._jobs[number].transcriber
        transcriber.feed(np.frombuffer(pcm, dtype=np.int16))
        for found in transcriber.presences():
            self._send(Activity(number, found.speaking, found.at, found.heard))

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
                self._send(Working(number))

    def _forget(self, number: int) -> None:
        self._jobs.pop(number, None)
        if number in self._turns:
            self._turns.remove(number)

    def _send(self, report: Report) -> None:
        self._out.write(encode(report))
        self._out.flush()


def _result(number: int, job: _Job) -> Report:
    transcript = job.transcriber.transcript()
    if job.fillers:
        return Fillers(number, [asdict(filler) for filler in fillers_heard(transcript)])
    return Done(number, transcript.to_dict())


def _refused(job: int | None, error: MachineError) -> Refused:
    return Refused(job, type(error).__name__, error.what, error.remedy)


def _no_memory() -> RecognitionError:
    return RecognitionError(
        "There is not enough memory to transcribe this recording.",
        "The recording is safe; close other programs and transcribe it later.",
    )
