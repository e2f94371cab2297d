"""Supervision of the recognition worker: its reports as events, its deaths as restarts."""

from collections.abc import Sequence
from dataclasses import replace

from mock_interviewer.audio.errors import MachineError, ModelError, RecognitionError
from mock_interviewer.audio.processes.child_errors import rebuild_error
from mock_interviewer.audio.processes.supervisor import (
    SupervisorDecision,
    SupervisorDelegate,
    lacks_instructions,
)
from mock_interviewer.audio.recognition import messages as msg
from mock_interviewer.audio.recognition.client.events import (
    FillersFound,
    RecognitionEvent,
    RecognitionFailed,
    RecognizerReady,
    RecognizerRestarted,
    Transcribed,
)
from mock_interviewer.audio.recognition.client.jobs import OpenJobs, RecognitionJob
from mock_interviewer.audio.recognition.messages import (
    FillersReport,
    RecognitionDone,
    RecognitionRefused,
)
from mock_interviewer.audio.recognition.transcript import Filler, Transcript

MAX_FRUITLESS_DEATHS = 2
"""A worker that died this often without finishing a job is not replaced for nothing."""


class RestartPolicy:
    """Counts deaths between two finished jobs. Not thread-safe by itself."""

    def __init__(self) -> None:
        self._fruitless = 0

    def job_done(self) -> None:
        """Forget earlier deaths: the worker works."""
        self._fruitless = 0

    def judge(
        self, jobs: OpenJobs, status: int, *, loaded: bool
    ) -> SupervisorDecision[RecognitionEvent]:
        """Decide after a death; jobs given up are taken out of ``jobs``.

        ``loaded``: whether the worker ever had its model; ``status`` is what it ended with.
        """
        self._fruitless += 1
        given_up = jobs.blame()
        lost = [given_up] if given_up is not None else []
        in_vain = self._fruitless >= MAX_FRUITLESS_DEATHS
        if in_vain and not loaded:
            self._fruitless = 0
            return SupervisorDecision(
                keep_worker=False, events=failures(_cannot_load(status), lost, jobs.clear())
            )
        events: list[RecognitionEvent] = [
            RecognitionFailed(job.name, _given_up(status)) for job in lost
        ]
        restart = len(jobs) > 0 or not in_vain
        if restart:
            events.append(RecognizerRestarted(jobs.captioned()))
        return SupervisorDecision(restart, events)


def failures(error: MachineError, *jobs: list[RecognitionJob]) -> list[RecognitionEvent]:
    """Say that no model can be loaded, and so none of these jobs done."""
    return [
        RecognitionFailed(None, error),
        *(RecognitionFailed(job.name, error) for some in jobs for job in some),
    ]


def outcome(
    report: RecognitionDone | FillersReport | RecognitionRefused, job: str
) -> RecognitionEvent:
    """Translate what a worker says of a job that is over."""
    match report:
        case RecognitionDone(_, transcript):
            return Transcribed(job, Transcript.from_dict(transcript))
        case FillersReport(_, fillers):
            return FillersFound(job, tuple(Filler(**filler) for filler in fillers))
        case RecognitionRefused():
            return RecognitionFailed(job, refusal(report))


def refusal(report: RecognitionRefused) -> MachineError:
    """Rebuild the error that a worker sent."""
    return rebuild_error(report.kind, report.what, report.remedy, otherwise=RecognitionError)


def stopped_twice() -> RecognitionError:
    """Return what a person is told of a job during which the worker died again."""
    return RecognitionError(
        "Speech recognition stopped twice while it worked on this answer.",
        "The recording is safe and can be transcribed later.",
    )


def cannot_start(error: OSError) -> RecognitionError:
    """Return what a person is told when the system starts no worker."""
    return RecognitionError(
        f"Speech recognition cannot be started: {error.strerror or error}.",
        "Recordings are kept and can be transcribed later.",
    )


def _given_up(status: int) -> RecognitionError:
    return _unknown_instruction() if lacks_instructions(status) else stopped_twice()


def _cannot_load(status: int) -> MachineError:
    if lacks_instructions(status):
        return _unknown_instruction()
    return ModelError(
        "Speech recognition stopped twice while it loaded its model.",
        "Close other programs to free memory, or choose the smaller model 'tiny.en'.",
    )


def _unknown_instruction() -> RecognitionError:
    return RecognitionError(
        "This processor lacks instructions that speech recognition needs.",
        "Answers are recorded all the same and can be transcribed on another computer.",
    )


class RecognitionSupervisor(
    SupervisorDelegate[msg.RecognitionRequest, msg.RecognitionReport, RecognitionEvent]
):
    """The open jobs of one worker, which is told ``load`` first."""

    def __init__(self, jobs: OpenJobs, load: msg.LoadModel) -> None:
        self._jobs = jobs
        self._load = load
        self._restarts = RestartPolicy()
        self._loaded = False

    def initial_requests(self) -> Sequence[msg.RecognitionRequest]:
        """Return what loads the model, and all that was said of the open jobs so far."""
        self._loaded = False
        return [self._load, *(request for job in self._jobs for request in job.replay())]

    def is_waiting(self) -> bool:
        """Say whether the model or a transcript is being waited for."""
        return not self._loaded or self._jobs.any_finished()

    def on_report(
        self, report: msg.RecognitionReport, seconds: float
    ) -> SupervisorDecision[RecognitionEvent]:
        """Take a report; a worker that cannot have its model is not wanted any more."""
        match report:
            case msg.RecognitionProgress():
                return SupervisorDecision(keep_worker=True)
            case msg.VoiceActivityReport(number, speaking, at, heard):
                listened = self._jobs.numbered(number)
                found = [] if listened is None else [listened.activity(speaking, at, heard)]
                return SupervisorDecision(keep_worker=True, events=found)
            case msg.PartialTranscript(number, settled, draft):
                spoken = self._jobs.numbered(number)
                told = [] if spoken is None else [spoken.caption(settled, draft)]
                return SupervisorDecision(keep_worker=True, events=told)
            case msg.ModelLoaded(model):
                self._loaded = True
                return SupervisorDecision(
                    keep_worker=True, events=[RecognizerReady(model, seconds)]
                )
            case msg.RecognitionRefused(None):
                return SupervisorDecision(
                    keep_worker=False, events=failures(refusal(report), self._jobs.clear())
                )
            case msg.RecognitionDone() | msg.FillersReport():
                self._restarts.job_done()
        job = self._jobs.end(report.job)
        over = [] if job is None else [outcome(report, job.name)]
        return SupervisorDecision(keep_worker=True, events=over)

    def on_start_failure(self, error: OSError) -> Sequence[RecognitionEvent]:
        """Give up all jobs."""
        return failures(cannot_start(error), self._jobs.clear())

    def on_exit(self, status: int) -> SupervisorDecision[RecognitionEvent]:
        """Blame the job the worker was at; see ``RestartPolicy``."""
        verdict = self._restarts.judge(self._jobs, status, loaded=self._loaded)
        silent = [activity for job in self._jobs for activity in job.fall_silent()]
        return replace(verdict, events=[*verdict.events, *silent])
