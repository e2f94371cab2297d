"""Text of the current answer, from the first partial words to the transcript, with a legend."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.ui.interview.caption import CaptionView
from mock_interviewer.app.ui.shared.take_words import NO_WORDS_TRANSCRIBED, missing_passage
from mock_interviewer.app.ui.shared.transcript_style import UNSURE_LEGEND
from mock_interviewer.app.ui.shared.word_index import PlacedWord
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.audio.recognition.transcript import Transcript

CAPTIONS_HELD = "Captions will resume in a moment. Your answer is still being recorded."
"""Shown below the words while captions wait. Not spoken: the microphone would pick it up."""

_WHERE_TO_FIND = {
    0: "You didn't answer any questions in this session.",
    1: "Your answer is in the Library, where you can replay and read it.",
}
_WHERE_TO_FIND_MANY = "Your answers are in the Library, where you can replay and read them."


class AnswerText(QWidget):
    """The caption of the session's current answer, and below it one line for a legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take: str | None = None
        self._transcript: Transcript | None = None
        self._live = ("", "")
        self._held = False
        self._over = False
        self.caption = CaptionView()
        self._legend = TextLabel(size=FontSize.CAPTION, kind="muted")
        # It has its height from the start, so that nothing moves when text appears.
        self._legend.setMinimumHeight(self._legend.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addWidget(self.caption, 1)
        column.addWidget(self._legend)

    @property
    def text(self) -> str:
        """The answer as shown, or the message in its place."""
        return self.caption.text

    @property
    def legend(self) -> str:
        """The explanation of the marks in the text; empty if it has none."""
        return self._legend.plain

    def begin(self) -> None:
        """Prepare for a new session."""
        self._take = self._transcript = None
        self._live = ("", "")
        self._held = self._over = False
        self._show_message("")

    def fit(self, *, low: bool) -> None:
        """Hide the legend in a low window, where the words need its space."""
        self._legend.setVisible(not low)

    def show_live(self, settled: str, draft: str) -> None:
        """Show the answer in progress: final text, and a draft of the rest."""
        self._live = (settled, draft)
        if self._transcript is None and not self._over:
            self.caption.show_live(settled, draft, CAPTIONS_HELD if self._held else "")

    def show_snapshot(self, snapshot: SessionSnapshot) -> None:
        """Show the transcript, or why there is none; until then, keep the captions."""
        if snapshot.take != self._take:
            self.begin()
            self._take = snapshot.take
        self._hold(held=snapshot.captions_held and snapshot.state is SessionState.LISTENING)
        self._over = snapshot.state in {SessionState.CLOSING, SessionState.FINISHED}
        if self._over:
            self._show_message(_WHERE_TO_FIND.get(snapshot.answers, _WHERE_TO_FIND_MANY))
        elif snapshot.transcript is not None:
            self._show_transcript(snapshot.transcript)
        elif snapshot.transcript_failed:
            being = "saved" if snapshot.state is SessionState.TRANSCRIBED else "being recorded"
            self._show_message(
                f"Your answer is {being}. You can transcribe it later from the Library."
            )

    def _hold(self, *, held: bool) -> None:
        """Show that captions are waiting, or clear that."""
        if held != self._held:
            self._held = held
            self.show_live(*self._live)

    def _show_transcript(self, transcript: Transcript) -> None:
        if transcript is self._transcript:
            return
        self._transcript = transcript
        if not transcript.speech_detected:
            self._show_message("No speech was detected in this answer.")
        elif not transcript.segments:
            self._show_message(f"{NO_WORDS_TRANSCRIBED} The recording is saved.")
        else:
            self.caption.show_transcript(transcript)
            self._legend.show_text(transcript_legend(transcript, self.caption.words))

    def _show_message(self, text: str) -> None:
        self._legend.show_text("")
        self.caption.show_remark(text)


def transcript_legend(transcript: Transcript, words: Sequence[PlacedWord]) -> str:
    """Return what a transcript lacks, and the explanation of its marks; "" for nothing."""
    has_unsure = any(word.unsure for word in words)
    notes = (missing_passage(transcript), UNSURE_LEGEND if has_unsure else "")
    return " ".join(note for note in notes if note)
