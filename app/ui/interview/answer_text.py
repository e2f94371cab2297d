"""The words of the current answer, from the first guess to the transcript, with a legend."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.ui.interview.caption import CaptionView
from mock_interviewer.app.ui.shared.take_words import NO_WORDS_TRANSCRIBED, missing_passage
from mock_interviewer.app.ui.shared.transcript_style import UNSURE_LEGEND
from mock_interviewer.app.ui.style.theme import FontSize, Spacing
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.audio.recognition.transcript import Transcript

CAPTIONS_HELD = "Captions go on in a moment. Your answer is recorded all the same."
"""Stands beneath the words while no more come. Not said aloud: it would be heard in the answer."""

_WHERE_TO_FIND = {
    0: "You answered nothing in this session.",
    1: "Your answer is in the Library, where you can replay and read it.",
}
_WHERE_TO_FIND_MANY = "Your answers are in the Library, where you can replay and read them."


class AnswerText(QWidget):
    """The caption of a session's present answer, and one line that is used only if it must be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take: str | None = None
        self._transcript: Transcript | None = None
        self._live = ("", "")
        self._held = False
        self._over = False
        self.caption = CaptionView()
        self._legend = TextLabel(size=FontSize.CAPTION, kind="muted")
        # There before it is needed, so that nothing moves when it is.
        self._legend.setMinimumHeight(self._legend.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.XXS)
        column.addWidget(self.caption, 1)
        column.addWidget(self._legend)

    @property
    def text(self) -> str:
        """What is shown of the answer, or in its place."""
        return self.caption.text

    @property
    def legend(self) -> str:
        """What is said of the signs in the text; empty where it has none."""
        return self._legend.plain

    def begin(self) -> None:
        """Get ready for a new session."""
        self._take = self._transcript = None
        self._live = ("", "")
        self._held = self._over = False
        self._remark("")

    def fit(self, *, low: bool) -> None:
        """Give up the legend where the window is low: the words need its room."""
        self._legend.setVisible(not low)

    def show_live(self, settled: str, draft: str) -> None:
        """Show what was understood so far of the answer that is being given."""
        self._live = (settled, draft)
        if self._transcript is None and not self._over:
            self.caption.show_live(settled, draft, CAPTIONS_HELD if self._held else "")

    def show_snapshot(self, snapshot: SessionSnapshot) -> None:
        """Show the transcript, or why there is none; captions stay until one of these is there."""
        if snapshot.take != self._take:
            self.begin()
            self._take = snapshot.take
        self._hold(held=snapshot.captions_held and snapshot.state is SessionState.LISTENING)
        self._over = snapshot.state in {SessionState.CLOSING, SessionState.FINISHED}
        if self._over:
            self._remark(_WHERE_TO_FIND.get(snapshot.answers, _WHERE_TO_FIND_MANY))
        elif snapshot.transcript is not None:
            self._show_transcript(snapshot.transcript)
        elif snapshot.transcript_failed:
            being = "saved" if snapshot.state is SessionState.TRANSCRIBED else "being recorded"
            self._remark(f"Your answer is {being}. It can be written down later, from the Library.")

    def _hold(self, *, held: bool) -> None:
        """Say that no words come now, or no longer say so."""
        if held != self._held:
            self._held = held
            self.show_live(*self._live)

    def _show_transcript(self, transcript: Transcript) -> None:
        if transcript is self._transcript:
            return
        self._transcript = transcript
        if not transcript.speech_detected:
            self._remark("No speech was heard in this answer.")
        elif not transcript.segments:
            self._remark(f"{NO_WORDS_TRANSCRIBED} The recording is saved.")
        else:
            self.caption.show_transcript(transcript)
            doubtful = any(word.unsure for word in self.caption.words)
            signs = (missing_passage(transcript), UNSURE_LEGEND if doubtful else "")
            self._legend.show_text(" ".join(sign for sign in signs if sign))

    def _remark(self, text: str) -> None:
        self._legend.show_text("")
        self.caption.show_remark(text)
