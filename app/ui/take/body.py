"""The body of the take page: its tabs, and beside or below them the transcript."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Spacing
from mock_interviewer.app.ui.take.tabs import TakeTabs
from mock_interviewer.app.ui.take.transcript_panel import TranscriptPanel
from mock_interviewer.app.ui.widgets.column import (
    LOW_PAGE_HEIGHT,
    ROW_PADDING,
    SCROLL_BAR_WIDTH,
    reserve_scroll_bar,
)

NARROW_COLUMN_WIDTH = 576
"""Width of a column below which labels are shorter and hints are left out."""


_LOWEST = 480
"""Height of a page below which the transcript goes without its hint."""


_ROOM_FOR_BOTH = 800
"""Width of the column from which tabs and transcript fit side by side."""


_LEAST_TABS = 392


_LEAST_HEIGHT = 4 * Spacing.XXL


_LINES = 3
"""Lines of a transcript that a low page always shows."""


class TakeBody(QWidget):
    """Side by side, each part scrolls on its own; stacked, only the page scrolls.

    Without tabs, the transcript stands alone. Place it at the page's full width: it keeps its own
    margins.
    """

    def __init__(
        self, tabs: TakeTabs, transcript: TranscriptPanel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._transcript = transcript
        self._tabs = tabs
        self._scroll = _TabArea(tabs)
        bar = QHBoxLayout()
        bar.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        bar.addWidget(tabs.bar)
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._parts.addWidget(self._scroll)
        self._parts.addWidget(transcript, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.S)
        column.addLayout(bar)
        column.addLayout(self._parts, 1)
        transcript.view.unfold(True)
        self.beside = False
        """Whether tabs and transcript stand side by side."""
        self.fit(0, LOW_PAGE_HEIGHT)

    def fit(self, width: int, page_height: int) -> None:
        """Lay out the parts for a column of ``width`` in a page of ``page_height``, in pixels."""
        shown = bool(self._tabs.offered)
        self.beside = shown and width >= _ROOM_FOR_BOTH
        self._scroll.setVisible(shown)
        self._scroll.grow(whole=not self.beside)
        widest = TEXT_WIDTH + 2 * ROW_PADDING
        self._scroll.setMaximumWidth(widest)
        self._scroll.setMinimumWidth(_LEAST_TABS if self.beside else 0)
        self._scroll.setMinimumHeight(_LEAST_HEIGHT if self.beside else 0)
        self._transcript.setMaximumWidth(widest)
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.LeftToRight if self.beside else direction.TopToBottom)
        self._parts.setSpacing(Spacing.XL - ROW_PADDING if self.beside else Spacing.L)
        self._parts.setStretch(0, 1 if self.beside else 0)
        self._transcript.fit(low=page_height < _LOWEST)
        self._transcript.view.keep_lines(_LINES, scrolls=self.beside or not shown)


class _TabArea(QScrollArea):
    """Scrolls its content, or grows to the content's height."""

    def __init__(self, held: QWidget) -> None:
        super().__init__()
        self._whole = False
        self._held = held
        held.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(held)
        reserve_scroll_bar(self)

    def grow(self, *, whole: bool) -> None:
        """Take the height of the content if ``whole``, or the height that the layout gives."""
        self._whole = whole
        # Beside a transcript, the first lines of both are level, and the content ends where the
        # column does: the scroll bar has its room in the margin, whether it is needed or not.
        bar, above = (0, 0) if whole else (SCROLL_BAR_WIDTH, Spacing.XS)
        self._held.setContentsMargins(ROW_PADDING, above, ROW_PADDING - bar, 0)
        policy = QSizePolicy(
            QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Minimum if whole else QSizePolicy.Policy.Expanding,
        )
        policy.setHeightForWidth(whole)
        self.setSizePolicy(policy)
        off, kept = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self.setVerticalScrollBarPolicy(off if whole else kept)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return no more than the minimum height; the layout gives what is available."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Return the height of the content."""
        held = self._held
        return held.heightForWidth(width) if held.hasHeightForWidth() else held.sizeHint().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Grow with the content."""
        if event.type() == QEvent.Type.LayoutRequest and self._whole:
            self.updateGeometry()
        return super().eventFilter(watched, event)
