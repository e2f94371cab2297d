"""The analysis of one take: what it needs, its steps, and the feedback that results."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageScorer,
)
from mock_interviewer.app.feedback.coverage.evidence_times import EvidenceTimes
from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback, FeedbackAdvice
from mock_interviewer.app.feedback.story.story import Story
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.models.languages import ENGLISH, LANGUAGES
from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class AnalysisRequest:
    """One take: its current transcript, its recording, and what was asked.

    ``recording`` and ``asked`` are None where there are none any more; the feedback then says what
    it cannot tell.
    """

    transcript: Transcript
    recording: Path | None
    asked: CoverageQuestion | None


@dataclass(frozen=True)
class AnalysisSteps:
    """The pieces of an analysis besides the scorer.

    ``tell`` returns None where the question asks for no experience; ``advise`` gets the question,
    the coverage, why there is none, the story and the delivery.
    """

    measure: Callable[[Transcript, Path | None], Delivery]
    tell: Callable[[CoverageQuestion, str, Coverage | None], Story | None]
    advise: Callable[
        [CoverageQuestion | None, Coverage | None, str, Story | None, Delivery],
        tuple[FeedbackAdvice, ...],
    ]


def default_steps() -> AnalysisSteps:
    """Return the parts of the program; what they need is imported now."""
    from mock_interviewer.app.feedback.advice import advise
    from mock_interviewer.app.feedback.delivery.habits import furthest_habit
    from mock_interviewer.app.feedback.delivery.measure_delivery import measure_delivery
    from mock_interviewer.app.feedback.story.star import analyze_story

    def with_habit(
        asked: CoverageQuestion | None,
        coverage: Coverage | None,
        untold: str,
        story: Story | None,
        delivery: Delivery,
    ) -> tuple[FeedbackAdvice, ...]:
        judged = None if untold else coverage
        whole = judged is not None and 0 < judged.made == len(judged.points)
        habit = furthest_habit(delivery, whole=whole)
        return advise(asked, coverage, untold, story, delivery, habit=habit)

    return AnalysisSteps(measure_delivery, analyze_story, with_habit)


FEWEST_WORDS_TO_JUDGE = 5
"""Of fewer words nobody can tell which key points they make."""


def analyze(
    request: AnalysisRequest,
    scorer: CoverageScorer | MachineError | None,
    parts: AnalysisSteps | None = None,
) -> Feedback:
    """Return the feedback on a take, with the real parts unless others are given.

    ``scorer``: an error in its place is why there is no coverage; None: nobody asks for any.
    Any transcript is taken; what cannot be told of it is said. Raises MachineError where a part
    does.
    """
    parts = parts or default_steps()
    transcript, asked = request.transcript, request.asked
    delivery = parts.measure(transcript, request.recording)
    times = EvidenceTimes(transcript)
    unreadable = _why_unreadable(transcript)
    untold = unreadable or _why_no_points(asked) or _why_no_scorer(scorer)
    coverage = story = None
    judge = None if isinstance(scorer, MachineError) else scorer
    if asked is not None and judge is not None and not untold:
        coverage = _timed_coverage(judge.cover(asked, transcript.text), times)
    if asked is not None and not unreadable:
        story = _timed_story(parts.tell(asked, transcript.text, coverage), times)
    return Feedback(
        version=FEEDBACK_VERSION,
        delivery=delivery,
        coverage=coverage,
        coverage_untold=untold,
        story=story,
        advice=parts.advise(asked, coverage, untold, story, delivery),
    )


def _why_unreadable(transcript: Transcript) -> str:
    """Say why what was said cannot be judged by its meaning; "" where it can."""
    text = transcript.text
    if not transcript.speech_detected or not text:
        return "No words were found in this recording."
    if transcript.language != ENGLISH:
        language = LANGUAGES.get(transcript.language, f"“{transcript.language}”")
        return f"Key points are found in English answers only, and this one is in {language}."
    words = len(text.split())
    if words < FEWEST_WORDS_TO_JUDGE:
        said = "one word" if words == 1 else f"{words} words"
        return f"You said only {said}, too little to tell which key points you made."
    return ""


def _why_no_points(asked: CoverageQuestion | None) -> str:
    """Say why there are no key points to look for; "" where there are."""
    if asked is None:
        return "The question is no longer in its bank, so its key points are not known."
    if not asked.points:
        return "This question has no key points to compare your answer with."
    return ""


def _why_no_scorer(scorer: CoverageScorer | MachineError | None) -> str:
    """Say why nobody judges key points; "" where somebody does."""
    if scorer is None:
        return "Key points were not looked for."
    return str(scorer) if isinstance(scorer, MachineError) else ""


def _timed_coverage(coverage: Coverage, times: EvidenceTimes) -> Coverage:
    return Coverage(
        tuple(replace(point, evidence=times.timed(point.evidence)) for point in coverage.points)
    )


def _timed_story(story: Story | None, times: EvidenceTimes) -> Story | None:
    if story is None:
        return None
    return replace(
        story,
        parts=tuple(replace(part, evidence=times.timed(part.evidence)) for part in story.parts),
        measured_result=times.timed(story.measured_result),
    )
