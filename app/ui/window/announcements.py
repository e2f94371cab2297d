"""The banner below all pages, which shows one announcement at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent

from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.widgets.banner import Banner

READ_AFTER = 3.0
"""Seconds in view after which something counts as seen."""
_WEIGHTS = (NoticeKind.ERROR, NoticeKind.CAUTION, NoticeKind.INFO)


@dataclass(frozen=True)
class _Announcement:
    kind: NoticeKind
    text: str
    actions: tuple[tuple[str, Callable[[], object]], ...]
    stays: bool


class Announcements(Banner):
    """Shows errors first, then cautions, then notes, each in order of arrival.

    The number of those that wait is shown; the next one follows when the current one is dismissed
    or removed.
    """

    seen = Signal(str)
    """The topic of an announcement that was in view for some seconds or was dismissed."""

    def __init__(self) -> None:
        super().__init__()
        self._collapsed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._mark_seen)
        self._announcements: dict[str, _Announcement] = {}
        self._current: _Announcement | None = None
        self.dismissed.connect(self._remove_dismissed)

    @property
    def texts(self) -> dict[str, str]:
        """The texts of all announcements by topic; the current one is first."""
        return {about: self._announcements[about].text for about in self._order()}

    @property
    def is_timing(self) -> bool:
        """Whether the time in view of the current announcement is being counted."""
        return self._timer.isActive()

    def announce(
        self,
        about: str,
        kind: NoticeKind,
        text: str,
        *actions: tuple[str, Callable[[], object]],
        stays: bool = False,
    ) -> None:
        """Announce ``text`` in place of the previous text about the topic; "" removes it.

        If it ``stays``, the person cannot dismiss it.
        """
        if text:
            self._announcements[about] = _Announcement(kind, text, actions, stays)
        else:
            self._announcements.pop(about, None)
        self._show_first()

    def set_collapsed(self, *, collapsed: bool) -> None:
        """Collapse, as during an interview, or expand again."""
        self.setMaximumHeight(0 if collapsed else 16777215)
        if collapsed is not self._collapsed:
            self._collapsed = collapsed
            self._restart_timer()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Start to count the time in view."""
        super().showEvent(event)
        self._restart_timer()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Stop counting the time in view."""
        super().hideEvent(event)
        self._timer.stop()

    def _restart_timer(self) -> None:
        """Count the time in view from zero, if there is an announcement in view."""
        if self._current is None or self._collapsed or not self.isVisible():
            self._timer.stop()
        else:
            self._timer.start(round(READ_AFTER * 1000))

    @Slot()
    def _mark_seen(self) -> None:
        if self.window().isMinimized():
            # Some systems do not report a minimized window as hidden.
            self._restart_timer()
            return
        self.seen.emit(self._order()[0])

    def _order(self) -> list[str]:
        return sorted(
            self._announcements, key=lambda about: _WEIGHTS.index(self._announcements[about].kind)
        )

    def _show_first(self) -> None:
        order = self._order()
        before, self._current = self._current, self._announcements[order[0]] if order else None
        current = self._current
        if current is None:
            self._timer.stop()
            self.clear()
            return
        self.count_more(0 if current.stays else len(order) - 1)
        if current is before:
            return
        had_keyboard = self.isAncestorOf(self.window().focusWidget())
        self.say(current.kind, current.text, *current.actions, closable=not current.stays)
        self._restart_timer()
        if had_keyboard and not self.take_keyboard():
            # The button that had the focus is gone.
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _remove_dismissed(self) -> None:
        """Show the next announcement in place of the dismissed one."""
        about = self._order()[0]
        del self._announcements[about]
        self._show_first()
        self.seen.emit(about)
