"""A fake analysis client that responds when a test says so."""

from collections.abc import Callable
from dataclasses import replace

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.feedback.worker.client import AnalysisDone, AnalysisEvent, AnalysisFailed
from mock_interviewer.audio.errors import MachineError, RecognitionError


def feedback_on(request: AnalysisRequest) -> Feedback:
    """Return fake feedback: the recording's length, the words, and the given fillers."""
    transcript = request.transcript
    delivery = Delivery(duration=transcript.duration, words=len(transcript.text.split()))
    if transcript.fillers is not None:
        delivery = replace(delivery, fillers=())
    return Feedback(FEEDBACK_VERSION, delivery, coverage_untold="It is a fake.")


class FakeAnalyst:
    """Keeps what is asked of it until ``answer`` or ``fail``; the listener hears on that thread.

    ``tell`` tells any event, as one that was under way when its analysis was cancelled.
    """

    def __init__(self, *, listener: Callable[[AnalysisEvent], None]) -> None:
        self.tell = listener
        self._open: dict[str, AnalysisRequest] = {}
        self.asked: list[AnalysisRequest] = []
        self.started = False
        self.closed = False

    def start(self) -> None:
        self.started = True

    def analyze(self, name: str, request: AnalysisRequest) -> None:
        self.asked.append(request)
        self._open[name] = request

    def cancel(self, name: str) -> None:
        self._open.pop(name, None)

    def close(self, timeout: float = 2.0) -> None:
        self._open.clear()
        self.closed = True

    @property
    def open(self) -> tuple[str, ...]:
        """Names of the analyses that were neither finished nor canceled."""
        return tuple(self._open)

    def answer(self) -> None:
        """Finish the oldest open analysis."""
        name, request = self._take()
        self.tell(AnalysisDone(name, feedback_on(request), 0.25))

    def fail(self, error: MachineError | None = None) -> None:
        """Let the oldest open analysis fail."""
        name, _ = self._take()
        self.tell(AnalysisFailed(name, error or RecognitionError("It stopped.", "Try again.")))

    def _take(self) -> tuple[str, AnalysisRequest]:
        name = next(iter(self._open))
        return name, self._open.pop(name)
