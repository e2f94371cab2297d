"""The banner above all pages, which shows one announcement at a time."""

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
    """Says problems first, then cautions, then notes, each in the order in which they came.

    What waits is counted, and comes once what is said is dismissed or taken back.
    """

    seen = Signal(str)
    """About what it is: it was in view for some seconds, or the person has dismissed it."""

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
        """All that is to be said, by what it is about; what is said now comes first."""
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
        """Say something in place of what was said about the same before; "" takes it back.

        What ``stays`` is not dismissed by the person: it holds until it is taken back.
        """
        if text:
            self._announcements[about] = _Announcement(kind, text, actions, stays)
        else:
            self._announcements.pop(about, None)
        self._show_first()

    def set_collapsed(self, *, collapsed: bool) -> None:
        """Take no room, as during an interview, or be in view again."""
        self.setMaximumHeight(0 if collapsed else 16777215)
        if collapsed is not self._collapsed:
            self._collapsed = collapsed
            self._restart_timer()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Count the time in view."""
        super().showEvent(event)
        self._restart_timer()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Count no time any more."""
        super().hideEvent(event)
        self._timer.stop()

    def _restart_timer(self) -> None:
        """Count the time in view anew."""
        if self._current is None or self._collapsed or not self.isVisible():
            self._timer.stop()
        else:
            self._timer.start(round(READ_AFTER * 1000))

    @Slot()
    def _mark_seen(self) -> None:
        if self.window().isMinimized():
            # Not every system tells what is in it.
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
        said = self._current
        if said is None:
            self._timer.stop()
            self.clear()
            return
        self.count_more(0 if said.stays else len(order) - 1)
        if said is before:
            return
        had_keyboard = self.isAncestorOf(self.window().focusWidget())
        self.say(said.kind, said.text, *said.actions, closable=not said.stays)
        self._restart_timer()
        if had_keyboard and not self.take_keyboard():
            # The button that had it is gone.
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _remove_dismissed(self) -> None:
        """Say what waits, in place of what the person has dismissed."""
        about = self._order()[0]
        del self._announcements[about]
        self._show_first()
        self.seen.emit(about)
