"""The feedback panel of a take: summary, grade, advice, key points, delivery, model answer."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mock_interviewer.app.feedback.delivery.measures import Measures
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.ui.feedback.delivery import DeliveryView
from mock_interviewer.app.ui.feedback.finding_list import FindingList
from mock_interviewer.app.ui.feedback.grade_line import GradeLine
from mock_interviewer.app.ui.feedback.key_points import AnswerContext, FindingBuilder, KeyPointsView
from mock_interviewer.app.ui.feedback.key_points_summary import KeyPointsSummary
from mock_interviewer.app.ui.feedback.model_answer import ModelAnswerView
from mock_interviewer.app.ui.feedback.review import ReviewSection
from mock_interviewer.app.ui.style.theme import Spacing, set_kind
from mock_interviewer.app.ui.toolkit.tab_order import set_tab_order_after, tab_stop_before
from mock_interviewer.app.ui.widgets.column import HeightForWidthWidget
from mock_interviewer.app.ui.widgets.labels import StatusLabel

_WORKING = "Analyzing…"


class FeedbackPart(StrEnum):
    """The parts of the panel, shown one at a time; the host chooses which."""

    POINTS = "points"
    DELIVERY = "delivery"
    MODEL = "model"


class FeedbackPanel(HeightForWidthWidget):
    """Feedback on a take, or its progress, or why there is none.

    ``measures`` define the figures. The model answer is available even without feedback.
    """

    play_asked = Signal(float)
    """Play the recording from this second."""
    seek_asked = Signal(float)
    """Move to this second of the recording."""
    evidence_highlighted = Signal(object)
    """Start and end in seconds of the evidence a person points at, or None."""
    verdict_chosen = Signal(str, str, object)
    """The ids of a take and of a key point, and the person's CoverageVerdict, None for none."""
    again_pressed = Signal()
    """Compute the feedback again."""
    part_changed = Signal(object)
    """The FeedbackPart that is shown now."""
    points_pressed = Signal()
    """Make key points for the question from this answer."""

    def __init__(self, measures: Measures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Feedback")
        self._feedback: Feedback | None = None
        self._context = AnswerContext()
        self._status = StatusLabel()
        self.retry = QPushButton("Try again")
        self.retry.setAccessibleName("Try again to analyze this answer")
        self.again = QPushButton("Analyze again")
        self.again.setAccessibleName("Analyze this answer again")
        set_kind(self.again, "link")
        self._head = QWidget()
        self.make_points = QPushButton("Make points from this answer")
        self.make_points.setAccessibleName(self.make_points.text())
        self.offers_points = False
        """Whether key points can be made for a question that has none."""
        self.summary = KeyPointsSummary()
        self.grade = GradeLine()
        self.advice = FindingList("Try next time")
        self._part = FeedbackPart.POINTS
        self.points = KeyPointsView()
        self.delivery = DeliveryView(measures)
        self.model = ModelAnswerView()
        self.review = ReviewSection()
        self._views: dict[FeedbackPart, QWidget] = {
            FeedbackPart.POINTS: self.points,
            FeedbackPart.DELIVERY: self.delivery,
            FeedbackPart.MODEL: self.model,
        }
        self._lay_out()
        self._connect()
        self.clear()

    @property
    def status(self) -> str:
        """The sentence shown in place of feedback or above older feedback; otherwise empty."""
        return self._status.plain

    @property
    def part(self) -> FeedbackPart:
        """The part that is shown."""
        return self._part

    def clear(self) -> None:
        """Clear the feedback; the part that was chosen stays."""
        self._feedback = None
        self._say("")
        self.grade.show_graded(None)
        self.advice.show_findings(())
        self.points.clear()
        self.model.show_answer(None)

    def show_working(self) -> None:
        """Show that feedback is being computed; older feedback stays until then."""
        self._say(_WORKING)

    def show_failure(self, sentence: str) -> None:
        """Show why there is no feedback, and offer to try again."""
        self._say(sentence, "bad")

    def show_context(self, context: AnswerContext) -> None:
        """Set what the feedback is about."""
        if context != self._context:
            self._context = context
            self._fill()

    def show_feedback(self, feedback: Feedback) -> None:
        """Show the feedback on the take."""
        self._feedback = feedback
        self._say("")
        self._fill()

    def choose(self, part: FeedbackPart) -> None:
        """Show one of the parts."""
        changed = part is not self._part
        self._part = part
        self._show_part()
        if changed:
            self.part_changed.emit(part)

    def _fill(self) -> None:
        feedback = self._feedback
        if feedback is None:
            return
        before = tab_stop_before(self)
        self.summary.show_feedback(feedback)
        self._show_offer()
        self.advice.show_findings(FindingBuilder(self._context).advice(feedback.advice))
        self.points.show_feedback(feedback, self._context)
        set_tab_order_after(before, self)
        self._fill_delivery()

    def _show_offer(self) -> None:
        asked, feedback = self._context.asked, self._feedback
        without = feedback is not None and asked is not None and not asked.points
        # The question may have got its points after it was shown.
        judged = feedback is not None and feedback.coverage is not None
        said = bool(self._context.text.strip())
        self.make_points.setVisible(self.offers_points and without and said and not judged)

    def _fill_delivery(self) -> None:
        """Make the rows of figures once they are looked at."""
        if self._feedback is None or self._part is not FeedbackPart.DELIVERY:
            return
        before = tab_stop_before(self)
        self.delivery.show_delivery(self._feedback.delivery, playable=self._context.playable)
        set_tab_order_after(before, self)

    def _say(self, sentence: str, kind: str = "muted") -> None:
        self._status.show_text(sentence, kind)
        self._show_part()

    def _show_part(self) -> None:
        has_feedback = self._feedback is not None
        chosen = self._part
        self._head.setVisible(chosen is FeedbackPart.POINTS)
        self.summary.setVisible(has_feedback)
        self._show_offer()
        self.advice.setVisible(has_feedback and bool(self.advice.rows))
        for part, view in self._views.items():
            view.setVisible(part is chosen and (has_feedback or part is FeedbackPart.MODEL))
        about_feedback = chosen is not FeedbackPart.MODEL
        self._status.setVisible(about_feedback and bool(self.status))
        self.retry.setVisible(about_feedback and self._status.kind == "bad" and bool(self.status))
        self.again.setVisible(about_feedback and has_feedback and not self.status)
        self._fill_delivery()
        if about_feedback:
            self.model.stop_reading()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Spacing.M)
        head = QVBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(Spacing.M)
        head.addWidget(self.summary)
        head.addWidget(self.make_points, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.grade, self.advice):
            head.addWidget(part)
        column.addWidget(self._head)
        column.addWidget(self._status)
        column.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignLeft)
        for view in self._views.values():
            column.addWidget(view)
        column.addWidget(self.review)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _connect(self) -> None:
        for view in (self.advice, self.points):
            view.play_asked.connect(self.play_asked)
            view.evidence_highlighted.connect(self.evidence_highlighted)
        self.points.verdict_chosen.connect(self.verdict_chosen)
        self.delivery.play_asked.connect(self.play_asked)
        self.delivery.seek_asked.connect(self.seek_asked)
        self.make_points.setAutoDefault(True)
        self.make_points.clicked.connect(self.points_pressed)
        for button in (self.retry, self.again):
            button.setAutoDefault(True)
            button.clicked.connect(self.again_pressed)
