"""The delivery of two takes: each figure of both, side by side on the same scale."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.comparing.delivery_changes import FigureChange, compare_delivery
from mock_interviewer.app.feedback.delivery.ranges import FigureRange, RangeScale, range_scales
from mock_interviewer.app.feedback.words import MAIN_FIGURES, capitalized
from mock_interviewer.app.ui.compare.side_by_side import SideBySide, remove_rows, share_width
from mock_interviewer.app.ui.compare.source import ComparedTake
from mock_interviewer.app.ui.compare.words import NO_FEEDBACK
from mock_interviewer.app.ui.feedback.range_bar import RangeBar, recommended
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.widgets.buttons import DisclosureButton
from mock_interviewer.app.ui.widgets.column import HeightForWidthWidget
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel

_NOT_MEASURED = "not measured"
_LABEL, _VALUES, _DIRECTION = 3, 7, 3
"""Shares of the width."""


class SideFigure(QWidget):
    """A figure of one take: words, a scale if a range is published, and the value, small."""

    def __init__(
        self, name: str, value: str, found: FigureRange | None, scale: RangeScale | None
    ) -> None:
        super().__init__()
        self.said = found.words if found is not None and value else value or _NOT_MEASURED
        self.detail = "" if self.said == value or not value else value
        self.bar: RangeBar | None = None
        """The scale; None if no range is published."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        kind = "" if value else "muted"
        said = TextLabel(capitalized(self.said), wrap=True, tabular=True, kind=kind)
        column.addWidget(said)
        if found is not None and scale is not None:
            parts = (self.detail, recommended(found))
            about = ", ".join(part for part in parts if part)
            self.bar = RangeBar(scale, f"{name}: {self.said}", about)
            column.addWidget(self.bar)
        if self.detail:
            column.addWidget(TextLabel(self.detail, FontSize.CAPTION, wrap=True, kind="muted"))

    @property
    def spoken(self) -> str:
        """The words and the value, for a screen reader."""
        return f"{self.said}, {self.detail}" if self.detail else self.said


class DeliveryRow(QWidget):
    """A figure: its name, both sides, and the direction of change."""

    def __init__(
        self, label: QWidget, earlier: QWidget, later: QWidget, direction: QWidget
    ) -> None:
        super().__init__()
        self.sides = SideBySide(earlier, later)
        self._label, self._direction = label, direction
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Spacing.S)
        self._grid.setVerticalSpacing(Spacing.XXS)
        for part in (label, self.sides, direction):
            share_width(part)
        self.arrange(narrow=False, swapped=False)

    def arrange(self, *, narrow: bool, swapped: bool) -> None:
        """Put both sides below the name if ``narrow``, and the later one first if ``swapped``."""
        self.sides.swap(swapped=swapped)
        top = Qt.AlignmentFlag.AlignTop
        for part in (self._label, self.sides, self._direction):
            self._grid.removeWidget(part)
        self._grid.addWidget(self._label, 0, 0, top)
        if narrow:
            self._grid.addWidget(self._direction, 0, 1, 1, 2, top)
            self._grid.addWidget(self.sides, 1, 0, 1, 3, top)
            shares = (1, 1, 0)
        else:
            self._grid.addWidget(self.sides, 0, 1, top)
            self._grid.addWidget(self._direction, 0, 2, top)
            shares = (_LABEL, _VALUES, _DIRECTION)
        for at, share in enumerate(shares):
            self._grid.setColumnStretch(at, share)


class DeliveryTable(HeightForWidthWidget):
    """Every figure that was measured for at least one of the takes; most only on request."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Delivery of both answers")
        self.rows: tuple[DeliveryRow, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._narrow = self._swapped = False
        self._remarks = (StatusLabel("hint"), StatusLabel("hint"))
        self.more = DisclosureButton(kind="link")
        self.more.setCheckable(True)
        self._head = DeliveryRow(
            QWidget(),
            TextLabel("Earlier", FontSize.CAPTION, kind="muted"),
            TextLabel("Later", FontSize.CAPTION, kind="muted"),
            QWidget(),
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Spacing.M)
        self._column.addWidget(TextLabel("Delivery", FontSize.BODY, strong=True))
        for remark in self._remarks:
            self._column.addWidget(remark)
        self._column.addWidget(self._head)
        more = QHBoxLayout()
        more.addWidget(self.more)
        more.addStretch(1)
        self._column.addLayout(more)
        self.more.toggled.connect(self._show_rest)
        self._show_rest(shown=False)

    @property
    def remarks(self) -> tuple[str, ...]:
        """The messages about missing feedback."""
        return tuple(remark.plain for remark in self._remarks if not remark.isHidden())

    def show_takes(self, earlier: ComparedTake | None, later: ComparedTake | None) -> None:
        """Show the figures of both takes."""
        changes = compare_delivery(
            earlier.feedback.delivery if earlier and earlier.feedback else None,
            later.feedback.delivery if later and later.feedback else None,
        )
        remove_rows(self._column, self.rows)
        # The figures that are shown first are together above the others.
        changes = tuple(sorted(changes, key=lambda change: change.key not in MAIN_FIGURES))
        self.rows = tuple(map(_row, changes))
        self._keys = tuple(change.key for change in changes)
        self._head.setVisible(bool(changes))
        above = self._column.indexOf(self._head) + 1
        for row, key in zip(self.rows, self._keys, strict=True):
            row.arrange(narrow=self._narrow, swapped=self._swapped)
            if key in MAIN_FIGURES:
                self._column.insertWidget(above, row)
                above += 1
            else:
                self._column.addWidget(row)
        for remark, name, take in zip(
            self._remarks, ("earlier", "later"), (earlier, later), strict=True
        ):
            missing = take is not None and take.feedback is None
            remark.show_text(NO_FEEDBACK.format(name) if missing else "")
            remark.setVisible(missing)
        self.more.setVisible(any(key not in MAIN_FIGURES for key in self._keys))
        self._show_rest(self.more.isChecked())

    def arrange(self, *, narrow: bool, swapped: bool) -> None:
        """Adapt to the page, with the later values first if ``swapped``."""
        self._narrow, self._swapped = narrow, swapped
        for row in (self._head, *self.rows):
            row.arrange(narrow=narrow, swapped=swapped)

    @Slot(bool)
    def _show_rest(self, shown: bool) -> None:
        self.more.show_label("Fewer figures" if shown else "More figures")
        for row, key in zip(self.rows, self._keys, strict=True):
            row.setVisible(shown or key in MAIN_FIGURES)


def _row(change: FigureChange) -> DeliveryRow:
    ranges = (change.earlier_range, change.later_range)
    scales = list(range_scales([found for found in ranges if found is not None]))
    sides = [
        SideFigure(
            f"{change.label}, {name}", value, found, scales.pop(0) if found and scales else None
        )
        for name, value, found in zip(
            ("earlier", "later"), (change.earlier, change.later), ranges, strict=True
        )
    ]
    earlier, later = sides
    earlier.setToolTip(change.why_earlier)
    later.setToolTip(change.why_later)
    direction = TextLabel(
        capitalized(change.direction),
        wrap=True,
        strong=change.changed,
        kind="" if change.changed else "muted",
    )
    made = DeliveryRow(_label(change), earlier, later, direction)
    way = f", {change.direction}" if change.direction else ""
    made.setAccessibleName(f"{change.label}: earlier {earlier.spoken}, later {later.spoken}{way}")
    return made


def _label(change: FigureChange) -> QWidget:
    """Return the name of a figure above its recommended range, if one is published."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Spacing.XXS)
    column.addWidget(TextLabel(change.label, wrap=True, kind="muted"))
    found = change.later_range or change.earlier_range
    if found is not None:
        range_text = capitalized(recommended(found))
        column.addWidget(TextLabel(range_text, FontSize.CAPTION, wrap=True, kind="muted"))
    return made
