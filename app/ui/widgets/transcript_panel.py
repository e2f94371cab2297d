"""The place of a transcript: its words, or one sentence that says why there are none."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from mock_interviewer.app.store.records import TakeStatus, TranscriptRecord
from mock_interviewer.app.ui.library_source import ListedTake
from mock_interviewer.app.ui.take_words import NOTHING_WRITTEN, fillers_note, transcript_note
from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.again_panel import AgainPanel
from mock_interviewer.app.ui.widgets.column import BLEED
from mock_interviewer.app.ui.widgets.remark import Remark
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.ui.widgets.transcript_editor import TranscriptEditor
from mock_interviewer.app.ui.widgets.transcript_foot import TranscriptFoot
from mock_interviewer.app.ui.widgets.transcript_text import LEGEND
from mock_interviewer.app.ui.widgets.transcript_view import TranscriptView
from mock_interviewer.app.wording import SKIPPED
from mock_interviewer.audio.recognition.transcript import Transcript

_HINT = "Click a word to hear it."
_AGAIN = "Transcribe again…"
_ALL = 1000
"""Stretch beside which that of the empty rest is nothing, until all words have room."""


class TranscriptPanel(QWidget):
    """Shows words or a sentence, and offers to transcribe where that would help. It bleeds.

    ``again`` asks with which model; whoever owns the models lets it ``choose``.
    """

    transcribe_pressed = Signal()
    """The take has no transcript, or none that could be made, and is to get one."""
    again_pressed = Signal()
    """The take is to be transcribed again, with a model that is still to be chosen."""
    edit_pressed = Signal()
    """The words are to be corrected; whoever keeps transcripts shows ``editor`` for that."""
    version_chosen = Signal(int)
    """The number of one of the take's transcripts, which is to be the one that counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = self._narrow = False
        self._hints: list[str] = []
        """What there is to say of the words, the more important last."""
        self._asks_for_model = False
        self.view = TranscriptView()
        self.transcribe = QPushButton()
        self.again = AgainPanel()
        self._foot = TranscriptFoot(_AGAIN)
        self.whole = self._foot.whole
        self.again_button = self._foot.again
        self.edit_button = self._foot.edit
        self.editor = TranscriptEditor()
        self.versions = self._foot.versions
        self._sentence = Text(size=Type.BODY, wrap=True, kind="muted")
        self._note = Remark("caution")
        self._fillers = Text(size=Type.CAPTION, wrap=True, kind="muted")
        self._words = QWidget()
        self._reason = QWidget()
        self._before: QWidget | None = None
        self._stack = QStackedLayout()
        self._lay_out()
        self.transcribe.clicked.connect(self._press)
        self.again_button.clicked.connect(self.again_pressed)
        self.edit_button.clicked.connect(self.edit_pressed)
        self.again.closed.connect(self._return)
        self.versions.chosen.connect(self._choose)
        self.view.cut_changed.connect(self._foot.offer_whole)
        self.whole.toggled.connect(self.view.unfold)
        self.say("")

    @property
    def sentence(self) -> str:
        """What is said in place of words; empty while words are shown."""
        return self._sentence.plain if self._stack.currentWidget() is self._reason else ""

    @property
    def note(self) -> str:
        """What is said of a transcript in which something is missing; else empty."""
        return self._note.plain

    @property
    def fillers(self) -> str:
        """What is said of fillers; empty where nobody looked for them."""
        return self._fillers.plain

    @property
    def hint(self) -> str:
        """What is said of the words."""
        return self._foot.hint.plain

    def show_take(self, listed: ListedTake, *, writing: bool, failure: str) -> None:
        """Show a take's words, or say that they are being written, or why there are none."""
        take, transcript = listed.take, listed.take.transcript
        offer = "Transcribe now" if listed.has_sound else ""
        if writing:
            self.say("Writing it down…")
        elif failure:
            self.say(failure, "Try again" if offer else "")
        elif transcript is not None and transcript.speech_detected and transcript.segments:
            self._show_words(transcript, playable=listed.has_sound)
        elif take.status is TakeStatus.SKIPPED:
            self.say(SKIPPED, offer and (offer if transcript is None else _AGAIN))
        elif take.status is TakeStatus.OPEN:
            self.say("This take is being recorded.")
        elif transcript is not None:
            silent = "No speech was detected in this recording."
            self.say(NOTHING_WRITTEN if transcript.speech_detected else silent, offer and _AGAIN)
        else:
            self.say("Not transcribed yet." if offer else "There is no transcript.", offer)

    def show_editor(self) -> None:
        """Show the editor in place of the words."""
        if self._stack.currentWidget() is not self.editor:
            self._before = self.window().focusWidget()
        self._stack.setCurrentWidget(self.editor)

    def hide_editor(self) -> None:
        """Show the words again, and give the keyboard back to what had it."""
        self._stack.setCurrentWidget(self._words)
        before, self._before = self._before, None
        if before is None or not before.isVisible():
            before = self.edit_button
        before.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_versions(self, kept: Sequence[TranscriptRecord], now: datetime) -> None:
        """Offer the transcripts of the take in view, newest first, where there are several."""
        self._foot.show_versions(kept, now)

    def show_fillers(self, transcript: Transcript) -> None:
        """Say under the words which fillers were found."""
        self._fillers.show_text(fillers_note(transcript))
        self._fillers.setVisible(bool(self._fillers.plain) and not self._low)

    def fit(self, *, low: bool, narrow: bool) -> None:
        """Say less of the words where the page is narrow, and nothing where it is low."""
        self._low, self._narrow = low, narrow
        hints = self._hints[-1:] if narrow else self._hints
        self._foot.show_hint("" if low else " ".join(hints))
        self._fillers.setVisible(bool(self._fillers.plain) and not low)

    def say(self, sentence: str, offer: str = "") -> None:
        """Show ``sentence``, and a button named ``offer`` where there is one."""
        self._asks_for_model = offer == _AGAIN
        self._sentence.show_text(sentence)
        self.transcribe.setText(offer)
        self.transcribe.setAccessibleName(offer)
        self.transcribe.setVisible(bool(offer))
        self._foot.hide_versions()
        self._stack.setCurrentWidget(self._reason)

    def _show_words(self, transcript: Transcript, *, playable: bool) -> None:
        self.whole.setChecked(False)
        self.view.set_transcript(transcript)
        self._note.show_text(transcript_note(transcript))
        self._note.setVisible(bool(self._note.plain))
        self.show_fillers(transcript)
        unsure = any(word.unsure for word in self.view.words)
        self._hints = ([_HINT] if playable else []) + ([LEGEND] if unsure else [])
        self.again_button.setVisible(playable)
        self.fit(low=self._low, narrow=self._narrow)
        self._stack.setCurrentWidget(self._words)

    def _lay_out(self) -> None:
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(Space.XS)
        self._note.setContentsMargins(BLEED, 0, BLEED, 0)
        words.addWidget(self._note)
        words.addWidget(self.view, _ALL)
        self._fillers.setContentsMargins(BLEED, 0, BLEED, 0)
        words.addWidget(self._fillers)
        words.addWidget(self._foot)
        words.addStretch(1)
        reason = QVBoxLayout(self._reason)
        reason.setContentsMargins(BLEED, 0, BLEED, 0)
        reason.setSpacing(Space.M)
        reason.addWidget(self._sentence)
        reason.addWidget(self.transcribe, 0, Qt.AlignmentFlag.AlignLeft)
        reason.addStretch(1)
        self._stack.addWidget(self._reason)
        self._stack.addWidget(self._words)
        self._stack.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        inset = QHBoxLayout()
        inset.setContentsMargins(BLEED, 0, BLEED, 0)
        inset.addWidget(self.again)
        column.addLayout(inset)
        column.addLayout(self._stack, 1)

    def _press(self) -> None:
        (self.again_pressed if self._asks_for_model else self.transcribe_pressed).emit()

    def _choose(self) -> None:
        number = self.versions.value
        if number is not None:
            self.version_chosen.emit(number)

    def _return(self) -> None:
        """Give the keyboard back to where it came from."""
        button = self.again_button if self.again_button.isVisible() else self.transcribe
        button.setFocus(Qt.FocusReason.OtherFocusReason)
