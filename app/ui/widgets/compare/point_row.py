"""One key point of two takes: what became of it, and what each of them made of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.comparing.points import Change, PointChange
from mock_interviewer.app.feedback.coverage import Covered, PointCoverage
from mock_interviewer.app.feedback.words import verdict
from mock_interviewer.app.ui.icons import LARGE
from mock_interviewer.app.ui.theme import TEXT_WIDTH, Space, Type
from mock_interviewer.app.ui.widgets.compare.columns import Sides
from mock_interviewer.app.ui.widgets.feedback.moment_button import MomentButton
from mock_interviewer.app.ui.widgets.feedback.sign import Sign, SignLabel
from mock_interviewer.app.ui.widgets.text import Text

CHANGE_WIDTH = 96
SIDES_WIDTH = 344
"""Room of both verdicts where they stand beside the point."""
POINT_WIDTH = TEXT_WIDTH - Space.XXL
"""The most that a point and its change take beside them: the eye has to find its way across."""
ALL = 1000
"""Stretch beside which that of the empty rest is nothing, until the point is at its widest."""
_BENEATH_WIDTH = 536
"""The most that they take beneath it."""

_KINDS = {
    Change.GAINED: "good",
    Change.STRONGER: "good",
    Change.LOST: "caution",
    Change.WEAKER: "caution",
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
        sign = Sign.UNKNOWN if judged is None else Sign.of(judged.covered)
        self.word = _NOT_JUDGED if judged is None else verdict(judged.covered)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XXS)
        self._text = Text(self.word, kind="muted" if sign in {Sign.NOT, Sign.UNKNOWN} else "")
        row.addWidget(SignLabel(sign, self.word))
        row.addWidget(self._text)
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
        self._text.show_text(said)


class PointRow(QWidget):
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
        self.sides = Sides(self.before, self.after)
        became = change.change.value if compared else ""
        verdicts = f"Earlier {self.before.word}, later {self.after.word}."
        missed = change.later is None or change.later.covered is not Covered.MADE
        note = _ESSENTIAL if change.essential and missed else ""
        parts = (f"{became}: {change.point}" if became else change.point, note, verdicts)
        self.setAccessibleName(" ".join(part for part in parts if part))
        what = Text(
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
        text.addWidget(Text(change.point, wrap=True))
        if note:
            text.addWidget(Text(note, Type.CAPTION, kind="muted"))
        left = QWidget()
        left.setMaximumWidth(POINT_WIDTH)
        point = QHBoxLayout(left)
        point.setContentsMargins(0, 0, 0, 0)
        point.setSpacing(Space.XS)
        point.addWidget(what, 0, Qt.AlignmentFlag.AlignTop)
        point.addLayout(text, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(left, ALL)
        self._row.addWidget(self.sides, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addStretch(1)
        self.fit(narrow=False)

    def fit(self, *, narrow: bool) -> None:
        """Put the verdicts beneath the point where the page is narrow."""
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._row.setSpacing(Space.XXS if narrow else Space.M)
        for verdict_of in (self.before, self.after):
            verdict_of.fit(narrow=narrow)
        self.sides.setMinimumWidth(0 if narrow else SIDES_WIDTH)
        self.sides.setMaximumWidth(_BENEATH_WIDTH if narrow else SIDES_WIDTH)
