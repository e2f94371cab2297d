"""The messages between the analysis worker and its client: JSON frames."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.feedback.feedback import Feedback, from_json_data, to_json_data
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.audio.processes.frames import FrameCodec, JsonMessages
from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class StartAnalysis:
    """Work out the feedback on a take."""

    job: int
    request: AnalysisRequest


@dataclass(frozen=True)
class CancelAnalysis:
    """Nobody wants this job any more."""

    job: int


@dataclass(frozen=True)
class AnalysisStarted:
    """A sign of life: the job is now worked on."""

    job: int


@dataclass(frozen=True)
class AnalysisResult:
    """A job's feedback, and the seconds of work that it took."""

    job: int
    feedback: Feedback
    seconds: float


@dataclass(frozen=True)
class AnalysisRefused:
    """The machine keeps us from doing a job; ``kind`` is the name of the error's class."""

    job: int
    kind: str
    what: str
    remedy: str = ""


AnalysisCommand: TypeAlias = StartAnalysis | CancelAnalysis
AnalysisReport: TypeAlias = AnalysisStarted | AnalysisResult | AnalysisRefused
Message = TypeVar("Message")


def _plain(message: AnalysisCommand | AnalysisReport) -> dict[str, Any]:
    match message:
        case StartAnalysis(job, request):
            recording = None if request.recording is None else str(request.recording)
            asked = None if request.asked is None else asdict(request.asked)
            transcript = request.transcript.to_dict()
            return {"job": job, "transcript": transcript, "recording": recording, "asked": asked}
        case AnalysisResult(job, feedback, seconds):
            return {"job": job, "feedback": to_json_data(feedback), "seconds": seconds}
        case _:
            return asdict(message)


def _restored(kind: type[Message], fields: dict[str, Any]) -> Message:
    if kind is StartAnalysis:
        return cast("Message", StartAnalysis(fields["job"], _request(fields)))
    if kind is AnalysisResult:
        fields["feedback"] = from_json_data(Feedback, fields["feedback"])
    return kind(**fields)


def _request(fields: Mapping[str, Any]) -> AnalysisRequest:
    recording, asked = fields["recording"], fields["asked"]
    return AnalysisRequest(
        Transcript.from_dict(fields["transcript"]),
        None if recording is None else Path(recording),
        None if asked is None else from_json_data(CoverageQuestion, asked),
    )


_REQUESTS: JsonMessages[AnalysisCommand] = JsonMessages(
    StartAnalysis, CancelAnalysis, plain=_plain, restored=_restored
)
_REPORTS: JsonMessages[AnalysisReport] = JsonMessages(
    AnalysisStarted, AnalysisResult, AnalysisRefused, plain=_plain, restored=_restored
)

CLIENT_WIRE: FrameCodec[AnalysisCommand, AnalysisReport] = FrameCodec(
    _REQUESTS.encode, _REPORTS.read
)
"""How the client speaks with the worker."""
WORKER_WIRE: FrameCodec[AnalysisReport, AnalysisCommand] = FrameCodec(
    _REPORTS.encode, _REQUESTS.read
)
"""How the worker speaks with its client. Feedback with numbers that are not finite is a bug: it
raises ValueError."""
