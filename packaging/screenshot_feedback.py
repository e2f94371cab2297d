"""The pages with feedback in every state, for screenshots."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from screenshot_answers import (
    ASKED,
    MODEL_ANSWER,
    full,
    mixed,
    nothing,
    opinions,
    story,
    untold,
)
from screenshot_data import EVENING, SampleLibrary, StillPlayer
from screenshot_speech import ANSWERS, transcript_of
from screenshot_today import graded

from mock_interviewer.app.feedback.delivery.measures import MEASURES
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion, SessionMode
from mock_interviewer.app.ui.feedback.panel import FeedbackPart
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.take.feedback import TakeFeedback
from mock_interviewer.app.ui.take.page import TakePage
from mock_interviewer.app.ui.window.second_opinion_controller import ASKING
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.questions.schedule import RecallGrade


def feedback_page(
    give: Callable[[TakeFeedback, str, Transcript], None],
    part: FeedbackPart = FeedbackPart.POINTS,
    *,
    reveal: bool = False,
    silent: bool = False,
    unfold: tuple[int, ...] = (),
) -> TakePage:
    """Return a take page whose feedback is given by ``give``, with ``part`` of it chosen.

    ``unfold`` names the rows of key points, or of figures, that are unfolded. In a ``silent`` take
    nobody speaks.
    """
    library = SampleLibrary(1)
    page = TakePage(library, StillPlayer(12.3), now=lambda: EVENING, measures=MEASURES)
    takes = library.takes("session-0000").result()
    transcript = takes[0].take.transcript
    if transcript is None:
        raise ValueError("the sample has no transcript")
    if silent:
        nobody = replace(transcript, segments=(), speech_detected=False)
        heard = replace(takes[0], take=replace(takes[0].take, transcript=nobody))
        library.set_takes("session-0000", (heard, *takes[1:]))

    def answer(take: str) -> None:
        give(page.feedback, take, transcript)
        panel = page.feedback.panel
        panel.choose(part)
        rows = panel.delivery.rows if part is FeedbackPart.DELIVERY else panel.points.points.rows
        for number in unfold:
            rows[number].fold.setChecked(True)
        if reveal:
            panel.model.reveal.click()

    page.feedback.verdict_chosen.connect(lambda *_verdict: None)
    page.feedback.feedback_requested.connect(answer)
    page.open("session-0000", "session-0000-01")
    return page


def given(
    make: Callable[[Transcript], Feedback],
) -> Callable[[TakeFeedback, str, Transcript], None]:
    """Return a function that shows the feedback from ``make``."""

    def give(feedback: TakeFeedback, take: str, transcript: Transcript) -> None:
        feedback.show_question(ASKED, MODEL_ANSWER)
        made = make(transcript)
        feedback.show_feedback(take, made)
        feedback.show_graded(graded(take, made))

    return give


def example_answer(feedback: TakeFeedback, take: str, transcript: Transcript) -> None:
    """Give the feedback of a story, whose model answer is an example."""
    feedback.show_question(ASKED, replace(MODEL_ANSWER, example=True))
    made = story(transcript)
    feedback.show_feedback(take, made)
    feedback.show_graded(graded(take, made, confirmed=RecallGrade.HARD))


def opinions_asked(feedback: TakeFeedback, take: str, transcript: Transcript) -> None:
    """Give the feedback while second opinions come in."""
    given(opinions)(feedback, take, transcript)
    feedback.show_opinion_status(take, ASKING)


def working(feedback: TakeFeedback, take: str, _transcript: Transcript) -> None:
    """Show no feedback yet."""
    feedback.show_question(ASKED, MODEL_ANSWER)
    feedback.show_working(take)


def refused(feedback: TakeFeedback, take: str, _transcript: Transcript) -> None:
    """Show why there is no feedback."""
    feedback.show_question(ASKED, MODEL_ANSWER)
    feedback.show_failure(
        take, "The feedback could not be worked out: its worker ended. Your answer is saved."
    )


def give_session(page: InterviewPage, state: str) -> None:
    """Let a session's page show feedback.

    ``state``: given, mixed (points of every verdict), working, or exam (one that is over).
    """
    transcript = transcript_of(ANSWERS[0].answer)
    last = page.snapshot
    if last is None or last.take is None:
        return
    if state == "working":
        page.feedback.show_working(last.take)
    elif state in {"given", "mixed"}:
        page.feedback.play_requested.connect(lambda _take, _seconds: None)
        page.feedback.verdict_chosen.connect(lambda *_verdict: None)
        page.show_snapshot(replace(last, transcript=transcript))
        made = full(transcript) if state == "given" else mixed(transcript)
        page.feedback.show_feedback(last.take, made, ASKED)
        page.feedback.show_graded(graded(last.take, made))
    else:
        _sit_exam(page, last, transcript)


def _sit_exam(page: InterviewPage, last: SessionSnapshot, transcript: Transcript) -> None:
    page.begin(Plan((), mode=SessionMode.EXAM))
    results = (full, mixed, nothing, untold, full)
    for number, result in enumerate(results):
        question = PlannedQuestion("llm", f"q-{number}", ANSWERS[number].question, "", "")
        take = f"take-{number}"
        page.show_snapshot(replace(last, state=SessionState.SAVED, question=question, take=take))
        page.feedback.show_working(take)
        if number < len(results) - 1:
            page.feedback.show_feedback(take, result(transcript), ASKED)
    page.show_snapshot(last)


PAGES: dict[str, Callable[[], TakePage]] = {
    "feedback": partial(feedback_page, given(full)),
    "feedback-mixed": partial(feedback_page, given(mixed), unfold=(1, 3)),
    "feedback-opinions": partial(feedback_page, opinions_asked, unfold=(1,)),
    "feedback-nothing": partial(feedback_page, given(nothing)),
    "feedback-untold": partial(feedback_page, given(untold), FeedbackPart.DELIVERY, silent=True),
    "feedback-story": partial(feedback_page, example_answer),
    "feedback-delivery": partial(feedback_page, given(full), FeedbackPart.DELIVERY),
    "feedback-explained": partial(feedback_page, given(full), FeedbackPart.DELIVERY, unfold=(2, 6)),
    "feedback-model": partial(feedback_page, example_answer, FeedbackPart.MODEL, reveal=True),
    "feedback-hidden-model": partial(feedback_page, given(full), FeedbackPart.MODEL),
    "feedback-working": partial(feedback_page, working),
    "feedback-failed": partial(feedback_page, refused),
}
"""Every state by the name of its picture."""
