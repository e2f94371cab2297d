"""One answer as the page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mock_interviewer.app.feedback.coverage import Asked
from mock_interviewer.app.feedback.definitions import Measures
from mock_interviewer.app.feedback.feedback import Advice, Feedback
from mock_interviewer.app.lengths import spoken_length
from mock_interviewer.app.report.delivery import DeliveryShown, delivery_shown
from mock_interviewer.app.report.places import Place, Recording, recording_on_page
from mock_interviewer.app.report.points import KeyPoints, key_points
from mock_interviewer.app.report.story import Story, story_shown
from mock_interviewer.app.report.transcript import Line, lines
from mock_interviewer.app.store.records import (
    DAMAGED,
    NO_RECORDING,
    RECOVERED,
    TakeRecord,
    TakeStatus,
)

_BAR = 320.0
_WARNINGS = {
    RECOVERED: "recovered after an interruption",
    NO_RECORDING: "no recording",
    DAMAGED: "the recording is damaged",
    "no-signal": "the microphone gave no signal",
    "gaps": "the recording has gaps",
    "cleaned": "the microphone gave faulty samples",
    "limit": "ended at the time limit",
}


@dataclass(frozen=True)
class ModelAnswer:
    """How one could answer; ``example`` marks an invented experience."""

    text: str
    example: bool = False


@dataclass(frozen=True)
class Known:
    """What is known of takes beside their records, by the take's id, and of the measures."""

    feedback: Mapping[str, Feedback] = field(default_factory=dict)
    asked: Mapping[str, Asked] = field(default_factory=dict)
    model_answers: Mapping[str, ModelAnswer] = field(default_factory=dict)
    measures: Measures = field(default_factory=dict)


@dataclass(frozen=True)
class AdviceShown:
    """``example`` may be empty; ``place`` is None where nothing can be heard."""

    text: str
    example: str
    place: Place | None


@dataclass(frozen=True)
class FeedbackShown:
    """``points`` is None where coverage cannot be told; ``untold`` then says why."""

    points: KeyPoints | None
    untold: str
    story: Story | None
    advice: tuple[AdviceShown, ...]
    delivery: DeliveryShown


@dataclass(frozen=True)
class Take:
    """``absent`` says why there is no text or no feedback, where there is none."""

    anchor: str
    where: str
    question: str
    audio: str
    facts: str
    warnings: tuple[str, ...]
    feedback: FeedbackShown | None
    model_answer: ModelAnswer | None
    language: str
    lines: tuple[Line, ...]
    absent: str


def take_shown(take: TakeRecord, planned: int, folder: Path, known: Known) -> Take:
    """Return a take as a page in ``folder`` shows it; ``planned`` is how many questions there were.

    Reads the recording where there is feedback to draw beside it.
    """
    recording = recording_on_page(take.recording, folder)
    feedback = known.feedback.get(take.id)
    return Take(
        anchor=f"take-{take.id}",
        where=_where(take, planned),
        question=take.text,
        audio=recording.address,
        facts="Skipped" if take.status is TakeStatus.SKIPPED else spoken_length(take.duration),
        warnings=_warnings(take, recording),
        feedback=None if feedback is None else _feedback(take, feedback, recording, known),
        model_answer=known.model_answers.get(take.id),
        language="" if take.transcript is None else take.transcript.language,
        lines=lines(take.transcript, recording),
        absent=_absent(take, feedback),
    )


def _where(take: TakeRecord, planned: int) -> str:
    where = f"{take.position} of {planned} · {take.section}"
    if take.follow_up is not None:
        where = f"Follow-up to {where}"
    return f"{where} · attempt {take.attempt}" if take.attempt > 1 else where


def _warnings(take: TakeRecord, recording: Recording) -> tuple[str, ...]:
    warnings = [_WARNINGS.get(flag, flag.replace("-", " ")) for flag in take.flags]
    if take.recording is not None and not recording.address:
        warnings.append("the recording is missing")
    return tuple(warnings)


def _absent(take: TakeRecord, feedback: Feedback | None) -> str:
    if take.transcript is None:
        waits = take.status is TakeStatus.SAVED and take.duration
        return "Not transcribed yet." if waits else ""
    if not take.transcript.segments:
        return "No speech was detected."
    return "No feedback yet." if feedback is None else ""


def _feedback(
    take: TakeRecord, feedback: Feedback, recording: Recording, known: Known
) -> FeedbackShown:
    text = "" if take.transcript is None else take.transcript.text
    coverage = feedback.coverage
    points = (
        None
        if coverage is None
        else key_points(coverage, known.asked.get(take.id), text, recording, _BAR)
    )
    return FeedbackShown(
        points=points,
        untold=feedback.coverage_untold if points is None else "",
        story=None if feedback.story is None else story_shown(feedback.story, text, recording),
        advice=tuple(_advice(one, recording) for one in feedback.advice),
        delivery=delivery_shown(take, feedback.delivery, recording, known.measures),
    )


def _advice(advice: Advice, recording: Recording) -> AdviceShown:
    place = None if advice.at is None else recording.place(advice.at)
    return AdviceShown(advice.text, advice.example, place)
