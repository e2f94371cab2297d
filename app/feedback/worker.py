"""The analysis worker: a process that works out feedback until its input ends.

Requests come on standard input, reports leave on standard output (see ``messages``).
"""

import queue
import sys
import time
from collections.abc import Callable
from typing import BinaryIO

from mock_interviewer.app.errors import AnalysisError
from mock_interviewer.app.feedback.analysing import analyse
from mock_interviewer.app.feedback.analysis import Scorer
from mock_interviewer.app.feedback.messages import (
    WORKER,
    Analyse,
    Begun,
    Cancel,
    Done,
    Refused,
    Report,
    Request,
)
from mock_interviewer.app.feedback.parts import Parts, real_parts
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.worker.program import serve


def run(load_scorer: Callable[[], Scorer], load_parts: Callable[[], Parts]) -> int:
    """Work with these on standard input and output; return the program's exit status.

    The scorer is asked for again with each job for as long as its loading raises MachineError.
    """
    cancelled: set[int] = set()

    def notice(request: Request) -> None:
        if isinstance(request, Cancel):
            cancelled.add(request.job)

    def work(inbox: "queue.SimpleQueue[Request]", out: BinaryIO) -> None:
        parts = load_parts()
        scorer = _loaded(load_scorer)
        while True:
            request = inbox.get()
            if isinstance(request, Cancel):
                cancelled.discard(request.job)
            elif request.job not in cancelled:
                _send(out, Begun(request.job))
                if isinstance(scorer, MachineError):
                    scorer = _loaded(load_scorer)
                _send(out, _outcome(request, scorer, parts))

    return serve(WORKER.read, work, notice=notice)


def _loaded(load_scorer: Callable[[], Scorer]) -> Scorer | MachineError:
    """Return the judge of key points, or why there is none."""
    try:
        return load_scorer()
    except MachineError as error:
        return error


def _outcome(request: Analyse, scorer: Scorer | MachineError, parts: Parts) -> Report:
    """Do one job; a bug ends the process, which its client answers with another."""
    began = time.perf_counter()
    try:
        feedback = analyse(request.request, scorer, parts)
    except MachineError as error:
        return _refused(request.job, error)
    except MemoryError:
        return _refused(request.job, _no_memory())
    return Done(request.job, feedback, time.perf_counter() - began)


def _refused(job: int, error: MachineError) -> Refused:
    return Refused(job, type(error).__name__, error.what, error.remedy)


def _no_memory() -> AnalysisError:
    return AnalysisError(
        "There is not enough memory to work out the feedback on this answer.",
        "Close other programs and ask for it again.",
    )


def _send(out: BinaryIO, report: Report) -> None:
    out.write(WORKER.encode(report))
    out.flush()


def _load_scorer() -> Scorer:
    from mock_interviewer.app.feedback.scoring import load_scorer

    return load_scorer()


def main() -> int:
    """Run the worker as it is in the program."""
    return run(_load_scorer, real_parts)


if __name__ == "__main__":
    sys.exit(main())
