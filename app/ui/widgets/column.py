"""The column of a page: never wider than text may be, at the left of the room there is."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Spacing

SCROLL_BAR_WIDTH = 12
"""Width of a scroll bar, as the style sheet says."""


def reserve_scroll_bar(view: QAbstractScrollArea) -> None:
    """Keep the room of the scroll bar while there is nothing to scroll: nothing is moved by it."""
    bar = view.verticalScrollBar()
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    # A bar that is not enabled is not seen.
    bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
    bar.setEnabled(bar.maximum() > bar.minimum())


BLEED = Spacing.S
"""How far what bleeds reaches beyond the text on either side."""


_NARROW = 560


_ALL = 1000
"""Stretch beside which that of the empty rest is nothing, until the column is at its widest."""


def margin(width: int) -> Spacing:
    """Return the margin on either side of a page of ``width``."""
    return Spacing.PAGE if width >= _NARROW else Spacing.M


def in_column(part: QWidget) -> QHBoxLayout:
    """Return a row that holds ``part`` at the left, no wider than text may be."""
    part.setMaximumWidth(TEXT_WIDTH)
    row = QHBoxLayout()
    row.addWidget(part, _ALL)
    row.addStretch(1)
    return row


class _ColumnRow(NamedTuple):
    """Holds a part, ``side`` away from what bleeds."""

    place: QHBoxLayout
    side: int
    scrolls: bool

    def fit(self, beside: int) -> None:
        """Leave out what there is ``beside`` the column for scroll bars, unless it scrolls."""
        self.place.setContentsMargins(
            self.side, 0, self.side if self.scrolls else self.side + beside, 0
        )


class PageColumn(QWidget):
    """Holds what a page shows. Its margins shrink where the page is narrow."""

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
        bleeds: bool = False,
        scrolls: bool = False,
    ) -> None:
        """Add a part beneath the others.

        One that ``bleeds`` has room of its own around its text (rows, buttons without a border),
        and reaches beyond the column so that its text lines up with all other text. One that
        ``scrolls`` too reaches farther at the right, by a scroll bar for which it keeps room.
        """
        row = QHBoxLayout()
        self._rows.append(_ColumnRow(row, 0 if bleeds else BLEED, scrolls))
        self._rows[-1].fit(self._beside)
        if isinstance(part, QLayout):
            row.addLayout(part)
        else:
            row.addWidget(part)
        self._body.addLayout(row, stretch)

    def space(self, height: Spacing) -> None:
        """Leave room."""
        self._body.addSpacing(height)

    def fill(self) -> None:
        """Leave all room that is left at the foot."""
        self._body.addStretch(1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return no least height where it follows from the width, in a scrolled page.

        Qt would ask for the height of all text at its narrowest.
        """
        least = super().minimumSizeHint()
        return QSize(least.width(), 0 if self._outer.hasHeightForWidth() else least.height())

    def needs(self, width: int) -> int:
        """Return the least height in which all of it has room, at a ``width``."""
        return self._outer.minimumHeightForWidth(width)

    def widen(self, width: int) -> None:
        """Let the column become as wide as ``width`` where there is more in it than text."""
        self._inner.setMaximumWidth(width + 2 * BLEED + SCROLL_BAR_WIDTH)

    def fit(self, width: int, *, low: bool = False) -> None:
        """Take the margins that suit a page of ``width``, and less air where it is ``low``."""
        side = margin(width)
        self._beside = min(SCROLL_BAR_WIDTH, side - BLEED)
        for row in self._rows:
            row.fit(self._beside)
        above = Spacing.S if low else side
        self._outer.setContentsMargins(side - BLEED, above, side - BLEED - self._beside, Spacing.M)
        self._body.setSpacing(Spacing.XXS if low else Spacing.S)


SIDE_COLUMN_WIDTH = 480
"""Widest that the feedback becomes beside a transcript."""


TWO_COLUMN_WIDTH = TEXT_WIDTH + Spacing.XL + SIDE_COLUMN_WIDTH
"""Widest that both become beside each other."""


LOW_PAGE_HEIGHT = 560
"""Height of a page below which all but the transcript takes less room."""
