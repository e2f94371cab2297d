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
from mock_interviewer.app.ui.shared.name_and_note_panel import MarkPanel
from mock_interviewer.app.ui.shared.retranscription_panel import RetranscriptionPanel
from mock_interviewer.app.ui.shared.scope_choice import SESSION_SCOPES
from mock_interviewer.app.ui.style.theme import FontSize, Spacing, set_kind
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.buttons import KeyHintButton
from mock_interviewer.app.ui.widgets.choice import SegmentedControl
from mock_interviewer.app.ui.widgets.column import (
    LOW_PAGE_HEIGHT,
    ROW_PADDING,
    SCROLL_BAR_WIDTH,
    TWO_COLUMN_WIDTH,
    PageColumn,
)
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.text_fields import SearchField

_MIN_SEARCH_WIDTH = 140
_SHOW_KEYS_WIDTH = 720
"""Width of the page from which buttons show their keys."""


class LibraryLayout(PageColumn):
    """Switches to the list of answers while a search or a filter is active."""

    query_changed = Signal()
    """The person changed the view, the search, or the filters."""

    def __init__(self, question_text: Callable[[str, str], str]) -> None:
        super().__init__()
        self.banner = Banner()
        self.undo = UndoBar()
        self.mark_panel = MarkPanel()
        self.retranscription = RetranscriptionPanel(SESSION_SCOPES)
        self.export = ExportPanel(SESSION_SCOPES)
        self.view: SegmentedControl[LibraryView] = SegmentedControl(
            "List by", [(LibraryView.SESSIONS, "Sessions"), (LibraryView.ANSWERS, "Answers")]
        )
        self.search = SearchField("Search all answers", "Search all answers (Ctrl+F)")
        self.search.setMinimumWidth(_MIN_SEARCH_WIDTH)
        self.filters = LibraryFilters(question_text)
        self.rows = LibraryListView()
        self.action_bar = RowActionBar()
        self.empty = empty_library_state()
        self.no_match = NoMatchState()
        self.transcribe = QPushButton("Transcribe again…")
        set_kind(self.transcribe, "quiet")
        self.transcribe.setAccessibleName("Transcribe answers again with another model")
        self._count = TextLabel(kind="muted", tabular=True)
        self.loading = TextLabel(LOADING, kind="muted")
        self.loading.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.loading.setContentsMargins(0, 0, SCROLL_BAR_WIDTH, 0)
        self._switched = False
        self._low = False
        self.widen(TWO_COLUMN_WIDTH)
        self.center()
        self._lay_out()
        self.view.chosen.connect(self._view_chosen)
        self.filters.changed.connect(self._on_filtered)
        self.search.typed.connect(self._on_filtered)
        self.no_match.button.clicked.connect(self.show_all_answers)
        self.rows.keyboard_changed.connect(self.action_bar.show_keys)

    @property
    def count(self) -> str:
        """The number of rows, as shown."""
        return self._count.plain

    def query(self, now: datetime) -> LibraryQuery:
        """Return what to list, with dates relative to ``now`` (aware)."""
        if self.view.value is LibraryView.SESSIONS:
            return LibraryQuery()
        return LibraryQuery(LibraryView.ANSWERS, self.filters.filter(now), self.search.text())

    def show_all(self) -> None:
        """List everything by session."""
        self._switched = False
        self.view.choose(LibraryView.SESSIONS)
        self.filters.reset_silently()
        self.search.empty()

    @Slot()
    def show_all_answers(self) -> None:
        """Clear the search and the filters, and return to the previous view."""
        self.search.empty()
        self.filters.reset()
        self.focus_content()

    @Slot()
    def focus_search(self) -> None:
        """Focus the search field, with its text selected."""
        self.search.selectAll()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_content(self) -> None:
        """Focus the list, or the button shown in its place, unless the person is searching."""
        if self.stack.currentWidget() is self.empty:
            self.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.search.hasFocus():
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def show_count(self, sentence: str) -> None:
        """Show the number of rows, and announce it while the search field has the focus."""
        self._count.show_text(sentence)
        self._announce(sentence)

    def show_error(self, sentence: str, again: Callable[[], object]) -> None:
        """Show an error in the banner, with a button that calls ``again``."""
        self.loading.show_text("")
        self.banner.say(NoticeKind.ERROR, sentence, ("Try again", again))

    def show_rows(self, *, there: bool, filtered: bool) -> None:
        """Show the rows, or what replaces them if there are none."""
        place = self.rows if there else self.no_match if filtered else self.empty
        self.no_match.explain(searched=bool(self.search.text().strip()))
        self.stack.setCurrentWidget(place)
        head = (self.export.button, self.transcribe, self._count)
        for part in (*head, self.view, self.search, self.filters):
            part.setVisible(place is not self.empty)
        self.action_bar.setVisible(there and not self._low)
        if place is self.no_match:
            self._announce(self.no_match.sentence)

    def _announce(self, sentence: str) -> None:
        if sentence and self.search.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def fit_page(self, width: int, height: int) -> None:
        """Adapt to the size of the page, in pixels."""
        self.fit(width)
        self.export.button.show_key(shown=width >= _SHOW_KEYS_WIDTH)
        self._low = height < LOW_PAGE_HEIGHT
        self.action_bar.setVisible(not self._low and self.stack.currentWidget() is self.rows)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Spacing.M)
        title = TextLabel("Library", FontSize.TITLE, strong=True)
        title.setContentsMargins(ROW_PADDING, 0, 0, 0)
        head.addWidget(title)
        # Aligns the count with the title.
        self._count.setContentsMargins(0, Spacing.XXS, 0, 0)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.export.button)
        head.addWidget(self.transcribe)
        controls = QHBoxLayout()
        controls.setSpacing(Spacing.M)
        controls.addWidget(self.view)
        controls.addWidget(self.search, 1)
        rows = QWidget()
        self.stack = QStackedLayout(rows)
        for each in (self.loading, self.empty, self.no_match, self.rows):
            self.stack.addWidget(each)
        self.add(head, full_width=True)
        self.add(controls)
        self.add(self.filters)
        for part in (self.banner, self.undo, self.mark_panel, self.retranscription, self.export):
            self.add(part)
        self.add(rows, 1, scrolls=True)
        self.add(self.action_bar, full_width=True)

    @Slot()
    def _view_chosen(self) -> None:
        self._switched = False
        if self.view.value is LibraryView.SESSIONS:
            self.filters.reset_silently()
            self.search.empty()
        self.query_changed.emit()

    @Slot()
    def _on_filtered(self) -> None:
        """List answers while a filter is active, and then return to the previous view."""
        filtered = self.filters.active or bool(self.search.text().strip())
        if filtered and self.view.value is LibraryView.SESSIONS:
            self._switched = True
            self.view.choose(LibraryView.ANSWERS)
        elif not filtered and self._switched:
            self.show_all()
        self.query_changed.emit()


_HINTS = {
    Qt.Key.Key_Return: ("Enter", "Open"),
    **{look.qt_key: (look.key, look.set_label) for look in MARK_BUTTONS.values()},
    Qt.Key.Key_F2: ("F2", "Name and note"),
    Qt.Key.Key_Q: ("Q", "All answers"),
    Qt.Key.Key_Delete: ("Del", "Delete"),
}
_TAKE_KEYS = {*(look.qt_key for look in MARK_BUTTONS.values()), Qt.Key.Key_Q}


class RowActionBar(QWidget):
    """Buttons for the actions on the selected row; ``pressed`` carries the Qt.Key of one."""

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
        self.show_keys(False)

    @Slot(bool)
    def show_keys(self, shown: bool) -> None:
        """Show the keys beside their actions, or only the actions while the keys do not work."""
        for button in self.buttons.values():
            button.show_key(shown=shown)

    def show_row(self, row: LibraryRow | None) -> None:
        """Offer the actions that ``row`` allows."""
        take = row if isinstance(row, TakeRow) else None
        for key, button in self.buttons.items():
            button.setVisible(row is not None and (take is not None or key not in _TAKE_KEYS))
        opened = isinstance(row, SessionRow) and row.opened
        labels = {
            Qt.Key.Key_Return: "Close" if opened else "Open",
            **{
                look.qt_key: look.clear_label
                if take is not None and take.line.marks[mark]
                else look.set_label
                for mark, look in MARK_BUTTONS.items()
            },
            Qt.Key.Key_F2: "Rename" if take is None else "Name and note",
        }
        for key, label in labels.items():
            self.buttons[key].show_label(label)


_EMPTY = "Every answer you give is saved here, with a recording to replay and a transcript to read."
_NO_HITS = "Try whole words or fewer filters. Nothing was deleted."
_FILTERED = "Your filters hide the other answers. Nothing was deleted."


class LibraryEmptyState(QWidget):
    """A heading, an explanation, and a button."""

    def __init__(self, strong: str, rest: str, label: str, *, primary: bool = False) -> None:
        super().__init__()
        self.sentence = strong
        self.button = QPushButton(label)
        self.button.setAccessibleName(label)
        self.button.setAutoDefault(True)
        if primary:
            set_kind(self.button, "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Spacing.L, SCROLL_BAR_WIDTH, 0)
        column.setSpacing(Spacing.XS)
        column.addWidget(TextLabel(strong, FontSize.BODY, strong=True))
        self.about = TextLabel(rest, FontSize.BODY, wrap=True, kind="muted")
        column.addWidget(self.about)
        column.addSpacing(Spacing.M)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


def empty_library_state() -> LibraryEmptyState:
    """Return what an empty library shows."""
    return LibraryEmptyState("No answers yet", _EMPTY, "Start practice", primary=True)


class NoMatchState(LibraryEmptyState):
    """What a search or filters without a match show."""

    def __init__(self) -> None:
        super().__init__("No matching answers", _FILTERED, "Show all answers")

    def explain(self, *, searched: bool) -> None:
        """Suggest what to change; ``searched`` says whether a search is active."""
        self.about.show_text(_NO_HITS if searched else _FILTERED)
