"""What is asked of an analysis, and what it needs to know of a take."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mock_interviewer.app.feedback.coverage import Asked, Coverage
from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class AnalysisRequest:
    """One take: its current transcript, its recording, and what was asked.

    ``recording`` and ``asked`` are None where there are none any more; the feedback then says what
    it cannot tell.
    """

    transcript: Transcript
    recording: Path | None
    asked: Asked | None


class Scorer(Protocol):
    """Judges which key points an answer makes; ``app.feedback.scoring`` has the real one."""

    def cover(self, asked: Asked, answer: str) -> Coverage:
        """Return what became of each key point; evidence without seconds, they are not known here.

        Any text is taken, also an empty one and one of 30 minutes.
        """
