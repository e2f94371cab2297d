"""Feedback as rows: what each says, what it rests on, and what unfolds beneath it."""

from dataclasses import dataclass, replace

from mock_interviewer.app.feedback.coverage import (
    Asked,
    Coverage,
    Covered,
    Evidence,
    PointCoverage,
    PointToMake,
)
from mock_interviewer.app.feedback.feedback import Advice
from mock_interviewer.app.feedback.story import Story
from mock_interviewer.app.feedback.words import told
from mock_interviewer.app.ui.widgets.feedback.finding_row import Finding
from mock_interviewer.app.ui.widgets.feedback.sign import Sign

_ESSENTIAL = "Essential"


@dataclass(frozen=True)
class Answered:
    """What feedback is about: an answer's text, what was asked, and whether it can be heard."""

    text: str = ""
    asked: Asked | None = None
    playable: bool = False


class Findings:
    """Makes rows of what is said of one answer."""

    def __init__(self, answered: Answered) -> None:
        self._answer = answered.text
        self._playable = answered.playable
        asked = answered.asked
        self._asked = {point.id: point for point in asked.points} if asked is not None else {}

    def points(self, coverage: Coverage) -> tuple[Finding, ...]:
        """Return a row for each key point, in the bank's order."""
        return tuple(self._point(point, self._asked.get(point.id)) for point in coverage.points)

    def story(self, story: Story) -> tuple[Finding, ...]:
        """Return a row for each part of a told experience, and one for its measured result."""
        figure = story.measured_result
        measured = Covered.NOT if figure is None else Covered.MADE
        rows = [(part.told, part.part.capitalize(), part.evidence) for part in story.parts]
        rows.append((measured, "A figure for what came of it", figure))
        return tuple(replace(self._row(*row), word=told(row[0])) for row in rows)

    def advice(self, advice: tuple[Advice, ...]) -> tuple[Finding, ...]:
        """Return a row for each thing to try."""
        return tuple(
            Finding(
                Sign.ADVICE,
                each.text,
                at=each.at if self._playable else None,
                details=_to_say(each.example),
            )
            for each in advice
        )

    def _point(self, point: PointCoverage, asked: PointToMake | None) -> Finding:
        example = asked.said[0] if asked is not None and asked.said else ""
        missing = point.covered is not Covered.MADE
        return self._row(
            point.covered,
            point.point,
            point.evidence,
            note=_ESSENTIAL if missing and point.essential else "",
            more=_to_say(example) if missing else (),
        )

    def _row(
        self,
        covered: Covered,
        text: str,
        evidence: Evidence | None,
        note: str = "",
        more: tuple[str, ...] = (),
    ) -> Finding:
        heard = evidence is not None and self._playable
        return Finding(
            Sign.of(covered),
            text,
            at=evidence.begins if evidence is not None and heard else None,
            until=evidence.ends if evidence is not None and heard else None,
            note=note,
            details=(*self._quote(evidence), *more),
        )

    def _quote(self, evidence: Evidence | None) -> tuple[str, ...]:
        if evidence is None:
            return ()
        said = self._answer[evidence.start : evidence.end].strip()
        return (f"You said: “{said}”",) if said else ()


def _to_say(example: str) -> tuple[str, ...]:
    return (f"Say: “{example}”",) if example else ()
