"""The place of a part that scrolls by itself, or with its page."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.column import BLEED
from mock_interviewer.app.ui.widgets.low_page import LowPage

_LEAST_HEIGHT = 4 * Space.XXL


class PartScroll(LowPage):
    """Scrolls what it holds, or is as high as that."""

    def __init__(self, held: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(held, parent)
        self._held = held
        self._whole = False
        held.setContentsMargins(BLEED, 0, BLEED, 0)
        self.grow(whole=False)

    def grow(self, *, whole: bool) -> None:
        """Be as high as what it holds if ``whole``, else as the layout says."""
        self._whole = whole
        policy = QSizePolicy(
            QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Minimum if whole else QSizePolicy.Policy.Expanding,
        )
        policy.setHeightForWidth(whole)
        self.setSizePolicy(policy)
        self.setMinimumHeight(0 if whole else _LEAST_HEIGHT)

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
