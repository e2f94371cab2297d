"""Recognition as the rest of the program uses it: jobs in, transcripts out, never a wait.

The model lives in a worker process, because a native crash, an out-of-memory kill or a stuck decode
must take neither the recording nor the window with it. Nothing of the model is imported here.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from mock_interviewer.audio.processes.child import child_command
from mock_interviewer.audio.processes.supervisor import WorkerSupervisor
from mock_interviewer.audio.recognition.client.events import RecognitionEvent
from mock_interviewer.audio.recognition.client.jobs import OpenJobs
from mock_interviewer.audio.recognition.client.supervision import RecognitionSupervisor
from mock_interviewer.audio.recognition.messages import (
    WIRE,
    CancelRecognition,
    LoadModel,
    RecognitionAudio,
)
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.request import DEFAULT_REQUEST, RecognitionRequest
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, to_pcm

WORKER_MODULE = "mock_interviewer.audio.recognition.worker.worker"

PATIENCE = 120.0
"""Seconds without a sign of life, while work is waiting, after which a worker counts as stuck."""
PATIENCE_IN_BACKGROUND = 900.0
"""The same for a worker at the lowest priority: on a busy machine it gets a fortieth of the time.
"""
_MAX_BLOCK = 30 * SPEECH_RATE


class Recognizer:
    """Client of one resident worker process.

    Every method but ``close`` returns at once and may be called from any thread. ``listener`` is
    called on a thread of the recognizer's own, one event at a time. Sound is 16 kHz mono, from -1
    to 1.

    Jobs are done in the order in which they were finished, urgent ones first. A worker that dies is
    replaced once per job, and its jobs are done again; one that cannot load its model fails all
    open jobs. ``drafts`` names the model that makes drafts for captions; None for no drafts.
    ``in_background``: the worker runs at the lowest priority.
    """

    def __init__(
        self,
        models: ModelStore,
        model: str,
        *,
        listener: Callable[[RecognitionEvent], None],
        drafts: str | None = None,
        command: Sequence[str] = (),
        patience: float | None = None,
        in_background: bool = False,
    ) -> None:
        self._jobs = OpenJobs()
        self._supervisor = WorkerSupervisor(
            RecognitionSupervisor(self._jobs, LoadModel(str(models.folder), model, drafts)),
            WIRE,
            name="recognition",
            listener=listener,
            command=tuple(command) or tuple(child_command(WORKER_MODULE)),
            patience=patience or (PATIENCE_IN_BACKGROUND if in_background else PATIENCE),
            in_background=in_background,
        )

    @property
    def pid(self) -> int | None:
        """Process id of the worker, None while there is none."""
        return self._supervisor.pid

    def start(self) -> None:
        """Load the model in the background, or try that again; any new job does so too."""
        with self._supervisor.lock:
            self._supervisor.ensure_worker()

    def begin(
        self,
        job: str,
        request: RecognitionRequest = DEFAULT_REQUEST,
        *,
        recording: Path | None = None,
    ) -> None:
        """Open a job whose sound will be fed; raises ValueError when it is open already.

        ``recording`` is the file in which the same sound is kept: whole by the time of ``finish``,
        it is what the job is done from when the worker has died meanwhile. Captions then continue
        with what is fed after that. SpeechActivity is reported with captions and without.
        """
        with self._supervisor.lock:
            self._supervisor.ensure_worker()
            opened = self._jobs.add(job, request, recording)
            self._supervisor.send(opened.first_command())

    def feed(self, job: str, block: Samples) -> None:
        """Add sound as it arrives; ignored when the job is not open. The block is copied."""
        for start in range(0, len(block), _MAX_BLOCK):
            pcm = to_pcm(block[start : start + _MAX_BLOCK]).tobytes()
            with self._supervisor.lock:
                opened = self._jobs.get(job)
                if opened is None or not opened.needs_sound:
                    return
                opened.keep(pcm)
                self._supervisor.send(RecognitionAudio(opened.number, pcm))

    def finish(self, job: str) -> None:
        """End a job's sound: Transcribed or RecognitionFailed follows, unless it is not open."""
        with self._supervisor.lock:
            opened = self._jobs.get(job)
            if opened is None or opened.finished or opened.request.fillers_only:
                return
            for command in opened.end_of_captions():
                self._supervisor.send(command)
            self._jobs.finish(opened)
            self._supervisor.request(opened.last_command())

    def recognize_file(
        self, job: str, path: Path, request: RecognitionRequest = DEFAULT_REQUEST
    ) -> None:
        """Recognize a sound file; raises ValueError when a job of that name is open already.

        Transcribed, FillersFound with ``fillers_only``, or RecognitionFailed follows.
        """
        with self._supervisor.lock:
            self._supervisor.ensure_worker()
            opened = self._jobs.add(job, request, path.absolute(), from_file=True)
            if request.fillers_only:
                self._supervisor.send(opened.last_command())
            else:
                self._jobs.finish(opened)
                self._supervisor.request(opened.last_command())

    def cancel(self, job: str) -> None:
        """Forget a job: no event about it will be made after this returns, save one under way."""
        with self._supervisor.lock:
            opened = self._jobs.remove(job)
            if opened is not None:
                self._supervisor.send(CancelRecognition(opened.number))

    def close(self, timeout: float = 2.0) -> None:
        """End the worker, even a busy one, and its threads; waits at most ``timeout`` seconds.

        Open jobs are dropped. A worker that is not stuck ends by itself within some 50 ms.
        """
        self._supervisor.close(timeout)
