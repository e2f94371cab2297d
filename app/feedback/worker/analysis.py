"""The analysis of one take: its request, its steps, and the resulting feedback."""

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
from mock_interviewer.app.feedback.delivery.not_knowing import says_not_to_know
from mock_interviewer.app.feedback.feedback import FEEDBACK_VERSION, Feedback, FeedbackAdvice
from mock_interviewer.app.feedback.story.story import Story
from mock_interviewer.app.text.taken_back import kept_text
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.models.languages import ENGLISH, LANGUAGES
from mock_interviewer.audio.recognition.transcript import Transcript


@dataclass(frozen=True)
class AnalysisRequest:
    """One take: its current transcript, its recording, and its question.

    ``recording`` and ``asked`` are None if they no longer exist; the feedback then says what is
    not available.
    """

    transcript: Transcript
    recording: Path | None
    asked: CoverageQuestion | None
    stopped_by_limit: bool = False
    """Whether the time limit ended the answer."""


@dataclass(frozen=True)
class AnalysisSteps:
    """The steps of an analysis besides scoring.

    ``tell`` returns None if the question does not ask for an experience; ``advise`` receives the
    question, the coverage, why there is none, the story, the delivery, and whether the answer may
    be short: the time limit ended it, or the person said that they don't know.
    """

    measure: Callable[[Transcript, Path | None], Delivery]
    tell: Callable[[CoverageQuestion, str, Coverage | None], Story | None]
    advise: Callable[
        [CoverageQuestion | None, Coverage | None, str, Story | None, Delivery, bool],
        tuple[FeedbackAdvice, ...],
    ]


def default_steps() -> AnalysisSteps:
    """Return the program's own steps, importing what they need now."""
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
        may_be_short: bool,
    ) -> tuple[FeedbackAdvice, ...]:
        judged = None if untold else coverage
        whole = judged is not None and 0 < judged.made == len(judged.points)
        habit = furthest_habit(delivery, may_be_short=whole or may_be_short)
        return advise(asked, coverage, untold, story, delivery, habit=habit)

    return AnalysisSteps(measure_delivery, analyze_story, with_habit)


MIN_WORDS_TO_SCORE = 5
"""Minimum words of an answer whose key points can be scored."""


def analyze(
    request: AnalysisRequest,
    scorer: CoverageScorer | MachineError | None,
    steps: AnalysisSteps | None = None,
) -> Feedback:
    """Return the feedback on a take, by default with ``default_steps``.

    An error in place of ``scorer`` is the reason for missing coverage; None means that coverage is
    not wanted. Accepts any transcript; the feedback says what is not available. Raises
    MachineError if a step does.
    """
    steps = steps or default_steps()
    transcript, asked = request.transcript, request.asked
    # Spaces stand for what was taken back, so that evidence is found at the same place.
    said = kept_text(transcript.text)
    delivery = steps.measure(transcript, request.recording)
    times = EvidenceTimes(transcript)
    unreadable = _why_unreadable(transcript, said)
    untold = unreadable or _why_no_points(asked) or _why_no_scorer(scorer)
    coverage = story = None
    usable = None if isinstance(scorer, MachineError) else scorer
    if asked is not None and usable is not None and not untold:
        coverage = _timed_coverage(usable.cover(asked, said), times)
    if asked is not None and not unreadable:
        story = _timed_story(steps.tell(asked, said, coverage), times)
    may_be_short = request.stopped_by_limit or says_not_to_know(said)
    return Feedback(
        version=FEEDBACK_VERSION,
        delivery=delivery,
        coverage=coverage,
        coverage_untold=untold,
        story=story,
        advice=steps.advise(asked, coverage, untold, story, delivery, may_be_short),
    )


def _why_unreadable(transcript: Transcript, text: str) -> str:
    """Return why the content of an answer cannot be analyzed, or ""; ``text`` is what counts."""
    if not transcript.speech_detected or not transcript.text:
        return "No words were found in this recording."
    if transcript.language != ENGLISH:
        language = LANGUAGES.get(transcript.language, f"“{transcript.language}”")
        return f"Key points can be found in English answers only, and this one is in {language}."
    words = len(text.split())
    if words < MIN_WORDS_TO_SCORE:
        said = "one word" if words == 1 else f"{words} words"
        return f"You said only {said}, too few to tell which key points you made."
    return ""


def _why_no_points(asked: CoverageQuestion | None) -> str:
    """Return why there are no key points to score, or ""."""
    if asked is None:
        return "The question is no longer in its bank, so its key points are unknown."
    if not asked.points:
        return "This question has no key points yet, so only delivery is judged."
    return ""


def _why_no_scorer(scorer: CoverageScorer | MachineError | None) -> str:
    """Return why key points cannot be scored, or ""."""
    if scorer is None:
        return "Key points weren't checked."
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
