"""What is to be said above all pages, one thing at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot

from mock_interviewer.app.interview.states import NoticeKind
from mock_interviewer.app.ui.widgets.banner import Banner

_WEIGHTS = (NoticeKind.ERROR, NoticeKind.CAUTION, NoticeKind.INFO)


@dataclass(frozen=True)
class _Saying:
    kind: NoticeKind
    text: str
    actions: tuple[tuple[str, Callable[[], object]], ...]
    stays: bool


class Announcements(Banner):
    """Says problems first, then cautions, then notes, each in the order in which they came.

    What waits is counted, and comes once what is said is dismissed or taken back.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sayings: dict[str, _Saying] = {}
        self._now: _Saying | None = None
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
            self._sayings[about] = _Saying(kind, text, actions, stays)
        else:
            self._sayings.pop(about, None)
        self._say_first()

    def _order(self) -> list[str]:
        return sorted(self._sayings, key=lambda about: _WEIGHTS.index(self._sayings[about].kind))

    def _say_first(self) -> None:
        order = self._order()
        before, self._now = self._now, self._sayings[order[0]] if order else None
        said = self._now
        if said is None:
            self.clear()
            return
        self.count_more(0 if said.stays else len(order) - 1)
        if said is before:
            return
        had_keyboard = self.isAncestorOf(self.window().focusWidget())
        self.say(said.kind, said.text, *said.actions, closable=not said.stays)
        if had_keyboard and not self.take_keyboard():
            # The button that had it is gone.
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _drop(self) -> None:
        """Say what waits, in place of what the person has dismissed."""
        del self._sayings[self._order()[0]]
        self._say_first()
