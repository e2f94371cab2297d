"""The pages with feedback in every state, for screenshots."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from screenshot_answers import (
    ASKED,
    EMPTY_ANSWER,
    MIXED_ANSWER,
    MODEL_ANSWER,
    full,
    mixed,
    nothing,
    opinions,
    story,
    untold,
)
from screenshot_data import EVENING, SampleLibrary, StillPlayer
from screenshot_speech import transcript_of
from screenshot_today import graded

from mock_interviewer.app.feedback.delivery.measures import MEASURES
from mock_interviewer.app.feedback.feedback import Feedback
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
    answer: str = "",
) -> TakePage:
    """Return a take page whose feedback is given by ``give``, with ``part`` of it chosen.

    ``unfold`` names the rows of key points, or of figures, that are unfolded. In a ``silent`` take
    nobody speaks; ``answer`` is what is said in place of the sample's words.
    """
    library = SampleLibrary(1)
    page = TakePage(library, StillPlayer(12.3), now=lambda: EVENING, measures=MEASURES)
    takes = library.takes("session-0000").result()
    if answer:
        heard = transcript_of(answer)
        said = replace(takes[0].take, transcript=heard, duration=heard.duration)
        takes = (replace(takes[0], take=said), *takes[1:])
        library.set_takes("session-0000", takes)
    transcript = takes[0].take.transcript
    if transcript is None:
        raise ValueError("the sample has no transcript")
    if silent:
        nobody = replace(transcript, segments=(), speech_detected=False)
        unheard = replace(takes[0], take=replace(takes[0].take, transcript=nobody))
        library.set_takes("session-0000", (unheard, *takes[1:]))

    def give_feedback(take: str) -> None:
        give(page.feedback, take, transcript)
        panel = page.feedback.panel
        panel.choose(part)
        rows = panel.delivery.rows if part is FeedbackPart.DELIVERY else panel.points.points.rows
        for number in unfold:
            rows[number].fold.setChecked(True)
        if reveal:
            panel.model.reveal.click()

    page.feedback.verdict_chosen.connect(lambda *_verdict: None)
    page.feedback.feedback_requested.connect(give_feedback)
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

    ``state``: given, mixed (points of every verdict), unfolded (with transcript and delivery),
    working, or failed.
    """
    last = page.snapshot
    if last is None or last.take is None:
        return
    page.feedback.play_requested.connect(lambda _take, _seconds: None)
    page.feedback.verdict_chosen.connect(lambda *_verdict: None)
    if state == "working":
        page.feedback.show_working(last.take)
        return
    if state == "failed":
        page.feedback.show_failure(
            last.take, "Your answer couldn't be analyzed: the worker ended. Your answer is saved."
        )
        return
    transcript = transcript_of(MIXED_ANSWER) if state == "mixed" else last.transcript
    if transcript is None:
        raise ValueError("the snapshot has no transcript")
    page.show_snapshot(replace(last, transcript=transcript, recorded=transcript.duration))
    made = mixed(transcript) if state == "mixed" else full(transcript)
    page.feedback.show_feedback(last.take, made, ASKED)
    page.feedback.show_graded(graded(last.take, made))
    if state == "unfolded":
        page.feedback.brief.details.transcript.setChecked(True)
        page.feedback.brief.details.delivery.setChecked(True)
        page.feedback.grade.fold.setChecked(True)


PAGES: dict[str, Callable[[], TakePage]] = {
    "feedback": partial(feedback_page, given(full)),
    "feedback-mixed": partial(feedback_page, given(mixed), unfold=(1, 3), answer=MIXED_ANSWER),
    "feedback-opinions": partial(feedback_page, opinions_asked, unfold=(1,), answer=MIXED_ANSWER),
    "feedback-nothing": partial(feedback_page, given(nothing), answer=EMPTY_ANSWER),
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
