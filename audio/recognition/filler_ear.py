"""Fillers heard on the same way through a recording on which words are heard, piece by piece."""

from collections.abc import Sequence
from typing import Protocol

from mock_interviewer.audio.recognition.detector import StreamingDetector
from mock_interviewer.audio.recognition.heard import Found, Heard
from mock_interviewer.audio.recognition.transcript import Filler, Segment, Transcript, Word


class HearsFillers(Protocol):
    """What finds filled pauses in pieces: the Whisper model's engine. One thread."""

    name: str

    def refuse(self, language: str) -> None:
        """Raise ModelError when the model does not know ``language``."""

    def detector(self) -> StreamingDetector:
        """Return a voice detector for one recording."""

    def fillers(self, heard: Heard) -> tuple[Filler, ...]:
        """Return the filled pauses of one piece, in order."""


class FillerEar:
    """A Hearing for a Transcriber, whose "transcript" is then made of the fillers alone."""

    def __init__(self, engine: HearsFillers) -> None:
        self.name = engine.name
        self._engine = engine

    def refuse(self, language: str) -> None:
        """Raise ModelError when the model does not know ``language``."""
        self._engine.refuse(language)

    def detector(self) -> StreamingDetector:
        """Return a voice detector for one recording."""
        return self._engine.detector()

    def hint(self, vocabulary: Sequence[str]) -> str:
        """Return nothing: words that are expected are not looked for."""
        del vocabulary
        return ""

    def hear(self, heard: Heard, hint: str, *, quick: bool = False) -> Found:
        """Return each filler of a piece as a segment of one word."""
        del hint, quick
        segments = (_segment(filler) for filler in self._engine.fillers(heard))
        return Found(tuple(segments), sparse=True)


def fillers_heard(transcript: Transcript) -> tuple[Filler, ...]:
    """Return the fillers out of what a Transcriber with a FillerEar heard."""
    return tuple(Filler(word.text, word.start, word.end) for word in transcript.words)


def _segment(filler: Filler) -> Segment:
    word = Word(filler.text, filler.start, filler.end, 1.0)
    return Segment(filler.text, filler.start, filler.end, (word,))
