"""What the analysis worker and its client say to each other: JSON frames."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

from mock_interviewer.app.feedback.analysis import AnalysisRequest
from mock_interviewer.app.feedback.coverage import Asked
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.plain import from_plain, to_plain
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.worker.frames import JsonMessages, Wire


@dataclass(frozen=True)
class Analyse:
    """Work out the feedback on a take."""

    job: int
    request: AnalysisRequest


@dataclass(frozen=True)
class Cancel:
    """Nobody wants this job any more."""

    job: int


@dataclass(frozen=True)
class Begun:
    """A sign of life: the job is now worked on."""

    job: int


@dataclass(frozen=True)
class Done:
    """A job's feedback, and the seconds of work that it took."""

    job: int
    feedback: Feedback
    seconds: float


@dataclass(frozen=True)
class Refused:
    """The machine keeps us from doing a job; ``kind`` is the name of the error's class."""

    job: int
    kind: str
    what: str
    remedy: str = ""


Request: TypeAlias = Analyse | Cancel
Report: TypeAlias = Begun | Done | Refused
Message = TypeVar("Message")


def _plain(message: Request | Report) -> dict[str, Any]:
    match message:
        case Analyse(job, request):
            recording = None if request.recording is None else str(request.recording)
            asked = None if request.asked is None else asdict(request.asked)
            transcript = request.transcript.to_dict()
            return {"job": job, "transcript": transcript, "recording": recording, "asked": asked}
        case Done(job, feedback, seconds):
            return {"job": job, "feedback": to_plain(feedback), "seconds": seconds}
        case _:
            return asdict(message)


def _restored(kind: type[Message], fields: dict[str, Any]) -> Message:
    if kind is Analyse:
        return cast("Message", Analyse(fields["job"], _request(fields)))
    if kind is Done:
        fields["feedback"] = from_plain(Feedback, fields["feedback"])
    return kind(**fields)


def _request(fields: Mapping[str, Any]) -> AnalysisRequest:
    recording, asked = fields["recording"], fields["asked"]
    return AnalysisRequest(
        Transcript.from_dict(fields["transcript"]),
        None if recording is None else Path(recording),
        None if asked is None else from_plain(Asked, asked),
    )


_REQUESTS: JsonMessages[Request] = JsonMessages(Analyse, Cancel, plain=_plain, restored=_restored)
_REPORTS: JsonMessages[Report] = JsonMessages(
    Begun, Done, Refused, plain=_plain, restored=_restored
)

CLIENT: Wire[Request, Report] = Wire(_REQUESTS.encode, _REPORTS.read)
"""How the client speaks with the worker."""
WORKER: Wire[Report, Request] = Wire(_REPORTS.encode, _REQUESTS.read)
"""How the worker speaks with its client. Feedback with numbers that are not finite is a bug: it
raises ValueError."""
