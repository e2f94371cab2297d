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
    """Analyze a take."""

    job: int
    request: AnalysisRequest


@dataclass(frozen=True)
class CancelAnalysis:
    """Cancel a job."""

    job: int


@dataclass(frozen=True)
class AnalysisStarted:
    """A sign of life: work on the job has started."""

    job: int


@dataclass(frozen=True)
class AnalysisResult:
    """A job's feedback, and the seconds of work it took."""

    job: int
    feedback: Feedback
    seconds: float


@dataclass(frozen=True)
class AnalysisRefused:
    """A job failed because of the machine; ``kind`` is the name of the error's class."""

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
            return {
                "job": job,
                "transcript": transcript,
                "recording": recording,
                "asked": asked,
                "stopped_by_limit": request.stopped_by_limit,
            }
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
        fields["stopped_by_limit"],
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
"""The client's codec."""
WORKER_WIRE: FrameCodec[AnalysisReport, AnalysisCommand] = FrameCodec(
    _REPORTS.encode, _REQUESTS.read
)
"""The worker's codec. Encoding feedback with numbers that are not finite raises ValueError."""
