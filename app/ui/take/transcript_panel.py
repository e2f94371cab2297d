"""The transcript panel: words, or a sentence that says why there are none."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from mock_interviewer.app.store.database.records import TakeStatus, TranscriptRecord
from mock_interviewer.app.text.formatting import SKIPPED
from mock_interviewer.app.ui.shared.library_source import ListedTake
from mock_interviewer.app.ui.shared.retranscription_panel import RetranscriptionPanel
from mock_interviewer.app.ui.shared.take_words import NO_WORDS_TRANSCRIBED, transcript_note
from mock_interviewer.app.ui.shared.transcript_style import UNSURE_LEGEND
from mock_interviewer.app.ui.shared.transcript_view import TranscriptView
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.take.transcript_editor import TranscriptEditor
from mock_interviewer.app.ui.take.transcript_tools import AGAIN, TranscriptTools
from mock_interviewer.app.ui.widgets.column import ROW_PADDING
from mock_interviewer.app.ui.widgets.labels import StatusLabel, TextLabel
from mock_interviewer.audio.recognition.transcript import Transcript

_HINT = "Click a word to hear it."


_ALL = 1000
"""A stretch that leaves none to the empty rest until all words have room."""


class TranscriptPanel(QWidget):
    """Shows words or a sentence, and offers to transcribe if that would help.

    ``again`` asks which model to use; the owner of the models calls its ``choose``. Place the panel
    at the page's full width: it keeps its own margins. Place its ``tools`` elsewhere, and show them
    while they are offered.
    """

    transcribe_pressed = Signal()
    """Transcribe the take, which has no transcript or failed to get one."""
    again_pressed = Signal()
    """Offer the models to transcribe the take again with."""
    keep_pressed = Signal()
    """Let the words count that the speaker took back."""
    edit_pressed = Signal()
    """Edit the words; the owner of the transcripts shows ``editor``."""
    version_chosen = Signal(int)
    """The number of the take's transcript to make the current one."""
    tools_offered = Signal(bool)
    """Whether there are words for the tools to work on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = False
        self._asks_for_model = False
        self.view = TranscriptView()
        self.transcribe = QPushButton()
        self.again = RetranscriptionPanel()
        self.tools = TranscriptTools()
        self.editor = TranscriptEditor()
        self.versions = self.tools.versions
        self._sentence = TextLabel(size=FontSize.BODY, wrap=True, kind="muted")
        self._note = StatusLabel("caution")
        self._hint = TextLabel(size=FontSize.CAPTION, wrap=True, kind="muted")
        self._words = QWidget()
        self._reason = QWidget()
        self._before: QWidget | None = None
        self._stack = QStackedLayout()
        self._lay_out()
        self.transcribe.clicked.connect(self._press)
        self.tools.again.clicked.connect(self.again_pressed)
        self.tools.edit.clicked.connect(self.edit_pressed)
        self.tools.keep.clicked.connect(self.keep_pressed)
        self.again.closed.connect(self._return)
        self.versions.chosen.connect(self._choose)
        self.show_sentence("")

    @property
    def sentence(self) -> str:
        """The sentence shown in place of words; empty while words are shown."""
        return self._sentence.plain if self._stack.currentWidget() is self._reason else ""

    @property
    def note(self) -> str:
        """The note about an incomplete transcript; empty for a complete one."""
        return self._note.plain

    @property
    def hint(self) -> str:
        """The hint below the words."""
        return self._hint.plain

    @property
    def has_words(self) -> bool:
        """Whether there are words, which may be edited now."""
        return self._stack.currentWidget() is not self._reason

    def show_take(self, listed: ListedTake, *, transcribing: bool, failure: str) -> None:
        """Show a take's words, or that it is being transcribed, or why there are none."""
        take, transcript = listed.take, listed.take.transcript
        offer = "Transcribe now" if listed.has_sound else ""
        if transcribing:
            self.show_sentence("Transcribing…")
        elif failure:
            self.show_sentence(failure, "Try again" if offer else "")
        elif transcript is not None and transcript.speech_detected and transcript.segments:
            self._show_words(transcript, playable=listed.has_sound)
        elif take.status is TakeStatus.SKIPPED:
            self.show_sentence(SKIPPED, offer and (offer if transcript is None else AGAIN))
        elif take.status is TakeStatus.OPEN:
            self.show_sentence("This answer is being recorded.")
        elif transcript is not None:
            silent = "No speech was detected in this recording."
            self.show_sentence(
                NO_WORDS_TRANSCRIBED if transcript.speech_detected else silent, offer and AGAIN
            )
        else:
            self.show_sentence(
                "Not transcribed yet." if offer else "There is no transcript.", offer
            )

    def show_editor(self) -> None:
        """Show the editor in place of the words."""
        if self._stack.currentWidget() is not self.editor:
            self._before = self.window().focusWidget()
        self._stack.setCurrentWidget(self.editor)
        self.tools.setEnabled(False)

    def hide_editor(self) -> None:
        """Show the words again, and return the focus to where it was."""
        self._stack.setCurrentWidget(self._words)
        self.tools.setEnabled(True)
        before, self._before = self._before, None
        if before is None or not before.isVisible():
            before = self.view
        before.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_versions(self, versions: Sequence[TranscriptRecord], now: datetime) -> None:
        """Offer the transcripts of the take in view, newest first, if there are several."""
        self.tools.show_versions(versions, now)

    def show_fillers(self, transcript: Transcript) -> None:
        """Show among the tools which fillers were found."""
        self.tools.show_fillers(transcript)

    def fit(self, *, low: bool) -> None:
        """Show no hint in a low page."""
        self._low = low
        self._hint.setVisible(bool(self._hint.plain) and not low)

    def show_sentence(self, sentence: str, offer: str = "") -> None:
        """Show ``sentence``, and a button labeled ``offer`` unless that is empty."""
        self._asks_for_model = offer == AGAIN
        self._sentence.show_text(sentence)
        self.transcribe.setText(offer)
        self.transcribe.setAccessibleName(offer)
        self.transcribe.setVisible(bool(offer))
        self.tools.hide_versions()
        self._stack.setCurrentWidget(self._reason)
        self.tools_offered.emit(False)

    def _show_words(self, transcript: Transcript, *, playable: bool) -> None:
        self.view.set_transcript(transcript)
        self._note.show_text(transcript_note(transcript))
        self._note.setVisible(bool(self._note.plain))
        self.show_fillers(transcript)
        taken_back = any(word.taken_back for word in self.view.words)
        self.tools.show_transcript(playable=playable, taken_back=taken_back)
        unsure = any(word.unsure for word in self.view.words)
        hints = ([_HINT] if playable else []) + ([UNSURE_LEGEND] if unsure else [])
        self._hint.show_text(" ".join(hints))
        self.fit(low=self._low)
        self.tools.setEnabled(True)
        self._stack.setCurrentWidget(self._words)
        self.tools_offered.emit(True)

    def _lay_out(self) -> None:
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(Spacing.XS)
        self._note.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        words.addWidget(self._note)
        words.addWidget(self.view, _ALL)
        self._hint.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        words.addWidget(self._hint)
        words.addStretch(1)
        reason = QVBoxLayout(self._reason)
        reason.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
        reason.setSpacing(Spacing.M)
        reason.addWidget(self._sentence)
        reason.addWidget(self.transcribe, 0, Qt.AlignmentFlag.AlignLeft)
        reason.addStretch(1)
        self._stack.addWidget(self._reason)
        self._stack.addWidget(self._words)
        self._stack.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.S)
        inset = QHBoxLayout()
        inset.setContentsMargins(ROW_PADDING, 0, ROW_PADDING, 0)
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
        """Return the focus to the button that opened the panel."""
        button = self.tools.again if self.tools.again.isVisible() else self.transcribe
        button.setFocus(Qt.FocusReason.OtherFocusReason)
