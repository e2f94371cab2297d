"""Results of transcribing a take, as sessions and everyone else are told of them."""

from dataclasses import dataclass

from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class TranscriptReady:
    """The final transcript of a take, not always the present one."""

    take: str
    transcript: Transcript


@dataclass(frozen=True)
class TranscriptFailed:
    """A take has no transcript now; it can be had later."""

    take: str
    text: str
