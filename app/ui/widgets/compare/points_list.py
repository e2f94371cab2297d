"""The key points of two takes as one list."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.comparing.points import compare_points, points_line
from mock_interviewer.app.ui.compare_source import ComparedTake
from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.compare.columns import Sides, clear
from mock_interviewer.app.ui.widgets.compare.point_row import (
    ALL,
    POINT_WIDTH,
    SIDES_WIDTH,
    PointRow,
)
from mock_interviewer.app.ui.widgets.feedback.flowing import Flowing
from mock_interviewer.app.ui.widgets.remark import Remark
from mock_interviewer.app.ui.widgets.text import Text

NO_FEEDBACK = "There is no feedback on the {} take yet."
_NOT_JUDGED = "The key points of the {} take cannot be told. {}"
_NO_POINTS = "This question has no key points."


class PointsList(Flowing):
    """What changed on top; a moment of either take can be heard."""

    earlier_asked = Signal(float)
    """Seconds of the earlier take that are to be heard."""
    later_asked = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Key points of both takes")
        self.rows: tuple[PointRow, ...] = ()
        self._narrow = self._swapped = False
        self._line = Text(strong=True)
        self._remarks = (Remark("hint"), Remark("hint"))
        self._names = Sides(
            Text("Earlier", Type.CAPTION, kind="muted"), Text("Later", Type.CAPTION, kind="muted")
        )
        self._names.setFixedWidth(SIDES_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._line.setMaximumWidth(POINT_WIDTH)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self._line, ALL)
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
        clear(self._column, self.rows)
        self.rows = tuple(
            PointRow(
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
        self._line.show_text(points_line(changes) if before and after else "")
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
        return _NOT_JUDGED.format(name, feedback.coverage_untold).strip()
    return "" if feedback.coverage.points else _NO_POINTS
