"""One answer as the page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mock_interviewer.app.feedback.coverage import Asked
from mock_interviewer.app.feedback.definitions import Measures
from mock_interviewer.app.feedback.feedback import Advice, Feedback
from mock_interviewer.app.lengths import spoken_length
from mock_interviewer.app.report.delivery import DeliveryShown, delivery_shown
from mock_interviewer.app.report.places import Place, Recording
from mock_interviewer.app.report.points import KeyPoints, key_points
from mock_interviewer.app.report.story import Story, story_shown
from mock_interviewer.app.report.transcript import Line, lines
from mock_interviewer.app.store.records import (
    DAMAGED,
    LEFT,
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
    "asleep": "the computer was asleep during the answer",
    "stalled": "the program stood still during the answer",
    "gaps": "the recording has gaps",
    "cleaned": "the microphone gave faulty samples",
    "limit": "ended at the time limit",
    LEFT: "skipped while you answered",
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
    """``absent`` says why there is no text or no feedback, where there is none.

    ``name`` and ``note`` are the person's own words, "" for none.
    """

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
    name: str
    note: str


def take_shown(take: TakeRecord, planned: int, recording: Recording, known: Known) -> Take:
    """Return a take as a page shows it that plays ``recording``.

    ``planned`` is how many questions there were. Reads the take's own recording where there is
    feedback to draw beside it.
    """
    feedback = known.feedback.get(take.id)
    return Take(
        anchor=f"take-{take.id}",
        where=where(take, planned),
        question=take.text,
        audio=recording.address,
        facts="Skipped" if take.status is TakeStatus.SKIPPED else spoken_length(take.duration),
        warnings=warnings(take),
        feedback=None if feedback is None else _feedback(take, feedback, recording, known),
        model_answer=known.model_answers.get(take.id),
        language="" if take.transcript is None else take.transcript.language,
        lines=lines(take.transcript, recording),
        absent=absent(take, feedback),
        name=take.name,
        note=take.note,
    )


def where(take: TakeRecord, planned: int) -> str:
    """Return where a take stands in a session of so many ``planned`` questions."""
    place = f"{take.position} of {planned} · {take.section}"
    if take.follow_up is not None:
        place = f"Follow-up to {place}"
    return f"{place} · attempt {take.attempt}" if take.attempt > 1 else place


def warnings(take: TakeRecord) -> tuple[str, ...]:
    """Return what was unusual about a take; looks whether its recording is there."""
    answered = take.status is TakeStatus.SAVED
    flags = [flag for flag in take.flags if answered or flag != LEFT]
    found = [_WARNINGS.get(flag, flag.replace("-", " ")) for flag in flags]
    if take.recording is not None and not take.recording.exists():
        found.append("the recording is missing")
    return tuple(found)


def absent(take: TakeRecord, feedback: Feedback | None) -> str:
    """Return why there is no text or no feedback; "" where there is, or was to be none."""
    if take.status is TakeStatus.SKIPPED:
        return ""
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
