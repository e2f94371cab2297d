"""The button at the head of a page that leads back to where one came from."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton, QWidget

from mock_interviewer.app.ui.icons import Icon, set_icon
from mock_interviewer.app.ui.theme import roles, set_kind


@dataclass(frozen=True)
class Stop:
    """A page to which a way back leads: its name on a button, and within a sentence."""

    name: str
    phrase: str


LIBRARY = Stop("Library", "the library")
FOUND = Stop("Search results", "the search results")
TAKE = Stop("Take", "the take")
ALL_TAKES = Stop("All takes", "all takes of the question")
COMPARISON = Stop("Comparison", "the comparison")
QUESTIONS = Stop("Questions", "the questions")


class BackButton(QPushButton):
    """Names where it leads; Esc does the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "quiet")
        self.lead_to(LIBRARY)
        self._draw_icon()

    def lead_to(self, stop: Stop) -> None:
        """Say where it leads."""
        self.setText(stop.name)
        self.setAccessibleName(f"Back to {stop.phrase}")
        self.setToolTip(f"Back to {stop.phrase} (Esc)")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icon again in the new colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        set_icon(self, Icon.BACK, roles().text_muted)
