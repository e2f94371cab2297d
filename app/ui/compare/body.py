"""The body of the compare page: key points, delivery, or transcripts, one at a time."""

from collections.abc import Iterator
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QSize, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mock_interviewer.app.ui.compare.delivery_table import DeliveryTable
from mock_interviewer.app.ui.compare.key_points import ComparedPointsList
from mock_interviewer.app.ui.compare.source import ComparedTake
from mock_interviewer.app.ui.compare.transcripts import TranscriptColumns
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.toolkit.tab_order import tab_stops
from mock_interviewer.app.ui.widgets.choice import SegmentedControl
from mock_interviewer.app.ui.widgets.column import ROW_PADDING
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea

_MIN_HEIGHT = 4 * Spacing.XXL


class ComparePartScroll(PageScrollArea):
    """Scrolls its widget, or is as high as the widget."""

    def __init__(self, held: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(held, parent)
        self._held = held
        self._whole = False
        held.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        self.grow(whole=False)

    def grow(self, *, whole: bool) -> None:
        """Be as high as the widget if ``whole``, else as the layout decides."""
        self._whole = whole
        policy = QSizePolicy(
            QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Minimum if whole else QSizePolicy.Policy.Expanding,
        )
        policy.setHeightForWidth(whole)
        self.setSizePolicy(policy)
        self.setMinimumHeight(0 if whole else _MIN_HEIGHT)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return only the minimum height; the layout gives more."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Return the height of the widget."""
        return self._held.heightForWidth(width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Grow with the widget."""
        if event.type() == QEvent.Type.LayoutRequest and self._whole:
            self.updateGeometry()
        return super().eventFilter(watched, event)


_LINES, _LINES_LOW = 6, 7


class ComparePart(StrEnum):
    """What is compared."""

    POINTS = "points"
    DELIVERY = "delivery"
    WORDS = "words"


_LABELS = (
    (ComparePart.POINTS, "Key points"),
    (ComparePart.DELIVERY, "Delivery"),
    (ComparePart.WORDS, "Transcripts"),
)


class CompareBody(QWidget):
    """Shows one part and offers the others. Full width of the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: SegmentedControl[ComparePart] = SegmentedControl("Compare", _LABELS)
        self.points = ComparedPointsList()
        self.delivery = DeliveryTable()
        self.words = TranscriptColumns()
        self._shown: tuple[ComparedTake | None, ComparedTake | None] = (None, None)
        self._keys = TextLabel(size=FontSize.CAPTION, kind="muted")
        self._scrolled = (ComparePartScroll(self.points), ComparePartScroll(self.delivery))
        self._views = dict(zip(ComparePart, (*self._scrolled, self.words), strict=True))
        row = QHBoxLayout()
        row.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        row.addWidget(self.parts, 1)
        row.addWidget(self._keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.S)
        column.addLayout(row)
        for view in self._views.values():
            column.addWidget(view, 1)
        self.parts.chosen.connect(self._show_part)
        self._show_part()

    def show_key_hints(self, line: str) -> None:
        """Show a line about the keys, if there is room."""
        self._keys.show_text(line)

    @property
    def part(self) -> ComparePart:
        """The part that is shown."""
        return self.parts.value

    def choose(self, part: ComparePart) -> None:
        """Show another part."""
        self.parts.choose(part)
        self._show_part()

    def show_takes(self, earlier: ComparedTake | None, later: ComparedTake | None) -> None:
        """Show what changed from one take to the other; leave unchanged parts as they are."""
        before, self._shown = self._shown, (earlier, later)
        if before != self._shown:
            self.points.show_takes(earlier, later)
            self.delivery.show_takes(earlier, later)
        listed = [None if take is None else take.listed for take in self._shown]
        if listed != [None if take is None else take.listed for take in before]:
            self.words.show_takes(*listed)

    def scroll_by(self, steps: int) -> None:
        """Scroll the shown part, if it scrolls as a whole."""
        view = self._views[self.part]
        if isinstance(view, PageScrollArea):
            view.scroll_by(steps)

    def tab_stops(self, *, swapped: bool) -> Iterator[QWidget]:
        """Return the widgets that can have the focus, in tab order."""
        yield from tab_stops(self.parts)
        for row in self.points.rows:
            verdicts = (row.after, row.before) if swapped else (row.before, row.after)
            yield from (verdict.moment for verdict in verdicts if verdict.moment is not None)
        columns = (self.words.earlier, self.words.later)
        yield from (column.view for column in (reversed(columns) if swapped else columns))
        yield self.words.scroll_together

    def arrange(self, *, low: bool, stacked: bool, swapped: bool) -> None:
        """Adapt to the page, with the later take first if ``swapped``."""
        self._keys.setVisible(not stacked)
        for scroll in self._scrolled:
            scroll.grow(whole=stacked)
        self.points.arrange(narrow=stacked, swapped=swapped)
        self.delivery.arrange(swapped=swapped)
        direction = QBoxLayout.Direction
        if stacked:
            way = direction.BottomToTop if swapped else direction.TopToBottom
        else:
            way = direction.RightToLeft if swapped else direction.LeftToRight
        lines = _LINES_LOW if low else _LINES
        apart = Spacing.S if stacked else Spacing.XL - 2 * ROW_PADDING
        self.words.arrange(way, apart, lines, stacked=stacked)

    @Slot()
    def _show_part(self) -> None:
        for part, view in self._views.items():
            view.setVisible(part is self.part)
