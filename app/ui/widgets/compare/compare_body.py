"""What is compared of two takes: their key points, their delivery or their words, one at a time."""

from collections.abc import Iterator
from enum import StrEnum

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.ui.compare_source import ComparedTake
from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.choice import Segments
from mock_interviewer.app.ui.widgets.column import BLEED
from mock_interviewer.app.ui.widgets.compare.delivery_table import DeliveryTable
from mock_interviewer.app.ui.widgets.compare.part_scroll import PartScroll
from mock_interviewer.app.ui.widgets.compare.points_list import PointsList
from mock_interviewer.app.ui.widgets.compare.word_columns import WordColumns
from mock_interviewer.app.ui.widgets.low_page import LowPage
from mock_interviewer.app.ui.widgets.tab_order import stops
from mock_interviewer.app.ui.widgets.text import Text

_LINES, _LINES_LOW = 6, 7


class Part(StrEnum):
    """What is compared."""

    POINTS = "points"
    DELIVERY = "delivery"
    WORDS = "words"


_LABELS = ((Part.POINTS, "Key points"), (Part.DELIVERY, "Delivery"), (Part.WORDS, "Transcripts"))


class CompareBody(QWidget):
    """Shows one part and offers the others. It bleeds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: Segments[Part] = Segments("Compare", _LABELS)
        self.points = PointsList()
        self.delivery = DeliveryTable()
        self.words = WordColumns()
        self._shown: tuple[ComparedTake | None, ComparedTake | None] = (None, None)
        self._keys = Text(size=Type.CAPTION, kind="muted")
        self._scrolled = (PartScroll(self.points), PartScroll(self.delivery))
        self._views = dict(zip(Part, (*self._scrolled, self.words), strict=True))
        row = QHBoxLayout()
        row.setContentsMargins(BLEED, 0, BLEED, 0)
        row.addWidget(self.parts, 1)
        row.addWidget(self._keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(row)
        for view in self._views.values():
            column.addWidget(view, 1)
        self.parts.chosen.connect(self._show_part)
        self._show_part()

    def tell_keys(self, line: str) -> None:
        """Say what keys do, where there is room for that."""
        self._keys.show_text(line)

    @property
    def part(self) -> Part:
        """What is compared now."""
        return self.parts.value

    def choose(self, part: Part) -> None:
        """Compare another part."""
        self.parts.choose(part)
        self._show_part()

    def show_takes(self, earlier: ComparedTake | None, later: ComparedTake | None) -> None:
        """Show what changed from one take to the other; what stays the same stays as it is."""
        before, self._shown = self._shown, (earlier, later)
        if before != self._shown:
            self.points.show_takes(earlier, later)
            self.delivery.show_takes(earlier, later)
        listed = [None if take is None else take.listed for take in self._shown]
        if listed != [None if take is None else take.listed for take in before]:
            self.words.show_takes(*listed)

    def scroll_by(self, steps: int) -> None:
        """Scroll the part in view, where it scrolls as a whole."""
        view = self._views[self.part]
        if isinstance(view, LowPage):
            view.scroll_by(steps)

    def stops(self, *, swapped: bool) -> Iterator[QWidget]:
        """Return what can have the keyboard, in the order in which Tab is to go through it."""
        yield from stops(self.parts)
        for row in self.points.rows:
            verdicts = (row.after, row.before) if swapped else (row.before, row.after)
            yield from (verdict.moment for verdict in verdicts if verdict.moment is not None)
        columns = (self.words.earlier, self.words.later)
        yield from (column.view for column in (reversed(columns) if swapped else columns))
        yield self.words.together

    def arrange(self, *, low: bool, stacked: bool, swapped: bool) -> None:
        """Fit to the page, with what belongs to the later take first if ``swapped``."""
        self._keys.setVisible(not stacked)
        for scroll in self._scrolled:
            scroll.grow(whole=stacked)
        self.points.arrange(narrow=stacked, swapped=swapped)
        self.delivery.arrange(swapped=swapped)
        ways = QBoxLayout.Direction
        if stacked:
            way = ways.BottomToTop if swapped else ways.TopToBottom
        else:
            way = ways.RightToLeft if swapped else ways.LeftToRight
        lines = _LINES_LOW if low else _LINES
        apart = Space.S if stacked else Space.XL - 2 * BLEED
        self.words.arrange(way, apart, lines, stacked=stacked)

    @Slot()
    def _show_part(self) -> None:
        for part, view in self._views.items():
            view.setVisible(part is self.part)
