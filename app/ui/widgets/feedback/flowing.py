"""Wrapped text in a place that scrolls."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class Flowing(QWidget):
    """As high as its text at the width that it has.

    Qt would ask for the height of all its text at its narrowest.
    """

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return no least height where it follows from the width."""
        least = super().minimumSizeHint()
        return QSize(least.width(), 0 if self.hasHeightForWidth() else least.height())
