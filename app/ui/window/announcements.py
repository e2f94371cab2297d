"""The banner above all pages, which shows one announcement at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent

from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.widgets.banner import Banner

_READ_AFTER = 3.0
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
        self._in_the_way = False
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.timeout.connect(self._read)
        self._sayings: dict[str, _Announcement] = {}
        self._now: _Announcement | None = None
        self.dismissed.connect(self._drop)

    @property
    def texts(self) -> dict[str, str]:
        """All that is to be said, by what it is about; what is said now comes first."""
        return {about: self._sayings[about].text for about in self._order()}

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
            self._sayings[about] = _Announcement(kind, text, actions, stays)
        else:
            self._sayings.pop(about, None)
        self._say_first()

    def put_away(self, *, away: bool) -> None:
        """Take no room, as during an interview, or be in view again."""
        self.setMaximumHeight(0 if away else 16777215)
        if away is not self._in_the_way:
            self._in_the_way = away
            self._watch()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Count the time in view."""
        super().showEvent(event)
        self._watch()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Count no time any more."""
        super().hideEvent(event)
        self._reading.stop()

    def _watch(self) -> None:
        """Count the time in view anew."""
        if self._now is None or self._in_the_way or not self.isVisible():
            self._reading.stop()
        else:
            self._reading.start(round(_READ_AFTER * 1000))

    @Slot()
    def _read(self) -> None:
        if self.window().isMinimized():
            # Not every system tells what is in it.
            self._watch()
            return
        self.seen.emit(self._order()[0])

    def _order(self) -> list[str]:
        return sorted(self._sayings, key=lambda about: _WEIGHTS.index(self._sayings[about].kind))

    def _say_first(self) -> None:
        order = self._order()
        before, self._now = self._now, self._sayings[order[0]] if order else None
        said = self._now
        if said is None:
            self._reading.stop()
            self.clear()
            return
        self.count_more(0 if said.stays else len(order) - 1)
        if said is before:
            return
        had_keyboard = self.isAncestorOf(self.window().focusWidget())
        self.say(said.kind, said.text, *said.actions, closable=not said.stays)
        self._watch()
        if had_keyboard and not self.take_keyboard():
            # The button that had it is gone.
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _drop(self) -> None:
        """Say what waits, in place of what the person has dismissed."""
        about = self._order()[0]
        del self._sayings[about]
        self._say_first()
        self.seen.emit(about)
