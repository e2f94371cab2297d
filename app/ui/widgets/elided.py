"""A line of text that gives up its end where there is no room for it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.ui.theme import Type
from mock_interviewer.app.ui.widgets.text import Text


class Elided(Text):
    """Asks for the room of all its text and is content with less; its name is the whole text."""

    def __init__(
        self,
        size: Type = Type.BASE,
        *,
        tabular: bool = False,
        kind: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(size=size, tabular=tabular, kind=kind, parent=parent)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for the whole line."""
        return QSize(self._needed(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Be content with next to nothing."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Show as much of the text as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _needed(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.plain) + 1

    def _set(self) -> None:
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.plain, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
