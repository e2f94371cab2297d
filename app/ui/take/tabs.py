"""The tabs of the take page: the parts of the feedback, and the tools of the transcript."""

from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from mock_interviewer.app.ui.feedback.panel import FeedbackPanel, FeedbackPart
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, ShortcutAction, add_shortcuts
from mock_interviewer.app.ui.widgets.column import HeightForWidthWidget


class TakeTab(StrEnum):
    """The tabs, from left to right."""

    POINTS = "Key points"
    DELIVERY = "Delivery"
    MODEL = "Model answer"
    TOOLS = "Transcript tools"


_PARTS = {
    TakeTab.POINTS: FeedbackPart.POINTS,
    TakeTab.DELIVERY: FeedbackPart.DELIVERY,
    TakeTab.MODEL: FeedbackPart.MODEL,
}
_TIP = "{} (Ctrl+Tab: next tab)"


class _TabBar(QTabBar):
    """Tabs that leave the wheel to the page: scrolling it would change the tab."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the wheel to the page."""
        event.ignore()


class TakeTabs(HeightForWidthWidget):
    """What the chosen tab shows. Its ``bar`` is for the body to place above. GUI thread only.

    The tab that the person chose last stays for the next take; while that tab is not offered, the
    first one is shown.
    """

    changed = Signal()
    """Another tab is shown, or other tabs are offered."""

    def __init__(
        self, feedback: FeedbackPanel, tools: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.bar = _TabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        for at, tab in enumerate(TakeTab):
            self.bar.addTab(tab.value)
            self.bar.setAccessibleTabName(at, tab.value)
            self.bar.setTabToolTip(at, _TIP.format(tab.value))
        self._feedback = feedback
        self._chosen = TakeTab.POINTS
        # The feedback is shown and hidden by its owner, and its place by the tabs.
        self._place = HeightForWidthWidget()
        self._tools = tools
        place = QVBoxLayout(self._place)
        column = QVBoxLayout(self)
        for layout in (place, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        place.addWidget(feedback)
        column.addWidget(self._place)
        column.addWidget(tools)
        self._feedback.part_changed.connect(self._follow)
        self.bar.currentChanged.connect(self._choose_at)
        self.offer(feedback=False, tools=False)

    @property
    def tab(self) -> TakeTab | None:
        """The tab that is shown; None if none is offered."""
        at = self.bar.currentIndex()
        return list(TakeTab)[at] if at >= 0 and self.bar.isTabVisible(at) else None

    @property
    def offered(self) -> tuple[TakeTab, ...]:
        """The tabs to choose from, from left to right."""
        return tuple(tab for at, tab in enumerate(TakeTab) if self.bar.isTabVisible(at))

    def offer(self, *, feedback: bool, tools: bool) -> None:
        """Offer the parts of the feedback, and the tools of the transcript."""
        with QSignalBlocker(self.bar):
            for at, tab in enumerate(TakeTab):
                self.bar.setTabVisible(at, feedback if tab in _PARTS else tools)
        self._show()

    def choose(self, tab: TakeTab) -> None:
        """Show a tab, and remember it; one that is not offered is shown once it is."""
        self._chosen = tab
        self._show()

    def add_shortcuts(self, page: QWidget) -> None:
        """Add the keys that lead from tab to tab anywhere in ``page``."""

        def several() -> bool:
            return len(self.offered) > 1

        following = Shortcut("Next tab", lambda: self._turn(1), several)
        previous = Shortcut("Previous tab", lambda: self._turn(-1), several)
        keys: dict[str, ShortcutAction] = {
            "Ctrl+Tab": following,
            "Ctrl+PgDown": following,
            "Ctrl+Shift+Tab": previous,
            "Ctrl+PgUp": previous,
        }
        add_shortcuts(page, keys)

    def _turn(self, by: int) -> None:
        """Show the next tab, or the previous one for -1; after the last comes the first."""
        offered, tab = self.offered, self.tab
        if tab is not None:
            self.choose(offered[(offered.index(tab) + by) % len(offered)])

    def _show(self) -> None:
        offered = self.offered
        shown = self._chosen if self._chosen in offered else next(iter(offered), None)
        self.bar.setVisible(bool(offered))
        self.setVisible(bool(offered))
        if shown is not None:
            with QSignalBlocker(self.bar):
                self.bar.setCurrentIndex(list(TakeTab).index(shown))
        self._place.setVisible(shown in _PARTS)
        self._tools.setVisible(shown is TakeTab.TOOLS)
        if shown in _PARTS:
            self._feedback.choose(_PARTS[shown])
        elif self._feedback.part is FeedbackPart.MODEL:
            self._feedback.model.stop_reading()
        self.changed.emit()

    @Slot(int)
    def _choose_at(self, at: int) -> None:
        if at >= 0:
            self.choose(list(TakeTab)[at])

    @Slot(object)
    def _follow(self, part: FeedbackPart) -> None:
        """Show the tab of a part that something else than a tab chose."""
        tab = next(tab for tab, its in _PARTS.items() if its is part)
        if tab is not self.tab:
            self.choose(tab)
