"""Supervision of the recognition worker: its reports as events, its deaths as restarts."""

from collections.abc import Sequence

from mock_interviewer.audio.errors import MachineError, ModelError, RecognitionError
from mock_interviewer.audio.processes.child_errors import rebuild_error
from mock_interviewer.audio.processes.supervisor import (
    SupervisorDecision,
    SupervisorDelegate,
    lacks_instructions,
)
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
    LoadModel,
    ModelLoaded,
    PartialTranscript,
    RecognitionCommand,
    RecognitionDone,
    RecognitionProgress,
    RecognitionRefused,
    RecognitionReport,
    VoiceActivityReport,
)
from mock_interviewer.audio.recognition.transcript import Filler, Transcript

MAX_FRUITLESS_DEATHS = 2
"""A worker that died this often without finishing a job is replaced only if a job is open."""


class RecognitionSupervisor(
    SupervisorDelegate[RecognitionCommand, RecognitionReport, RecognitionEvent]
):
    """The open jobs of one worker, which is sent ``load`` first."""

    def __init__(self, jobs: OpenJobs, load: LoadModel) -> None:
        self._jobs = jobs
        self._load = load
        self._loaded = False
        self._fruitless_deaths = 0
        """Deaths since a job was last finished."""

    def initial_requests(self) -> Sequence[RecognitionCommand]:
        """Return what loads the model, and all that was sent about the open jobs so far."""
        self._loaded = False
        return [self._load, *(command for job in self._jobs for command in job.replay())]

    def is_waiting(self) -> bool:
        """Return whether the model or a transcript is being waited for."""
        return not self._loaded or self._jobs.any_finished()

    def on_report(
        self, report: RecognitionReport, seconds: float
    ) -> SupervisorDecision[RecognitionEvent]:
        """Act on a report; a worker that cannot load its model is no longer wanted."""
        match report:
            case RecognitionRefused(None):
                lost = self._jobs.clear()
                return SupervisorDecision(
                    keep_worker=False, events=_not_loaded(_error(report), lost)
                )
            case ModelLoaded(model):
                self._loaded = True
                return SupervisorDecision(
                    keep_worker=True, events=[RecognizerReady(model, seconds)]
                )
            case RecognitionDone() | FillersReport():
                self._fruitless_deaths = 0
        event = self._about_job(report)
        return SupervisorDecision(keep_worker=True, events=[] if event is None else [event])

    def _about_job(self, report: RecognitionReport) -> RecognitionEvent | None:
        """Return the event of a report on a job; None where there is none, or the job is gone."""
        match report:
            case VoiceActivityReport(number, speaking, at, heard):
                job = self._jobs.numbered(number)
                return None if job is None else job.activity(speaking, at, heard)
            case PartialTranscript(number, settled, draft):
                job = self._jobs.numbered(number)
                return None if job is None else job.caption(settled, draft)
            case RecognitionDone() | FillersReport() | RecognitionRefused():
                job = self._jobs.end(report.job)
                return None if job is None else _outcome(report, job.name)
            case RecognitionProgress() | ModelLoaded():
                return None

    def on_start_failure(self, error: OSError) -> Sequence[RecognitionEvent]:
        """Give up all jobs."""
        return _not_loaded(_cannot_start(error), self._jobs.clear())

    def on_exit(self, status: int) -> SupervisorDecision[RecognitionEvent]:
        """Blame the job that the worker was at, and decide whether another worker is started."""
        self._fruitless_deaths += 1
        given_up = self._jobs.blame_for_death()
        lost = [given_up] if given_up is not None else []
        in_vain = self._fruitless_deaths >= MAX_FRUITLESS_DEATHS
        if in_vain and not self._loaded:
            self._fruitless_deaths = 0
            lost += self._jobs.clear()
            return SupervisorDecision(
                keep_worker=False, events=_not_loaded(_cannot_load(status), lost)
            )
        events: list[RecognitionEvent] = [
            RecognitionFailed(job.name, _given_up(status)) for job in lost
        ]
        restart = len(self._jobs) > 0 or not in_vain
        if restart:
            events.append(RecognizerRestarted(self._jobs.captioned()))
        events += [activity for job in self._jobs for activity in job.fall_silent()]
        return SupervisorDecision(restart, events)


def _not_loaded(error: MachineError, jobs: Sequence[RecognitionJob]) -> list[RecognitionEvent]:
    """Return that no model can be loaded, and so none of these jobs can be done."""
    return [
        RecognitionFailed(None, error),
        *(RecognitionFailed(job.name, error) for job in jobs),
    ]


def _outcome(
    report: RecognitionDone | FillersReport | RecognitionRefused, job: str
) -> RecognitionEvent:
    """Return the event of a job that is over."""
    match report:
        case RecognitionDone(_, transcript):
            return Transcribed(job, Transcript.from_dict(transcript))
        case FillersReport(_, fillers):
            return FillersFound(job, tuple(Filler(**filler) for filler in fillers))
        case RecognitionRefused():
            return RecognitionFailed(job, _error(report))


def _error(report: RecognitionRefused) -> MachineError:
    """Rebuild the error that a worker sent."""
    return rebuild_error(report.kind, report.what, report.remedy, otherwise=RecognitionError)


def _cannot_start(error: OSError) -> RecognitionError:
    return RecognitionError(
        f"Speech recognition cannot be started: {error.strerror or error}.",
        "Recordings are kept and can be transcribed later.",
    )


def _given_up(status: int) -> RecognitionError:
    if lacks_instructions(status):
        return _unknown_instruction()
    return RecognitionError(
        "Speech recognition stopped twice while it worked on this answer.",
        "The recording is safe and can be transcribed later.",
    )


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
        "Answers are still recorded, and can be transcribed on another computer.",
    )
