"""The body of the take page: transcript and feedback, side by side or stacked."""

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
"""Width of a column below which labels are shorter and hints are left out."""


_LOWEST = 480
"""Height of a page below which a long question leaves little room."""


_ROOM_FOR_BOTH = 800
"""Width of the column from which transcript and feedback fit side by side."""


_SHARES = (3, 2)


_LEAST_FEEDBACK = 392


_LEAST_HEIGHT = 4 * Spacing.XXL


_LINES_ABOVE, _LINES_ABOVE_LOW, _LINES_ABOVE_LOWEST = 8, 7, 4
"""Lines of a transcript visible above the feedback, by the height of the page."""


_LINES_BESIDE = 3


class TakeBody(QWidget):
    """Side by side, each part scrolls on its own; stacked, only the page scrolls.

    Without feedback, the transcript takes all the room. Place it at the page's full width: it
    keeps its own margins.
    """

    def __init__(
        self, transcript: TranscriptPanel, feedback: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._transcript = transcript
        self._feedback = feedback
        self._scroll = _FeedbackArea(feedback)
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.addWidget(transcript, 1)
        self._parts.addWidget(self._scroll)
        self.beside = False
        """Whether transcript and feedback stand side by side."""
        self.fit(0, LOW_PAGE_HEIGHT)

    def fit(self, width: int, page_height: int) -> None:
        """Lay out the parts for a column of ``width`` in a page of ``page_height``, in pixels."""
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


class _FeedbackArea(QScrollArea):
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
        return self._held.heightForWidth(width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Grow with the content."""
        if event.type() == QEvent.Type.LayoutRequest and self._whole:
            self.updateGeometry()
        return super().eventFilter(watched, event)
