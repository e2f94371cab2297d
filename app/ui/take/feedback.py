"""The feedback of the take in view: who is asked for it, and what came of that.

For the window that hosts it: connect ``wanted`` to what has or makes feedback. It answers, for
any take and as often as there is news, by ``started``, ``given`` or ``failed``; what concerns
another take than the one in view is dropped. Where nothing is connected there is no panel.
"""

from PySide6.QtCore import QMetaMethod, QObject, Signal, Slot

from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.delivery.measures import Measures
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.store.practice.cards import GradedTake
from mock_interviewer.app.ui.feedback.key_points import AnswerContext
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerText
from mock_interviewer.app.ui.feedback.panel import FeedbackPanel, FeedbackPart
from mock_interviewer.app.ui.shared.library_source import ListedTake
from mock_interviewer.audio.recognition.transcript import Transcript


class TakeFeedback(QObject):
    """Owns ``panel``, which the page gives a place. GUI thread only."""

    wanted = Signal(str)
    """The id of the take in view, which has a transcript: give its feedback, and its question."""
    again_wanted = Signal(str)
    """The id of a take whose feedback is to be computed anew."""
    hear_asked = Signal(str)
    """A text that is to be read aloud; tell of its end by ``show_hearing``."""
    hush_asked = Signal()
    """The voice is to be silent."""
    play_asked = Signal(float)
    """Seconds: a moment of the recording that is to be heard."""
    seek_asked = Signal(float)
    """Seconds: a moment of the recording to go to."""
    pointed = Signal(object)
    """Start and end in seconds of what a person points at in the panel, or None."""
    delivery_shown = Signal(object)
    """The Delivery that is shown, or None."""
    grade_chosen = Signal(str, object)
    """The id of the take in view, and the Grade that the person gives it."""
    model_known = Signal(bool)
    """Whether there is a model answer to what was asked."""
    appeared = Signal(bool)
    """Whether there is a panel now."""

    def __init__(self, measures: Measures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.panel = FeedbackPanel(measures)
        self.panel.hide()
        self._take: str | None = None
        self._answered = AnswerContext()
        self._transcript: Transcript | None = None
        self._feedback: Feedback | None = None
        self.panel.again_pressed.connect(self._ask_again)
        self.panel.grade.chosen.connect(self.grade_chosen)
        self.panel.play_asked.connect(self.play_asked)
        self.panel.seek_asked.connect(self.seek_asked)
        self.panel.pointed.connect(self.pointed)
        self.panel.model.hear_asked.connect(self.hear_asked)
        self.panel.model.hush_asked.connect(self.hush_asked)

    def show_take(self, listed: ListedTake | None) -> None:
        """Ask for the feedback of ``listed``; None, or one without a written answer, has none."""
        transcript = listed.take.transcript if listed and listed.take.has_answer else None
        self.panel.clear()
        self._feedback = None
        self.pointed.emit(None)
        self.delivery_shown.emit(None)
        self.model_known.emit(False)
        if listed is None or transcript is None or not self._somebody_gives:
            self._take = self._transcript = None
            self._set_shown(shown=False)
            self._tell_reviewer()
            return
        self._take, self._transcript = listed.take.id, transcript
        self._answered = AnswerContext(transcript.text, None, playable=listed.has_sound)
        self.panel.show_answered(self._answered)
        self._set_shown(shown=True)
        self._tell_reviewer()
        self.wanted.emit(listed.take.id)

    @Slot(str)
    def started(self, take: str) -> None:
        """Say that the feedback of a take is being computed."""
        if take == self._take:
            self.panel.show_working()

    @Slot(str, object)
    def given(self, take: str, feedback: Feedback) -> None:
        """Show the feedback of a take."""
        if take == self._take:
            self._feedback = feedback
            self.panel.show_feedback(feedback)
            self._tell_reviewer()
            self._tell_delivery(feedback.delivery)

    @Slot(str, str)
    def failed(self, take: str, sentence: str) -> None:
        """Say why a take has no feedback."""
        if take == self._take:
            self.panel.show_failure(sentence)

    def show_graded(self, graded: GradedTake) -> None:
        """Show how a take is graded."""
        if graded.take == self._take:
            self.panel.grade.show_graded(graded)

    def forget_grade(self) -> None:
        """Show no longer how the take is graded."""
        self.panel.grade.show_graded(None)

    def show_question(
        self, asked: CoverageQuestion | None, model_answer: ModelAnswerText | None
    ) -> None:
        """Take over what was asked in the take that was ``wanted`` last; None where it is gone."""
        if self._take is None:
            return
        self._answered = AnswerContext(self._answered.text, asked, playable=self._answered.playable)
        self.panel.show_answered(self._answered)
        self.panel.model.show_answer(model_answer)
        self.model_known.emit(model_answer is not None)
        self._tell_reviewer()

    def read_model_answer(self) -> None:
        """Have the model answer read aloud, and show it meanwhile."""
        self.panel.choose(FeedbackPart.MODEL)
        self.panel.model.read_aloud()

    def show_hearing(self, *, on: bool) -> None:
        """Say whether the model answer is being read aloud."""
        self.panel.model.show_hearing(on=on)

    @Slot()
    def hush(self) -> None:
        """Let the voice be silent, if it reads the model answer aloud."""
        self.panel.model.hush()

    def show_position(self, seconds: float | None) -> None:
        """Show in the charts where the player is; None: nowhere yet."""
        self.panel.delivery.curves.show_position(seconds)

    @property
    def _somebody_gives(self) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(self.wanted))

    def _tell_delivery(self, delivery: Delivery) -> None:
        self.delivery_shown.emit(delivery if self._answered.playable else None)

    def _tell_reviewer(self) -> None:
        self.panel.critique.show_take(self._answered.asked, self._transcript, self._feedback)

    def _set_shown(self, *, shown: bool) -> None:
        if shown == self.panel.isHidden():
            self.panel.setVisible(shown)
            self.appeared.emit(shown)

    @Slot()
    def _ask_again(self) -> None:
        if self._take is not None:
            self.again_wanted.emit(self._take)
