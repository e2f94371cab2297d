"""The widgets of the library page and their layout, with its empty states and action bar."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.text.dates_in_words import LOADING
from mock_interviewer.app.ui.library.filters import LibraryFilters
from mock_interviewer.app.ui.library.list_view import LibraryListView
from mock_interviewer.app.ui.library.loader import LibraryQuery, LibraryView
from mock_interviewer.app.ui.library.undo import UndoBar
from mock_interviewer.app.ui.shared.export_panel import ExportPanel
from mock_interviewer.app.ui.shared.library_rows import LibraryRow, SessionRow, TakeRow
from mock_interviewer.app.ui.shared.mark_buttons import MARK_BUTTONS
from mock_interviewer.app.ui.shared.mark_panel import MarkPanel
from mock_interviewer.app.ui.shared.retranscription_panel import RetranscriptionPanel
from mock_interviewer.app.ui.shared.scope_choice import SESSION_SCOPES
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton
from mock_interviewer.app.ui.widgets.choice import SegmentedControl
from mock_interviewer.app.ui.widgets.column import ROW_PADDING, SCROLL_BAR_WIDTH, PageColumn
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.text_fields import SearchField

_LOW = 560
"""Height below which the keys are not shown."""


_LEAST_SEARCH = 140


_ROOM_FOR_KEYS = 720
"""Width from which buttons show their keys."""


class LibraryLayout(PageColumn):
    """Shows answers as soon as not all are wanted; by session there is always everything."""

    wanted = Signal()
    """The person wants to look at something else."""

    def __init__(self, words: Callable[[str, str], str]) -> None:
        super().__init__()
        self.banner = Banner()
        self.undo = UndoBar()
        self.naming = MarkPanel()
        self.again = RetranscriptionPanel(SESSION_SCOPES)
        self.export = ExportPanel(SESSION_SCOPES)
        self.view: SegmentedControl[LibraryView] = SegmentedControl(
            "List by", [(LibraryView.SESSIONS, "Sessions"), (LibraryView.ANSWERS, "Answers")]
        )
        self.search = SearchField("Search all answers", "Search all answers (Ctrl+F)")
        self.search.setMinimumWidth(_LEAST_SEARCH)
        self.filters = LibraryFilters(words)
        self.rows = LibraryListView()
        self.foot = RowActionBar()
        self.empty = empty_library_state()
        self.no_match = NoMatchState()
        self.transcribe = QPushButton("Transcribe again…")
        set_kind(self.transcribe, "quiet")
        self.transcribe.setAccessibleName("Transcribe answers again, with another model")
        self._count = TextLabel(kind="muted", tabular=True)
        self.loading = TextLabel(LOADING, kind="muted")
        self.loading.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.loading.setContentsMargins(ROW_PADDING, 0, ROW_PADDING + SCROLL_BAR_WIDTH, 0)
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

    def look(self, now: datetime) -> LibraryQuery:
        """Return what the person wants to look at, as seen ``now``."""
        if self.view.value is LibraryView.SESSIONS:
            return LibraryQuery()
        return LibraryQuery(LibraryView.ANSWERS, self.filters.wanted(now), self.search.text())

    def show_all(self) -> None:
        """List everything by session."""
        self._switched = False
        self.view.choose(LibraryView.SESSIONS)
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
        self.loading.show_text("")
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
        head.setSpacing(Spacing.M)
        title = TextLabel("Library", FontSize.TITLE, strong=True)
        title.setContentsMargins(ROW_PADDING, 0, 0, 0)
        head.addWidget(title)
        # As high as the title, so that both stand on one line.
        self._count.setContentsMargins(0, Spacing.XXS, 0, 0)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.export.button)
        head.addWidget(self.transcribe)
        ways = QHBoxLayout()
        ways.setSpacing(Spacing.M)
        ways.addWidget(self.view)
        ways.addWidget(self.search, 1)
        rows = QWidget()
        self.stack = QStackedLayout(rows)
        for each in (self.loading, self.empty, self.no_match, self.rows):
            self.stack.addWidget(each)
        self.add(head, full_width=True)
        self.add(ways)
        self.add(self.filters)
        for part in (self.banner, self.undo, self.naming, self.again, self.export):
            self.add(part)
        self.add(rows, 1, full_width=True, scrolls=True)
        self.add(self.foot, full_width=True)

    @Slot()
    def _view_chosen(self) -> None:
        self._switched = False
        if self.view.value is LibraryView.SESSIONS:
            self.filters.put_back()
            self.search.empty()
        self.wanted.emit()

    @Slot()
    def _narrow(self) -> None:
        """List answers while not all are wanted, and then what was listed before."""
        narrowed = self.filters.active or bool(self.search.text().strip())
        if narrowed and self.view.value is LibraryView.SESSIONS:
            self._switched = True
            self.view.choose(LibraryView.ANSWERS)
        elif not narrowed and self._switched:
            self.show_all()
        self.wanted.emit()


_HINTS = {
    Qt.Key.Key_Return: ("Enter", "Open"),
    **{look.qt_key: (look.key, look.set_label) for look in MARK_BUTTONS.values()},
    Qt.Key.Key_F2: ("F2", "Name and note"),
    Qt.Key.Key_Q: ("Q", "All takes"),
    Qt.Key.Key_Delete: ("Del", "Delete"),
}


_OF_TAKES = {*(look.qt_key for look in MARK_BUTTONS.values()), Qt.Key.Key_Q}


class RowActionBar(QWidget):
    """``pressed`` comes with the key (Qt.Key) of the button that was pressed."""

    pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(ROW_PADDING - Spacing.XXS, 0, 0, 0)
        row.setSpacing(Spacing.XXS)
        self.buttons: dict[int, KeyHintButton] = {}
        """The buttons by their keys."""
        for key, (name, label) in _HINTS.items():
            button = KeyHintButton(name, label)
            button.clicked.connect(lambda _checked, key=key: self.pressed.emit(key))
            self.buttons[key] = button
            row.addWidget(button)
        row.addStretch(1)
        self.show_row(None)

    def show_row(self, row: LibraryRow | None) -> None:
        """Offer what can be done to ``row``."""
        take = row if isinstance(row, TakeRow) else None
        for key, button in self.buttons.items():
            button.setVisible(row is not None and (take is not None or key not in _OF_TAKES))
        opened = isinstance(row, SessionRow) and row.opened
        labels = {
            Qt.Key.Key_Return: "Close" if opened else "Open",
            **{
                look.qt_key: look.clear_label
                if take is not None and take.line.marks[mark]
                else look.set_label
                for mark, look in MARK_BUTTONS.items()
            },
            Qt.Key.Key_F2: "Name" if take is None else "Name and note",
        }
        for key, label in labels.items():
            self.buttons[key].show_label(label)


_EMPTY = (
    "Every answer you give is kept here: the recording to replay, and the transcript to read along."
)


_NO_WORDS = "Only whole words are found, and the beginning of the last one. Nothing is deleted."


_NARROWED = "Nothing is deleted: you look at some of your answers only."


class LibraryEmptyState(QWidget):
    """One strong sentence, one that explains, and the one thing to do."""

    def __init__(self, strong: str, rest: str, label: str, *, primary: bool = False) -> None:
        super().__init__()
        self.sentence = strong
        self.button = QPushButton(label)
        self.button.setAccessibleName(label)
        self.button.setAutoDefault(True)
        if primary:
            set_kind(self.button, "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(ROW_PADDING, Spacing.L, ROW_PADDING + SCROLL_BAR_WIDTH, 0)
        column.setSpacing(Spacing.XS)
        column.addWidget(TextLabel(strong, FontSize.BODY, strong=True))
        self.about = TextLabel(rest, FontSize.BODY, wrap=True, kind="muted")
        column.addWidget(self.about)
        column.addSpacing(Spacing.M)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


def empty_library_state() -> LibraryEmptyState:
    """Return what stands where sessions will be."""
    return LibraryEmptyState("Nothing recorded yet.", _EMPTY, "Start practice", primary=True)


class NoMatchState(LibraryEmptyState):
    """What stands where no answer is as wanted."""

    def __init__(self) -> None:
        super().__init__("No answer matches.", _NARROWED, "Show all answers")

    def explain(self, *, sought: bool) -> None:
        """Say what may be in the way; ``sought``: there are words that were looked for."""
        self.about.show_text(_NO_WORDS if sought else _NARROWED)
