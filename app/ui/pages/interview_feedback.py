"""Feedback during a session: after each take in practice, for all of them at the end of an exam."""

from PySide6.QtCore import QMetaMethod, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.feedback.coverage import Asked
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview.plan import Mode, Plan
from mock_interviewer.app.interview.states import Snapshot, State
from mock_interviewer.app.ui.theme import Space
from mock_interviewer.app.ui.widgets.feedback.feedback_summary import FeedbackSummary
from mock_interviewer.app.ui.widgets.feedback.findings import Answered
from mock_interviewer.app.ui.widgets.feedback.held import Held
from mock_interviewer.app.ui.widgets.feedback.recap import Recap

_LEAST = 2 * Space.XXL


class InterviewFeedback(QWidget):
    """Hidden until there is something to say of the take in view, or of a session that is over.

    What is said of a take is kept until the session ends, so that it is there when it is wanted.
    """

    play_asked = Signal(str, float)
    """The id of a take, and seconds into its recording; no moment is offered to nobody."""
    changed = Signal()
    """Something else is shown, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exam = False
        self._snapshot: Snapshot | None = None
        self._questions: dict[str, str] = {}
        self._said: dict[str, Feedback | str | None] = {}
        """By take: the feedback, why there is none, or None while it is on its way."""
        self._asked: dict[str, Asked | None] = {}
        self.brief = FeedbackSummary()
        self.recap = Recap()
        self._brief_place, self._recap_place = Held(self.brief, _LEAST), Held(self.recap, _LEAST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._brief_place)
        column.addWidget(self._recap_place)
        column.addStretch(1)
        self.brief.play_asked.connect(self._play)
        self.hide()

    @property
    def recap_shown(self) -> bool:
        """Whether something is said of all answers."""
        return not self.isHidden() and not self._recap_place.isHidden()

    def begin(self, plan: Plan) -> None:
        """Get ready for a new session."""
        self._exam = plan.mode is Mode.EXAM
        self._snapshot = None
        for kept in (self._questions, self._said, self._asked):
            kept.clear()
        self.recap.clear()
        self.hide()
        self.changed.emit()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what belongs to where the session stands."""
        self._snapshot = snapshot
        if snapshot.take is not None and snapshot.question is not None:
            self._questions[snapshot.take] = snapshot.question.text
        self._fill()

    @Slot(str)
    def started(self, take: str) -> None:
        """Say that the feedback of a take is being computed."""
        self._say(take, self._said.get(take))

    def given(self, take: str, feedback: Feedback, asked: Asked | None) -> None:
        """Show the feedback of a take, now or when its time has come."""
        self._asked[take] = asked
        self._say(take, feedback)

    @Slot(str, str)
    def failed(self, take: str, sentence: str) -> None:
        """Say why a take has no feedback."""
        self._say(take, sentence)

    def _say(self, take: str, said: Feedback | str | None) -> None:
        # A session hears of takes of others too: the library's are analyzed beside it.
        if take in self._questions:
            self._said[take] = said
            self._fill()

    def _fill(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        over = snapshot.state is State.FINISHED and self._exam
        shown = snapshot.state is State.TRANSCRIBED and not self._exam
        take = snapshot.take if shown and snapshot.take in self._said else None
        self._recap_place.setVisible(over)
        self._brief_place.setVisible(take is not None)
        self.setVisible((over and bool(self._said)) or take is not None)
        if over:
            self._fill_recap()
        elif take is not None:
            self._fill_brief(take, snapshot)
        self.changed.emit()

    def _fill_brief(self, take: str, snapshot: Snapshot) -> None:
        match self._said[take]:
            case Feedback() as feedback:
                text = snapshot.transcript.text if snapshot.transcript is not None else ""
                answered = Answered(text, self._asked.get(take), playable=self._somebody_plays)
                self.brief.show_feedback(feedback, answered)
            case str() as sentence:
                self.brief.show_failure(sentence)
            case None:
                self.brief.show_working()

    def _fill_recap(self) -> None:
        for take, said in self._said.items():
            row = self.recap.row_of(take, self._questions[take])
            match said:
                case Feedback():
                    row.show_feedback(said)
                case str():
                    row.say(said)

    @property
    def _somebody_plays(self) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(self.play_asked))

    @Slot(float)
    def _play(self, seconds: float) -> None:
        if self._snapshot is not None and self._snapshot.take is not None:
            self.play_asked.emit(self._snapshot.take, seconds)
