"""The column of a page: never wider than text may be, at the left of what room there is."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import TEXT_WIDTH, Space

BLEED = Space.S
"""How far what bleeds reaches beyond the text on either side."""

_NARROW = 560
_ALL = 1000
"""Stretch beside which that of the empty rest is nothing, until the column is at its widest."""


def margin(width: int) -> Space:
    """Return the margin on either side of a page of ``width``."""
    return Space.PAGE if width >= _NARROW else Space.M


def in_column(part: QWidget) -> QHBoxLayout:
    """Return a row that holds ``part`` at the left, no wider than text may be."""
    part.setMaximumWidth(TEXT_WIDTH)
    row = QHBoxLayout()
    row.addWidget(part, _ALL)
    row.addStretch(1)
    return row


class Column(QWidget):
    """Holds what a page shows. Its margins shrink where the page is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = inner = QWidget()
        self.widen(TEXT_WIDTH)
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(Space.S)
        self._outer = QHBoxLayout(self)
        self._outer.addWidget(inner, _ALL)
        self._outer.addStretch(1)
        self.fit(_NARROW)

    def add(self, part: QWidget | QLayout, stretch: int = 0, *, bleeds: bool = False) -> None:
        """Add a part beneath the others.

        One that ``bleeds`` has room of its own around its text (rows, buttons without a border),
        and reaches beyond the column so that its text lines up with all other text.
        """
        side = 0 if bleeds else BLEED
        row = QHBoxLayout()
        row.setContentsMargins(side, 0, side, 0)
        if isinstance(part, QLayout):
            row.addLayout(part)
        else:
            row.addWidget(part)
        self._body.addLayout(row, stretch)

    def space(self, height: Space) -> None:
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
        self._inner.setMaximumWidth(width + 2 * BLEED)

    def fit(self, width: int, *, low: bool = False) -> None:
        """Take the margins that suit a page of ``width``, and less air where it is ``low``."""
        side = margin(width)
        self._outer.setContentsMargins(
            side - BLEED, Space.S if low else side, side - BLEED, Space.M
        )
        self._body.setSpacing(Space.XXS if low else Space.S)
