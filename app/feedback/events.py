"""What the analysis of answers tells its client."""

from dataclasses import dataclass
from typing import TypeAlias

from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.audio.errors import MachineError


@dataclass(frozen=True)
class Analysed:
    """An analysis is done; it was worked on for ``seconds``."""

    name: str
    feedback: Feedback
    seconds: float


@dataclass(frozen=True)
class AnalysisFailed:
    """An analysis cannot be done now; recording and transcript are untouched."""

    name: str
    error: MachineError


AnalysisEvent: TypeAlias = Analysed | AnalysisFailed
"""What becomes of an analysis."""
