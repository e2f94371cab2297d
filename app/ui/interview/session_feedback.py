"""Feedback during a session: after each take in practice, for all of them after an exam."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaMethod, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.plan import Plan, SessionMode
from mock_interviewer.app.text.formatting import SKIPPED
from mock_interviewer.app.ui.feedback.grade_line import GradeLine
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.labels import StatusLabel

if TYPE_CHECKING:
    from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
    from mock_interviewer.app.feedback.feedback import Feedback
    from mock_interviewer.app.store.practice.cards import GradedTake
    from mock_interviewer.app.ui.interview.feedback_summary import (
        AnswerFeedbackSummary,
        SessionRecap,
    )
    from mock_interviewer.app.ui.widgets.scroll_areas import ShrinkingScrollArea

_LEAST = 2 * Spacing.XXL


class InterviewFeedback(QWidget):
    """Hidden until there is something to say of the take in view, or of a session that is over.

    What is said of a take is kept until the session ends, so that it is there when it is wanted.
    The parts are made when they are first needed: the window starts with this page.
    """

    play_asked = Signal(str, float)
    """The id of a take, and seconds into its recording; no moment is offered to nobody."""
    grade_chosen = Signal(str, object)
    """The id of a take, and the Grade that the person gives it."""
    changed = Signal()
    """Something else is shown, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exam = False
        self._snapshot: SessionSnapshot | None = None
        self._questions: dict[str, str] = {}
        self._said: dict[str, Feedback | str | None] = {}
        """By take: the feedback, why there is none, or None while it is on its way."""
        self._asked: dict[str, CoverageQuestion | None] = {}
        self._graded: dict[str, GradedTake] = {}
        self.grade = GradeLine()
        """How the person thinks it went; nobody is asked whose hands are free."""
        self.grade.chosen.connect(self.grade_chosen)
        self._unheard = StatusLabel("bad")
        self._brief_place: ShrinkingScrollArea | None = None
        self._recap_place: ShrinkingScrollArea | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Spacing.S)
        self._column.addWidget(self.grade)
        self._column.addWidget(self._unheard)
        self._column.addStretch(1)
        self._unheard.hide()
        self.hide()

    @cached_property
    def brief(self) -> "AnswerFeedbackSummary":
        """What is said of one take."""
        from mock_interviewer.app.ui.interview.feedback_summary import AnswerFeedbackSummary

        made = AnswerFeedbackSummary()
        made.play_asked.connect(self._play)
        self._brief_place = self._hold(made)
        return made

    @cached_property
    def recap(self) -> "SessionRecap":
        """What is said of all answers."""
        from mock_interviewer.app.ui.interview.feedback_summary import SessionRecap

        made = SessionRecap()
        self._recap_place = self._hold(made)
        return made

    @property
    def recap_shown(self) -> bool:
        """Whether something is said of all answers."""
        place = self._recap_place
        return not self.isHidden() and place is not None and not place.isHidden()

    def begin(self, plan: Plan) -> None:
        """Get ready for a new session."""
        self._exam = plan.mode is SessionMode.EXAM
        self._snapshot = None
        for kept in (self._questions, self._said, self._asked, self._graded):
            kept.clear()
        if self._recap_place is not None:
            self.recap.clear()
        self.hide()
        self.changed.emit()

    def show_snapshot(self, snapshot: SessionSnapshot) -> None:
        """Show what belongs to where the session stands."""
        self._snapshot = snapshot
        if snapshot.take is not None and snapshot.question is not None:
            self._questions[snapshot.take] = snapshot.question.text
        self._fill()

    @Slot(str)
    def started(self, take: str) -> None:
        """Say that the feedback of a take is being computed; an older one stays until then."""
        before = self._said.get(take)
        self._say(take, None if isinstance(before, str) else before)

    def given(self, take: str, feedback: "Feedback", asked: "CoverageQuestion | None") -> None:
        """Show the feedback of a take, now or when its time has come."""
        # Nobody knows it of an answer that is judged anew while something else is in view.
        self._asked[take] = asked or self._asked.get(take)
        self._say(take, feedback)

    @Slot(str, str)
    def failed(self, take: str, sentence: str) -> None:
        """Say why a take has no feedback; an older one stays."""
        before = self._said.get(take)
        self._say(take, sentence if before is None or isinstance(before, str) else before)

    def show_graded(self, graded: "GradedTake") -> None:
        """Show how a take is graded, now or when its time has come."""
        if graded.take in self._questions:
            self._graded[graded.take] = graded
            self._fill()

    def forget_grades(self) -> None:
        """Show no longer how takes are graded."""
        self._graded.clear()
        self._fill()

    @property
    def unheard(self) -> str:
        """Why a moment cannot be heard; empty where that is not said."""
        return self._unheard.plain

    @Slot(str)
    def say_unheard(self, sentence: str) -> None:
        """Say why a moment cannot be heard, until another is asked for or the take is left."""
        self._unheard.show_text(sentence)
        self._unheard.setVisible(bool(sentence))
        self.changed.emit()

    def _say(self, take: str, said: "Feedback | str | None") -> None:
        # A session hears of takes of others too: the library's are analyzed beside it.
        if take in self._questions:
            self._said[take] = said
            self._fill()

    def _fill(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        over = snapshot.state is SessionState.FINISHED and self._exam and bool(self._said)
        # A pause after an answer is there to read this.
        at = snapshot.paused_from or snapshot.state
        shown = at is SessionState.TRANSCRIBED and not self._exam
        take = snapshot.take if shown and snapshot.take in self._said else None
        told = take is not None and not _nothing_heard(snapshot)
        if over:
            self._fill_recap(snapshot.skipped)
        elif take is not None and told:
            self._fill_brief(take, snapshot)
        for place, wanted in ((self._brief_place, told), (self._recap_place, over)):
            if place is not None:
                place.setVisible(wanted)
        asked = take is not None and not snapshot.hands_free
        self.grade.show_graded(self._graded.get(take or "") if asked else None)
        if take is None and self.unheard:
            self.say_unheard("")
        self.setVisible(over or told or not self.grade.isHidden())
        self.changed.emit()

    def _hold(self, part: QWidget) -> "ShrinkingScrollArea":
        from mock_interviewer.app.ui.widgets.scroll_areas import ShrinkingScrollArea

        place = ShrinkingScrollArea(part, _LEAST)
        self._column.insertWidget(0, place)
        return place

    def _fill_brief(self, take: str, snapshot: SessionSnapshot) -> None:
        from mock_interviewer.app.ui.feedback.key_points import AnswerContext

        said = self._said[take]
        if said is None:
            self.brief.show_working()
        elif isinstance(said, str):
            self.brief.show_failure(said)
        else:
            text = snapshot.transcript.text if snapshot.transcript is not None else ""
            answered = AnswerContext(text, self._asked.get(take), playable=self._somebody_plays)
            self.brief.show_feedback(said, answered)

    def _fill_recap(self, skipped: Sequence[str]) -> None:
        known = dict.fromkeys(skipped, SKIPPED) | self._said
        for take, question in self._questions.items():
            if take not in known:
                continue
            said = known[take]
            row = self.recap.row_of(take, question)
            if isinstance(said, str):
                row.say(said)
            elif said is not None:
                row.show_feedback(said)

    @property
    def _somebody_plays(self) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(self.play_asked))

    @Slot(float)
    def _play(self, seconds: float) -> None:
        if self.unheard:
            self.say_unheard("")
        if self._snapshot is not None and self._snapshot.take is not None:
            self.play_asked.emit(self._snapshot.take, seconds)


def _nothing_heard(snapshot: SessionSnapshot) -> bool:
    """Tell whether there are no words of the answer: that is said where they would stand."""
    return snapshot.transcript is not None and not snapshot.transcript.text.strip()
