"""The key points of two takes, grouped by how they changed, each with both verdicts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.comparing.point_changes import (
    PointChange,
    PointChangeKind,
    compare_points,
)
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, PointCoverage
from mock_interviewer.app.feedback.words import SECOND_OPINION, verdict
from mock_interviewer.app.ui.compare.side_by_side import FILL_STRETCH, SideBySide, remove_rows
from mock_interviewer.app.ui.compare.source import ComparedTake
from mock_interviewer.app.ui.compare.words import NO_FEEDBACK
from mock_interviewer.app.ui.feedback.finding_list import MomentButton
from mock_interviewer.app.ui.feedback.finding_signs import FindingSign, SignLabel
from mock_interviewer.app.ui.style.icons import LARGE
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, FontSize, Spacing
from mock_interviewer.app.ui.widgets.column import HeightForWidthWidget
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel

_SIDES_WIDTH = 344
"""Width of both verdicts beside the point."""
POINT_WIDTH = TEXT_WIDTH - Spacing.XXL
"""The largest width of a point, so that the verdicts stay close to them."""
_BENEATH_WIDTH = 536
"""The largest width of both verdicts below the point."""
_KINDS = {
    PointChangeKind.CONTRADICTED: "bad",
    PointChangeKind.GAINED: "good",
    PointChangeKind.LOST: "caution",
    PointChangeKind.UNSURE: "caution",
}
_NOT_ANALYZED = "not analyzed"
_ESSENTIAL = "Essential"


class SideVerdict(QWidget):
    """The verdict on a point in one take: a sign, a word, and the moment of its evidence."""

    play_asked = Signal(float)

    def __init__(
        self, name: str, coverage: PointCoverage | None, point: str, *, playable: bool
    ) -> None:
        super().__init__()
        self.name = name
        """Which take: "earlier" or "later"."""
        sign = FindingSign.UNKNOWN if coverage is None else FindingSign.of(coverage.covered)
        self.word = _NOT_ANALYZED if coverage is None else _word(coverage)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.XXS)
        self.label = TextLabel(
            self.word, kind="muted" if sign in {FindingSign.NOT, FindingSign.UNKNOWN} else ""
        )
        row.addWidget(SignLabel(sign, self.word))
        row.addWidget(self.label)
        evidence = coverage.passage if coverage is not None else None
        self.moment: MomentButton | None = None
        if playable and evidence is not None and evidence.begins is not None:
            self.moment = MomentButton(evidence.begins, f"{name} answer, {point}")
            self.moment.play_asked.connect(self.play_asked)
            row.addWidget(self.moment)
        row.addStretch(1)
        self.setMinimumHeight(LARGE)

    def fit(self, *, narrow: bool) -> None:
        """Name the take if the page is too ``narrow`` for column headings."""
        said = f"{self.name.capitalize()}: {self.word}" if narrow else self.word
        self.label.show_text(said)


class ComparedPointRow(QWidget):
    """A key point with both verdicts; ``earlier`` and ``later`` say which take can be played."""

    earlier_asked = Signal(float)
    """The moment of the earlier take to play, in seconds."""
    later_asked = Signal(float)

    def __init__(self, change: PointChange, *, earlier: bool, later: bool) -> None:
        super().__init__()
        self.change = change
        self.before = SideVerdict("earlier", change.earlier, change.point, playable=earlier)
        self.after = SideVerdict("later", change.later, change.point, playable=later)
        self.before.play_asked.connect(self.earlier_asked)
        self.after.play_asked.connect(self.later_asked)
        self.sides = SideBySide(self.before, self.after)
        verdicts = f"Earlier: {self.before.word}. Later: {self.after.word}."
        missed = change.later is None or change.later.covered is not CoverageVerdict.MADE
        note = _ESSENTIAL if change.essential and missed else ""
        parts = (f"{change.change.value}: {change.point}", note, verdicts)
        self.setAccessibleName(" ".join(part for part in parts if part))
        text = QVBoxLayout()
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(0)
        said = TextLabel(change.point, wrap=True)
        # In line with the verdicts.
        said.center_vertically()
        text.addWidget(said)
        if note:
            text.addWidget(TextLabel(note, FontSize.CAPTION, kind="muted"))
        left = QWidget()
        left.setMaximumWidth(POINT_WIDTH)
        left.setLayout(text)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(left, FILL_STRETCH)
        self._row.addWidget(self.sides, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addStretch(1)
        self.fit(narrow=False)

    def fit(self, *, narrow: bool) -> None:
        """Put the verdicts below the point if the page is narrow."""
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._row.setSpacing(Spacing.XXS if narrow else Spacing.M)
        for verdict_of in (self.before, self.after):
            verdict_of.fit(narrow=narrow)
        self.sides.setMinimumWidth(0 if narrow else _SIDES_WIDTH)
        self.sides.setMaximumWidth(_BENEATH_WIDTH if narrow else _SIDES_WIDTH)


def _word(point: PointCoverage) -> str:
    if point.is_opinion:
        return f"{verdict(point.covered)} ({SECOND_OPINION})"
    own = "" if point.judged is None else " (yours)"
    return f"{verdict(point.covered)}{own}"


_POINTS_NOT_CHECKED = "Couldn't check the key points of the {} answer. {}"
_NO_POINTS = "This question has no key points."


class ComparedPointsList(HeightForWidthWidget):
    """All key points in groups by their change; moments of either take can be played."""

    earlier_asked = Signal(float)
    """The moment of the earlier take to play, in seconds."""
    later_asked = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Key points of both answers")
        self.rows: tuple[ComparedPointRow, ...] = ()
        self._headings: tuple[TextLabel, ...] = ()
        self._narrow = self._swapped = False
        title = TextLabel("Key points", FontSize.BODY, strong=True)
        title.setMaximumWidth(POINT_WIDTH)
        self._remarks = (StatusLabel("hint"), StatusLabel("hint"))
        self._names = SideBySide(
            TextLabel("Earlier", FontSize.CAPTION, kind="muted"),
            TextLabel("Later", FontSize.CAPTION, kind="muted"),
        )
        self._names.setFixedWidth(_SIDES_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Spacing.S)
        top = QHBoxLayout()
        top.setSpacing(Spacing.M)
        top.addWidget(title, FILL_STRETCH)
        top.addWidget(self._names)
        top.addStretch(1)
        self._column.addLayout(top)
        for remark in self._remarks:
            self._column.addWidget(remark)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the groups, with their counts."""
        return tuple(heading.plain for heading in self._headings)

    @property
    def remarks(self) -> tuple[str, ...]:
        """The messages about missing feedback."""
        return tuple(remark.plain for remark in self._remarks if not remark.isHidden())

    def show_takes(self, earlier: ComparedTake | None, later: ComparedTake | None) -> None:
        """Show how each key point changed."""
        before = earlier.feedback.coverage if earlier and earlier.feedback else None
        after = later.feedback.coverage if later and later.feedback else None
        changes = compare_points(before, after)
        remove_rows(self._column, (*self._headings, *self.rows))
        self._headings, self.rows = (), ()
        for kind in PointChangeKind:
            self._add_group(
                kind,
                [
                    ComparedPointRow(
                        change,
                        earlier=earlier is not None and earlier.listed.has_sound,
                        later=later is not None and later.listed.has_sound,
                    )
                    for change in changes
                    if change.change is kind
                ],
            )
        self._show_names()
        for remark, name, take in zip(
            self._remarks, ("earlier", "later"), (earlier, later), strict=True
        ):
            remark.show_text("" if take is None else _missing(name, take))
            remark.setVisible(bool(remark.plain))

    def arrange(self, *, narrow: bool, swapped: bool) -> None:
        """Adapt to the page, with the later verdict first if ``swapped``."""
        self._narrow, self._swapped = narrow, swapped
        self._names.swap(swapped=swapped)
        self._show_names()
        for row in self.rows:
            row.fit(narrow=narrow)
            row.sides.swap(swapped=swapped)

    def _add_group(self, kind: PointChangeKind, rows: list[ComparedPointRow]) -> None:
        """Add points under a heading that counts them; no group without points."""
        if not rows:
            return
        heading = TextLabel(
            f"{len(rows)} {kind.value}", strong=True, kind=_KINDS.get(kind, "muted")
        )
        heading.setContentsMargins(0, Spacing.XS, 0, 0)
        self._column.addWidget(heading)
        for row in rows:
            row.earlier_asked.connect(self.earlier_asked)
            row.later_asked.connect(self.later_asked)
            row.fit(narrow=self._narrow)
            row.sides.swap(swapped=self._swapped)
            self._column.addWidget(row)
        self._headings += (heading,)
        self.rows += tuple(rows)

    def _show_names(self) -> None:
        """Show the column headings if rows do not name the takes."""
        self._names.setVisible(bool(self.rows) and not self._narrow)


def _missing(name: str, take: ComparedTake) -> str:
    """Return why a take has no verdicts; empty if it has some."""
    feedback = take.feedback
    if feedback is None:
        return NO_FEEDBACK.format(name)
    if feedback.coverage is None:
        return _POINTS_NOT_CHECKED.format(name, feedback.coverage_untold).strip()
    return "" if feedback.coverage.points else _NO_POINTS
