"""The library page: all saved answers, by session or by answer, to search, mark, and open.

For the window that hosts it: give it a ``LibrarySource`` (``StoredLibrary`` is the real one), and
connect ``take_chosen`` to ``TakePage.open`` and to showing that page, ``question_chosen`` to the
page of a question, and ``practice_requested`` to the practice page. The page reads the library
whenever it becomes visible, and cancels unfinished reads when it is hidden.
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
    """Ctrl+F searches, * stars, F2 names, Delete deletes, Ctrl+Z undoes, Q shows all answers.

    GUI thread only.
    """

    take_chosen = Signal(str, str, str)
    """The IDs of a session and of one of its takes, and the search text, to show."""
    question_chosen = Signal(str, str)
    """The IDs of a bank and of one of its questions, to show all its takes."""
    practice_requested = Signal()
    again_requested = Signal(str, str)
    """The ID of the session to transcribe again, "" for all, and the name of a model."""

    def __init__(
        self,
        data: LibrarySource,
        *,
        now: Callable[[], datetime] = local_now,
        question_text: Callable[[str, str], str] = lambda _bank, question: question,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._now = now
        self._tasks = BackgroundTasks(GuiThread(self))
        self._just_shown = False
        self._to_select: LibraryItem | None = None
        self._to_expand: tuple[str, ...] = ()
        self.parts = parts = LibraryLayout(question_text)
        self.retranscription = parts.retranscription
        """The panel that requests other transcripts and shows the result."""
        self.export = parts.export
        """The panel that requests an export and shows the result."""
        self.parts.rows = parts.rows
        self.loader = LibraryLoader(data, now, self)
        """The rows that have been read."""
        self.row_actions = LibraryActions(data, self.loader, parts.naming, now, self)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(PageScrollArea(parts))
        self._connect()
        self._use_rows()

    @Slot()
    def refresh(self) -> None:
        """Reload the rows, and keep expanded sessions expanded."""
        self._to_select = self._to_select or self._chosen()
        self.loader.refresh()
        self._tasks.deliver(
            self._data.practiced_questions(), self.parts.filters.offer, self._show_error
        )

    @Slot(str)
    def open_session(self, session: str) -> None:
        """Show a session, such as one that just ended, and expand it once its takes are read."""
        self._to_select, self._to_expand = LibraryItem(session), (session,)
        self.parts.show_all()
        self._show(LibraryQuery())

    @Slot(str, str)
    def select_later(self, session: str, take: str) -> None:
        """Select a take, if it is listed, when the page is shown again."""
        self._to_select = LibraryItem(session, take)

    def page_shown(self) -> None:
        """Read the library."""
        self._just_shown = True
        self.refresh()

    def page_hidden(self) -> None:
        """Cancel unfinished reads."""
        self.loader.cancel()
        self._tasks.forget()
        self.parts.banner.clear()
        self.parts.naming.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the margins in proportion."""
        self.parts.fit_page(event.size().width(), event.size().height())
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Apply the key to the selected row while the list has the focus."""
        act = self._keys.get(event.key()) if self.parts.rows.hasFocus() else None
        if act is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            act()

    def _connect(self) -> None:
        parts, actions, loader = self.parts, self.row_actions, self.loader
        rows = parts.rows
        marks = {mark: self._mark_shortcut(mark, look.help) for mark, look in MARK_BUTTONS.items()}
        self._keys: dict[int, ShortcutAction] = {
            **{MARK_BUTTONS[mark].qt_key: toggle for mark, toggle in marks.items()},
            Qt.Key.Key_F2: Shortcut(
                "Edit its name and note", lambda: actions.edit_marks(rows.current)
            ),
            Qt.Key.Key_Delete: Shortcut("Delete it", lambda: actions.delete(rows.current)),
            Qt.Key.Key_Q: Shortcut(
                "Show all answers to its question", self._show_question, rows.is_at_take
            ),
        }
        declare_shortcuts(rows, self._keys, IN_LIST)
        undo = Shortcut("Undo delete", actions.undo_stack.undo, parts.undo.isVisible)
        search = Shortcut("Search all answers", parts.focus_search)
        toggles = {MARK_BUTTONS[mark].shortcut: toggle for mark, toggle in marks.items()}
        add_shortcuts(self, {"Ctrl+F": search, **toggles, "Ctrl+Z": undo})
        parts.foot.pressed.connect(lambda key: self._keys.get(key, rows.activate_current)())
        rows.toggled.connect(self._toggle)
        rows.take_chosen.connect(self._choose)
        rows.current_changed.connect(self._show_foot)
        rows.visible_rows_changed.connect(loader.set_visible_rows)
        rows.moved_above_top.connect(parts.search.setFocus)
        parts.query_changed.connect(self._update_query)
        parts.search.down_pressed.connect(self._go_to_list)
        parts.search.enter_pressed.connect(rows.activate_current)
        parts.naming.closed.connect(self._go_to_list)
        parts.undo.undo.clicked.connect(actions.undo_stack.undo)
        parts.transcribe.clicked.connect(self._look_for_models)
        parts.export.attach_to(self, self._exportable)
        parts.retranscription.requested.connect(self.again_requested)
        parts.retranscription.closed.connect(self._go_to_list)
        parts.empty.button.clicked.connect(self.practice_requested)
        loader.arrived.connect(self._on_arrived)
        loader.session_opened.connect(self._on_session_opened)
        loader.count_changed.connect(parts.show_count)
        loader.failed.connect(self._show_error)
        actions.failed.connect(self._on_action_failed)
        actions.removed.connect(self._count_again)
        actions.undo_stack.restored.connect(self._on_restored)
        actions.undo_stack.changed.connect(lambda: parts.undo.show_state(actions.undo_stack))

    def _mark_shortcut(self, mark: str, words: str) -> Shortcut:
        toggle = partial(self.row_actions.toggle_mark, mark=mark)
        return Shortcut(words, lambda: toggle(self.parts.rows.current), self.parts.rows.is_at_take)

    def _use_rows(self) -> None:
        if self.parts.rows.model() is not self.loader.model:
            self.parts.rows.setModel(self.loader.model)
        answers = self.loader.model is self.loader.answers
        self.parts.rows.setAccessibleName("Answers" if answers else "Sessions and their answers")

    def _show(self, query: LibraryQuery) -> None:
        self.loader.show(query)
        self._use_rows()

    @Slot()
    def _update_query(self) -> None:
        """Show what the search, the view, and the filters ask for."""
        query = self.parts.query(self._now())
        if query != self.loader.query:
            self._show(query)

    @Slot()
    def _on_arrived(self) -> None:
        there = self.loader.model.rowCount() > 0
        self.parts.show_rows(there=there, filtered=self.loader.query.is_filtered)
        self._choose_row()
        if self.loader.model is self.loader.sessions:
            sessions = self.loader.sessions
            for session in {*sessions.opened(), *self._to_expand}:
                if sessions.index_of(session).isValid():
                    self.loader.read_takes(session)
        self._to_expand = ()
        self._show_foot()
        if self._just_shown:
            self._just_shown = False
            self.parts.focus_content()

    def _choose_row(self) -> None:
        """Select the requested row, its session until it is read, or else the first row."""
        wanted, model = self._to_select, self.loader.model
        if wanted is not None:
            index = self._place(wanted)
            if index.isValid() or wanted.session not in self._to_expand:
                self._to_select = None
            if not index.isValid():
                index = self.loader.sessions.index_of(wanted.session)
            if index.model() is model:
                self.parts.rows.setCurrentIndex(index)
        if not self.parts.rows.currentIndex().isValid():
            self.parts.rows.setCurrentIndex(model.index(0))

    def _place(self, kept: LibraryItem) -> QModelIndex:
        sessions = self.loader.sessions
        if self.loader.model is sessions:
            return sessions.index_of(kept.session, kept.take)
        return self.loader.answers.index_of_take(kept.take)

    @Slot(str)
    def _on_session_opened(self, session: str) -> None:
        if self._to_select is not None and self._to_select.session == session:
            self.parts.rows.setCurrentIndex(self._place(self._to_select))
            self._to_select = None

    def _chosen(self) -> LibraryItem | None:
        match self.parts.rows.current:
            case SessionRow(record=record):
                return LibraryItem(record.id)
            case TakeRow(line=line):
                return LibraryItem(line.session, line.id)
        return None

    @Slot(str)
    def _toggle(self, session: str) -> None:
        if session in self.loader.sessions.opened():
            self.loader.sessions.close_session(session)
        else:
            self.loader.read_takes(session)

    @Slot(object)
    def _choose(self, row: TakeRow) -> None:
        self.take_chosen.emit(row.line.session, row.line.id, self.loader.query.text.strip())

    def _show_question(self) -> None:
        row = self.parts.rows.current
        if isinstance(row, TakeRow):
            self.question_chosen.emit(row.line.bank, row.line.question)

    @Slot(object)
    def _on_restored(self, kept: LibraryItem) -> None:
        self._to_select = kept
        self._to_expand = (kept.session,) if kept.take else ()
        if self.isVisible():
            model = self.loader.model
            # Takes and sessions are numbered separately.
            listed = bool(kept.take) is (model is self.loader.answers)
            if kept.number is not None and listed:
                self.parts.rows.scrollTo(model.index(model.row_of_number(kept.number)))
            self.refresh()
            self._go_to_list()

    @Slot()
    def _count_again(self) -> None:
        if self.loader.model.rowCount():
            self.loader.count()
        else:
            self.refresh()
        self._show_foot()

    @Slot()
    def _look_for_models(self) -> None:
        chosen = self._chosen()
        choose = partial(
            self.retranscription.offer, session=chosen.session if chosen is not None else ""
        )
        self._tasks.deliver(self._data.models(), choose, self._show_error)

    def _exportable(self) -> tuple[str, str] | None:
        chosen = self._chosen()
        return None if chosen is None else (chosen.session, "")

    @Slot()
    def _show_foot(self) -> None:
        self.parts.foot.show_row(self.parts.rows.current)

    @Slot()
    def _go_to_list(self) -> None:
        self.parts.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_action_failed(self, error: MachineError) -> None:
        """Show why an action failed, and reload the rows."""
        self._show_error(error)
        if self.isVisible():
            self.refresh()

    @Slot(object)
    def _show_error(self, error: MachineError) -> None:
        self.parts.show_error(str(error), self._try_again)
        if self._just_shown:
            self.parts.banner.take_keyboard()

    def _try_again(self) -> None:
        self.parts.banner.clear()
        self.refresh()
