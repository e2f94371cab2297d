"""The whole of an analysis: from a take to the feedback on it."""

from dataclasses import replace

from mock_interviewer.app.feedback.analysis import AnalysisRequest, Scorer
from mock_interviewer.app.feedback.coverage import Asked, Coverage
from mock_interviewer.app.feedback.evidence_times import EvidenceTimes
from mock_interviewer.app.feedback.feedback import VERSION, Feedback
from mock_interviewer.app.feedback.parts import Parts, real_parts
from mock_interviewer.app.feedback.story import Story
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.recognition.languages import ENGLISH, LANGUAGES
from mock_interviewer.audio.recognition.transcript import Transcript

FEWEST_WORDS = 5
"""Of fewer words nobody can tell which key points they make."""


def analyse(
    request: AnalysisRequest, scorer: Scorer | MachineError | None, parts: Parts | None = None
) -> Feedback:
    """Return the feedback on a take, with the real parts unless others are given.

    ``scorer``: an error in its place is why there is no coverage; None: nobody asks for any.
    Any transcript is taken; what cannot be told of it is said. Raises MachineError where a part
    does.
    """
    parts = parts or real_parts()
    transcript, asked = request.transcript, request.asked
    delivery = parts.measure(transcript, request.recording)
    times = EvidenceTimes(transcript)
    unreadable = _unreadable(transcript)
    untold = unreadable or _unknown(asked) or _unjudged(scorer)
    coverage = story = None
    judge = None if isinstance(scorer, MachineError) else scorer
    if asked is not None and judge is not None and not untold:
        coverage = _timed_coverage(judge.cover(asked, transcript.text), times)
    if asked is not None and not unreadable:
        story = _timed_story(parts.tell(asked, transcript.text, coverage), times)
    return Feedback(
        version=VERSION,
        delivery=delivery,
        coverage=coverage,
        coverage_untold=untold,
        story=story,
        advice=parts.advise(asked, coverage, untold, story, delivery),
    )


def _unreadable(transcript: Transcript) -> str:
    """Say why what was said cannot be judged by its meaning; "" where it can."""
    text = transcript.text
    if not transcript.speech_detected or not text:
        return "No words were found in this recording."
    if transcript.language != ENGLISH:
        language = LANGUAGES.get(transcript.language, f"“{transcript.language}”")
        return f"Key points are found in English answers only, and this one is in {language}."
    words = len(text.split())
    if words < FEWEST_WORDS:
        said = "one word" if words == 1 else f"{words} words"
        return f"You said only {said}, too little to tell which key points you made."
    return ""


def _unknown(asked: Asked | None) -> str:
    """Say why there are no key points to look for; "" where there are."""
    if asked is None:
        return "The question is no longer in its bank, so its key points are not known."
    if not asked.points:
        return "This question has no key points to compare your answer with."
    return ""


def _unjudged(scorer: Scorer | MachineError | None) -> str:
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
