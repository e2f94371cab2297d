"""How an experience was told: the parts of a STAR story, who acted, and the measured result."""

from dataclasses import dataclass

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, Evidence


@dataclass(frozen=True)
class StoryPart:
    """One part (a value of ``StarPart``) and whether it was told; evidence where it was."""

    part: str
    told: CoverageVerdict
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Story:
    """``parts`` in the order in which one tells them: situation, task, action, result.

    ``i_acted`` and ``we_acted`` count the clauses in which "I" or "we" did something;
    ``measured_result`` is the words that put a figure to what came of it, None where none do.
    """

    parts: tuple[StoryPart, ...]
    i_acted: int
    we_acted: int
    measured_result: Evidence | None = None
