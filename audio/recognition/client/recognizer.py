"""Recognition as the rest of the program sees it: jobs in, transcripts out, never a wait.

The model lives in a worker process, because a native crash, an out-of-memory kill or a stuck decode
must take neither the recording nor the window with it. Nothing of the model is imported here.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from mock_interviewer.audio import samples
from mock_interviewer.audio.processes.child import child_command
from mock_interviewer.audio.processes.supervisor import WorkerSupervisor
from mock_interviewer.audio.recognition import messages as msg
from mock_interviewer.audio.recognition.client.events import RecognitionEvent
from mock_interviewer.audio.recognition.client.jobs import OpenJobs
from mock_interviewer.audio.recognition.client.supervision import RecognitionSupervisor
from mock_interviewer.audio.recognition.models.languages import DEFAULT_LANGUAGE
from mock_interviewer.audio.recognition.models.store import ModelStore
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

WORKER_MODULE = "mock_interviewer.audio.recognition.worker.worker"


PATIENCE = 120.0
"""Seconds without a sign of life, while something is asked of it, after which a worker is stuck."""


PATIENCE_IN_BACKGROUND = 900.0
"""The same for a worker that everything else comes before: on a busy machine it gets a fortieth."""


_MAX_BLOCK = 30 * SPEECH_RATE


class Recognizer:
    """Client of one resident worker process.

    Every method but ``close`` returns at once and may be called from any thread. ``listener`` is
    called on a thread of ours, one event at a time. Sound is 16 kHz mono, from -1 to 1.

    Jobs are done in the order in which they were finished, but urgent ones first, between two
    pieces of another. A worker that dies is replaced once per job, and its jobs are done again; one
    that cannot load its model fails what is open.
    ``in_background``: everything else that runs on the machine comes before the worker.
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
            RecognitionSupervisor(self._jobs, msg.LoadModel(str(models.folder), model, drafts)),
            msg.WIRE,
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
        *,
        vocabulary: Sequence[ExpectedTerm] = (),
        language: str = DEFAULT_LANGUAGE,
        captions: bool = False,
        recording: Path | None = None,
        urgent: bool = False,
        choices: Sequence[str] = (),
    ) -> None:
        """Open a job whose sound will be fed; raises ValueError when it is open already.

        ``recording`` is the file in which the same sound is kept: whole by the time of
        ``finish``, it is what the job is done from when the worker has died meanwhile. Captions
        go on then with what is fed once that is known.
        Activity tells meanwhile when somebody begins to speak and stops, with captions and without.
        ``vocabulary``: likely terms, likeliest first, any number; ``language``: of LANGUAGES.
        ``urgent``: for some seconds of sound of which the transcript is awaited now.
        ``choices``: English texts one of which is the transcript of such a job: the first, which
        is what was heard or "", unless the sound speaks for another. No words have times then.
        """
        with self._supervisor.lock:
            self._supervisor.ensure_worker()
            opened = self._jobs.add(
                job, tuple(vocabulary), recording, language=language, captions=captions
            )
            opened.urgent, opened.choices = urgent, tuple(choices)
            self._supervisor.send(opened.first_request())

    def feed(self, job: str, block: Samples) -> None:
        """Pass on sound as it arrives; ignored when the job is not open. The block is copied."""
        for start in range(0, len(block), _MAX_BLOCK):
            pcm = samples.to_pcm(block[start : start + _MAX_BLOCK]).tobytes()
            with self._supervisor.lock:
                opened = self._jobs.get(job)
                if opened is None or not opened.listens:
                    return
                opened.keep(pcm)
                self._supervisor.send(msg.RecognitionAudio(opened.number, pcm))

    def finish(self, job: str) -> None:
        """All sound was fed: Transcribed or Failed will follow, unless the job is not open."""
        with self._supervisor.lock:
            opened = self._jobs.get(job)
            if opened is None or opened.finished or opened.aside:
                return
            for request in opened.end_of_captions():
                self._supervisor.send(request)
            self._jobs.finish(opened)
            self._supervisor.request(opened.last_request())

    def transcribe_file(
        self,
        job: str,
        path: Path,
        *,
        vocabulary: Sequence[ExpectedTerm] = (),
        language: str = DEFAULT_LANGUAGE,
    ) -> None:
        """Transcribe a sound file; raises ValueError when a job of that name is open already."""
        with self._supervisor.lock:
            self._supervisor.ensure_worker()
            path = path.absolute()
            opened = self._jobs.add(job, tuple(vocabulary), path, language=language, from_file=True)
            self._jobs.finish(opened)
            self._supervisor.request(opened.last_request())

    def find_fillers(self, job: str, path: Path) -> None:
        """Look for filled pauses in a sound file of English: FillersFound or Failed will follow.

        Done when there is nothing else to do and no job is open whose sound still comes. Raises
        ValueError when a job of that name is open already.
        """
        with self._supervisor.lock:
            self._supervisor.ensure_worker()
            self._supervisor.send(self._jobs.add_aside(job, path.absolute()).last_request())

    def cancel(self, job: str) -> None:
        """Forget a job: no event about it will be made after this returns, save one under way."""
        with self._supervisor.lock:
            opened = self._jobs.remove(job)
            if opened is not None:
                self._supervisor.send(msg.CancelRecognition(opened.number))

    def close(self, timeout: float = 2.0) -> None:
        """End the worker whatever it does, and our threads; waits at most ``timeout`` seconds.

        Open jobs are dropped. An idle or busy worker goes by itself within some 50 ms.
        """
        self._supervisor.close(timeout)
