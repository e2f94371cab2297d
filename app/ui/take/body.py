"""The transcript and the feedback of a take: side by side, or one above the other."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QSizePolicy, QWidget

from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Spacing
from mock_interviewer.app.ui.take.transcript_panel import TranscriptPanel
from mock_interviewer.app.ui.widgets.column import (
    LOW_PAGE_HEIGHT,
    ROW_PADDING,
    SCROLL_BAR_WIDTH,
    SIDE_COLUMN_WIDTH,
    reserve_scroll_bar,
)

NARROW_COLUMN_WIDTH = 576
"""Width of a column below which less is said."""


_LOWEST = 480
"""Height of a page in which a long question leaves little room."""


_ROOM_FOR_BOTH = 800
"""Width of the column from which on both have room beside each other."""


_SHARES = (3, 2)


_LEAST_FEEDBACK = 392


_LEAST_HEIGHT = 4 * Spacing.XXL


_LINES_ABOVE, _LINES_ABOVE_LOW, _LINES_ABOVE_LOWEST = 8, 7, 4
"""Lines of a transcript that are seen above the feedback, also of a low page."""


_LINES_BESIDE = 3


class TakeBody(QWidget):
    """Beside each other each scrolls by itself; above each other only the page scrolls. Full width.

    Without feedback the transcript has all the room.
    """

    def __init__(
        self, transcript: TranscriptPanel, feedback: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._transcript = transcript
        self._feedback = feedback
        self._scroll = _Scroll(feedback)
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.addWidget(transcript, 1)
        self._parts.addWidget(self._scroll)
        self.beside = False
        """Whether the two stand beside each other."""
        self.fit(0, LOW_PAGE_HEIGHT)

    def fit(self, width: int, page_height: int) -> None:
        """Put the parts as a column of ``width`` has room for them, and say what fits there."""
        lowest = page_height < _LOWEST
        shown = not self._feedback.isHidden()
        self.beside = shown and width >= _ROOM_FOR_BOTH
        self._scroll.setVisible(shown)
        self._scroll.grow(whole=not self.beside)
        self._scroll.setMaximumWidth(
            SIDE_COLUMN_WIDTH if self.beside else TEXT_WIDTH + 2 * ROW_PADDING
        )
        self._scroll.setMinimumWidth(_LEAST_FEEDBACK if self.beside else 0)
        self._scroll.setMinimumHeight(_LEAST_HEIGHT if self.beside else 0)
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.LeftToRight if self.beside else direction.TopToBottom)
        self._parts.setSpacing(Spacing.XL - ROW_PADDING if self.beside else Spacing.L)
        for at, share in enumerate(_SHARES if self.beside else (1, 0)):
            self._parts.setStretch(at, share)
        self._transcript.fit(low=lowest, narrow=width < NARROW_COLUMN_WIDTH or self.beside)
        low = _LINES_ABOVE_LOW if page_height < LOW_PAGE_HEIGHT else _LINES_ABOVE
        above = _LINES_ABOVE_LOWEST if lowest else low
        above_feedback = shown and not self.beside
        lines = above if above_feedback else _LINES_BESIDE
        self._transcript.view.keep_lines(lines, scrolls=not above_feedback)


class _Scroll(QScrollArea):
    """Scrolls what it holds, or is as high as that."""

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
        """Be as high as what it holds if ``whole``, else as the layout says."""
        self._whole = whole
        # Beside a transcript the first lines of both stand level, and what is held ends where all
        # else does: a scroll bar has its room in full-width parts, whether it is needed or not.
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
        """Ask for no more than the least height; the layout gives what there is."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Return the height of what it holds."""
        return self._held.heightForWidth(width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Grow with what it holds."""
        if event.type() == QEvent.Type.LayoutRequest and self._whole:
            self.updateGeometry()
        return super().eventFilter(watched, event)
