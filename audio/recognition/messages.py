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
from mock_interviewer.audio.recognition.models.languages import DEFAULT_LANGUAGE
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm

_JOB = struct.Struct("!I")


_AUDIO = 2
"""The kind of a frame that holds sound."""


@dataclass(frozen=True)
class LoadModel:
    """Load a model out of a store's folder; always the first message.

    ``drafts`` names the model that makes guesses for captions, where there shall be some.
    """

    store: str
    model: str
    drafts: str | None = None


@dataclass(frozen=True)
class BeginRecognition:
    """A job starts; its sound follows as Audio.

    ``captions``: say meanwhile what is understood. ``urgent``: once finished it is done before
    all others, as soon as the piece under way is heard. ``choices``: texts one of which becomes the
    transcript, the first where the sound does not speak for another; nothing else is heard.
    """

    job: int
    vocabulary: tuple[ExpectedTerm, ...] = ()
    language: str = DEFAULT_LANGUAGE
    captions: bool = False
    urgent: bool = False
    choices: tuple[str, ...] = ()


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
    vocabulary: tuple[ExpectedTerm, ...] = ()
    language: str = DEFAULT_LANGUAGE


@dataclass(frozen=True)
class FindFillers:
    """A job that counts the filled pauses in a file of English; done when nothing else is."""

    job: int
    path: str


@dataclass(frozen=True)
class CancelRecognition:
    """Nobody wants this job any more."""

    job: int


@dataclass(frozen=True)
class ModelLoaded:
    """The model is in memory; jobs are now done as they come."""

    model: str


@dataclass(frozen=True)
class RecognitionProgress:
    """A sign of life: one more piece of the job is done."""

    job: int


@dataclass(frozen=True)
class VoiceActivityReport:
    """Somebody speaks, or nobody does any more, in a job whose sound still comes.

    Sent when that changes, and again while silence goes on. ``at`` is when it changed, ``heard``
    how far was listened, in seconds of the job's sound.
    """

    job: int
    speaking: bool
    at: float
    heard: float


@dataclass(frozen=True)
class PartialTranscript:
    """What was understood so far of a job whose sound still comes.

    ``settled`` stays as it is; ``draft``, what is spoken after it, is heard again.
    """

    job: int
    settled: str
    draft: str


@dataclass(frozen=True)
class RecognitionDone:
    """A job's transcript, as Transcript.to_dict gives it."""

    job: int
    transcript: dict[str, Any]


@dataclass(frozen=True)
class FillersReport:
    """The filled pauses of a job's recording: text, start and end of each."""

    job: int
    fillers: list[dict[str, Any]]


@dataclass(frozen=True)
class RecognitionRefused:
    """The machine keeps us from doing a job, or (no job) from loading the model at all.

    ``kind`` is the name of the class in audio.errors.
    """

    job: int | None
    kind: str
    what: str
    remedy: str = ""


RecognitionRequest: TypeAlias = (
    LoadModel
    | BeginRecognition
    | RecognitionAudio
    | FinishRecognition
    | RecognizeFile
    | FindFillers
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


RecognitionMessage: TypeAlias = RecognitionRequest | RecognitionReport


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


def read_request(stream: BinaryIO) -> RecognitionRequest | None:
    """Read as ``read_message`` does, in the worker."""
    return cast("RecognitionRequest | None", read_message(stream))


def read_report(stream: BinaryIO) -> RecognitionReport | None:
    """Read as ``read_message`` does, from the worker."""
    return cast("RecognitionReport | None", read_message(stream))


WIRE: FrameCodec[RecognitionRequest, RecognitionReport] = FrameCodec(encode, read_report)
"""How the client speaks with the worker."""


def _restored(kind: type[RecognitionMessage], fields: dict[str, Any]) -> RecognitionMessage:
    if "vocabulary" in fields:
        fields["vocabulary"] = tuple(map(_expected, fields["vocabulary"]))
    if "choices" in fields:
        fields["choices"] = tuple(fields["choices"])
    return kind(**fields)


def _expected(data: dict[str, Any]) -> ExpectedTerm:
    return ExpectedTerm(**(data | {"heard_as": tuple(data["heard_as"])}))


_JSON_MESSAGES: JsonMessages[RecognitionMessage] = JsonMessages(
    LoadModel,
    BeginRecognition,
    FinishRecognition,
    RecognizeFile,
    FindFillers,
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
