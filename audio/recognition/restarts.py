"""How jobs end, and what to do when the worker has died: go on with another one, or give up."""

from mock_interviewer.audio.errors import MachineError, ModelError, RecognitionError
from mock_interviewer.audio.recognition.events import (
    Failed,
    FillersFound,
    RecognitionEvent,
    Restarted,
    Transcribed,
)
from mock_interviewer.audio.recognition.jobs import Job, Jobs
from mock_interviewer.audio.recognition.messages import Done, Fillers, Refused
from mock_interviewer.audio.recognition.transcript import Filler, Transcript
from mock_interviewer.audio.worker.keeper import Verdict
from mock_interviewer.audio.worker.process import lacks_instructions
from mock_interviewer.audio.worker.refusal import rebuilt

MAX_FRUITLESS_DEATHS = 2
"""A worker that died this often without finishing a job is not replaced for nothing."""


class Restarts:
    """Counts deaths between two finished jobs. Not thread-safe by itself."""

    def __init__(self) -> None:
        self._fruitless = 0

    def job_done(self) -> None:
        """Forget earlier deaths: the worker works."""
        self._fruitless = 0

    def judge(self, jobs: Jobs, status: int, *, loaded: bool) -> Verdict[RecognitionEvent]:
        """Decide after a death; jobs given up are taken out of ``jobs``.

        ``loaded``: whether the worker ever had its model; ``status`` is what it ended with.
        """
        self._fruitless += 1
        given_up = jobs.blame()
        lost = [given_up] if given_up is not None else []
        in_vain = self._fruitless >= MAX_FRUITLESS_DEATHS
        if in_vain and not loaded:
            self._fruitless = 0
            return Verdict(wanted=False, events=failures(_cannot_load(status), lost, jobs.clear()))
        events: list[RecognitionEvent] = [Failed(job.name, _given_up(status)) for job in lost]
        restart = len(jobs) > 0 or not in_vain
        if restart:
            events.append(Restarted(jobs.captioned()))
        return Verdict(restart, events)


def failures(error: MachineError, *jobs: list[Job]) -> list[RecognitionEvent]:
    """Say that no model can be loaded, and so none of these jobs done."""
    return [Failed(None, error), *(Failed(job.name, error) for some in jobs for job in some)]


def outcome(report: Done | Fillers | Refused, job: str) -> RecognitionEvent:
    """Translate what a worker says of a job that is over."""
    match report:
        case Done(_, transcript):
            return Transcribed(job, Transcript.from_dict(transcript))
        case Fillers(_, fillers):
            return FillersFound(job, tuple(Filler(**filler) for filler in fillers))
        case Refused():
            return Failed(job, refusal(report))


def refusal(report: Refused) -> MachineError:
    """Rebuild the error that a worker sent."""
    return rebuilt(report.kind, report.what, report.remedy, otherwise=RecognitionError)


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
