"""Feedback during a session: after each take in practice, and on all takes at its end."""

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMetaMethod, QObject, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QAbstractSlider, QVBoxLayout, QWidget

from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion, SessionMode
from mock_interviewer.app.store.database.records import DEMO_STYLE
from mock_interviewer.app.ui.feedback.grade_line import GradeLine
from mock_interviewer.app.ui.style.theme import Spacing
from mock_interviewer.app.ui.widgets.labels import StatusLabel

if TYPE_CHECKING:
    from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
    from mock_interviewer.app.feedback.feedback import Feedback
    from mock_interviewer.app.planning.continued_session import EarlierTake
    from mock_interviewer.app.store.practice.cards import GradedTake
    from mock_interviewer.app.ui.interview.feedback_summary import AnswerFeedbackSummary
    from mock_interviewer.app.ui.interview.session_recap import SessionRecap
    from mock_interviewer.app.ui.interview.session_results import SessionResults
    from mock_interviewer.app.ui.widgets.scroll_areas import ShrinkingScrollArea

_MIN_HEIGHT = 2 * Spacing.XXL
_SAVED = {SessionState.SAVED, SessionState.TRANSCRIBED}
_SAVED_ONLY = "Saved"
"""The result of an answer that is not being analyzed."""
_SCROLLS = {
    int(Qt.Key.Key_Up): QAbstractSlider.SliderAction.SliderSingleStepSub,
    int(Qt.Key.Key_Down): QAbstractSlider.SliderAction.SliderSingleStepAdd,
    int(Qt.Key.Key_PageUp): QAbstractSlider.SliderAction.SliderPageStepSub,
    int(Qt.Key.Key_PageDown): QAbstractSlider.SliderAction.SliderPageStepAdd,
    int(Qt.Key.Key_Home): QAbstractSlider.SliderAction.SliderToMinimum,
    int(Qt.Key.Key_End): QAbstractSlider.SliderAction.SliderToMaximum,
}


class InterviewFeedback(QWidget):
    """Hidden until there is feedback on the take in view, or on a finished session.

    Feedback on a take is kept until the session ends, and shown when its time comes. The parts
    are created when first needed, because the window starts with this page.
    """

    play_requested = Signal(str, float)
    """The id of a take, and seconds into its recording. Unconnected, no moment is offered."""
    grade_chosen = Signal(str, object)
    """The id of a take, and the RecallGrade that the person gives it."""
    verdict_chosen = Signal(str, str, object)
    """The ids of a take and of a key point, and the person's CoverageVerdict, None for none.

    Unconnected, no verdict can be changed."""
    again_pressed = Signal()
    """The person wants to try the question again."""
    take_chosen = Signal(str)
    """The id of a take that the person wants to open, at the end."""
    changed = Signal()
    """The visible content changed."""
    read = Signal()
    """The person scrolls the feedback on an answer, or points at it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = Plan(())
        self._low = False
        self._snapshot: SessionSnapshot | None = None
        self._asked: dict[str, tuple[PlannedQuestion, int]] = {}
        """By take: its question, and the position of that."""
        self._saved: dict[str, float] = {}
        """By take that was saved: the seconds recorded."""
        self._results: dict[str, Feedback | str | None] = {}
        """By take: the feedback, why there is none, or None while it is being computed."""
        self._coverage_questions: dict[str, CoverageQuestion | None] = {}
        self._graded: dict[str, GradedTake] = {}
        self._opinions: dict[str, str] = {}
        """By take: what became of the second opinion on its key points."""
        self._shown_take = ""
        """The take whose feedback is in view."""
        self.grade = GradeLine(apart=True)
        """The grade of an answer; never shown in a hands-free session."""
        self.grade.chosen.connect(self.grade_chosen)
        self._playback_error = StatusLabel("bad")
        self._brief_area: ShrinkingScrollArea | None = None
        self._recap_area: ShrinkingScrollArea | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Spacing.S)
        self._column.addWidget(self.grade)
        self._column.addWidget(self._playback_error)
        self._column.addStretch(1)
        self._playback_error.hide()
        self.hide()

    @cached_property
    def brief(self) -> "AnswerFeedbackSummary":
        """The feedback on one take."""
        from mock_interviewer.app.ui.interview.feedback_summary import AnswerFeedbackSummary

        made = AnswerFeedbackSummary()
        made.play_requested.connect(self._play)
        made.verdict_chosen.connect(self.verdict_chosen)
        made.again_pressed.connect(self.again_pressed)
        made.fit(low=self._low)
        area = self._brief_area = self._add_scrolled(made)
        area.setAttribute(Qt.WidgetAttribute.WA_Hover)
        area.installEventFilter(self)
        area.verticalScrollBar().valueChanged.connect(self.read)
        return made

    @cached_property
    def recap(self) -> "SessionRecap":
        """The recap of all answers."""
        from mock_interviewer.app.ui.interview.session_recap import SessionRecap

        made = SessionRecap()
        made.take_chosen.connect(self.take_chosen)
        made.fit(low=self._low)
        self._recap_area = self._add_scrolled(made)
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Notice a pointer that moves over the feedback."""
        if event.type() == QEvent.Type.HoverMove:
            self.read.emit()
        return super().eventFilter(watched, event)

    @Slot()
    def undo_verdict(self) -> None:
        """Take back what the person did to a verdict last, on the answer in view."""
        if self.brief_shown:
            self.brief.points.undo()

    @property
    def brief_shown(self) -> bool:
        """Whether the feedback on one take is shown."""
        area = self._brief_area
        return not self.isHidden() and area is not None and not area.isHidden()

    @property
    def can_undo_verdict(self) -> bool:
        """Whether there is a verdict to take back."""
        return self.brief_shown and self.brief.points.undo_shortcut.enabled()

    @property
    def reading(self) -> bool:
        """Whether there is feedback on one take to read, which gets all the space."""
        return self.brief_shown and not self.brief.status

    @property
    def offers_again(self) -> bool:
        """Whether the feedback has a button to try the question again."""
        return self.reading and not (self.brief.card.isHidden() or self.brief.card.again.isHidden())

    @property
    def recap_shown(self) -> bool:
        """Whether the recap of all answers is shown."""
        area = self._recap_area
        return not self.isHidden() and area is not None and not area.isHidden()

    @property
    def practice_again(self) -> Plan | None:
        """The plan of a session of the weakest questions; None without any, or after a demo.

        At the end only; it may change while answers are being analyzed.
        """
        if not self.recap_shown or self._plan.style == DEMO_STYLE:
            return None
        weakest = self._session_results().weakest
        return replace(self._plan, questions=weakest, lengths=()) if weakest else None

    @property
    def pending(self) -> bool:
        """Whether answers are still being analyzed at the end."""
        return self.recap_shown and bool(self._session_results().pending)

    def begin(self, plan: Plan) -> None:
        """Prepare for a new session."""
        self._plan = plan
        self._snapshot = None
        self._shown_take = ""
        for kept in (
            self._asked,
            self._saved,
            self._results,
            self._coverage_questions,
            self._graded,
            self._opinions,
        ):
            kept.clear()
        self.grade.show_graded(None)
        self.hide()
        self.changed.emit()

    def fit(self, *, low: bool) -> None:
        """Fit a low window."""
        self._low = low
        if self._brief_area is not None:
            self.brief.fit(low=low)
        if self._recap_area is not None:
            self.recap.fit(low=low)

    def scroll_by_key(self, key: int) -> bool:
        """Scroll what is shown by a key, as by Page Down; return whether the key does that."""
        area = self._brief_area if self.brief_shown else self._recap_area
        action = _SCROLLS.get(key)
        if area is None or action is None or not (self.brief_shown or self.recap_shown):
            return False
        area.verticalScrollBar().triggerAction(action)
        return True

    def add_earlier(self, take: "EarlierTake") -> None:
        """Add a take from before the session was interrupted; its feedback may follow."""
        self._asked[take.id] = take.question, take.position
        if take.seconds:
            self._saved[take.id] = take.seconds
        if take.feedback is not None:
            self._results[take.id] = take.feedback

    def show_snapshot(self, snapshot: SessionSnapshot) -> None:
        """Show the feedback that fits the state of the session."""
        self._snapshot = snapshot
        if snapshot.take is not None and snapshot.question is not None:
            self._asked[snapshot.take] = snapshot.question, snapshot.position
            if snapshot.state in _SAVED:
                self._saved[snapshot.take] = snapshot.recorded
        self._update()

    @Slot(str)
    def show_working(self, take: str) -> None:
        """Show that the feedback on a take is being computed; keep older feedback meanwhile."""
        before = self._results.get(take)
        self._set_result(take, None if isinstance(before, str) else before)

    def show_feedback(
        self, take: str, feedback: "Feedback", asked: "CoverageQuestion | None"
    ) -> None:
        """Show the feedback on a take, now or when its time comes."""
        # The question is unknown if an answer is analyzed again while another is in view.
        self._coverage_questions[take] = asked or self._coverage_questions.get(take)
        self._set_result(take, feedback)

    @Slot(str, str)
    def show_failure(self, take: str, sentence: str) -> None:
        """Show why a take has no feedback; keep older feedback if there is any."""
        before = self._results.get(take)
        self._set_result(take, sentence if before is None or isinstance(before, str) else before)

    @Slot(str, str)
    def show_opinion_status(self, take: str, sentence: str) -> None:
        """Show what became of the second opinion on a take's key points; "" for nothing."""
        if take in self._asked:
            self._opinions[take] = sentence
            self._update()

    def show_graded(self, graded: "GradedTake") -> None:
        """Show the grade of a take, now or when its time comes."""
        if graded.take in self._asked:
            self._graded[graded.take] = graded
            self._update()

    def clear_grades(self) -> None:
        """Hide all grades."""
        self._graded.clear()
        self._update()

    @property
    def playback_error(self) -> str:
        """Why a moment can't be played; empty if nothing is wrong."""
        return self._playback_error.plain

    @Slot(str)
    def show_playback_error(self, sentence: str) -> None:
        """Show why a moment can't be played, until another is requested or the take changes."""
        self._playback_error.show_text(sentence)
        self._playback_error.setVisible(bool(sentence))
        self.changed.emit()

    def _set_result(self, take: str, result: "Feedback | str | None") -> None:
        # Takes of other sessions, from the library, are analyzed at the same time.
        if take in self._asked:
            self._results[take] = result
            self._update()

    def _update(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        over = snapshot.state is SessionState.FINISHED and bool(self._session_results().answers)
        # A pause after an answer is for reading this.
        state = snapshot.paused_from or snapshot.state
        shown = state is SessionState.TRANSCRIBED and self._plan.mode is not SessionMode.EXAM
        take = snapshot.take if shown and snapshot.take in self._results else None
        has_feedback = take is not None and not _no_words(snapshot)
        if over:
            self.recap.show_results(self._session_results())
        elif take is not None and has_feedback:
            self._show_brief(take, snapshot)
        for area, wanted in ((self._brief_area, has_feedback), (self._recap_area, over)):
            if area is not None:
                area.setVisible(wanted)
        asked = take is not None and not snapshot.hands_free
        self.grade.show_graded(self._graded.get(take or "") if asked else None)
        if take is None and self.playback_error:
            self.show_playback_error("")
        self.setVisible(over or has_feedback or not self.grade.isHidden())
        self.changed.emit()

    def _add_scrolled(self, part: QWidget) -> "ShrinkingScrollArea":
        from mock_interviewer.app.ui.widgets.scroll_areas import ShrinkingScrollArea

        area = ShrinkingScrollArea(part, _MIN_HEIGHT)
        self._column.insertWidget(0, area)
        return area

    def _show_brief(self, take: str, snapshot: SessionSnapshot) -> None:
        from mock_interviewer.app.ui.feedback.key_points import AnswerContext

        result = self._results[take]
        if take != self._shown_take:
            self._shown_take = take
            self.brief.details.fold()
            self.grade.fold.setChecked(False)
            if self._brief_area is not None:
                self._brief_area.verticalScrollBar().setValue(0)
        if result is None:
            self.brief.show_working()
        elif isinstance(result, str):
            self.brief.show_failure(result)
        else:
            text = snapshot.transcript.text if snapshot.transcript is not None else ""
            answered = AnswerContext(
                text,
                self._coverage_questions.get(take),
                playable=self._is_connected(self.play_requested),
                take=take if self._is_connected(self.verdict_chosen) else "",
            )
            self.brief.card.show_again(shown=snapshot.retry and snapshot.paused_from is None)
            self.brief.show_feedback(result, answered, snapshot.transcript)
            self.brief.points.show_opinion_status(self._opinions.get(take, ""))

    def _session_results(self) -> "SessionResults":
        """Return the results of all takes that were saved or skipped."""
        from mock_interviewer.app.ui.interview.session_results import (
            SessionAnswer,
            SessionResults,
            last_attempts,
        )

        snapshot = self._snapshot
        skipped = () if snapshot is None else snapshot.skipped
        answers = [
            SessionAnswer(
                take, question, position, self._results.get(take, _SAVED_ONLY), take not in skipped
            )
            for take, (question, position) in self._asked.items()
            if take in self._results or take in self._saved or take in skipped
        ]
        measured = {
            take: result.delivery.duration
            for take, result in self._results.items()
            if result is not None and not isinstance(result, str)
        }
        return SessionResults(
            last_attempts(answers),
            0 if snapshot is None else snapshot.answers,
            sum((self._saved | measured).values()),
        )

    def _is_connected(self, signal: SignalInstance) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(signal))

    @Slot(float)
    def _play(self, seconds: float) -> None:
        if self.playback_error:
            self.show_playback_error("")
        if self._snapshot is not None and self._snapshot.take is not None:
            self.play_requested.emit(self._snapshot.take, seconds)


def _no_words(snapshot: SessionSnapshot) -> bool:
    """Return whether the answer has no words, which the caption already says."""
    return snapshot.transcript is not None and not snapshot.transcript.text.strip()
