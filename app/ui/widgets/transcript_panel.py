"""The place of a transcript: its words, or one sentence that says why there are none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from mock_interviewer.app.ui.theme import Space, Type
from mock_interviewer.app.ui.widgets.column import BLEED
from mock_interviewer.app.ui.widgets.text import Text
from mock_interviewer.app.ui.widgets.transcript_view import TranscriptView
from mock_interviewer.audio.recognition.transcript import Transcript

_HINT = "Click a word to hear it. Faint words were hard to make out."
_HINT_SURE = "Click a word to hear it."


class TranscriptPanel(QWidget):
    """Shows words or a sentence, and offers to transcribe where that would help. It bleeds."""

    transcribe_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = False
        self._hinting = False
        self.view = TranscriptView()
        self.transcribe = QPushButton()
        self._sentence = Text(size=Type.BODY, wrap=True, kind="muted")
        self._hint = Text(size=Type.CAPTION, kind="muted")
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(Space.S)
        words.addWidget(self.view, 1)
        words.addWidget(self._hint)
        self._hint.setContentsMargins(BLEED, 0, BLEED, 0)
        self._reason = QWidget()
        reason = QVBoxLayout(self._reason)
        reason.setContentsMargins(BLEED, 0, BLEED, 0)
        reason.setSpacing(Space.M)
        reason.addWidget(self._sentence)
        reason.addWidget(self.transcribe, 0, Qt.AlignmentFlag.AlignLeft)
        reason.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._reason)
        self._stack.addWidget(self._words)
        self.transcribe.clicked.connect(self.transcribe_pressed)
        self.say("")

    @property
    def sentence(self) -> str:
        """What is said in place of words; empty while words are shown."""
        return self._sentence.plain if self._stack.currentWidget() is self._reason else ""

    def show_words(self, transcript: Transcript, *, playable: bool) -> None:
        """Show the words; ``playable`` where there is a recording to hear them in."""
        self.view.set_transcript(transcript)
        unsure = any(word.unsure for word in self.view.words)
        self._hinting = playable
        self._hint.setVisible(playable and not self._low)
        self._hint.show_text(_HINT if unsure else _HINT_SURE)
        self._stack.setCurrentWidget(self._words)

    def fit(self, *, low: bool) -> None:
        """Give up the hint where the window is low: the words need its room."""
        self._low = low
        self._hint.setVisible(self._hinting and not low)

    def say(self, sentence: str, offer: str = "") -> None:
        """Show ``sentence``, and a button named ``offer`` where there is one."""
        self._sentence.show_text(sentence)
        self.transcribe.setText(offer)
        self.transcribe.setAccessibleName(offer)
        self.transcribe.setVisible(bool(offer))
        self._stack.setCurrentWidget(self._reason)
