"""The library: sessions, newest first, and the takes of each.

For the window that hosts it: give it a ``LibraryData`` (``StoredLibrary`` is the real one), connect
``take_chosen`` to ``TakePage.open`` and to showing that page, and ``practice_requested`` to the
practice page. It reads whenever it becomes visible and drops what has not arrived when it is
hidden; nothing else needs to be called.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from mock_interviewer.app.interview.states import NoticeKind
from mock_interviewer.app.store.records import SessionRecord
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.library_source import LibraryData, ListedTake
from mock_interviewer.app.ui.phrases import about_length, local_now
from mock_interviewer.app.ui.session_model import SessionModel, SessionRow
from mock_interviewer.app.ui.theme import Space, Type, set_kind
from mock_interviewer.app.ui.widgets.again_panel import AgainPanel
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.column import BLEED, Column
from mock_interviewer.app.ui.widgets.confirm import Confirm
from mock_interviewer.app.ui.widgets.export_panel import SESSION_SCOPES, ExportPanel
from mock_interviewer.app.ui.widgets.session_list import SessionList
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.wording import counted
from mock_interviewer.audio.errors import MachineError

_THIS, _ALL = "this", "all"


class LibraryPage(QWidget):
    """Lists what was kept, opens takes and deletes sessions. GUI thread only."""

    take_chosen = Signal(str, str)
    """The ids of a session and of one of its takes, to be shown."""
    practice_requested = Signal()
    again_requested = Signal(str, str)
    """The id of a session, or nothing for all, to be transcribed again; the name of a model."""

    def __init__(
        self,
        data: LibraryData,
        *,
        now: Callable[[], datetime] = local_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._data = data
        self._now = now
        self._arrivals = Arrivals(self)
        # A deletion once asked for is not given up because the page was left.
        self._deletions = Arrivals(self)
        self._wanted: str | None = None
        self._arriving = False
        self._deleting: SessionRecord | None = None
        self._model = SessionModel(self)
        self._banner = Banner()
        self._confirm = Confirm("Delete", "Keep")
        self.again = AgainPanel(((_THIS, "This session"), (_ALL, "All sessions")))
        """Where one asks for other transcripts, and what became of that is said."""
        self.export = ExportPanel(SESSION_SCOPES)
        self._list = SessionList(self._model)
        self._count = Text(kind="muted")
        self._delete = QPushButton("Delete session")
        set_kind(self._delete, "quiet")
        self._delete.setAccessibleName("Delete the chosen session")
        self._delete.setToolTip("Delete the chosen session (Del)")
        self._again = QPushButton("Transcribe all again…")
        set_kind(self._again, "quiet")
        self._again.setAccessibleName("Transcribe all answers again, with another model")
        self._column = Column()
        self._empty = _Empty()
        self._stack = QStackedLayout()
        self._blank = QWidget()
        self._lay_out()
        self._list.toggled.connect(self._toggle)
        self._list.take_chosen.connect(self.take_chosen)
        self._list.delete_pressed.connect(self._ask_to_delete)
        self._list.selectionModel().currentChanged.connect(self._offer_to_delete)
        self._delete.clicked.connect(self._ask_to_delete)
        self._confirm.confirmed.connect(self._really_delete)
        self._confirm.declined.connect(self._return_to_list)
        self._again.clicked.connect(self._look_for_models)
        self.export.follow(self, self._exportable)
        self.again.asked.connect(self._ask_again)
        self.again.closed.connect(self._return_to_list)
        self._empty.start.clicked.connect(self.practice_requested)

    @Slot()
    def refresh(self) -> None:
        """Read the sessions again, keeping open what is open."""
        self._arrivals.wait(self._data.sessions(), self._show_sessions, self._say_problem)

    @Slot(str)
    def open_session(self, session: str) -> None:
        """Show the takes of a session, once they are read; as for one that has just ended."""
        self._wanted = session
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Read what is there now."""
        super().showEvent(event)
        if not event.spontaneous():
            self._arriving = True
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Drop what is still on its way."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._arrivals.forget()
            self._banner.clear()
            self._confirm.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the margins in proportion."""
        self._column.fit(event.size().width())
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        title = Text("Library", Type.TITLE, strong=True)
        title.setContentsMargins(BLEED, 0, 0, 0)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.export.button)
        head.addWidget(self._again)
        head.addWidget(self._delete)
        rows = QWidget()
        self._stack = QStackedLayout(rows)
        for each in (self._blank, self._empty, self._list):
            self._stack.addWidget(each)
        self._column.add(head, bleeds=True)
        self._column.add(self._count)
        self._column.add(self._banner)
        self._column.add(self._confirm)
        self._column.add(self.again)
        self._column.add(self.export)
        self._column.add(rows, 1, bleeds=True)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._column)
        self._offer_to_delete()

    def _show_sessions(self, sessions: Sequence[SessionRecord]) -> None:
        chosen = self._model.row(self._list.currentIndex())
        self._model.set_sessions(sessions, self._now())
        if isinstance(chosen, SessionRow):
            self._list.setCurrentIndex(self._model.index_of(chosen.record.id))
        elif chosen is not None:
            take = chosen.listed.take
            self._list.setCurrentIndex(self._model.index_of(take.session, take.id))
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._list.setCurrentIndex(self._model.index_of(wanted))
        for session in {*self._model.opened(), *((wanted,) if wanted else ())}:
            self._read_takes(session)
        if not self._list.currentIndex().isValid() and sessions:
            self._list.setCurrentIndex(self._model.index(0))
        self._show_count()
        if self._arriving:
            self._arriving = False
            first = self._list if sessions else self._empty.start
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_count(self) -> None:
        sessions = self._model.sessions()
        self._stack.setCurrentWidget(self._list if sessions else self._empty)
        for button in (self.export.button, self._again, self._delete):
            button.setVisible(bool(sessions))
        self._count.setVisible(bool(sessions))
        spoken = sum(session.duration for session in sessions)
        takes = sum(session.takes for session in sessions)
        self._count.show_text(
            f"{counted(len(sessions), 'session')} · {counted(takes, 'take')} · "
            f"{about_length(spoken)} spoken"
        )
        self._offer_to_delete()

    @Slot(str)
    def _toggle(self, session: str) -> None:
        if session in self._model.opened():
            self._model.close_session(session)
        else:
            self._read_takes(session)

    def _read_takes(self, session: str) -> None:
        def show(takes: Sequence[ListedTake]) -> None:
            chosen = self._model.row(self._list.currentIndex())
            self._model.open_session(session, takes)
            if chosen is not None and not isinstance(chosen, SessionRow):
                take = chosen.listed.take
                self._list.setCurrentIndex(self._model.index_of(take.session, take.id))

        self._arrivals.wait(self._data.takes(session), show, self._say_problem)

    @Slot()
    def _look_for_models(self) -> None:
        self._arrivals.wait(self._data.models(), self.again.choose, self._say_problem)

    @Slot(str, str)
    def _ask_again(self, scope: str, model: str) -> None:
        row = self._model.session_of(self._list.currentIndex())
        if scope == _ALL or row is not None:
            session = row.record.id if scope == _THIS and row is not None else ""
            self.again_requested.emit(session, model)

    def _exportable(self) -> tuple[str, str] | None:
        row = self._model.session_of(self._list.currentIndex())
        return None if row is None else (row.record.id, "")

    @Slot()
    def _offer_to_delete(self) -> None:
        self._delete.setEnabled(self._model.session_of(self._list.currentIndex()) is not None)

    @Slot()
    def _ask_to_delete(self) -> None:
        row = self._model.session_of(self._list.currentIndex())
        if row is None:
            return
        self._deleting = row.record
        self._confirm.ask(
            f"Delete the session of {_in_a_sentence(row.title)} with {_its(row.record)}? "
            "It cannot be brought back."
        )

    @Slot()
    def _return_to_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _really_delete(self) -> None:
        record = self._deleting
        if record is None:
            return

        def gone(_nothing: None) -> None:
            self._model.remove_session(record.id)
            self._show_count()

        self._return_to_list()
        self._deletions.wait(self._data.delete(record.id), gone, self._say_problem)

    def _say_problem(self, error: MachineError) -> None:
        self._banner.say(NoticeKind.ERROR, str(error), ("Try again", self._try_again))

    def _try_again(self) -> None:
        self._banner.clear()
        self.refresh()


def _in_a_sentence(title: str) -> str:
    """Return a date for the middle of a sentence: only today and yesterday lose their capital."""
    for word in ("Today", "Yesterday"):
        if title.startswith(word):
            return title.replace(word, word.lower(), 1)
    return title


def _its(record: SessionRecord) -> str:
    if record.takes == 0:
        return "all that it holds"
    if record.takes == 1:
        return "its recording and transcript"
    return f"its {record.takes} recordings and their transcripts"


class _Empty(QWidget):
    """What stands where sessions will be."""

    def __init__(self) -> None:
        super().__init__()
        self.start = QPushButton("Start practice")
        set_kind(self.start, "primary")
        self.start.setAccessibleName("Start practice")
        column = QVBoxLayout(self)
        column.setContentsMargins(BLEED, Space.L, BLEED, 0)
        column.setSpacing(Space.XS)
        column.addWidget(Text("Nothing recorded yet.", Type.BODY, strong=True))
        column.addWidget(
            Text(
                "Every answer you give is kept here: the recording to replay, and the transcript "
                "to read along.",
                Type.BODY,
                wrap=True,
                kind="muted",
            )
        )
        column.addSpacing(Space.M)
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
