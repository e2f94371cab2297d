"""Results of transcribing a take."""

from dataclasses import dataclass

from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class TranscriptReady:
    """A take has a final transcript, which is not always its current one."""

    take: str
    transcript: Transcript


@dataclass(frozen=True)
class TranscriptFailed:
    """A take could not be transcribed now; it can be later. ``text`` says why."""

    take: str
    text: str
