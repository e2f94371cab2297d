"""Analysis as the rest of the program sees it: takes in, feedback out, never a wait.

It is worked out in a process of its own: a native crash or a shortage of memory must take neither
a recording nor the window with it. Nothing native is imported here.
"""

from collections.abc import Callable, Sequence

from mock_interviewer.app.feedback.analysis import AnalysisRequest
from mock_interviewer.app.feedback.events import Analysed, AnalysisEvent, AnalysisFailed
from mock_interviewer.app.feedback.messages import CLIENT, Cancel
from mock_interviewer.app.feedback.open_analyses import OpenAnalyses
from mock_interviewer.audio.child import child_command
from mock_interviewer.audio.worker.keeper import Keeper

__all__ = ["Analysed", "AnalysisEvent", "AnalysisFailed", "Analyst"]

WORKER_MODULE = "mock_interviewer.app.feedback.worker"

PATIENCE = 900.0
"""Seconds without an answer after which a worker is stuck: half an hour of speech takes one minute,
and five on a busy machine, where everything else comes first."""


class Analyst:
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
        self._analyses = OpenAnalyses()
        self._keeper = Keeper(
            self._analyses,
            CLIENT,
            name="analysis",
            listener=listener,
            command=tuple(command) or tuple(child_command(WORKER_MODULE)),
            patience=patience,
            in_background=True,
        )

    @property
    def pid(self) -> int | None:
        """Process id of the worker, None while there is none."""
        return self._keeper.pid

    def start(self) -> None:
        """Have a worker load what it needs, before anything is asked of it."""
        with self._keeper.lock:
            self._keeper.want()

    def analyse(self, name: str, request: AnalysisRequest) -> None:
        """Ask for feedback: Analysed or AnalysisFailed will follow.

        Raises ValueError when an analysis of that name is open already.
        """
        with self._keeper.lock:
            self._keeper.want()
            self._keeper.ask(self._analyses.add(name, request).message)

    def cancel(self, name: str) -> None:
        """Forget an analysis: no event about it comes after this returned, save one under way.

        One that is worked on already is still brought to its end, before the next begins.
        """
        with self._keeper.lock:
            analysis = self._analyses.remove(name)
            if analysis is not None:
                self._keeper.send(Cancel(analysis.number))

    def close(self, timeout: float = 2.0) -> None:
        """End the worker whatever it does, and our threads; waits at most ``timeout`` seconds.

        Open analyses are dropped.
        """
        self._keeper.close(timeout)
