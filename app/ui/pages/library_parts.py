"""What the library page is made of, and how that is laid out."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QWidget

from mock_interviewer.app.interview.states import NoticeKind
from mock_interviewer.app.ui.browsing import Look, View
from mock_interviewer.app.ui.phrases import LOADING
from mock_interviewer.app.ui.theme import Space, Type, set_kind
from mock_interviewer.app.ui.widgets.again_panel import AgainPanel
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.bar_room import BAR
from mock_interviewer.app.ui.widgets.choice import Segments
from mock_interviewer.app.ui.widgets.column import BLEED, Column
from mock_interviewer.app.ui.widgets.export_panel import ExportPanel
from mock_interviewer.app.ui.widgets.library_filters import LibraryFilters
from mock_interviewer.app.ui.widgets.library_foot import LibraryFoot
from mock_interviewer.app.ui.widgets.library_list import LibraryList
from mock_interviewer.app.ui.widgets.library_places import NoMatch, empty_place
from mock_interviewer.app.ui.widgets.mark_panel import MarkPanel
from mock_interviewer.app.ui.widgets.scope_choice import SESSION_SCOPES
from mock_interviewer.app.ui.widgets.search_field import SearchField
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.ui.widgets.undo_line import UndoLine

_LOW = 560
"""Height below which the keys are not shown."""
_LEAST_SEARCH = 140
_ROOM_FOR_KEYS = 720
"""Width from which buttons show their keys."""


class LibraryParts(Column):
    """Shows answers as soon as not all are wanted; by session there is always everything."""

    wanted = Signal()
    """The person wants to look at something else."""

    def __init__(self, words: Callable[[str, str], str]) -> None:
        super().__init__()
        self.banner = Banner()
        self.undo = UndoLine()
        self.naming = MarkPanel()
        self.again = AgainPanel(SESSION_SCOPES)
        self.export = ExportPanel(SESSION_SCOPES)
        self.view: Segments[View] = Segments(
            "List by", [(View.SESSIONS, "Sessions"), (View.ANSWERS, "Answers")]
        )
        self.search = SearchField("Search all answers", "Search all answers (Ctrl+F)")
        self.search.setMinimumWidth(_LEAST_SEARCH)
        self.filters = LibraryFilters(words)
        self.rows = LibraryList()
        self.foot = LibraryFoot()
        self.empty = empty_place()
        self.no_match = NoMatch()
        self.transcribe = QPushButton("Transcribe again…")
        set_kind(self.transcribe, "quiet")
        self.transcribe.setAccessibleName("Transcribe answers again, with another model")
        self._count = Text(kind="muted", tabular=True)
        self._blank = Text(LOADING, kind="muted")
        self._blank.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._blank.setContentsMargins(BLEED, 0, BLEED + BAR, 0)
        self._switched = False
        self._low = False
        self._lay_out()
        self.view.chosen.connect(self._view_chosen)
        self.filters.changed.connect(self._narrow)
        self.search.typed.connect(self._narrow)
        self.no_match.button.clicked.connect(self.show_all_answers)

    @property
    def count(self) -> str:
        """How much there is, as it is shown."""
        return self._count.plain

    def look(self, now: datetime) -> Look:
        """Return what the person wants to look at, as seen ``now``."""
        if self.view.value is View.SESSIONS:
            return Look()
        return Look(View.ANSWERS, self.filters.wanted(now), self.search.text())

    def show_all(self) -> None:
        """List everything by session."""
        self._switched = False
        self.view.choose(View.SESSIONS)
        self.filters.put_back()
        self.search.empty()

    @Slot()
    def show_all_answers(self) -> None:
        """Want all answers again, in the list that was looked at before."""
        self.search.empty()
        self.filters.reset()
        self.take_keyboard()

    @Slot()
    def take_search(self) -> None:
        """Let the person type what is sought."""
        self.search.selectAll()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_keyboard(self) -> None:
        """Put the keyboard on what is shown."""
        if self.stack.currentWidget() is self.empty:
            self.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.search.hasFocus():
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def tell(self, sentence: str) -> None:
        """Say how much there is, also aloud to one who types."""
        self._count.show_text(sentence)
        self._announce(sentence)

    def say_problem(self, sentence: str, again: Callable[[], object]) -> None:
        """Say what could not be read or done; nothing is on its way any more."""
        self._blank.show_text("")
        self.banner.say(NoticeKind.ERROR, sentence, ("Try again", again))

    def show_rows(self, *, there: bool, narrowed: bool) -> None:
        """Show the rows, or what stands where there are none."""
        place = self.rows if there else self.no_match if narrowed else self.empty
        self.no_match.explain(sought=bool(self.search.text().strip()))
        self.stack.setCurrentWidget(place)
        head = (self.export.button, self.transcribe, self._count)
        for part in (*head, self.view, self.search, self.filters):
            part.setVisible(place is not self.empty)
        self.foot.setVisible(there and not self._low)
        if place is self.no_match:
            self._announce(self.no_match.sentence)

    def _announce(self, sentence: str) -> None:
        if sentence and self.search.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def fit_page(self, width: int, height: int) -> None:
        """Take what suits a page of this size."""
        self.fit(width)
        self.export.button.show_key(shown=width >= _ROOM_FOR_KEYS)
        self._low = height < _LOW
        self.foot.setVisible(not self._low and self.stack.currentWidget() is self.rows)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        title = Text("Library", Type.TITLE, strong=True)
        title.setContentsMargins(BLEED, 0, 0, 0)
        head.addWidget(title)
        # As high as the title, so that both stand on one line.
        self._count.setContentsMargins(0, Space.XXS, 0, 0)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.export.button)
        head.addWidget(self.transcribe)
        ways = QHBoxLayout()
        ways.setSpacing(Space.M)
        ways.addWidget(self.view)
        ways.addWidget(self.search, 1)
        rows = QWidget()
        self.stack = QStackedLayout(rows)
        for each in (self._blank, self.empty, self.no_match, self.rows):
            self.stack.addWidget(each)
        self.add(head, bleeds=True)
        self.add(ways)
        self.add(self.filters)
        for part in (self.banner, self.undo, self.naming, self.again, self.export):
            self.add(part)
        self.add(rows, 1, bleeds=True, scrolls=True)
        self.add(self.foot, bleeds=True)

    @Slot()
    def _view_chosen(self) -> None:
        self._switched = False
        if self.view.value is View.SESSIONS:
            self.filters.put_back()
            self.search.empty()
        self.wanted.emit()

    @Slot()
    def _narrow(self) -> None:
        """List answers while not all are wanted, and then what was listed before."""
        narrowed = self.filters.active or bool(self.search.text().strip())
        if narrowed and self.view.value is View.SESSIONS:
            self._switched = True
            self.view.choose(View.ANSWERS)
        elif not narrowed and self._switched:
            self.show_all()
        self.wanted.emit()
