"""What takes room on the disk: a line for each kind of thing, its length as a bar and in words."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from mock_interviewer.app.store.disk_use import DiskUse
from mock_interviewer.app.ui.theme import Space, roles
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.wording import amount

_HEIGHT = Space.XS
_ROUND = 3.0
_LEAST = 3.0
"""Pixels of a bar for what is there at all."""


class ShareBar(QWidget):
    """A bar as long as a part is of the largest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def show_share(self, share: float) -> None:
        """Show a part, 0 to 1."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a bar that likes to be wide."""
        return QSize(4 * Space.XXL, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw it from the left, on nothing: lengths are compared, not parts of a whole."""
        if not self._share:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        wide = max(_LEAST, self.width() * self._share)
        shape.addRoundedRect(QRectF(0, 0, wide, self.height()), _ROUND, _ROUND)
        painter.fillPath(shape, roles().accent)


class UseRows(QWidget):
    """Shows a DiskUse; nothing but the names before there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = (
            "Recordings",
            "Transcripts and feedback",
            "Speech models",
            "Everything else",
        )
        self._bars = [ShareBar() for _ in self._labels]
        self._amounts = [Text(tabular=True) for _ in self._labels]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for row, label in enumerate(self._labels):
            grid.addWidget(Text(label), row, 0)
            grid.addWidget(self._bars[row], row, 1)
            grid.addWidget(self._amounts[row], row, 2, Qt.AlignmentFlag.AlignRight)

    @property
    def said(self) -> Sequence[str]:
        """What each line says, for tests and screen readers."""
        return [f"{label}: {text.plain}" for label, text in self._pairs()]

    def show_use(self, use: DiskUse) -> None:
        """Show what takes room."""
        sizes = (use.recordings, use.texts, use.models, use.rest)
        largest = max(*sizes, 1)
        for bar, text, size in zip(self._bars, self._amounts, sizes, strict=True):
            bar.show_share(size / largest)
            text.show_text(amount(size) if size else "nothing")
        self.setAccessibleName(", ".join(self.said))

    def _pairs(self) -> Sequence[tuple[str, Text]]:
        return list(zip(self._labels, self._amounts, strict=True))
