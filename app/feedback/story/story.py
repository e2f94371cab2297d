"""The story of an answer: its STAR parts, who acted, and the measured result."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, Evidence


@dataclass(frozen=True)
class StoryPart:
    """One part (a value of ``StarPart``), whether it was told, and the evidence.

    ``told`` is MADE, UNSURE, or NOT.
    """

    part: str
    told: CoverageVerdict
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Story:
    """The parts of a story in order: situation, task, action, result, and maybe reflection.

    ``i_acted`` and ``we_acted`` count the clauses in which "I" or "we" did something;
    ``measured_result`` is the evidence of a figure that measures the result, or None.
    """

    parts: tuple[StoryPart, ...]
    i_acted: int
    we_acted: int
    measured_result: Evidence | None = None
