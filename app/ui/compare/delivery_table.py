"""The delivery of two takes as a small table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.comparing.delivery_changes import FigureChange, compare_delivery
from mock_interviewer.app.ui.compare.side_by_side import SideBySide, remove_rows, share_width
from mock_interviewer.app.ui.compare.source import ComparedTake
from mock_interviewer.app.ui.compare.words import NO_FEEDBACK
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.widgets.column import HeightForWidthWidget
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel

_NOT_MEASURED = "not measured"
_LABEL, _VALUES, _DIRECTION = 3, 6, 3
"""Shares of the width."""


class DeliveryRow(QWidget):
    """A figure: its name, both values, and the direction of change."""

    def __init__(
        self, label: QWidget, earlier: QWidget, later: QWidget, direction: QWidget
    ) -> None:
        super().__init__()
        self.sides = SideBySide(earlier, later)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Spacing.S)
        for part, share in ((label, _LABEL), (self.sides, _VALUES), (direction, _DIRECTION)):
            share_width(part)
            row.addWidget(part, share, Qt.AlignmentFlag.AlignTop)


class DeliveryTable(HeightForWidthWidget):
    """Every figure that was measured for at least one of the takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Delivery of both answers")
        self.rows: tuple[DeliveryRow, ...] = ()
        self._swapped = False
        self._remarks = (StatusLabel("hint"), StatusLabel("hint"))
        heads = [
            TextLabel(name, FontSize.CAPTION, kind="muted")
            for name in ("", "Earlier", "Later", "Change")
        ]
        self._head = DeliveryRow(*heads)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Spacing.S)
        for remark in self._remarks:
            self._column.addWidget(remark)
        self._column.addWidget(self._head)
        self._column.addStretch(1)

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
        self.rows = tuple(map(_line, changes))
        self._head.setVisible(bool(changes))
        for row in self.rows:
            row.sides.swap(swapped=self._swapped)
            self._column.insertWidget(self._column.count() - 1, row)
        for remark, name, take in zip(
            self._remarks, ("earlier", "later"), (earlier, later), strict=True
        ):
            missing = take is not None and take.feedback is None
            remark.show_text(NO_FEEDBACK.format(name) if missing else "")
            remark.setVisible(missing)

    def arrange(self, *, swapped: bool) -> None:
        """Put the later values first if ``swapped``."""
        self._swapped = swapped
        for row in (self._head, *self.rows):
            row.sides.swap(swapped=swapped)


def _line(change: FigureChange) -> DeliveryRow:
    made = DeliveryRow(
        TextLabel(change.label, wrap=True, kind="muted"),
        _value(change.earlier, change.why_earlier),
        _value(change.later, change.why_later),
        TextLabel(
            change.direction,
            wrap=True,
            strong=change.changed,
            kind="" if change.changed else "muted",
        ),
    )
    earlier, later = change.earlier or _NOT_MEASURED, change.later or _NOT_MEASURED
    way = f", {change.direction}" if change.direction else ""
    made.setAccessibleName(f"{change.label}: earlier {earlier}, later {later}{way}")
    return made


def _value(value: str, why: str) -> TextLabel:
    made = TextLabel(value or _NOT_MEASURED, wrap=True, tabular=True, kind="" if value else "muted")
    made.setToolTip(why)
    return made
