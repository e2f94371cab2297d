"""The key points of two takes as one list, each with both verdicts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.comparing.point_changes import (
    PointChange,
    PointChangeKind,
    compare_points,
    point_changes_line,
)
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, PointCoverage
from mock_interviewer.app.feedback.words import verdict
from mock_interviewer.app.ui.compare.side_by_side import SideBySide, remove_rows
from mock_interviewer.app.ui.compare.source import ComparedTake
from mock_interviewer.app.ui.compare.words import NO_FEEDBACK
from mock_interviewer.app.ui.feedback.finding_list import FindingSign, MomentButton, SignLabel
from mock_interviewer.app.ui.style.icons import LARGE
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, FontSize, Spacing
from mock_interviewer.app.ui.widgets.column import HeightForWidthWidget
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel

CHANGE_WIDTH = 96


SIDES_WIDTH = 344
"""Room of both verdicts where they stand beside the point."""


POINT_WIDTH = TEXT_WIDTH - Spacing.XXL
"""The most that a point and its change take beside them: the eye has to find its way across."""


FILL_STRETCH = 1000
"""Stretch beside which that of the empty rest is nothing, until the point is at its widest."""


_BENEATH_WIDTH = 536
"""The most that they take beneath it."""


_KINDS = {
    PointChangeKind.GAINED: "good",
    PointChangeKind.STRONGER: "good",
    PointChangeKind.LOST: "caution",
    PointChangeKind.WEAKER: "caution",
}


_NOT_JUDGED = "not judged"


_ESSENTIAL = "Essential"


class SideVerdict(QWidget):
    """What one take made of a point: a sign, its word, and the moment it rests on."""

    play_asked = Signal(float)

    def __init__(
        self, name: str, judged: PointCoverage | None, point: str, *, playable: bool
    ) -> None:
        super().__init__()
        self.name = name
        """Which take it is about: earlier or later."""
        sign = FindingSign.UNKNOWN if judged is None else FindingSign.of(judged.covered)
        self.word = _NOT_JUDGED if judged is None else verdict(judged.covered)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.XXS)
        self.label = TextLabel(
            self.word, kind="muted" if sign in {FindingSign.NOT, FindingSign.UNKNOWN} else ""
        )
        row.addWidget(SignLabel(sign, self.word))
        row.addWidget(self.label)
        evidence = judged.evidence if judged is not None else None
        self.moment: MomentButton | None = None
        if playable and evidence is not None and evidence.begins is not None:
            self.moment = MomentButton(evidence.begins, f"{name} take, {point}")
            self.moment.play_asked.connect(self.play_asked)
            row.addWidget(self.moment)
        row.addStretch(1)
        self.setMinimumHeight(LARGE)

    def fit(self, *, narrow: bool) -> None:
        """Say which take it is where nothing above does."""
        said = f"{self.name.capitalize()}: {self.word}" if narrow else self.word
        self.label.show_text(said)


class ComparedPointRow(QWidget):
    """``earlier`` and ``later`` tell which take of the two can be heard.

    What became of the point is not said where the two are not ``compared``.
    """

    earlier_asked = Signal(float)
    """Seconds of the earlier take that are to be heard."""
    later_asked = Signal(float)

    def __init__(
        self, change: PointChange, *, earlier: bool, later: bool, compared: bool = True
    ) -> None:
        super().__init__()
        self.change = change
        self.before = SideVerdict("earlier", change.earlier, change.point, playable=earlier)
        self.after = SideVerdict("later", change.later, change.point, playable=later)
        self.before.play_asked.connect(self.earlier_asked)
        self.after.play_asked.connect(self.later_asked)
        self.sides = SideBySide(self.before, self.after)
        became = change.change.value if compared else ""
        verdicts = f"Earlier {self.before.word}, later {self.after.word}."
        missed = change.later is None or change.later.covered is not CoverageVerdict.MADE
        note = _ESSENTIAL if change.essential and missed else ""
        parts = (f"{became}: {change.point}" if became else change.point, note, verdicts)
        self.setAccessibleName(" ".join(part for part in parts if part))
        what = TextLabel(
            became.capitalize(),
            strong=change.change in _KINDS,
            kind=_KINDS.get(change.change, "muted"),
        )
        what.setFixedWidth(CHANGE_WIDTH)
        if not compared:
            what.hide()
        what.setMinimumHeight(LARGE)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(TextLabel(change.point, wrap=True))
        if note:
            text.addWidget(TextLabel(note, FontSize.CAPTION, kind="muted"))
        left = QWidget()
        left.setMaximumWidth(POINT_WIDTH)
        point = QHBoxLayout(left)
        point.setContentsMargins(0, 0, 0, 0)
        point.setSpacing(Spacing.XS)
        point.addWidget(what, 0, Qt.AlignmentFlag.AlignTop)
        point.addLayout(text, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(left, FILL_STRETCH)
        self._row.addWidget(self.sides, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addStretch(1)
        self.fit(narrow=False)

    def fit(self, *, narrow: bool) -> None:
        """Put the verdicts beneath the point where the page is narrow."""
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._row.setSpacing(Spacing.XXS if narrow else Spacing.M)
        for verdict_of in (self.before, self.after):
            verdict_of.fit(narrow=narrow)
        self.sides.setMinimumWidth(0 if narrow else SIDES_WIDTH)
        self.sides.setMaximumWidth(_BENEATH_WIDTH if narrow else SIDES_WIDTH)


_POINTS_NOT_JUDGED = "The key points of the {} take cannot be told. {}"


_NO_POINTS = "This question has no key points."


class ComparedPointsList(HeightForWidthWidget):
    """What changed on top; a moment of either take can be heard."""

    earlier_asked = Signal(float)
    """Seconds of the earlier take that are to be heard."""
    later_asked = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Key points of both takes")
        self.rows: tuple[ComparedPointRow, ...] = ()
        self._narrow = self._swapped = False
        self._line = TextLabel(strong=True)
        self._remarks = (StatusLabel("hint"), StatusLabel("hint"))
        self._names = SideBySide(
            TextLabel("Earlier", FontSize.CAPTION, kind="muted"),
            TextLabel("Later", FontSize.CAPTION, kind="muted"),
        )
        self._names.setFixedWidth(SIDES_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Spacing.S)
        self._line.setMaximumWidth(POINT_WIDTH)
        top = QHBoxLayout()
        top.setSpacing(Spacing.M)
        top.addWidget(self._line, FILL_STRETCH)
        top.addWidget(self._names)
        top.addStretch(1)
        self._column.addLayout(top)
        for remark in self._remarks:
            self._column.addWidget(remark)
        self._column.addStretch(1)

    @property
    def line(self) -> str:
        """How many points were gained, stronger and so on."""
        return self._line.plain

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is said in place of what is missing."""
        return tuple(remark.plain for remark in self._remarks if not remark.isHidden())

    def show_takes(self, earlier: ComparedTake | None, later: ComparedTake | None) -> None:
        """Show what became of each key point."""
        before = earlier.feedback.coverage if earlier and earlier.feedback else None
        after = later.feedback.coverage if later and later.feedback else None
        changes = compare_points(before, after)
        remove_rows(self._column, self.rows)
        self.rows = tuple(
            ComparedPointRow(
                change,
                earlier=earlier is not None and earlier.listed.has_sound,
                later=later is not None and later.listed.has_sound,
                compared=before is not None and after is not None,
            )
            for change in changes
        )
        for row in self.rows:
            row.earlier_asked.connect(self.earlier_asked)
            row.later_asked.connect(self.later_asked)
            row.fit(narrow=self._narrow)
            row.sides.swap(swapped=self._swapped)
            self._column.insertWidget(self._column.count() - 1, row)
        self._line.show_text(point_changes_line(changes) if before and after else "")
        self._show_top()
        for remark, name, take in zip(
            self._remarks, ("earlier", "later"), (earlier, later), strict=True
        ):
            remark.show_text("" if take is None else _missing(name, take))
            remark.setVisible(bool(remark.plain))

    def arrange(self, *, narrow: bool, swapped: bool) -> None:
        """Fit to the page, with the later verdict first if ``swapped``."""
        self._narrow, self._swapped = narrow, swapped
        self._names.swap(swapped=swapped)
        self._show_top()
        for row in self.rows:
            row.fit(narrow=narrow)
            row.sides.swap(swapped=swapped)

    def _show_top(self) -> None:
        """Show the names of the sides where rows do not say them, and keep no empty line."""
        named = bool(self.rows) and not self._narrow
        self._names.setVisible(named)
        # Beside the names it takes up the room of the points, also while it is empty.
        self._line.setVisible(named or bool(self._line.plain))


def _missing(name: str, take: ComparedTake) -> str:
    """Return why nothing is known of a take's key points; empty where something is."""
    feedback = take.feedback
    if feedback is None:
        return NO_FEEDBACK.format(name)
    if feedback.coverage is None:
        return _POINTS_NOT_JUDGED.format(name, feedback.coverage_untold).strip()
    return "" if feedback.coverage.points else _NO_POINTS
