"""The analysis worker: a process that analyzes takes until its input ends.

It reads requests from standard input and writes reports to standard output (see ``messages``).
"""

import queue
import sys
import time
from collections.abc import Callable
from typing import BinaryIO

from mock_interviewer.app.errors import AnalysisError
from mock_interviewer.app.feedback.coverage.coverage import CoverageScorer
from mock_interviewer.app.feedback.worker.analysis import AnalysisSteps, analyze, default_steps
from mock_interviewer.app.feedback.worker.messages import (
    WORKER_WIRE,
    AnalysisCommand,
    AnalysisRefused,
    AnalysisReport,
    AnalysisResult,
    AnalysisStarted,
    CancelAnalysis,
    StartAnalysis,
)
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.processes.worker_main import serve


def run(load_scorer: Callable[[], CoverageScorer], load_steps: Callable[[], AnalysisSteps]) -> int:
    """Serve requests on standard input and output; return the exit status.

    If loading the scorer raises MachineError, it is retried for each job.
    """
    cancelled: set[int] = set()

    def notice(request: AnalysisCommand) -> None:
        if isinstance(request, CancelAnalysis):
            cancelled.add(request.job)

    def work(inbox: "queue.SimpleQueue[AnalysisCommand]", out: BinaryIO) -> None:
        steps = load_steps()
        scorer = _loaded(load_scorer)
        while True:
            request = inbox.get()
            if isinstance(request, CancelAnalysis):
                cancelled.discard(request.job)
            elif request.job not in cancelled:
                _send(out, AnalysisStarted(request.job))
                if isinstance(scorer, MachineError):
                    scorer = _loaded(load_scorer)
                _send(out, _outcome(request, scorer, steps))

    return serve(WORKER_WIRE.read, work, notice=notice)


def _loaded(load_scorer: Callable[[], CoverageScorer]) -> CoverageScorer | MachineError:
    """Return the scorer, or the reason why there is none."""
    try:
        return load_scorer()
    except MachineError as error:
        return error


def _outcome(
    request: StartAnalysis, scorer: CoverageScorer | MachineError, steps: AnalysisSteps
) -> AnalysisReport:
    """Do one job; a bug ends the process, which the client then replaces."""
    began = time.perf_counter()
    try:
        feedback = analyze(request.request, scorer, steps)
    except MachineError as error:
        return _refused(request.job, error)
    except MemoryError:
        return _refused(request.job, _no_memory())
    return AnalysisResult(request.job, feedback, time.perf_counter() - began)


def _refused(job: int, error: MachineError) -> AnalysisRefused:
    return AnalysisRefused(job, type(error).__name__, error.what, error.remedy)


def _no_memory() -> AnalysisError:
    return AnalysisError(
        "There isn't enough memory to analyze this answer.",
        "Close other programs and ask for feedback again.",
    )


def _send(out: BinaryIO, report: AnalysisReport) -> None:
    out.write(WORKER_WIRE.encode(report))
    out.flush()


def _load_scorer() -> CoverageScorer:
    from mock_interviewer.app.feedback.coverage.scoring import load_scorer

    return load_scorer()


def main() -> int:
    """Run the worker with the program's own scorer and steps."""
    return run(_load_scorer, default_steps)


if __name__ == "__main__":
    sys.exit(main())
