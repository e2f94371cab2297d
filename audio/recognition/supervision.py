"""What recognition's worker is told, and what is made of what it says and of how it ends."""

from collections.abc import Sequence
from dataclasses import replace

from mock_interviewer.audio.recognition import messages as msg
from mock_interviewer.audio.recognition.events import Ready, RecognitionEvent
from mock_interviewer.audio.recognition.jobs import Jobs
from mock_interviewer.audio.recognition.restarts import (
    Restarts,
    cannot_start,
    failures,
    outcome,
    refusal,
)
from mock_interviewer.audio.worker.keeper import Verdict, Work


class Supervision(Work[msg.Request, msg.Report, RecognitionEvent]):
    """The open jobs of one worker, which is told ``load`` first."""

    def __init__(self, jobs: Jobs, load: msg.Load) -> None:
        self._jobs = jobs
        self._load = load
        self._restarts = Restarts()
        self._loaded = False

    def opening(self) -> Sequence[msg.Request]:
        """Return what loads the model, and all that was said of the open jobs so far."""
        self._loaded = False
        return [self._load, *(request for job in self._jobs for request in job.replay())]

    def awaited(self) -> bool:
        """Say whether the model or a transcript is being waited for."""
        return not self._loaded or self._jobs.any_finished()

    def heard(self, report: msg.Report, seconds: float) -> Verdict[RecognitionEvent]:
        """Take a report; a worker that cannot have its model is not wanted any more."""
        match report:
            case msg.Working():
                return Verdict(wanted=True)
            case msg.Activity(number, speaking, at, heard):
                listened = self._jobs.numbered(number)
                found = [] if listened is None else [listened.activity(speaking, at, heard)]
                return Verdict(wanted=True, events=found)
            case msg.Partial(number, settled, draft):
                spoken = self._jobs.numbered(number)
                told = [] if spoken is None else [spoken.caption(settled, draft)]
                return Verdict(wanted=True, events=told)
            case msg.Loaded(model):
                self._loaded = True
                return Verdict(wanted=True, events=[Ready(model, seconds)])
            case msg.Refused(None):
                return Verdict(wanted=False, events=failures(refusal(report), self._jobs.clear()))
            case msg.Done() | msg.Fillers():
                self._restarts.job_done()
        job = self._jobs.end(report.job)
        over = [] if job is None else [outcome(report, job.name)]
        return Verdict(wanted=True, events=over)

    def not_started(self, error: OSError) -> Sequence[RecognitionEvent]:
        """Give up all jobs."""
        return failures(cannot_start(error), self._jobs.clear())

    def died(self, status: int) -> Verdict[RecognitionEvent]:
        """Blame the job the worker was at; see ``Restarts``."""
        verdict = self._restarts.judge(self._jobs, status, loaded=self._loaded)
        silent = [activity for job in self._jobs for activity in job.fall_silent()]
        return replace(verdict, events=[*verdict.events, *silent])
