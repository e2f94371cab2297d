"""The client of the analysis worker: takes in, feedback out, never a wait.

The analysis runs in a process of its own: a native crash or a shortage of memory must take
neither a recording nor the window with it. Nothing native is imported here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.app.errors import AnalysisError
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.feedback.worker.messages import (
    CLIENT_WIRE,
    AnalysisCommand,
    AnalysisRefused,
    AnalysisReport,
    AnalysisResult,
    AnalysisStarted,
    CancelAnalysis,
    StartAnalysis,
)
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.processes.child import child_command
from mock_interviewer.audio.processes.child_errors import rebuild_error
from mock_interviewer.audio.processes.supervisor import (
    SupervisorDecision,
    SupervisorDelegate,
    WorkerSupervisor,
    lacks_instructions,
)


@dataclass(frozen=True)
class AnalysisDone:
    """An analysis is done; it was worked on for ``seconds``."""

    name: str
    feedback: Feedback
    seconds: float


@dataclass(frozen=True)
class AnalysisFailed:
    """An analysis cannot be done now; recording and transcript are untouched."""

    name: str
    error: MachineError


AnalysisEvent: TypeAlias = AnalysisDone | AnalysisFailed
"""What becomes of an analysis."""


MAX_DEATHS = 2
"""An analysis at which the worker died this often is given up."""


_SAFE = "The recording and the transcript are safe"


@dataclass
class QueuedAnalysis:
    """One analysis; ``number`` stands for it in messages."""

    name: str
    number: int
    request: AnalysisRequest
    deaths: int = 0

    @property
    def message(self) -> StartAnalysis:
        """What asks for it."""
        return StartAnalysis(self.number, self.request)


class AnalysisQueue(SupervisorDelegate[AnalysisCommand, AnalysisReport, AnalysisEvent]):
    """The open analyses, in the order in which they are done. Not thread-safe by itself."""

    def __init__(self) -> None:
        self._open: dict[str, QueuedAnalysis] = {}
        self._count = 0

    def add(self, name: str, request: AnalysisRequest) -> QueuedAnalysis:
        """Open an analysis; raises ValueError when one of that name is open."""
        if name in self._open:
            raise ValueError(f"analysis {name!r} is open already")
        self._count += 1
        self._open[name] = QueuedAnalysis(name, self._count, request)
        return self._open[name]

    def remove(self, name: str) -> QueuedAnalysis | None:
        """Forget an analysis; None when it is not open."""
        return self._open.pop(name, None)

    def initial_requests(self) -> Sequence[AnalysisCommand]:
        """Return what asks for all that is open."""
        return [analysis.message for analysis in self._open.values()]

    def is_waiting(self) -> bool:
        """Say whether anything is open."""
        return bool(self._open)

    def on_report(
        self,
        report: AnalysisReport,
        seconds: float,  # noqa: ARG002
    ) -> SupervisorDecision[AnalysisEvent]:
        """Take a report; one about what is no longer open tells nothing."""
        open_now = (each for each in self._open.values() if each.number == report.job)
        analysis = next(open_now, None)
        if analysis is None or isinstance(report, AnalysisStarted):
            return SupervisorDecision(keep_worker=True)
        del self._open[analysis.name]
        return SupervisorDecision(keep_worker=True, events=[_outcome(report, analysis.name)])

    def on_start_failure(self, error: OSError) -> Sequence[AnalysisEvent]:
        """Give up all that is open."""
        given_up = AnalysisError(
            f"Feedback cannot be worked out: {error.strerror or error}.",
            f"{_SAFE}, and you can ask for feedback again later.",
        )
        names = list(self._open)
        self._open.clear()
        return [AnalysisFailed(name, given_up) for name in names]

    def on_exit(self, status: int) -> SupervisorDecision[AnalysisEvent]:
        """Blame the first one open, at which the worker was; go on while any is open."""
        analysis = next(iter(self._open.values()), None)
        if analysis is None:
            return SupervisorDecision(keep_worker=False)
        analysis.deaths += 1
        if analysis.deaths < MAX_DEATHS:
            return SupervisorDecision(keep_worker=True)
        del self._open[analysis.name]
        failed = AnalysisFailed(analysis.name, _given_up(status))
        return SupervisorDecision(keep_worker=bool(self._open), events=[failed])


def _outcome(report: AnalysisResult | AnalysisRefused, name: str) -> AnalysisEvent:
    match report:
        case AnalysisResult(_, feedback, seconds):
            return AnalysisDone(name, feedback, seconds)
        case AnalysisRefused(_, kind, what, remedy):
            return AnalysisFailed(name, rebuild_error(kind, what, remedy, otherwise=AnalysisError))


def _given_up(status: int) -> AnalysisError:
    if lacks_instructions(status):
        return AnalysisError(
            "This processor lacks instructions that working out feedback needs.",
            f"{_SAFE}, and you can ask for feedback on another computer.",
        )
    return AnalysisError(
        "Working out the feedback on this answer failed twice.",
        f"{_SAFE}, and you can ask for feedback again later.",
    )


WORKER_MODULE = "mock_interviewer.app.feedback.worker.worker"


PATIENCE = 900.0
"""Seconds without an answer after which a worker is stuck: half an hour of speech takes one minute,
and five on a busy machine, where everything else comes first."""


class AnalysisClient:
    """Client of one worker process, started for the first analysis at the latest, and kept.

    Every method but ``close`` returns at once and may be called from any thread. ``listener`` is
    called on a thread of ours, one event at a time.

    Analyses are done in the order in which they were asked for, and after everything else that
    runs on the machine. A worker that dies is replaced and its analysis done again; one at which
    it died twice fails, and the others go on.
    """

    def __init__(
        self,
        *,
        listener: Callable[[AnalysisEvent], None],
        command: Sequence[str] = (),
        patience: float = PATIENCE,
    ) -> None:
        self._analyses = AnalysisQueue()
        self._supervisor = WorkerSupervisor(
            self._analyses,
            CLIENT_WIRE,
            name="analysis",
            listener=listener,
            command=tuple(command) or tuple(child_command(WORKER_MODULE)),
            patience=patience,
            in_background=True,
        )

    @property
    def pid(self) -> int | None:
        """Process id of the worker, None while there is none."""
        return self._supervisor.pid

    def start(self) -> None:
        """Have a worker load what it needs, before anything is asked of it."""
        with self._supervisor.lock:
            self._supervisor.ensure_worker()

    def analyze(self, name: str, request: AnalysisRequest) -> None:
        """Ask for feedback: Analysed or AnalysisFailed will follow.

        Raises ValueError when an analysis of that name is open already.
        """
        with self._supervisor.lock:
            self._supervisor.ensure_worker()
            self._supervisor.request(self._analyses.add(name, request).message)

    def cancel(self, name: str) -> None:
        """Forget an analysis: no event about it comes after this returned, save one under way.

        One that is worked on already is still brought to its end, before the next begins.
        """
        with self._supervisor.lock:
            analysis = self._analyses.remove(name)
            if analysis is not None:
                self._supervisor.send(CancelAnalysis(analysis.number))

    def close(self, timeout: float = 2.0) -> None:
        """End the worker whatever it does, and our threads; waits at most ``timeout`` seconds.

        Open analyses are dropped.
        """
        self._supervisor.close(timeout)
