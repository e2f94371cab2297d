"""The column of a page: as wide as text may be, at the left of the page or in its middle."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Spacing, set_kind

SCROLL_BAR_WIDTH = 12
"""Width of a scroll bar, as the style sheet sets it."""

ROW_PADDING = Spacing.S
"""Padding of full-width parts: how far they reach beyond other text on either side."""

TWO_COLUMN_WIDTH = TEXT_WIDTH + Spacing.XL + 480
"""Greatest width of a page that shows two columns side by side, or a list."""

LOW_PAGE_HEIGHT = 560
"""Height of a page below which it hides or shrinks secondary parts."""

_NARROW = 560

_ALL = 10_000
"""A stretch so large that the empty rest gets no room until the column has its full width."""


def reserve_scroll_bar(view: QAbstractScrollArea) -> None:
    """Keep the room of the vertical scroll bar, so that the content never moves sideways."""
    bar = view.verticalScrollBar()
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    # The style sheet hides a disabled bar.
    bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
    bar.setEnabled(bar.maximum() > bar.minimum())


def margin(width: int) -> Spacing:
    """Return the margin on either side of a page of ``width``."""
    return Spacing.PAGE if width >= _NARROW else Spacing.M


def in_column(part: QWidget) -> QHBoxLayout:
    """Return a row with ``part`` at the left, no wider than text may be."""
    part.setMaximumWidth(TEXT_WIDTH)
    row = QHBoxLayout()
    row.addWidget(part, _ALL)
    row.addStretch(1)
    return row


def separator_line() -> QFrame:
    """Return a thin horizontal line."""
    line = QFrame()
    set_kind(line, "line")
    return line


class HeightForWidthWidget(QWidget):
    """A widget in a scrolled page, as high as its text at the width that it has.

    Qt would ask for the height that the text has at its narrowest.
    """

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a minimum height of 0 if the height follows from the width."""
        least = super().minimumSizeHint()
        return QSize(least.width(), 0 if self.hasHeightForWidth() else least.height())


class _ColumnRow(NamedTuple):
    """The row of one part, inset by ``side`` pixels."""

    layout: QHBoxLayout
    side: int
    scrolls: bool

    def fit(self, beside: int) -> None:
        """Keep ``beside`` pixels free at the right for scroll bars, unless the part scrolls."""
        self.layout.setContentsMargins(
            self.side, 0, self.side if self.scrolls else self.side + beside, 0
        )


class PageColumn(HeightForWidthWidget):
    """The content of a page, with margins that shrink on a narrow page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = inner = QWidget()
        self.widen(TEXT_WIDTH)
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(Spacing.S)
        self._rows: list[_ColumnRow] = []
        self._beside = 0
        self._outer = QHBoxLayout(self)
        self._outer.addWidget(inner, _ALL)
        self._outer.addStretch(1)
        self.fit(_NARROW)

    def add(
        self,
        part: QWidget | QLayout,
        stretch: int = 0,
        *,
        full_width: bool = False,
        scrolls: bool = False,
    ) -> None:
        """Add a part at the bottom.

        A ``full_width`` part has padding of its own (rows, buttons without a border) and reaches
        beyond the column by ROW_PADDING, so that its text lines up with all other text. One that
        also ``scrolls`` reaches farther at the right, by the scroll bar that it keeps room for.
        """
        row = QHBoxLayout()
        self._rows.append(_ColumnRow(row, 0 if full_width else ROW_PADDING, scrolls))
        self._rows[-1].fit(self._beside)
        if isinstance(part, QLayout):
            row.addLayout(part)
        else:
            row.addWidget(part)
        self._body.addLayout(row, stretch)

    def space(self, height: Spacing) -> None:
        """Add empty space of ``height``."""
        self._body.addSpacing(height)

    def fill(self) -> None:
        """Leave all remaining room empty, at the bottom."""
        self._body.addStretch(1)

    def needs(self, width: int) -> int:
        """Return the minimum height of the whole column at ``width``."""
        return self._outer.minimumHeightForWidth(width)

    def widen(self, width: int) -> None:
        """Let the column become ``width`` pixels wide, for more than text."""
        self._inner.setMaximumWidth(width + 2 * ROW_PADDING + SCROLL_BAR_WIDTH)

    def center(self) -> None:
        """Stand in the middle of a page with more room than the column takes."""
        self._outer.insertStretch(0, 1)

    def fit(self, width: int, *, low: bool = False) -> None:
        """Set the margins for a page of ``width``, and tighter spacing on a ``low`` page."""
        side = margin(width)
        self._beside = min(SCROLL_BAR_WIDTH, side - ROW_PADDING)
        for row in self._rows:
            row.fit(self._beside)
        above = Spacing.S if low else side
        left = side - ROW_PADDING
        self._outer.setContentsMargins(left, above, left - self._beside, Spacing.M)
        self._body.setSpacing(Spacing.XXS if low else Spacing.S)
