"""A whole sample session for screenshots: its questions, its answers, and the feedback on them."""

from dataclasses import dataclass, replace
from functools import cache

from screenshot_answers import delivery_of, full, untold
from screenshot_speech import ANSWERS, transcript_of

from mock_interviewer.app.feedback.advice import advise
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    ExpectedPoint,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.habits import furthest_habit
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback
from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.interview.speech.closing_words import NumberedFeedback, closing_advice
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion, SessionMode
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class _Point:
    text: str
    made: bool
    essential: bool = False


_POINTS = {
    1: (
        _Point("It is the exponentiated average negative log-likelihood.", True, True),
        _Point("It can be read as the number of tokens to choose between.", True),
        _Point("Lower means that the model is less surprised by the text.", True, True),
        _Point("It compares fairly only between models that share a tokenizer.", True),
        _Point("It says nothing about whether an answer is true or useful.", True),
        _Point("On text from the training data it is misleadingly low.", False),
    ),
    2: (
        _Point("In self-attention, queries, keys, and values come from one sequence.", True, True),
        _Point("In cross-attention, keys and values come from the encoder.", True, True),
        _Point("In cross-attention, queries come from the decoder.", True),
        _Point("Self-attention in a decoder masks later tokens.", False),
        _Point("The cost grows with the product of both lengths.", False),
    ),
    3: (
        _Point("Weights are stored with fewer bits, so they take less memory.", True, True),
        _Point("Check the quantized model against the original on your own task.", False, True),
        _Point("Accuracy drops most with int4 and with outliers.", False),
        _Point("It is faster only where the hardware supports the format.", False),
        _Point("Weights alone are easier to quantize than activations.", False),
    ),
    5: (
        _Point("Find out who could be harmed, and measure there.", True, True),
        _Point("Compare counterfactual pairs that differ in one attribute.", True),
        _Point("Reduce it in the data, in training, or in the output.", False, True),
        _Point("Measure again, since less bias may cost accuracy.", False),
    ),
}
"""The key points of each question but the first, by its place among ANSWERS."""
SKIPPED = 4
"""The place of the question that was skipped."""
QUESTIONS = tuple(
    PlannedQuestion("llm", f"q-{number}", answer.question, "", answer.section)
    for number, answer in enumerate(ANSWERS)
)


@cache
def spoken(number: int) -> Transcript:
    """Return the transcript of an answer, the same that its take page shows."""
    return transcript_of(ANSWERS[number].answer, seed=number)


def feedback_on(number: int) -> Feedback:
    """Return the feedback on an answer."""
    transcript = spoken(number)
    if number == 0:
        return full(transcript)
    points = [
        (ExpectedPoint(f"p-{at}", point.text, point.essential), point.made)
        for at, point in enumerate(_POINTS[number])
    ]
    coverage = Coverage(
        tuple(
            PointCoverage(
                point.id,
                point.point,
                CoverageVerdict.MADE if made else CoverageVerdict.NOT,
                0.9 if made else 0.1,
                essential=point.essential,
            )
            for point, made in points
        )
    )
    delivery = delivery_of(transcript)
    asked = CoverageQuestion(ANSWERS[number].question, tuple(point for point, _ in points))
    advice = advise(asked, coverage, "", None, delivery, furthest_habit(delivery))
    return Feedback(FEEDBACK_VERSION, delivery, coverage, advice=advice)


def answered() -> tuple[int, ...]:
    """Return the places of the questions that were answered."""
    return tuple(number for number in range(len(ANSWERS)) if number != SKIPPED)


def advice_aloud() -> str:
    """Return the number of a question in words, and the advice on it, as the interviewer says."""
    told = [NumberedFeedback(number + 1, feedback_on(number)) for number in answered()]
    found = closing_advice(told)
    if found is None or found.number is None:
        raise ValueError("the sample has nothing to work on")
    numbers = ("one", "two", "three", "four", "five", "six")
    return f"from question {numbers[found.number - 1]}. {found.advice.text}"


def finish_practice(page: InterviewPage) -> None:
    """Go through the session in the style Practice, up to its end."""
    page.begin(Plan(QUESTIONS, style="practice"))
    for number in range(len(QUESTIONS)):
        shown = _snapshot(SessionState.ASKING, number)
        page.show_snapshot(shown)
        if number != SKIPPED:
            words = spoken(number)
            page.show_snapshot(
                replace(
                    shown,
                    state=SessionState.TRANSCRIBED,
                    recorded=words.duration,
                    transcript=words,
                )
            )
            page.feedback.show_feedback(f"take-{number}", feedback_on(number), None)
    page.show_snapshot(
        replace(
            _snapshot(SessionState.FINISHED, len(QUESTIONS) - 1),
            answers=len(answered()),
            skipped=(f"take-{SKIPPED}",),
        )
    )


def finish_exam(page: InterviewPage) -> None:
    """Go through an exam whose last answer is still being analyzed, and one has no speech."""
    asked = range(5)
    page.begin(Plan(QUESTIONS[:5], mode=SessionMode.EXAM, style="exam"))
    for number in asked:
        page.show_snapshot(_snapshot(SessionState.SAVED, number, recorded=spoken(number).duration))
        page.feedback.show_working(f"take-{number}")
        if number < asked[-1]:
            made = untold(spoken(number)) if number == 3 else feedback_on(number)  # noqa: PLR2004
            page.feedback.show_feedback(f"take-{number}", made, None)
    page.show_snapshot(_snapshot(SessionState.FINISHED, asked[-1], answers=len(asked)))


def _snapshot(
    state: SessionState, number: int, *, recorded: float = 0.0, answers: int = 0
) -> SessionSnapshot:
    return SessionSnapshot(
        state=state,
        question=QUESTIONS[number],
        position=number + 1,
        total=len(QUESTIONS),
        session="session-0000",
        take=f"take-{number}",
        recorded=recorded,
        answers=answers,
    )
