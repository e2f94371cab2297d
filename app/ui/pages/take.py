"""One take: its question, its recording to replay and its transcript to read along.

For the window that hosts it: give it a ``TakeData`` (``StoredLibrary`` is the real one) and a
player; call ``open`` with the ids of a session and a take; connect ``back_requested`` and
``compare.requested``, and ``transcribe_requested`` to whatever transcribes a take; tell it of that
by the slots below, and ``again`` too. Hidden, it falls silent and drops what has not arrived.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.feedback.definitions import Measures
from mock_interviewer.app.interview.states import NoticeKind
from mock_interviewer.app.store.records import TakeRecord
from mock_interviewer.app.ui.arrivals import Arrivals
from mock_interviewer.app.ui.deeds import Deed
from mock_interviewer.app.ui.library_source import (
    ListedTake,
    LoadedSound,
    TakeData,
    with_transcript,
)
from mock_interviewer.app.ui.pages.take_layout import TakeLayout
from mock_interviewer.app.ui.phrases import local_now
from mock_interviewer.app.ui.replay import PlayerLike, Replay
from mock_interviewer.app.ui.shortcuts import add_shortcuts
from mock_interviewer.app.ui.take_keys import TakeKeys
from mock_interviewer.app.ui.take_player import TakePlayer
from mock_interviewer.app.ui.take_sought import TakeSought
from mock_interviewer.app.ui.take_words import missing
from mock_interviewer.app.ui.take_writing import TakeWriting
from mock_interviewer.app.ui.transcript_choices import TranscriptChoices
from mock_interviewer.app.ui.transcript_editing import TranscriptEditing
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.transcript import Transcript


class TakePage(TakeLayout):
    """Alt+Up and Alt+Down change takes, Alt+Left and Esc leave; see TakeKeys for the other keys.

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
        data: TakeData,
        player: PlayerLike,
        *,
        now: Callable[[], datetime] = local_now,
        measures: Measures | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(measures or {}, parent)
        self._data = data
        self._now = now
        self._arrivals = Arrivals(self)
        self._replay = Replay(player, self)
        self._takes: tuple[ListedTake, ...] = ()
        self._at = 0
        self._wanted: tuple[str, str] | None = None
        self._plays_when_read = False
        self._writing = TakeWriting()
        self._choices = TranscriptChoices(self._panel, data, now, self)
        self._editing = TranscriptEditing(self._panel, data, self)
        view = self._panel.view
        self._sought = TakeSought(view, self._replay, self)
        self._player = TakePlayer(self._replay, self._bar, view, self.feedback, parent=self)
        self._connect()

    @property
    def take(self) -> TakeRecord | None:
        """The take in view; None until it was read."""
        return self._takes[self._at].take if self._takes else None

    @Slot(str, str)
    def open(self, session: str, take: str, *, play: bool = False, sought: str = "") -> None:
        """Show a take of a session, where it says what was ``sought``; ``play`` plays it."""
        self.leave()
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

    def come(self) -> None:
        """Read again what was dropped when the page was left."""
        if self._wanted is not None and not self._takes:
            self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Do what the page's keys say, wherever in it the focus is."""
        if not self._keys.act_on(event):
            super().keyPressEvent(event)

    def _connect(self) -> None:
        leave = self.back_requested.emit
        edit = Deed("Correct what was misheard", self._editing.begin, self._can_edit)
        compare = Deed("Compare with another take of this question", self.compare.click)
        typed = {"c": compare} | self.marks.keys
        grades = self.feedback.panel.grade.keys
        self._keys = TakeKeys(self, self._player, self._bar, grades, typed, back=leave, edit=edit)
        self._bar.tools.tell_keys(lambda: self._keys.line)
        turns = {
            "Alt+Up": Deed("The take before", self._turn_back, self._head.previous.isEnabled),
            "Alt+Down": Deed("The next take", self._turn_on, self._head.following.isEnabled),
        }
        add_shortcuts(self, turns)
        add_shortcuts(self, {"Alt+Left": Deed("Go back", leave)})
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
        for part in (self._arrivals, self._choices, self._editing):
            part.forget()
        self._player.let_go()
        self._banner.clear()

    def leave(self) -> None:
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
            self._arrivals.wait(takes, self._take_over, self._say_unreadable)

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
            self._arrivals.wait(self._data.sound(listed.take), self._load, self._say_unplayable)
        else:
            self._begin_at(self._head.back)
            if gone := missing(listed):
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
