"""The take page: its question, its recording to replay, tabs about it, and its transcript.

Give the page a ``TakeSource`` (``StoredLibrary`` is the real one) and a player, and call ``open``
with the IDs of a session and a take. Connect ``back_requested`` and ``compare.requested``, and
connect ``transcribe_requested`` to what transcribes a take; report its progress through the slots
below and through ``again``. When hidden, the page stops playing and drops what has not arrived.
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
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.take.body import NARROW_COLUMN_WIDTH, TakeBody
from mock_interviewer.app.ui.take.feedback import TakeFeedback
from mock_interviewer.app.ui.take.header import CompareButton, TakeHeader
from mock_interviewer.app.ui.take.marks import TakeMarksBar
from mock_interviewer.app.ui.take.player import TakePlayer
from mock_interviewer.app.ui.take.player_bar import PlayerBar
from mock_interviewer.app.ui.take.shortcuts import TakeShortcuts
from mock_interviewer.app.ui.take.tabs import TakeTabs
from mock_interviewer.app.ui.take.transcript_controllers import (
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


class TakePage(LoadOnShowPage):
    """The page of one take. GUI thread only.

    Where tabs and transcript stand side by side, each scrolls on its own and the page does not.
    Alt+Up and Alt+Down change takes, Ctrl+Tab changes tabs, Alt+Left and Esc go back; TakeShortcuts
    has the other keys.
    """

    back_requested = Signal()
    turned = Signal(str, str)
    """The IDs of a session and of the take in it that the person moved to from another one."""
    transcribe_requested = Signal(str)
    """The ID of a take whose recording is to be transcribed."""
    again_requested = Signal(str, str)
    """The ID of a take to transcribe again and the name of the model to use."""

    def __init__(
        self,
        data: TakeSource,
        player: PlayerLike,
        *,
        now: Callable[[], datetime] = local_now,
        measures: Measures | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._now = now
        self._takes: tuple[ListedTake, ...] = ()
        self._at = 0
        self._requested: tuple[str, str] | None = None
        self._plays_when_loaded = False
        self._tasks = BackgroundTasks(GuiThread(self))
        self.export = ExportPanel(TAKE_SCOPES)
        self.compare = CompareButton()
        self.marks = TakeMarksBar(self)
        self._header = TakeHeader(self.compare, self.export.button, beside=self.marks.buttons)
        self._banner = Banner()
        self._bar = PlayerBar()
        self._panel = TranscriptPanel()
        self.again = self._panel.again
        """Asks which model transcribes again, and shows progress and result."""
        self.feedback = TakeFeedback(measures or {}, self)
        """Requests the take's feedback and shows it."""
        self.tabs = TakeTabs(self.feedback.panel, self._panel.tools)
        """The parts of the feedback, and the tools of the transcript."""
        self._body = TakeBody(self.tabs, self._panel)
        self._column = PageColumn()
        self._column.widen(TWO_COLUMN_WIDTH)
        self._column.center()
        self._fitted: tuple[object, ...] = ()
        """What the last fitting made room for."""
        self._lay_out()
        self._replay = Replay(player, self)
        self._versions = TranscriptVersionsController(self._panel, data, now, self)
        self._editing = TranscriptEditingController(self._panel, data, self)
        view = self._panel.view
        self._player = TakePlayer(self._replay, self._bar, view, self.feedback, parent=self)
        self._shortcuts = self._make_shortcuts()
        self._connect()

    @property
    def take(self) -> TakeRecord | None:
        """The take in view; None until it has been read."""
        return self._takes[self._at].take if self._takes else None

    @property
    def back(self) -> BackButton:
        """The back button; set its destination from the page that led here."""
        return self._header.back

    @Slot(str, str)
    def open(self, session: str, take: str, *, play: bool = False, search: str = "") -> None:
        """Show a take of a session at the first match for ``search``; ``play`` starts playback."""
        self.page_hidden()
        self._requested = (session, take)
        self._plays_when_loaded = play
        self._player.set_search(take, search)
        self._read()

    @Slot(str)
    def transcription_started(self, take: str) -> None:
        """Show that a take is being transcribed."""
        self._versions.transcription_started(take)
        self._update_transcript_of(take)

    @Slot(str, object)
    def transcription_done(self, take: str, transcript: Transcript) -> None:
        """Show the new transcript of a take if the take is in view."""
        self._versions.transcription_ended(take)
        self._takes = with_transcript(self._takes, take, transcript)
        self._update_transcript_of(take)

    @Slot(str, object)
    def fillers_found(self, take: str, transcript: Transcript) -> None:
        """Show the fillers found in a transcript; its words and their highlights stay."""
        self._takes = with_transcript(self._takes, take, transcript)
        if self.take is not None and self.take.id == take:
            self._panel.show_fillers(transcript)

    @Slot(str, str)
    def transcription_failed(self, take: str, sentence: str) -> None:
        """Show why a take could not be transcribed, and offer to try again."""
        self._versions.transcription_ended(take, sentence)
        self._update_transcript_of(take)

    def show_problem(self, sentence: str) -> None:
        """Show an error message."""
        self._banner.say(NoticeKind.ERROR, sentence)

    def page_shown(self) -> None:
        """Read again what was dropped when the page was left."""
        if self._requested is not None and not self._takes:
            self._read()

    def page_hidden(self) -> None:
        """Stop playing, and drop what is in view or on its way."""
        self._unload()
        self._takes, self._at = (), 0
        self._header.clear()
        self.marks.show_take(None)
        self._panel.show_sentence("")
        self.feedback.show_take(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Handle the page's shortcuts wherever in the page the focus is."""
        if not self._shortcuts.handle(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep margins and type in proportion."""
        self._fit()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Fit the page again when a part between header and body appears or disappears."""
        if event.type() is QEvent.Type.LayoutRequest and self._fitted != self._to_fit():
            self._fit()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        for part in (self._header, self._banner, self.export, self.marks):
            self._column.add(part, full_width=part is self._header)
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

    def _make_shortcuts(self) -> TakeShortcuts:
        back = self.back_requested.emit
        edit = Shortcut("Edit the transcript", self._editing.begin, self._can_edit)
        compare = Shortcut("Compare with another answer to this question", self.compare.click)
        letters = {"c": compare} | self.marks.shortcuts
        grades = self.feedback.panel.grade.keys
        previous, following = self._header.previous, self._header.following
        turns = {
            "Alt+Up": Shortcut("Previous answer", self._turn_back, previous.isEnabled),
            "Alt+Down": Shortcut("Next answer", self._turn_on, following.isEnabled),
        }
        made = TakeShortcuts(self, self._player, self._bar, grades, letters, back=back, edit=edit)
        add_shortcuts(self, turns)
        self.tabs.add_shortcuts(self)
        undo = self.feedback.panel.points.undo_shortcut
        add_shortcuts(self, {"Alt+Left": Shortcut("Go back", back), "Ctrl+Z": undo})
        return made

    def _connect(self) -> None:
        self._header.back.clicked.connect(self.back_requested)
        self._header.previous.clicked.connect(self._turn_back)
        self._header.following.clicked.connect(self._turn_on)
        self.compare.follow(lambda: self.take)
        self.export.attach_to(self, lambda: self._requested if self._takes else None)
        self.feedback.visibility_changed.connect(self._offer_tabs)
        self._panel.tools_offered.connect(self._offer_tabs)
        self._panel.transcribe_pressed.connect(self._request_transcript)
        self._versions.chosen.connect(self.transcription_done)
        self._versions.again_requested.connect(self.again_requested)
        self._editing.saved.connect(self.transcription_done)
        for failed in (self._replay.failed, self._versions.failed, self._editing.failed):
            failed.connect(self.show_problem)
        self._panel.editor.play_pressed.connect(self._player.toggle)

    @Slot()
    def _offer_tabs(self) -> None:
        self.tabs.offer(feedback=not self.feedback.panel.isHidden(), tools=self._panel.has_words)
        self._fit()

    def _to_fit(self) -> tuple[object, ...]:
        between = (self._banner, self.export, self.marks, self._bar)
        return (*(part.isHidden() for part in between), self._header.question, self._header.note)

    def _fit(self) -> None:
        self._fitted = self._to_fit()
        low = self.height() < LOW_PAGE_HEIGHT
        self._fit_parts(low=low)
        # Otherwise the page would scroll around the two that already scroll.
        if not low and self._body.beside and self._column.needs(self.width()) > self.height():
            self._fit_parts(low=True)

    def _fit_parts(self, *, low: bool) -> None:
        width = self.width()
        self._column.fit(width, low=low)
        room = width - 2 * margin(width)
        self._bar.fit(low=low, narrow=room < NARROW_COLUMN_WIDTH)
        self._body.fit(room, self.height())
        self._header.fit(width, low=low)

    def _focus(self, part: QWidget) -> None:
        # Someone who was interrupted while editing continues there.
        if not self._panel.editor.isVisible():
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _can_edit(self) -> bool:
        return self.take is not None and self.take.transcript is not None

    def _unload(self) -> None:
        """Stop playing, and drop everything on its way for the take in view."""
        for part in (self._tasks, self._versions, self._editing):
            part.forget()
        self._player.unload()
        self._banner.clear()

    def _read(self) -> None:
        if self._requested is not None:
            takes = self._data.takes(self._requested[0])
            self._tasks.deliver(takes, self._show_takes, self._show_unreadable)

    def _show_takes(self, takes: Sequence[ListedTake]) -> None:
        self._takes = tuple(takes)
        requested = self._requested[1] if self._requested else ""
        places = [at for at, listed in enumerate(self._takes) if listed.take.id == requested]
        if places:
            self._turn_to(places[0])
        else:
            self._takes = ()
            self.show_problem("This answer no longer exists.")

    def _turn_back(self) -> None:
        self._turn(-1)

    def _turn_on(self) -> None:
        self._turn(1)

    def _turn(self, by: int) -> None:
        before = self._at
        self._turn_to(self._at + by)
        if self._at != before and self._requested is not None:
            self.turned.emit(*self._requested)

    def _turn_to(self, at: int) -> None:
        if not 0 <= at < len(self._takes):
            return
        self._unload()
        self._at = at
        listed = self._takes[at]
        self._requested = (listed.take.session, listed.take.id)
        self.marks.show_take(listed.take)
        self._header.show_take(listed, at, len(self._takes), self._now())
        self._bar.set_sound(0.0, None)
        self._bar.setVisible(listed.has_sound)
        self._update_transcript()
        if listed.has_sound:
            self._focus(self._bar.button)
            self._tasks.deliver(self._data.sound(listed.take), self._load, self._show_unplayable)
        else:
            self._focus(self._header.back)
            if gone := missing_recording(listed):
                self._banner.say(NoticeKind.CAUTION, gone, closable=False)

    def _load(self, loaded: LoadedSound) -> None:
        self._replay.set_sound(loaded.sound)
        self._bar.set_sound(loaded.sound.duration, loaded.outline)
        self._focus(self._bar.button)
        self._player.seek_match()
        if self._plays_when_loaded:
            self._plays_when_loaded = False
            self._player.toggle()

    def _update_transcript_of(self, take: str) -> None:
        if self.take is not None and self.take.id == take:
            self._update_transcript()

    def _update_transcript(self) -> None:
        listed = self._takes[self._at]
        self._player.show_words(listed.take.transcript)
        self._versions.show(listed)
        self._player.show_matches(listed.take)
        self._editing.show(listed.take)
        transcribing = self._versions.is_transcribing(listed.take.id)
        self.feedback.show_take(None if transcribing else listed)

    def _request_transcript(self) -> None:
        if self.take is not None:
            self.transcribe_requested.emit(self.take.id)

    def _show_unreadable(self, error: MachineError) -> None:
        self._banner.say(NoticeKind.ERROR, str(error), ("Try again", self._read))

    def _show_unplayable(self, error: MachineError) -> None:
        self._bar.hide()
        self.show_problem(str(error))
