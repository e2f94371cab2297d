"""Which analyses are open, and what is made of what the worker says and of how it ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from mock_interviewer.app.errors import AnalysisError
from mock_interviewer.app.feedback.analysis import AnalysisRequest
from mock_interviewer.app.feedback.events import Analysed, AnalysisEvent, AnalysisFailed
from mock_interviewer.app.feedback.messages import Analyse, Begun, Done, Refused, Report, Request
from mock_interviewer.audio.worker.keeper import Verdict, Work
from mock_interviewer.audio.worker.process import lacks_instructions
from mock_interviewer.audio.worker.refusal import rebuilt

MAX_DEATHS = 2
"""An analysis at which the worker died this often is given up."""

_SAFE = "The recording and the transcript are safe"


@dataclass
class Analysis:
    """One analysis; ``number`` stands for it in messages."""

    name: str
    number: int
    request: AnalysisRequest
    deaths: int = 0

    @property
    def message(self) -> Analyse:
        """What asks for it."""
        return Analyse(self.number, self.request)


class OpenAnalyses(Work[Request, Report, AnalysisEvent]):
    """The open analyses, in the order in which they are done. Not thread-safe by itself."""

    def __init__(self) -> None:
        self._open: dict[str, Analysis] = {}
        self._count = 0

    def add(self, name: str, request: AnalysisRequest) -> Analysis:
        """Open an analysis; raises ValueError when one of that name is open."""
        if name in self._open:
            raise ValueError(f"analysis {name!r} is open already")
        self._count += 1
        self._open[name] = Analysis(name, self._count, request)
        return self._open[name]

    def remove(self, name: str) -> Analysis | None:
        """Forget an analysis; None when it is not open."""
        return self._open.pop(name, None)

    def opening(self) -> Sequence[Request]:
        """Return what asks for all that is open."""
        return [analysis.message for analysis in self._open.values()]

    def awaited(self) -> bool:
        """Say whether anything is open."""
        return bool(self._open)

    def heard(self, report: Report, seconds: float) -> Verdict[AnalysisEvent]:  # noqa: ARG002
        """Take a report; one about what is no longer open tells nothing."""
        open_now = (each for each in self._open.values() if each.number == report.job)
        analysis = next(open_now, None)
        if analysis is None or isinstance(report, Begun):
            return Verdict(wanted=True)
        del self._open[analysis.name]
        return Verdict(wanted=True, events=[_outcome(report, analysis.name)])

    def not_started(self, error: OSError) -> Sequence[AnalysisEvent]:
        """Give up all that is open."""
        given_up = AnalysisError(
            f"Feedback cannot be worked out: {error.strerror or error}.",
            f"{_SAFE}, and you can ask for feedback again later.",
        )
        names = list(self._open)
        self._open.clear()
        return [AnalysisFailed(name, given_up) for name in names]

    def died(self, status: int) -> Verdict[AnalysisEvent]:
        """Blame the first one open, at which the worker was; go on while any is open."""
        analysis = next(iter(self._open.values()), None)
        if analysis is None:
            return Verdict(wanted=False)
        analysis.deaths += 1
        if analysis.deaths < MAX_DEATHS:
            return Verdict(wanted=True)
        del self._open[analysis.name]
        failed = AnalysisFailed(analysis.name, _given_up(status))
        return Verdict(wanted=bool(self._open), events=[failed])


def _outcome(report: Done | Refused, name: str) -> AnalysisEvent:
    match report:
        case Done(_, feedback, seconds):
            return Analysed(name, feedback, seconds)
        case Refused(_, kind, what, remedy):
            return AnalysisFailed(name, rebuilt(kind, what, remedy, otherwise=AnalysisError))


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
