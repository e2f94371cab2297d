"""The two sides of a comparison: how they stand, and which of them plays and has the keys."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from mock_interviewer.app.ui.compare_side import Side
from mock_interviewer.app.ui.compare_source import ComparedTake
from mock_interviewer.app.ui.replay import PlayerLike
from mock_interviewer.app.ui.widgets.compare.word_columns import WordColumns


class Pair(QObject):
    """While one side plays the other is silent. GUI thread only."""

    swapped_changed = Signal()
    """The sides stand the other way round now."""

    def __init__(
        self, player: PlayerLike, words: WordColumns, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.earlier = Side("earlier", player, words.earlier, self)
        self.later = Side("later", player, words.later, self)
        self.sides = (self.earlier, self.later)
        self.active = self.earlier
        """The side that the keys go to."""
        self.swapped = False
        """Whether the later take stands first."""
        for side in self.sides:
            side.began.connect(self.other(side).hush)
            side.began.connect(partial(self.activate, side))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)
        self.activate(self.earlier)

    @property
    def standing(self) -> tuple[Side, Side]:
        """Both sides as they stand, the left or upper one first."""
        return (self.later, self.earlier) if self.swapped else (self.earlier, self.later)

    def other(self, side: Side) -> Side:
        """Return the side across from ``side``."""
        return self.later if side is self.earlier else self.earlier

    def show_takes(self, earlier: ComparedTake | None, later: ComparedTake | None) -> None:
        """Let each side stand for a take; None for none."""
        self.earlier.show_take(earlier)
        self.later.show_take(later)
        # A style that is put on meanwhile takes the weight of the type away.
        self.activate(self.active)

    def activate(self, side: Side) -> None:
        """Let the keys go to ``side``."""
        self.active = side
        for each in self.sides:
            each.head.show_active(active=each is side)

    @Slot()
    def toggle(self) -> None:
        """Play or pause the side that the keys go to."""
        self.active.toggle()

    def skip(self, seconds: float) -> None:
        """Go so many seconds on, or back, on the side that the keys go to."""
        self.active.skip(seconds)

    @Slot()
    def swap(self) -> None:
        """Let the sides stand the other way round."""
        self.swapped = not self.swapped
        self.swapped_changed.emit()

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        for side in self.sides:
            if now is not None and side.holds(now):
                self.activate(side)
