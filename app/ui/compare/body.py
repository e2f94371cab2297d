"""The body of the compare page: key points, then delivery, then the words on request."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mock_interviewer.app.ui.compare.delivery_table import DeliveryTable
from mock_interviewer.app.ui.compare.key_points import ComparedPointsList
from mock_interviewer.app.ui.compare.source import ComparedTake
from mock_interviewer.app.ui.compare.transcripts import TranscriptColumns
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.buttons import DisclosureButton
from mock_interviewer.app.ui.widgets.column import (
    ROW_PADDING,
    HeightForWidthWidget,
    separator_line,
)
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea

_MIN_HEIGHT = 4 * Spacing.XXL


class BodyScroll(PageScrollArea):
    """Scrolls its widget, or is as high as the widget."""

    def __init__(self, held: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(held, parent)
        self._held = held
        self._whole = False
        self.grow(whole=False)

    def grow(self, *, whole: bool) -> None:
        """Be as high as the widget if ``whole``, else as the layout decides."""
        self._whole = whole
        # A bar that appears for a moment would take the width, and so the height, that it needs.
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bar.ScrollBarAlwaysOff if whole else bar.ScrollBarAsNeeded)
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


class CompareBody(QWidget):
    """What changed from one take to the other, in one column. Full width of the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points = ComparedPointsList()
        self.delivery = DeliveryTable()
        self.words_fold = DisclosureButton("Compare the words", "link")
        self.words_fold.setCheckable(True)
        self.words = TranscriptColumns()
        self._shown: tuple[ComparedTake | None, ComparedTake | None] = (None, None)
        self.scroll_area = BodyScroll(self._sections())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.scroll_area, 1)
        self.words.hide()
        self.words_fold.toggled.connect(self.words.setVisible)

    def show_takes(self, earlier: ComparedTake | None, later: ComparedTake | None) -> None:
        """Show what changed from one take to the other; leave unchanged parts as they are."""
        before, self._shown = self._shown, (earlier, later)
        if before != self._shown:
            self.points.show_takes(earlier, later)
            self.delivery.show_takes(earlier, later)
        listed = [None if take is None else take.listed for take in self._shown]
        if listed != [None if take is None else take.listed for take in before]:
            self.words.show_takes(*listed)

    def tab_stops(self, *, swapped: bool) -> Iterator[QWidget]:
        """Return the widgets that can have the focus, in tab order."""
        for row in self.points.rows:
            verdicts = (row.after, row.before) if swapped else (row.before, row.after)
            yield from (verdict.moment for verdict in verdicts if verdict.moment is not None)
        yield self.delivery.more
        yield self.words_fold
        columns = (self.words.earlier, self.words.later)
        yield from (column.view for column in (reversed(columns) if swapped else columns))

    def arrange(self, *, stacked: bool, swapped: bool) -> None:
        """Adapt to the page, with the later take first if ``swapped``."""
        self.scroll_area.grow(whole=stacked)
        self.points.arrange(narrow=stacked, swapped=swapped)
        self.delivery.arrange(narrow=stacked, swapped=swapped)
        direction = QBoxLayout.Direction
        if stacked:
            way = direction.BottomToTop if swapped else direction.TopToBottom
        else:
            way = direction.RightToLeft if swapped else direction.LeftToRight
        self.words.arrange(way, Spacing.S if stacked else Spacing.XL - 2 * ROW_PADDING)

    def _sections(self) -> QWidget:
        made = HeightForWidthWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.M)
        fold = QHBoxLayout()
        fold.addWidget(self.words_fold)
        fold.addStretch(1)
        inset = QVBoxLayout()
        inset.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        inset.setSpacing(Spacing.M)
        for part in (self.points, separator_line(), self.delivery, separator_line()):
            inset.addWidget(part)
        inset.addLayout(fold)
        column.addLayout(inset)
        column.addWidget(self.words)
        column.addStretch(1)
        return made
