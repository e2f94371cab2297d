"""The compare page: two takes of one question side by side, both playable.

For the window that hosts it: give it a ``ComparisonSource`` (``StoredComparison`` is the real one)
and a player; call ``open`` with the IDs of two takes, or of one to compare it with the one before;
connect ``back_requested``. Call ``take_changed`` when the transcript or feedback of a take changes.
When hidden, the page stops playing and cancels unfinished reads.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.ui.compare.body import CompareBody
from mock_interviewer.app.ui.compare.head import CompareHead
from mock_interviewer.app.ui.compare.sides import ComparedSide, ComparedSides
from mock_interviewer.app.ui.compare.source import ComparedTake, Comparison, ComparisonSource
from mock_interviewer.app.ui.compare.words import missing_words, result_sentence, take_labels
from mock_interviewer.app.ui.shared.library_source import LoadedSound
from mock_interviewer.app.ui.shared.player import PlayerLike
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.shortcuts import (
    Shortcut,
    ShortcutAction,
    add_shortcuts,
    declare_shortcuts,
    is_plain,
    shortcut_line,
)
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.column import LOW_PAGE_HEIGHT, TWO_COLUMN_WIDTH, PageColumn
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea
from mock_interviewer.audio.errors import MachineError

_SIDE_BY_SIDE_WIDTH = 900
"""Width of the window from which the sides are beside each other."""
_SKIP = 5.0
"""Seconds."""
_GONE = "One of these answers no longer exists."
_ALONE = "This is your only answer to this question so far. Answer it again to compare both here."


class ComparePage(QWidget):
    """Space plays or pauses the side that has the focus, and Tab switches sides.

    Left and Right skip 5 s, S swaps the sides, and Esc goes back.
    Digits do nothing here, because they are grades on the page of a take. GUI thread only.
    """

    back_requested = Signal()

    def __init__(
        self,
        data: ComparisonSource,
        player: PlayerLike,
        *,
        now: Callable[[], datetime] = local_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._data = data
        self._now = now
        self._tasks = BackgroundTasks(GuiThread(self))
        self._wanted: tuple[str, str | None] | None = None
        self.comparison = Comparison()
        """The takes that are shown, and those to choose from."""
        self._chosen: tuple[str, int] | None = None
        """A take that the person picked, and its place: 0 for the first side, 1 for the second."""
        self._revealing = False
        """Whether the words were unfolded and are to be scrolled to."""
        self.body = CompareBody()
        self.pair = ComparedSides(player, self.body.words, self)
        self.head = CompareHead(self.pair.earlier.head, self.pair.later.head)
        self.banner = Banner()
        self._column = PageColumn()
        self.scroll_area = PageScrollArea(self._column)
        self._scrolling_area: PageScrollArea = self.body.scroll_area
        self._lay_out()
        self._connect()
        self._clear()

    def open(self, take: str, other: str | None = None) -> None:
        """Show two takes by their IDs; without ``other``, ``take`` and the one before it."""
        self._clear()
        self._wanted = (take, None if other == take else other)
        self._read()

    @Slot(str)
    def take_changed(self, take: str) -> None:
        """Reload a take, if it is shown."""
        if any(shown.id == take for shown in self.comparison.takes):
            self._read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Read the takes again if they were dropped when the page was hidden."""
        super().showEvent(event)
        if not event.spontaneous() and self._wanted is not None and not self.comparison.takes:
            self._read()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Stop playing, and cancel unfinished reads."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._clear()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put one side above the other if the page is narrow."""
        self._fit()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Handle the page's keys, whichever widget in it has the focus."""
        plain = is_plain(event)
        act = self._keys.get(event.key()) if plain else None
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _lay_out(self) -> None:
        self._column.add(self.head, full_width=True)
        self._column.add(self.banner)
        self._column.space(Spacing.XXS)
        self._column.add(self.body, 1, full_width=True)
        self._column.widen(TWO_COLUMN_WIDTH)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.scroll_area)
        for column in (self.body.words.earlier, self.body.words.later):
            self.body.scroll_area.follow(column.view)
            self.scroll_area.follow(column.view)

    def _connect(self) -> None:
        pair = self.pair
        back = Shortcut("Go back", self.back_requested.emit, label="go back")
        self._keys: dict[int, ShortcutAction] = {
            # Qt itself moves the focus, from a side to the same part of the other.
            Qt.Key.Key_Tab: Shortcut("Switch sides", self.focusNextChild, label="switch sides"),
            Qt.Key.Key_Space: Shortcut("Play or pause one side", pair.toggle, label="play"),
            Qt.Key.Key_Left: Shortcut("Skip back 5 s", lambda: pair.skip(-_SKIP), label="5 s"),
            Qt.Key.Key_Right: Shortcut("Skip forward 5 s", lambda: pair.skip(_SKIP), label="5 s"),
            Qt.Key.Key_Up: Shortcut("Scroll", lambda: self._scroll(-1)),
            Qt.Key.Key_Down: Shortcut("Scroll", lambda: self._scroll(1)),
            Qt.Key.Key_S: Shortcut("Swap sides", pair.swap, label="swap"),
            Qt.Key.Key_Escape: back,
        }
        self.head.show_key_hints(shortcut_line(self._keys))
        declare_shortcuts(self, self._keys)
        add_shortcuts(self, {"Alt+Left": back})
        self.head.back.clicked.connect(self.back_requested)
        self.head.swap.clicked.connect(pair.swap)
        pair.swapped_changed.connect(self._arrange)
        self.body.words_fold.toggled.connect(self._reveal_words)
        for area in (self.body.scroll_area, self.scroll_area):
            area.verticalScrollBar().rangeChanged.connect(partial(self._look_at_words, area))
        self.body.points.earlier_asked.connect(pair.earlier.play_from)
        self.body.points.later_asked.connect(pair.later.play_from)
        for side in pair.sides:
            side.failed.connect(partial(self.banner.say, NoticeKind.ERROR))
            side.head.take_chosen.connect(partial(self._choose, side))

    def _scroll(self, steps: int) -> None:
        """Scroll the part in view, or the page if it is the page that scrolls."""
        self.body.scroll_area.scroll_by(steps)
        self.scroll_area.scroll_by(steps)

    @Slot(bool)
    def _reveal_words(self, shown: bool) -> None:
        """Scroll to the words once they are laid out, which makes more to scroll."""
        self._revealing = shown

    def _look_at_words(self, area: PageScrollArea, _least: int, _most: int) -> None:
        """Scroll to the words if the range of ``area`` changed and it is the one that scrolls."""
        if not self._revealing or area is not self._scrolling_area:
            return
        fold, held = self.body.words_fold, area.widget()
        if held is not None:
            area.verticalScrollBar().setValue(fold.mapTo(held, QPoint()).y())
        self._revealing = not self.body.words.laid_out

    def _clear(self) -> None:
        self._tasks.forget()
        self.comparison = Comparison()
        self._chosen = None
        self.banner.clear()
        self._show()

    def _read(self) -> None:
        if self._wanted is not None:
            self._tasks.forget()
            self._tasks.deliver(
                self._data.compared(*self._wanted), self._on_read, self._show_unreadable
            )

    def _on_read(self, found: Comparison) -> None:
        first = not self.comparison.takes
        self.comparison = found
        self.banner.clear()
        self._show()
        match found.takes:
            case (earlier, later):
                self._wanted = (earlier.id, later.id)
                self._keep_in_place()
                self._load_details(earlier, later)
            case takes:
                said = _ALONE if takes else _GONE
                self.banner.say(NoticeKind.INFO, said, closable=False)
        if first:
            self.head.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        """Show the comparison that was read."""
        takes = self.comparison.takes
        both = len(takes) > 1
        earlier, later = takes if both else (None, None)
        self.pair.show_takes(earlier, later)
        self.head.show_question(takes[-1].listed.take.text if takes else "")
        self.head.show_sides(shown=both)
        labels = take_labels(self.comparison, self._now())
        for side in self.pair.sides:
            across = self.pair.other(side).take
            offered = [
                (take, label)
                for take, label in labels.items()
                if across is None or take != across.id
            ]
            side.head.offer(offered, side.take.id if side.take is not None else None)
        self.body.setVisible(both)
        self.body.show_takes(earlier, later)
        self.head.show_result(result_sentence(earlier, later))
        self._arrange()

    def _load_details(self, earlier: ComparedTake, later: ComparedTake) -> None:
        """Load what takes longer: the recordings and the differences between the words."""
        for side in self.pair.sides:
            if side.take is not None and side.needs_recording:
                self._tasks.deliver(
                    self._data.sound(side.take.listed.take),
                    partial(self._load, side),
                    partial(self._show_unplayable, side),
                )
        before, after = earlier.listed.take.transcript, later.listed.take.transcript
        silent = missing_words(earlier.listed) or missing_words(later.listed)
        if before is not None and after is not None and not silent:
            self._tasks.deliver(
                self._data.differences(before, after), self.body.words.mark, self._show_error
            )

    def _load(self, side: ComparedSide, loaded: LoadedSound) -> None:
        side.load(loaded)
        # Let Space play, unless the person has moved the focus.
        playable = [each for each in self.pair.in_order if not each.head.unplayable_reason]
        if self.head.back.hasFocus() and side is playable[0]:
            side.head.button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _arrange(self) -> None:
        """Put the parts of both sides in their visual order, which is also the tab order."""
        swapped = self.pair.swapped
        self.head.arrange(swapped=swapped)
        self._fit()
        first, second = (side.head for side in self.pair.in_order)
        stops: list[QWidget] = [self.head.back, self.head.swap]
        for pair in zip(first.tab_stops, second.tab_stops, strict=True):
            stops += pair
        for one, following in pairwise((*stops, *self.body.tab_stops(swapped=swapped))):
            QWidget.setTabOrder(one, following)

    def _fit(self) -> None:
        width, low = self.width(), self.height() < LOW_PAGE_HEIGHT
        stacked = self.window().width() < _SIDE_BY_SIDE_WIDTH
        self._column.fit(width, low=low)
        self.head.fit(low=low, stacked=stacked)
        self._scrolling_area = self.scroll_area if stacked else self.body.scroll_area
        self.body.arrange(stacked=stacked, swapped=self.pair.swapped)

    def _choose(self, side: ComparedSide, take: str) -> None:
        """Compare another take, which takes the place where it was picked."""
        across = self.pair.other(side).take
        if across is not None:
            self._chosen = (take, self.pair.in_order.index(side))
            self._wanted = (take, across.id)
            self._read()

    def _keep_in_place(self) -> None:
        chosen, self._chosen = self._chosen, None
        if chosen is not None:
            take, place = chosen
            standing = self.pair.in_order[place].take
            if standing is not None and standing.id != take:
                self.pair.swap()

    def _show_error(self, error: MachineError) -> None:
        self.banner.say(NoticeKind.ERROR, str(error))

    def _show_unreadable(self, error: MachineError) -> None:
        self.banner.say(NoticeKind.ERROR, str(error), ("Try again", self._read))

    def _show_unplayable(self, side: ComparedSide, error: MachineError) -> None:
        side.head.show_unplayable(str(error))
