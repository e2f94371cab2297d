"""Key points and story of an answer as findings, and the view that shows them."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    ExpectedPoint,
    PointCoverage,
)
from mock_interviewer.app.feedback.feedback import Feedback, FeedbackAdvice
from mock_interviewer.app.feedback.story.story import Story
from mock_interviewer.app.feedback.words import acted_line, told
from mock_interviewer.app.ui.feedback.finding_list import Finding, FindingList, FindingSign
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.widgets.labels import TextLabel

_ESSENTIAL = "Essential"


@dataclass(frozen=True)
class AnswerContext:
    """An answer's text, the question, and whether the recording can be played."""

    text: str = ""
    asked: CoverageQuestion | None = None
    playable: bool = False


class FindingBuilder:
    """Builds the findings about one answer."""

    def __init__(self, context: AnswerContext) -> None:
        self._answer = context.text
        self._playable = context.playable
        asked = context.asked
        self._asked = {point.id: point for point in asked.points} if asked is not None else {}

    def points(self, coverage: Coverage) -> tuple[Finding, ...]:
        """Return a finding for each key point, in the bank's order."""
        return tuple(self._point(point, self._asked.get(point.id)) for point in coverage.points)

    def story(self, story: Story) -> tuple[Finding, ...]:
        """Return a finding for each part of a story, and one for its measured result."""
        figure = story.measured_result
        measured = CoverageVerdict.NOT if figure is None else CoverageVerdict.MADE
        rows = [(part.told, part.part.capitalize(), part.evidence) for part in story.parts]
        rows.append((measured, "Measured result", figure))
        return tuple(replace(self._row(*row), word=told(row[0])) for row in rows)

    def advice(self, advice: tuple[FeedbackAdvice, ...]) -> tuple[Finding, ...]:
        """Return a finding for each piece of advice."""
        return tuple(
            Finding(
                FindingSign.ADVICE,
                each.text,
                at=each.at if self._playable else None,
                details=_to_say(each.example),
            )
            for each in advice
        )

    def _point(self, point: PointCoverage, asked: ExpectedPoint | None) -> Finding:
        example = asked.said[0] if asked is not None and asked.said else ""
        missing = point.covered is not CoverageVerdict.MADE
        return self._row(
            point.covered,
            point.point,
            point.evidence,
            note=_ESSENTIAL if missing and point.essential else "",
            more=_to_say(example) if missing else (),
        )

    def _row(
        self,
        covered: CoverageVerdict,
        text: str,
        evidence: Evidence | None,
        note: str = "",
        more: tuple[str, ...] = (),
    ) -> Finding:
        playable = evidence is not None and self._playable
        return Finding(
            FindingSign.of(covered),
            text,
            at=evidence.begins if evidence is not None and playable else None,
            until=evidence.ends if evidence is not None and playable else None,
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


_NONE = "No key points to check."


class KeyPointsView(QWidget):
    """The story, if the answer tells one, and then the key points."""

    play_asked = Signal(float)
    evidence_highlighted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.story = FindingList("Story")
        self.who = TextLabel(size=FontSize.CAPTION, wrap=True, kind="muted")
        self.points = FindingList("Key points")
        self._none = TextLabel(_NONE, wrap=True, kind="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.S)
        for part in (self.story, self.who, self.points, self._none):
            column.addWidget(part)
        for rows in (self.story, self.points):
            rows.play_asked.connect(self.play_asked)
            rows.evidence_highlighted.connect(self.evidence_highlighted)

    @property
    def has_rows(self) -> bool:
        """Whether there are findings about key points or a story."""
        return bool(self.points.rows or self.story.rows)

    def show_feedback(self, feedback: Feedback, context: AnswerContext) -> None:
        """Show the findings about an answer."""
        findings = FindingBuilder(context)
        story, coverage = feedback.story, feedback.coverage
        self.story.show_findings(findings.story(story) if story is not None else ())
        self.who.show_text(acted_line(story) if story is not None else "")
        self.who.setVisible(story is not None)
        self.points.show_findings(findings.points(coverage) if coverage is not None else ())
        self._none.setVisible(not self.has_rows)

    def clear(self) -> None:
        """Show nothing."""
        for rows in (self.story, self.points):
            rows.show_findings(())
        self.who.hide()
        self._none.hide()
