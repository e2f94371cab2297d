"""The take page: its question, its recording to replay, its transcript, and its feedback.

For the window that hosts it: give it a ``TakeData`` (``StoredLibrary`` is the real one) and a
player; call ``open`` with the ids of a session and a take; connect ``back_requested`` and
``compare.requested``, and ``transcribe_requested`` to what transcribes a take; report progress
through the slots below, and ``again`` too. When hidden, the page falls silent and drops what has
not arrived.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.feedback.delivery.measures import Measures
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.text.dates_in_words import local_now
from mock_interviewer.app.ui.shared.export_panel import ExportPanel
from mock_interviewer.app.ui.shared.library_source import (
    ListedTake,
    LoadedSound,
    TakeSource,
    with_transcript,
)
from mock_interviewer.app.ui.shared.navigation import BackButton
from mock_interviewer.app.ui.shared.player import PlayerLike
from mock_interviewer.app.ui.shared.replay import Replay
from mock_interviewer.app.ui.shared.scope_choice import TAKE_SCOPES
from mock_interviewer.app.ui.shared.take_words import missing_recording
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Spacing
from mock_interviewer.app.ui.take.body import NARROW_COLUMN_WIDTH, TakeBody
from mock_interviewer.app.ui.take.feedback import TakeFeedback
from mock_interviewer.app.ui.take.header import CompareButton, TakeHeader
from mock_interviewer.app.ui.take.marks import TakeMarksBar
from mock_interviewer.app.ui.take.player import SearchedMoment, TakePlayer
from mock_interviewer.app.ui.take.player_bar import PlayerBar
from mock_interviewer.app.ui.take.shortcuts import TakeShortcuts
from mock_interviewer.app.ui.take.transcript_controllers import (
    PendingTranscriptions,
    TranscriptEditingController,
    TranscriptVersionsController,
)
from mock_interviewer.app.ui.take.transcript_panel import TranscriptPanel
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.shortcuts import Shortcut, add_shortcuts
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.banner import Banner
from mock_interviewer.app.ui.widgets.column import (
    LOW_PAGE_HEIGHT,
    TWO_COLUMN_WIDTH,
    PageColumn,
    margin,
)
from mock_interviewer.app.ui.widgets.lazy_pages import LoadOnShowPage
from mock_interviewer.app.ui.widgets.scroll_areas import PageScrollArea
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.transcript import Transcript

_TALL = 840
"""Height of a page from which feedback beside a transcript has room beneath a large question."""


class TakeLayout(LoadOnShowPage):
    """Holds the parts of the page; what they do is for the page to say.

    Where words and feedback stand beside each other each of them scrolls, and the page does not.
    """

    def __init__(self, measures: Measures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.export = ExportPanel(TAKE_SCOPES)
        self.compare = CompareButton()
        self.marks = TakeMarksBar(self)
        self._head = TakeHeader(self.compare, self.export.button, beside=self.marks.buttons)
        self._banner = Banner()
        self._bar = PlayerBar()
        self._panel = TranscriptPanel()
        self.again = self._panel.again
        """Where one asks for another transcript, and what became of that is said."""
        self.feedback = TakeFeedback(measures, self)
        """Who is asked for the take's feedback, and is told of it."""
        self._body = TakeBody(self._panel, self.feedback.panel)
        self._column = PageColumn()
        self._fitted: tuple[object, ...] = ()
        """What there was to make room for when that was done last."""
        for part in (self._head, self._banner, self.export, self.marks):
            self._column.add(part, full_width=part is self._head)
        self._column.space(Spacing.S)
        self._column.add(self._bar)
        self._column.space(Spacing.S)
        self._column.add(self._body, 1, full_width=True)
        self._column.installEventFilter(self)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        area = PageScrollArea(self._column)
        page.addWidget(area)
        area.follow(self._panel.view)
        self.feedback.appeared.connect(self._fit)

    @property
    def back(self) -> BackButton:
        """The way back; who leads here says where to."""
        return self._head.back

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep margins and type in proportion."""
        self._fit()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Make room for what comes between the others, and take it back."""
        if event.type() is QEvent.Type.LayoutRequest and self._fitted != self._to_fit():
            self._fit()
        return super().eventFilter(watched, event)

    def _begin_at(self, part: QWidget) -> None:
        # One who was interrupted while writing goes on with that.
        if not self._panel.editor.isVisible():
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_fit(self) -> tuple[object, ...]:
        between = (self._banner, self.export, self.marks, self._bar)
        return (*(part.isHidden() for part in between), self._head.question, self._head.note)

    def _fit(self) -> None:
        self._fitted = self._to_fit()
        low = self.height() < LOW_PAGE_HEIGHT
        self._take_room(low=low)
        # Else the page would scroll around the two that scroll already.
        if not low and self._body.beside and self._column.needs(self.width()) > self.height():
            self._take_room(low=True)

    def _take_room(self, *, low: bool) -> None:
        width = self.width()
        self._column.fit(width, low=low)
        room = width - 2 * margin(width)
        self._bar.fit(low=low, narrow=room < NARROW_COLUMN_WIDTH)
        self._body.fit(room, self.height())
        self._head.fit(width, low=low, short=self._body.beside and self.height() < _TALL)
        self._column.widen(TWO_COLUMN_WIDTH if self._body.beside else TEXT_WIDTH)


class TakePage(TakeLayout):
    """Alt+Up and Alt+Down change takes, Alt+Left and Esc leave; TakeShortcuts has the other keys.

    GUI thread only.
    """

    back_requested = Signal()
    turned = Signal(str, str)
    """The ids of a session and of the take of it that the person turned to from another one."""
    transcribe_requested = Signal(str)
    """The id of a take whose recording is to be transcribed."""
    again_requested = Signal(str, str)
    """The id of a take that is to be transcribed again, and the name of a model."""

    def __init__(
        self,
        data: TakeSource,
        player: PlayerLike,
        *,
        now: Callable[[], datetime] = local_now,
        measures: Measures | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(measures or {}, parent)
        self._data = data
        self._now = now
        self._tasks = BackgroundTasks(GuiThread(self))
        self._replay = Replay(player, self)
        self._takes: tuple[ListedTake, ...] = ()
        self._at = 0
        self._wanted: tuple[str, str] | None = None
        self._plays_when_read = False
        self._writing = PendingTranscriptions()
        self._choices = TranscriptVersionsController(self._panel, data, now, self)
        self._editing = TranscriptEditingController(self._panel, data, self)
        view = self._panel.view
        self._sought = SearchedMoment(view, self._replay, self)
        self._player = TakePlayer(self._replay, self._bar, view, self.feedback, parent=self)
        self._connect()

    @property
    def take(self) -> TakeRecord | None:
        """The take in view; None until it was read."""
        return self._takes[self._at].take if self._takes else None

    @Slot(str, str)
    def open(self, session: str, take: str, *, play: bool = False, sought: str = "") -> None:
        """Show a take of a session, where it says what was ``sought``; ``play`` plays it."""
        self.page_hidden()
        self._wanted = (session, take)
        self._plays_when_read = play
        self._sought.want(take, sought)
        self._read()

    @Slot(str)
    def transcription_started(self, take: str) -> None:
        """Say that a take is being transcribed."""
        self._writing.begin(take)
        self._show_transcript_of(take)

    @Slot(str, object)
    def transcription_done(self, take: str, transcript: Transcript) -> None:
        """Show the transcript of a take, if it is in view."""
        self._writing.end(take)
        self._takes = with_transcript(self._takes, take, transcript)
        self._show_transcript_of(take)

    @Slot(str, object)
    def fillers_found(self, take: str, transcript: Transcript) -> None:
        """Say which fillers a transcript has; its words, and what is marked in them, stay."""
        self._takes = with_transcript(self._takes, take, transcript)
        if self.take is not None and self.take.id == take:
            self._panel.show_fillers(transcript)

    @Slot(str, str)
    def transcription_failed(self, take: str, sentence: str) -> None:
        """Say why a take could not be transcribed, and offer to try again."""
        self._writing.end(take, sentence)
        self._show_transcript_of(take)

    def page_shown(self) -> None:
        """Read again what was dropped when the page was left."""
        if self._wanted is not None and not self._takes:
            self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Do what the page's keys say, wherever in it the focus is."""
        if not self._keys.act_on(event):
            super().keyPressEvent(event)

    def _connect(self) -> None:
        leave = self.back_requested.emit
        edit = Shortcut("Correct what was misheard", self._editing.begin, self._can_edit)
        compare = Shortcut("Compare with another take of this question", self.compare.click)
        typed = {"c": compare} | self.marks.keys
        grades = self.feedback.panel.grade.keys
        self._keys = TakeShortcuts(
            self, self._player, self._bar, grades, typed, back=leave, edit=edit
        )
        self._bar.tools.tell_keys(lambda: self._keys.line)
        turns = {
            "Alt+Up": Shortcut("The take before", self._turn_back, self._head.previous.isEnabled),
            "Alt+Down": Shortcut("The next take", self._turn_on, self._head.following.isEnabled),
        }
        add_shortcuts(self, turns)
        add_shortcuts(self, {"Alt+Left": Shortcut("Go back", leave)})
        self._head.back.clicked.connect(self.back_requested)
        self._head.previous.clicked.connect(self._turn_back)
        self._head.following.clicked.connect(self._turn_on)
        self.compare.follow(lambda: self.take)
        self.export.follow(self, lambda: self._wanted if self._takes else None)
        self._panel.transcribe_pressed.connect(self._ask_for_transcript)
        self._choices.chosen.connect(self.transcription_done)
        self._choices.again_requested.connect(self.again_requested)
        self._editing.written.connect(self.transcription_done)
        for refused in (self._replay.failed, self._choices.refused, self._editing.refused):
            refused.connect(self.say_problem)
        self._panel.editor.play_pressed.connect(self._player.toggle)

    def _can_edit(self) -> bool:
        return self.take is not None and self.take.transcript is not None

    def _let_go(self) -> None:
        """Fall silent, and want nothing any more that is on its way for the take in view."""
        for part in (self._tasks, self._choices, self._editing):
            part.forget()
        self._player.let_go()
        self._banner.clear()

    def page_hidden(self) -> None:
        """Fall silent, and drop what is in view or on its way."""
        self._let_go()
        self._takes, self._at = (), 0
        self._head.clear()
        self.marks.show_take(None)
        self._panel.say("")
        self.feedback.show_take(None)

    def _read(self) -> None:
        if self._wanted is not None:
            takes = self._data.takes(self._wanted[0])
            self._tasks.deliver(takes, self._take_over, self._say_unreadable)

    def _take_over(self, takes: Sequence[ListedTake]) -> None:
        self._takes = tuple(takes)
        wanted = self._wanted[1] if self._wanted else ""
        places = [at for at, listed in enumerate(self._takes) if listed.take.id == wanted]
        if places:
            self._turn_to(places[0])
        else:
            self._takes = ()
            self.say_problem("This take is no longer there.")

    def _turn_back(self) -> None:
        self._turn(-1)

    def _turn_on(self) -> None:
        self._turn(1)

    def _turn(self, by: int) -> None:
        before = self._at
        self._turn_to(self._at + by)
        if self._at != before and self._wanted is not None:
            self.turned.emit(*self._wanted)

    def _turn_to(self, at: int) -> None:
        if not 0 <= at < len(self._takes):
            return
        self._let_go()
        self._at = at
        listed = self._takes[at]
        self._wanted = (listed.take.session, listed.take.id)
        self.marks.show_take(listed.take)
        self._head.show_take(listed, at, len(self._takes), self._now())
        self._bar.set_sound(0.0, None)
        self._bar.setVisible(listed.has_sound)
        self._show_transcript()
        if listed.has_sound:
            self._begin_at(self._bar.button)
            self._tasks.deliver(self._data.sound(listed.take), self._load, self._say_unplayable)
        else:
            self._begin_at(self._head.back)
            if gone := missing_recording(listed):
                self._banner.say(NoticeKind.CAUTION, gone, closable=False)

    def _load(self, loaded: LoadedSound) -> None:
        self._replay.set_sound(loaded.sound)
        self._bar.set_sound(loaded.sound.duration, loaded.outline)
        self._begin_at(self._bar.button)
        self._sought.go()
        if self._plays_when_read:
            self._plays_when_read = False
            self._player.toggle()

    def _show_transcript_of(self, take: str) -> None:
        if self.take is not None and self.take.id == take:
            self._show_transcript()

    def _show_transcript(self) -> None:
        listed = self._takes[self._at]
        take = listed.take.id
        self._player.show_words(listed.take.transcript)
        writing, failure = self._writing.under_way(take), self._writing.failure(take)
        self._panel.show_take(listed, writing=writing, failure=failure)
        self._sought.show(listed.take)
        self._choices.show(take)
        self._editing.show(listed.take)
        self.feedback.show_take(None if writing else listed)

    def _ask_for_transcript(self) -> None:
        if self.take is not None:
            self.transcribe_requested.emit(self.take.id)

    def say_problem(self, sentence: str) -> None:
        """Say what did not work."""
        self._banner.say(NoticeKind.ERROR, sentence)

    def _say_unreadable(self, error: MachineError) -> None:
        self._banner.say(NoticeKind.ERROR, str(error), ("Try again", self._read))

    def _say_unplayable(self, error: MachineError) -> None:
        self._bar.hide()
        self.say_problem(str(error))
