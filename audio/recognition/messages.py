"""What the recognition worker and its client say to each other, and how it travels through a pipe.

A message is a frame (see ``audio.worker.frames``) of JSON or, for sound, of the job's number and
16-bit samples in the machine's own order (both ends run on one machine).
"""

import struct
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.audio.recognition.languages import DEFAULT_LANGUAGE
from mock_interviewer.audio.recognition.vocabulary import Expected
from mock_interviewer.audio.types import Samples
from mock_interviewer.audio.worker.frames import (
    JSON,
    JsonMessages,
    ProtocolError,
    Wire,
    frame,
    read_frame,
)

Pcm: TypeAlias = NDArray[np.int16]
"""Mono samples as 16-bit numbers, shape (n,)."""

_JOB = struct.Struct("!I")
_AUDIO = 2
"""The kind of a frame that holds sound."""


@dataclass(frozen=True)
class Load:
    """Load a model out of a store's folder; always the first message.

    ``drafts`` names the model that makes guesses for captions, where there shall be some.
    """

    store: str
    model: str
    drafts: str | None = None


@dataclass(frozen=True)
class Begin:
    """A job starts; its sound follows as Audio.

    ``captions``: say meanwhile what is understood. ``urgent``: once finished it is done before
    all others, as soon as the piece under way is heard. ``choices``: texts one of which becomes the
    transcript, the first where the sound does not speak for another; nothing else is heard.
    """

    job: int
    vocabulary: tuple[Expected, ...] = ()
    language: str = DEFAULT_LANGUAGE
    captions: bool = False
    urgent: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Audio:
    """More sound of a job: 16 kHz mono, 16 bits a sample."""

    job: int
    pcm: bytes


@dataclass(frozen=True)
class Finish:
    """All sound of a job was sent; transcribe it."""

    job: int


@dataclass(frozen=True)
class TranscribeFile:
    """A job whose sound is a file."""

    job: int
    path: str
    vocabulary: tuple[Expected, ...] = ()
    language: str = DEFAULT_LANGUAGE


@dataclass(frozen=True)
class FindFillers:
    """A job that counts the filled pauses in a file of English; done when nothing else is."""

    job: int
    path: str


@dataclass(frozen=True)
class Cancel:
    """Nobody wants this job any more."""

    job: int


@dataclass(frozen=True)
class Loaded:
    """The model is in memory; jobs are now done as they come."""

    model: str


@dataclass(frozen=True)
class Working:
    """A sign of life: one more piece of the job is done."""

    job: int


@dataclass(frozen=True)
class Activity:
    """Somebody speaks, or nobody does any more, in a job whose sound still comes.

    Sent when that changes, and again while silence goes on. ``at`` is when it changed, ``heard``
    how far was listened, in seconds of the job's sound.
    """

    job: int
    speaking: bool
    at: float
    heard: float


@dataclass(frozen=True)
class Partial:
    """What was understood so far of a job whose sound still comes.

    ``settled`` stays as it is; ``draft``, what is spoken after it, is heard again.
    """

    job: int
    settled: str
    draft: str


@dataclass(frozen=True)
class Done:
    """A job's transcript, as Transcript.to_dict gives it."""

    job: int
    transcript: dict[str, Any]


@dataclass(frozen=True)
class Fillers:
    """The filled pauses of a job's recording: text, start and end of each."""

    job: int
    fillers: list[dict[str, Any]]


@dataclass(frozen=True)
class Refused:
    """The machine keeps us from doing a job, or (no job) from loading the model at all.

    ``kind`` is the name of the class in audio.errors.
    """

    job: int | None
    kind: str
    what: str
    remedy: str = ""


Request: TypeAlias = Load | Begin | Audio | Finish | TranscribeFile | FindFillers | Cancel
Report: TypeAlias = Loaded | Working | Activity | Partial | Done | Fillers | Refused
Message: TypeAlias = Request | Report


def to_pcm(samples: Samples) -> Pcm:
    """Return samples from -1 to 1 as 16-bit numbers; what lies beyond is clipped."""
    return (np.clip(samples, -1.0, 1.0) * 32767.0).round().astype(np.int16)


def to_samples(pcm: Pcm) -> Samples:
    """Return 16-bit numbers as samples from -1 to 1."""
    return pcm.astype(np.float32) / np.float32(32768.0)


def encode(message: Message) -> bytes:
    """Return the frame that carries ``message``."""
    if isinstance(message, Audio):
        return frame(_AUDIO, _JOB.pack(message.job) + message.pcm)
    return _JSON_MESSAGES.encode(message)


def read_message(stream: BinaryIO) -> Message | None:
    """Wait for the next message; None when the other end is gone, also in the middle of a frame.

    Raises ProtocolError when the bytes are no frame of ours.
    """
    found = read_frame(stream, (JSON, _AUDIO))
    if found is None:
        return None
    kind, payload = found
    if kind == JSON:
        return _JSON_MESSAGES.decode(payload)
    if len(payload) < _JOB.size:
        raise ProtocolError("sound without a job")
    return Audio(_JOB.unpack_from(payload)[0], payload[_JOB.size :])


def read_request(stream: BinaryIO) -> Request | None:
    """Read as ``read_message`` does, in the worker."""
    return cast("Request | None", read_message(stream))


def read_report(stream: BinaryIO) -> Report | None:
    """Read as ``read_message`` does, from the worker."""
    return cast("Report | None", read_message(stream))


WIRE: Wire[Request, Report] = Wire(encode, read_report)
"""How the client speaks with the worker."""


def _restored(kind: type[Message], fields: dict[str, Any]) -> Message:
    if "vocabulary" in fields:
        fields["vocabulary"] = tuple(map(_expected, fields["vocabulary"]))
    if "choices" in fields:
        fields["choices"] = tuple(fields["choices"])
    return kind(**fields)


def _expected(data: dict[str, Any]) -> Expected:
    return Expected(**(data | {"heard_as": tuple(data["heard_as"])}))


_JSON_MESSAGES: JsonMessages[Message] = JsonMessages(
    Load,
    Begin,
    Finish,
    TranscribeFile,
    FindFillers,
    Cancel,
    Loaded,
    Working,
    Activity,
    Partial,
    Done,
    Fillers,
    Refused,
    restored=_restored,
)
