"""Key points and story of an answer as findings, and the view that shows them."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot
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
from mock_interviewer.app.feedback.words import (
    acted_line,
    point_verdict,
    told,
    verdict,
    verdict_source,
)
from mock_interviewer.app.ui.feedback.finding_list import Finding, FindingList
from mock_interviewer.app.ui.feedback.finding_signs import FindingSign
from mock_interviewer.app.ui.feedback.verdict_controls import (
    VERDICT_CHOICES,
    VERDICT_KEYS,
    PointVerdict,
    VerdictUndoBar,
)
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, declare_shortcuts
from mock_interviewer.app.ui.widgets.labels import TextLabel

_ESSENTIAL = "Essential"
_OPPOSITE = "You said the opposite"


@dataclass(frozen=True)
class AnswerContext:
    """An answer's text, the question, and whether the recording can be played.

    ``take`` is the id of the take if verdicts on its key points can be changed, otherwise "".
    """

    text: str = ""
    asked: CoverageQuestion | None = None
    playable: bool = False
    take: str = ""


class FindingBuilder:
    """Builds the findings about one answer."""

    def __init__(self, context: AnswerContext) -> None:
        self._answer = context.text
        self._playable = context.playable
        self._judgeable = bool(context.take)
        asked = context.asked
        self._asked = {point.id: point for point in asked.points} if asked is not None else {}

    def points(self, coverage: Coverage) -> tuple[Finding, ...]:
        """Return a finding for each key point, contradicted ones first."""
        return tuple(
            self._point(point, self._asked.get(point.id)) for point in coverage.contradicted_first
        )

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
        quoted = point.covered in {CoverageVerdict.UNSURE, CoverageVerdict.OPPOSITE}
        said = self._said(point.evidence)
        found = self._row(point.covered, point.point, point.evidence)
        return replace(
            found,
            note=_note(point, said),
            details=(
                *(() if quoted else found.details),
                *(_to_say(example) if missing else ()),
            ),
            word=point_verdict(point),
            verdict=PointVerdict.of(point) if self._judgeable else None,
        )

    def _row(
        self,
        covered: CoverageVerdict,
        text: str,
        evidence: Evidence | None,
    ) -> Finding:
        playable = evidence is not None and self._playable
        return Finding(
            FindingSign.of(covered),
            text,
            at=evidence.begins if evidence is not None and playable else None,
            until=evidence.ends if evidence is not None and playable else None,
            details=(f"You said: “{said}”",) if (said := self._said(evidence)) else (),
        )

    def _said(self, evidence: Evidence | None) -> str:
        """Return the words of the evidence, "" without any."""
        return "" if evidence is None else self._answer[evidence.start : evidence.end].strip()


def _note(point: PointCoverage, said: str) -> str:
    """Return what to know about a point at a glance; ``said`` are the words of its evidence."""
    quote = f"“{said}”" if said else ""
    remarks = [_ESSENTIAL] if point.essential and point.covered is not CoverageVerdict.MADE else []
    if source := verdict_source(point):
        remarks.append(source.capitalize())
    if point.covered is CoverageVerdict.OPPOSITE:
        remarks.append(f"{_OPPOSITE}: {quote}" if quote else _OPPOSITE)
    elif point.covered is CoverageVerdict.UNSURE and quote:
        remarks.append(quote)
    return " · ".join(remarks)


def _to_say(example: str) -> tuple[str, ...]:
    return (f"Say: “{example}”",) if example else ()


def _nothing() -> None:
    """Do nothing: the row with the focus handles the key itself."""


_NONE = "No key points to check."


_HINT = "To change a verdict, click its sign, or go to the point by Tab and press Y or N."


class KeyPointsView(QWidget):
    """The story, if the answer tells one, and then the key points.

    The verdicts that the person gives here can be undone, the last one first.
    """

    play_asked = Signal(float)
    evidence_highlighted = Signal(object)
    verdict_chosen = Signal(str, str, object)
    """The ids of a take and of a key point, and the person's CoverageVerdict, None for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.story = FindingList("Story")
        self.who = TextLabel(size=FontSize.CAPTION, wrap=True, kind="muted")
        self.points = FindingList("Key points")
        self._none = TextLabel(_NONE, wrap=True, kind="muted")
        self._take = ""
        self._given: list[PointVerdict] = []
        """The verdicts before each change that can be undone, the last one last."""
        self.undo_bar = VerdictUndoBar()
        self.undo_shortcut = Shortcut(
            "Undo your last verdict", self.undo, lambda: bool(self._given)
        )
        """For the page to add, wherever in it the focus is."""
        self._hint = TextLabel(_HINT, FontSize.CAPTION, wrap=True, kind="muted")
        self._hint.hide()
        self._opinion = TextLabel(size=FontSize.CAPTION, wrap=True, kind="muted")
        self._opinion.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.S)
        for part in (
            self.story,
            self.who,
            self.points,
            self._none,
            self._opinion,
            self.undo_bar,
            self._hint,
        ):
            column.addWidget(part)
        self.points.verdict_chosen.connect(self._choose)
        self.undo_bar.undo_pressed.connect(self.undo)
        words = dict(VERDICT_CHOICES)
        keys = {key: Shortcut(words[given], _nothing) for key, given in VERDICT_KEYS.items()}
        declare_shortcuts(self, lambda: keys if self._take else {}, "On a key point")
        for rows in (self.story, self.points):
            rows.play_asked.connect(self.play_asked)
            rows.evidence_highlighted.connect(self.evidence_highlighted)

    @property
    def opinion_status(self) -> str:
        """What is said of the second opinion; empty if nothing is."""
        return self._opinion.plain

    def show_opinion_status(self, sentence: str) -> None:
        """Show what became of the second opinion on these points; "" for nothing to say."""
        self._opinion.show_text(sentence)
        self._opinion.setVisible(bool(sentence))

    @property
    def has_rows(self) -> bool:
        """Whether there are findings about key points or a story."""
        return bool(self.points.rows or self.story.rows)

    def show_feedback(self, feedback: Feedback, context: AnswerContext) -> None:
        """Show the findings about an answer."""
        if context.take != self._take:
            self._forget()
            self._take = context.take
        findings = FindingBuilder(context)
        story, coverage = feedback.story, feedback.coverage
        self.story.show_findings(findings.story(story) if story is not None else ())
        self.who.show_text(acted_line(story) if story is not None else "")
        self.who.setVisible(story is not None)
        self.points.show_findings(findings.points(coverage) if coverage is not None else ())
        self._none.setVisible(not self.has_rows)
        self._hint.setVisible(bool(context.take and self.points.rows and not self._given))

    @Slot()
    def undo(self) -> None:
        """Take back what the person did to a verdict last; without that, do nothing."""
        if self._given:
            before = self._given.pop()
            self._show_undo()
            self.verdict_chosen.emit(self._take, before.point, before.own)

    @Slot(object, object)
    def _choose(self, before: PointVerdict, covered: CoverageVerdict | None) -> None:
        self._given.append(before)
        self._show_undo(covered)
        self.verdict_chosen.emit(self._take, before.point, covered)

    def _show_undo(self, covered: CoverageVerdict | None = None) -> None:
        if not self._given:
            self.undo_bar.show_change("")
            return
        done = "Verdict changed" if covered is None else f"Your verdict: {verdict(covered)}"
        self.undo_bar.show_change(done)

    def _forget(self) -> None:
        self._take = ""
        self._given = []
        self._show_undo()

    def clear(self) -> None:
        """Show nothing."""
        for rows in (self.story, self.points):
            rows.show_findings(())
        self.who.hide()
        self._none.hide()
        self._hint.hide()
        self.show_opinion_status("")
        self._forget()
