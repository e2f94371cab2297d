"""The analysis worker: a process that analyzes takes until its input ends.

Requests come on standard input, reports leave on standard output (see ``messages``).
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


def run(load_scorer: Callable[[], CoverageScorer], load_parts: Callable[[], AnalysisSteps]) -> int:
    """Work with these on standard input and output; return the program's exit status.

    The scorer is asked for again with each job for as long as its loading raises MachineError.
    """
    cancelled: set[int] = set()

    def notice(request: AnalysisCommand) -> None:
        if isinstance(request, CancelAnalysis):
            cancelled.add(request.job)

    def work(inbox: "queue.SimpleQueue[AnalysisCommand]", out: BinaryIO) -> None:
        parts = load_parts()
        scorer = _loaded(load_scorer)
        while True:
            request = inbox.get()
            if isinstance(request, CancelAnalysis):
                cancelled.discard(request.job)
            elif request.job not in cancelled:
                _send(out, AnalysisStarted(request.job))
                if isinstance(scorer, MachineError):
                    scorer = _loaded(load_scorer)
                _send(out, _outcome(request, scorer, parts))

    return serve(WORKER_WIRE.read, work, notice=notice)


def _loaded(load_scorer: Callable[[], CoverageScorer]) -> CoverageScorer | MachineError:
    """Return the judge of key points, or why there is none."""
    try:
        return load_scorer()
    except MachineError as error:
        return error


def _outcome(
    request: StartAnalysis, scorer: CoverageScorer | MachineError, parts: AnalysisSteps
) -> AnalysisReport:
    """Do one job; a bug ends the process, which its client answers with another."""
    began = time.perf_counter()
    try:
        feedback = analyze(request.request, scorer, parts)
    except MachineError as error:
        return _refused(request.job, error)
    except MemoryError:
        return _refused(request.job, _no_memory())
    return AnalysisResult(request.job, feedback, time.perf_counter() - began)


def _refused(job: int, error: MachineError) -> AnalysisRefused:
    return AnalysisRefused(job, type(error).__name__, error.what, error.remedy)


def _no_memory() -> AnalysisError:
    return AnalysisError(
        "There is not enough memory to work out the feedback on this answer.",
        "Close other programs and ask for it again.",
    )


def _send(out: BinaryIO, report: AnalysisReport) -> None:
    out.write(WORKER_WIRE.encode(report))
    out.flush()


def _load_scorer() -> CoverageScorer:
    from mock_interviewer.app.feedback.coverage.scoring import load_scorer

    return load_scorer()


def main() -> int:
    """Run the worker as it is in the program."""
    return run(_load_scorer, default_steps)


if __name__ == "__main__":
    sys.exit(main())
