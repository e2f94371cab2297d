"""The messages between the recognition worker and its client, and their form in a pipe.

A message is a frame of JSON or, for sound, of the job's number and 16-bit samples in the machine's
own byte order: both ends run on one machine.
"""

import struct
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeAlias, cast

from mock_interviewer.audio.processes.frames import (
    JSON,
    FrameCodec,
    FrameError,
    JsonMessages,
    frame,
    read_frame,
)
from mock_interviewer.audio.recognition.request import DEFAULT_REQUEST, RecognitionRequest

_JOB = struct.Struct("!I")


_AUDIO = 2
"""The kind of a frame that holds sound."""


@dataclass(frozen=True)
class LoadModel:
    """Load a model from a store's folder; always the first message.

    ``drafts`` names the model that makes drafts for captions; None for no drafts.
    """

    store: str
    model: str
    drafts: str | None = None


@dataclass(frozen=True)
class BeginRecognition:
    """A job starts; its sound follows as RecognitionAudio."""

    job: int
    request: RecognitionRequest = DEFAULT_REQUEST


@dataclass(frozen=True)
class RecognitionAudio:
    """More sound of a job: 16 kHz mono, 16 bits a sample."""

    job: int
    pcm: bytes


@dataclass(frozen=True)
class FinishRecognition:
    """All sound of a job was sent; transcribe it."""

    job: int


@dataclass(frozen=True)
class RecognizeFile:
    """A job whose sound is a file."""

    job: int
    path: str
    request: RecognitionRequest = DEFAULT_REQUEST


@dataclass(frozen=True)
class CancelRecognition:
    """This job is no longer wanted."""

    job: int


@dataclass(frozen=True)
class ModelLoaded:
    """The model is in memory, and the worker starts on its jobs."""

    model: str


@dataclass(frozen=True)
class RecognitionProgress:
    """A sign of life: one more piece of the job is done."""

    job: int


@dataclass(frozen=True)
class VoiceActivityReport:
    """Speech began or ended in a job whose sound still comes.

    Sent at each change, and repeatedly while silence lasts. ``at`` is when it changed, ``heard``
    how much sound was analyzed by then, both in seconds of the job's sound.
    """

    job: int
    speaking: bool
    at: float
    heard: float


@dataclass(frozen=True)
class PartialTranscript:
    """The text so far of a job whose sound still comes.

    ``settled`` is final; ``draft``, the text after it, will be decoded again.
    """

    job: int
    settled: str
    draft: str


@dataclass(frozen=True)
class RecognitionDone:
    """A job's transcript, as Transcript.to_dict returns it."""

    job: int
    transcript: dict[str, Any]


@dataclass(frozen=True)
class FillersReport:
    """The filled pauses in a job's file: the fields of each Filler."""

    job: int
    fillers: list[dict[str, Any]]


@dataclass(frozen=True)
class RecognitionRefused:
    """A job that cannot be done on this machine or, without a job, a model that cannot be loaded.

    ``kind`` is the name of the class in audio.errors.
    """

    job: int | None
    kind: str
    what: str
    remedy: str = ""


RecognitionCommand: TypeAlias = (
    LoadModel
    | BeginRecognition
    | RecognitionAudio
    | FinishRecognition
    | RecognizeFile
    | CancelRecognition
)


RecognitionReport: TypeAlias = (
    ModelLoaded
    | RecognitionProgress
    | VoiceActivityReport
    | PartialTranscript
    | RecognitionDone
    | FillersReport
    | RecognitionRefused
)


RecognitionMessage: TypeAlias = RecognitionCommand | RecognitionReport


def encode(message: RecognitionMessage) -> bytes:
    """Return the frame that carries ``message``."""
    if isinstance(message, RecognitionAudio):
        return frame(_AUDIO, _JOB.pack(message.job) + message.pcm)
    return _JSON_MESSAGES.encode(message)


def read_message(stream: BinaryIO) -> RecognitionMessage | None:
    """Wait for the next message; None when the other end is gone, also in the middle of a frame.

    Raises FrameError when the bytes are no frame of ours.
    """
    found = read_frame(stream, (JSON, _AUDIO))
    if found is None:
        return None
    kind, payload = found
    if kind == JSON:
        return _JSON_MESSAGES.decode(payload)
    if len(payload) < _JOB.size:
        raise FrameError("sound without a job")
    return RecognitionAudio(_JOB.unpack_from(payload)[0], payload[_JOB.size :])


def read_command(stream: BinaryIO) -> RecognitionCommand | None:
    """Read as ``read_message`` does, in the worker."""
    return cast("RecognitionCommand | None", read_message(stream))


def read_report(stream: BinaryIO) -> RecognitionReport | None:
    """Read as ``read_message`` does, from the worker."""
    return cast("RecognitionReport | None", read_message(stream))


WIRE: FrameCodec[RecognitionCommand, RecognitionReport] = FrameCodec(encode, read_report)
"""The client's end of the pipe to the worker."""


def _restored(kind: type[RecognitionMessage], fields: dict[str, Any]) -> RecognitionMessage:
    if "request" in fields:
        fields["request"] = RecognitionRequest.from_dict(fields["request"])
    return kind(**fields)


_JSON_MESSAGES: JsonMessages[RecognitionMessage] = JsonMessages(
    LoadModel,
    BeginRecognition,
    FinishRecognition,
    RecognizeFile,
    CancelRecognition,
    ModelLoaded,
    RecognitionProgress,
    VoiceActivityReport,
    PartialTranscript,
    RecognitionDone,
    FillersReport,
    RecognitionRefused,
    restored=_restored,
)
