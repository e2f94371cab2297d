"""The licenses page: third-party packages to search, and the text of each license."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QWidget

from mock_interviewer.app.licenses.third_parties import (
    ThirdParty,
    full_text,
    load_third_parties,
    matching,
)
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.shared.settings_subpage import SettingsSubpage
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Spacing, set_kind
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.text_fields import SearchField
from mock_interviewer.audio.errors import MachineError

_INTRODUCTION = (
    "Mock Interviewer builds on the work of many others: these packages, libraries, models, and "
    "voices."
)
_LEAST, _MOST = 180, 280
"""Width of the list, in pixels."""


class LicensesPage(SettingsSubpage):
    """A searchable list of third parties. Down goes to the list, Esc goes back.

    The notices are read in the background when the page is first shown.
    """

    def __init__(self, tasks: BackgroundTasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._parties: tuple[ThirdParty, ...] = ()
        self._found: tuple[ThirdParty, ...] = ()
        self.search = SearchField("Search the licenses", "Search by name or license")
        self.list = QListWidget()
        self.list.setAccessibleName("Packages, libraries, models, and voices")
        set_kind(self.list, "names")
        self.list.setMinimumWidth(_LEAST)
        self.list.setMaximumWidth(_MOST)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("License")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._lay_out()
        self.search.typed.connect(self._search)
        self.search.down_pressed.connect(self.list.setFocus)
        self.list.currentRowChanged.connect(self._show)
        self.shown.connect(self._load)

    def show_parties(self, parties: Sequence[ThirdParty]) -> None:
        """Show a list of third parties, with the first one selected."""
        self._parties = tuple(parties)
        self._search(self.search.text())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Focus the search field."""
        super().showEvent(event)
        if not event.spontaneous():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        beside = QHBoxLayout()
        beside.setSpacing(Spacing.S)
        beside.addWidget(self.list, 1)
        beside.addWidget(self.text, 2)
        self._column.widen(TEXT_WIDTH + _MOST)
        self._begin("Licenses")
        self._column.add(TextLabel(_INTRODUCTION, wrap=True, kind="muted"))
        self._column.add(self.search)
        self._column.add(beside, 1)
        self._end(scrolls=False)

    @Slot()
    def _load(self) -> None:
        if not self._parties:
            self._tasks.run(load_third_parties, self.show_parties, self._failed, name="licenses")

    def _failed(self, error: MachineError) -> None:
        self.say(NoticeKind.ERROR, str(error))

    @Slot(str)
    def _search(self, words: str) -> None:
        self._found = matching(self._parties, words)
        self.list.clear()
        self.list.addItems([party.title for party in self._found])
        if self._found:
            self.list.setCurrentRow(0)
        elif self._parties:
            self.text.setPlainText("No matches. Try fewer words.")

    @Slot(int)
    def _show(self, row: int) -> None:
        if 0 <= row < len(self._found):
            self.text.setPlainText(full_text(self._found[row]))
