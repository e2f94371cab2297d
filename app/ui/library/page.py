"""The library page: all saved answers, by session or by answer, to search, mark, and open.

For the window that hosts it: give it a ``LibrarySource`` (``StoredLibrary`` is the real one), and
connect ``take_chosen`` to ``TakePage.open`` and to showing that page, ``question_chosen`` to the
page of a question, and ``practice_requested`` to the practice page. It reads whenever it becomes
visible and drops what has not arrived when it is hidden; nothing else needs to be called.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.ui.library.actions import LibraryActions
from mock_interviewer.app.ui.library.layout import LibraryLayout
from mock_interviewer.app.ui.library.list_view import IN_LIST
from mock_interviewer.app.ui.library.loader import LibraryLoader, LibraryQuery
from mock_interviewer.app.ui.shared.library_rows import SessionRow, TakeRow
from mock_interviewer.app.ui.shared.library_source import LibraryItem, LibrarySource
from mock_interviewer.app.ui.shared.mark_buttons import MARK_BUTTONS
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.shortcuts import (
    Shortcut,
    ShortcutAction,
    add_shortcuts,
    declare_shortcuts,
)
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.lazy_pages import LoadOnShowPage
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea
from mock_interviewer.audio.errors import MachineError


class LibraryPage(LoadOnShowPage):
    """Ctrl+F searches, * stars, F2 names, Delete deletes, Ctrl+Z undoes, Q shows the question.

    GUI thread only.
    """

    take_chosen = Signal(str, str, str)
    """The ids of a session and of one of its takes, and what was searched for, to be shown."""
    question_chosen = Signal(str, str)
    """The ids of a bank and of one of its questions, all takes of which are to be shown."""
    practice_requested = Signal()
    again_requested = Signal(str, str)
    """The id of a session, or nothing for all, to be transcribed again; the name of a model."""

    def __init__(
        self,
        data: LibrarySource,
        *,
        now: Callable[[], datetime] = local_now,
        words: Callable[[str, str], str] = lambda _bank, question: question,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._now = now
        self._tasks = BackgroundTasks(GuiThread(self))
        self._arriving = False
        self._wanted: LibraryItem | None = None
        self._unfold: tuple[str, ...] = ()
        self.parts = parts = LibraryLayout(words)
        self.again = parts.again
        """Where one asks for other transcripts, and what became of that is said."""
        self.export = parts.export
        """Where one asks for an export, and what became of that is said."""
        self._list = parts.rows
        self.browsing = LibraryLoader(data, now, self)
        """What is read of the library, and shown."""
        self.acts = LibraryActions(data, self.browsing, parts.naming, now, self)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(PageScrollArea(parts))
        self._connect()
        self._use_rows()

    @Slot()
    def refresh(self) -> None:
        """Read again what is shown, keeping open what is open."""
        self._wanted = self._wanted or self._chosen()
        self.browsing.refresh()
        self._tasks.deliver(self._data.practiced(), self.parts.filters.offer, self._say_problem)

    @Slot(str)
    def open_session(self, session: str) -> None:
        """Show the takes of a session, once they are read; as for one that has just ended."""
        self._wanted, self._unfold = LibraryItem(session), (session,)
        self.parts.show_all()
        self._show(LibraryQuery())

    @Slot(str, str)
    def come_back_to(self, session: str, take: str) -> None:
        """Choose a take, where it is listed, when the page comes into view again."""
        self._wanted = LibraryItem(session, take)

    def page_shown(self) -> None:
        """Read what is there now."""
        self._arriving = True
        self.refresh()

    def page_hidden(self) -> None:
        """Drop what is still on its way."""
        self.browsing.forget()
        self._tasks.forget()
        self.parts.banner.clear()
        self.parts.naming.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the margins in proportion."""
        self.parts.fit_page(event.size().width(), event.size().height())
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Do to the chosen row what a key says, while the list has the keyboard."""
        act = self._keys.get(event.key()) if self._list.hasFocus() else None
        if act is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            act()

    def _connect(self) -> None:
        parts, acts, browsing = self.parts, self.acts, self.browsing
        marks = {mark: self._mark_shortcut(mark, look.help) for mark, look in MARK_BUTTONS.items()}
        self._keys: dict[int, ShortcutAction] = {
            **{MARK_BUTTONS[mark].qt_key: toggle for mark, toggle in marks.items()},
            Qt.Key.Key_F2: Shortcut("Give it a name", lambda: acts.ask(self._list.current)),
            Qt.Key.Key_Delete: Shortcut("Delete it", lambda: acts.delete(self._list.current)),
            Qt.Key.Key_Q: Shortcut("All takes of this", self._show_question, self._list.at_take),
        }
        declare_shortcuts(self._list, self._keys, IN_LIST)
        undo = Shortcut("Bring back what was deleted", acts.undoing.undo, parts.undo.isVisible)
        search = Shortcut("Search all answers", parts.take_search)
        toggles = {MARK_BUTTONS[mark].shortcut: toggle for mark, toggle in marks.items()}
        add_shortcuts(self, {"Ctrl+F": search, **toggles, "Ctrl+Z": undo})
        parts.foot.pressed.connect(lambda key: self._keys.get(key, self._list.act)())
        self._list.toggled.connect(self._toggle)
        self._list.take_chosen.connect(self._choose)
        self._list.current_changed.connect(self._show_foot)
        self._list.seen.connect(browsing.see)
        self._list.left_above.connect(parts.search.setFocus)
        parts.wanted.connect(self._look_again)
        parts.search.down_pressed.connect(self._go_to_list)
        parts.search.enter_pressed.connect(self._list.act)
        parts.naming.closed.connect(self._go_to_list)
        parts.undo.undo_pressed.connect(acts.undoing.undo)
        parts.transcribe.clicked.connect(self._look_for_models)
        parts.export.follow(self, self._exportable)
        parts.again.asked.connect(self.again_requested)
        parts.again.closed.connect(self._go_to_list)
        parts.empty.button.clicked.connect(self.practice_requested)
        browsing.arrived.connect(self._arrived)
        browsing.opened.connect(self._opened)
        browsing.told.connect(parts.tell)
        browsing.refused.connect(self._say_problem)
        acts.refused.connect(self._undone)
        acts.removed.connect(self._count_again)
        acts.restored.connect(self._restored)
        acts.undoing.changed.connect(lambda: parts.undo.show_state(acts.undoing))

    def _mark_shortcut(self, mark: str, words: str) -> Shortcut:
        toggle = partial(self.acts.toggle_mark, mark=mark)
        return Shortcut(words, lambda: toggle(self._list.current), self._list.at_take)

    def _use_rows(self) -> None:
        if self._list.model() is not self.browsing.model:
            self._list.setModel(self.browsing.model)
        answers = self.browsing.model is self.browsing.answers
        self._list.setAccessibleName("Answers" if answers else "Sessions and their takes")

    def _show(self, look: LibraryQuery) -> None:
        self.browsing.show(look)
        self._use_rows()

    @Slot()
    def _look_again(self) -> None:
        """Look at what the person wants now."""
        look = self.parts.look(self._now())
        if look != self.browsing.look:
            self._show(look)

    @Slot()
    def _arrived(self) -> None:
        there = self.browsing.model.rowCount() > 0
        self.parts.show_rows(there=there, narrowed=self.browsing.look.narrowed)
        self._choose_row()
        if self.browsing.model is self.browsing.sessions:
            sessions = self.browsing.sessions
            for session in {*sessions.opened(), *self._unfold}:
                if sessions.index_of(session).isValid():
                    self.browsing.read_takes(session)
        self._unfold = ()
        self._show_foot()
        if self._arriving:
            self._arriving = False
            self.parts.take_keyboard()

    def _choose_row(self) -> None:
        """Choose what is wanted, its session until it is there, or else the first row."""
        wanted, model = self._wanted, self.browsing.model
        if wanted is not None:
            index = self._place(wanted)
            if index.isValid() or wanted.session not in self._unfold:
                self._wanted = None
            if not index.isValid():
                index = self.browsing.sessions.index_of(wanted.session)
            if index.model() is model:
                self._list.setCurrentIndex(index)
        if not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(model.index(0))

    def _place(self, kept: LibraryItem) -> QModelIndex:
        sessions = self.browsing.sessions
        if self.browsing.model is sessions:
            return sessions.index_of(kept.session, kept.take)
        return self.browsing.answers.place_of_take(kept.take)

    @Slot(str)
    def _opened(self, session: str) -> None:
        if self._wanted is not None and self._wanted.session == session:
            self._list.setCurrentIndex(self._place(self._wanted))
            self._wanted = None

    def _chosen(self) -> LibraryItem | None:
        match self._list.current:
            case SessionRow(record=record):
                return LibraryItem(record.id)
            case TakeRow(line=line):
                return LibraryItem(line.session, line.id)
        return None

    @Slot(str)
    def _toggle(self, session: str) -> None:
        if session in self.browsing.sessions.opened():
            self.browsing.sessions.close_session(session)
        else:
            self.browsing.read_takes(session)

    @Slot(object)
    def _choose(self, row: TakeRow) -> None:
        self.take_chosen.emit(row.line.session, row.line.id, self.browsing.look.text.strip())

    def _show_question(self) -> None:
        row = self._list.current
        if isinstance(row, TakeRow):
            self.question_chosen.emit(row.line.bank, row.line.question)

    @Slot(object)
    def _restored(self, kept: LibraryItem) -> None:
        self._wanted = kept
        self._unfold = (kept.session,) if kept.take else ()
        if self.isVisible():
            model = self.browsing.model
            # Takes and sessions have numbers of their own.
            listed = bool(kept.take) is (model is self.browsing.answers)
            if kept.number is not None and listed:
                self._list.scrollTo(model.index(model.place_of_number(kept.number)))
            self.refresh()
            self._go_to_list()

    @Slot()
    def _count_again(self) -> None:
        if self.browsing.model.rowCount():
            self.browsing.count()
        else:
            self.refresh()
        self._show_foot()

    @Slot()
    def _look_for_models(self) -> None:
        chosen = self._chosen()
        choose = partial(self.again.choose, session=chosen.session if chosen is not None else "")
        self._tasks.deliver(self._data.models(), choose, self._say_problem)

    def _exportable(self) -> tuple[str, str] | None:
        chosen = self._chosen()
        return None if chosen is None else (chosen.session, "")

    @Slot()
    def _show_foot(self) -> None:
        self.parts.foot.show_row(self._list.current)

    @Slot()
    def _go_to_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _undone(self, error: MachineError) -> None:
        """Say what could not be done, and show what is there."""
        self._say_problem(error)
        if self.isVisible():
            self.refresh()

    @Slot(object)
    def _say_problem(self, error: MachineError) -> None:
        self.parts.say_problem(str(error), self._try_again)
        if self._arriving:
            self.parts.banner.take_keyboard()

    def _try_again(self) -> None:
        self.parts.banner.clear()
        self.refresh()
