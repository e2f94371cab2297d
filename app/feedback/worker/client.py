"""The non-blocking client of the analysis worker.

The analysis runs in a separate process, so that a native crash or a lack of memory cannot take
down a recording or the window. This module imports nothing native.
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
    """An analysis is done; it took ``seconds`` of work."""

    name: str
    feedback: Feedback
    seconds: float


@dataclass(frozen=True)
class AnalysisFailed:
    """An analysis failed; the recording and the transcript are untouched."""

    name: str
    error: MachineError


AnalysisEvent: TypeAlias = AnalysisDone | AnalysisFailed
"""The outcome of an analysis."""


MAX_DEATHS = 2
"""Number of worker deaths after which an analysis is given up."""


_SAFE = "Your recording and its transcript are safe"


@dataclass
class QueuedAnalysis:
    """One analysis; ``number`` identifies it in messages."""

    name: str
    number: int
    request: AnalysisRequest
    deaths: int = 0

    @property
    def message(self) -> StartAnalysis:
        """The message that requests it."""
        return StartAnalysis(self.number, self.request)


class AnalysisQueue(SupervisorDelegate[AnalysisCommand, AnalysisReport, AnalysisEvent]):
    """The open analyses in their order. Not thread-safe by itself."""

    def __init__(self) -> None:
        self._open: dict[str, QueuedAnalysis] = {}
        self._count = 0

    def add(self, name: str, request: AnalysisRequest) -> QueuedAnalysis:
        """Add an analysis; raises ValueError if one with that name is open."""
        if name in self._open:
            raise ValueError(f"analysis {name!r} is already open")
        self._count += 1
        self._open[name] = QueuedAnalysis(name, self._count, request)
        return self._open[name]

    def remove(self, name: str) -> QueuedAnalysis | None:
        """Remove an analysis; return None if it is not open."""
        return self._open.pop(name, None)

    def initial_requests(self) -> Sequence[AnalysisCommand]:
        """Return the messages that request all open analyses."""
        return [analysis.message for analysis in self._open.values()]

    def is_waiting(self) -> bool:
        """Return whether an analysis is open."""
        return bool(self._open)

    def on_report(
        self,
        report: AnalysisReport,
        seconds: float,  # noqa: ARG002
    ) -> SupervisorDecision[AnalysisEvent]:
        """Handle a report; ignore one about an analysis that is no longer open."""
        open_now = (each for each in self._open.values() if each.number == report.job)
        analysis = next(open_now, None)
        if analysis is None or isinstance(report, AnalysisStarted):
            return SupervisorDecision(keep_worker=True)
        del self._open[analysis.name]
        return SupervisorDecision(keep_worker=True, events=[_outcome(report, analysis.name)])

    def on_start_failure(self, error: OSError) -> Sequence[AnalysisEvent]:
        """Fail all open analyses."""
        given_up = AnalysisError(
            f"Analysis failed to start: {error.strerror or error}.",
            f"{_SAFE}, and you can ask for feedback again later.",
        )
        names = list(self._open)
        self._open.clear()
        return [AnalysisFailed(name, given_up) for name in names]

    def on_exit(self, status: int) -> SupervisorDecision[AnalysisEvent]:
        """Count the exit against the first open analysis; continue while one is open."""
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
            "This computer's processor lacks instructions that the analysis requires.",
            f"{_SAFE}, and you can ask for feedback on another computer.",
        )
    return AnalysisError(
        "The analysis of this answer failed twice.",
        f"{_SAFE}, and you can ask for feedback again later.",
    )


WORKER_MODULE = "mock_interviewer.app.feedback.worker.worker"


PATIENCE = 900.0
"""Seconds without a report after which a worker is stuck: half an hour of speech takes a minute,
and five minutes on a busy machine, where everything else comes first."""


class AnalysisClient:
    """Client of one worker process, started for the first analysis at the latest, and kept.

    Every method but ``close`` returns at once and may be called from any thread. ``listener`` is
    called on a thread of the client, one event at a time.

    Analyses run in the order requested, at the lowest priority of the machine. A worker that dies
    is replaced, and its analysis is repeated; if the worker dies twice, that analysis fails, and
    the others continue.
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
        """Process id of the worker, or None while there is none."""
        return self._supervisor.pid

    def start(self) -> None:
        """Start a worker in advance, so that it loads what it needs."""
        with self._supervisor.lock:
            self._supervisor.ensure_worker()

    def analyze(self, name: str, request: AnalysisRequest) -> None:
        """Request feedback; AnalysisDone or AnalysisFailed follows.

        Raises ValueError if an analysis with that name is already open.
        """
        with self._supervisor.lock:
            self._supervisor.ensure_worker()
            self._supervisor.request(self._analyses.add(name, request).message)

    def cancel(self, name: str) -> None:
        """Cancel an analysis: no event follows, except one that is just being delivered.

        If the worker is already on it, it finishes before it starts the next one.
        """
        with self._supervisor.lock:
            analysis = self._analyses.remove(name)
            if analysis is not None:
                self._supervisor.send(CancelAnalysis(analysis.number))

    def close(self, timeout: float = 2.0) -> None:
        """End the worker and the client's threads; wait at most ``timeout`` seconds.

        Open analyses are dropped.
        """
        self._supervisor.close(timeout)
