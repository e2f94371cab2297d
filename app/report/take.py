"""An answer in a report: facts, feedback, and transcript."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mock_interviewer.app.feedback.coverage.coverage import CoverageQuestion
from mock_interviewer.app.feedback.delivery.measures import Measures
from mock_interviewer.app.feedback.feedback import Feedback, FeedbackAdvice
from mock_interviewer.app.report.delivery import ReportDelivery, report_delivery
from mock_interviewer.app.report.key_points import ReportKeyPoints, report_key_points
from mock_interviewer.app.report.places import ReportPlace, ReportRecording
from mock_interviewer.app.report.story import ReportStory, report_story
from mock_interviewer.app.store.database.records import (
    CUT_SHORT,
    DAMAGED,
    NO_RECORDING,
    RECOVERED,
    SKIPPED_BY_PERSON,
    STOPPED_BY_LIMIT,
    TakeRecord,
    TakeStatus,
)
from mock_interviewer.app.store.takes.edited_transcript import is_unsure
from mock_interviewer.app.text.formatting import spoken_length
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment


@dataclass(frozen=True)
class ReportWord:
    """A word; ``unsure`` if the model was, ``apart`` if a space precedes it."""

    text: str
    unsure: bool
    apart: bool = True


@dataclass(frozen=True)
class ReportLine:
    """A segment of the transcript."""

    place: ReportPlace
    words: tuple[ReportWord, ...]


def report_lines(
    transcript: Transcript | None, recording: ReportRecording
) -> tuple[ReportLine, ...]:
    """Return a line for each segment; none for a take without a transcript."""
    if transcript is None:
        return ()
    # Whisper's words include the space before them; words of other origin may have none.
    spaced = any(word.text.startswith(" ") for word in transcript.words)
    return tuple(
        ReportLine(recording.place(segment.start), _words(segment, spaced=spaced))
        for segment in transcript.segments
    )


def _words(segment: TranscriptSegment, *, spaced: bool) -> tuple[ReportWord, ...]:
    if not segment.words:
        return (ReportWord(segment.text.strip(), unsure=False),)
    return tuple(
        ReportWord(
            word.text.strip(), is_unsure(word), apart=not spaced or word.text.startswith(" ")
        )
        for word in segment.words
    )


_BAR = 320.0


_WARNINGS = {
    RECOVERED: "recovered after an interruption",
    CUT_SHORT: "the program was closed during the answer",
    NO_RECORDING: "no recording",
    DAMAGED: "the recording is damaged",
    "no-signal": "no signal from the microphone",
    "asleep": "the computer was asleep during the answer",
    "stalled": "the program stopped responding during the answer",
    "gaps": "the recording has gaps",
    "cleaned": "the microphone sent invalid samples",
    STOPPED_BY_LIMIT: "ended at the time limit",
    SKIPPED_BY_PERSON: "skipped while you answered",
}


@dataclass(frozen=True)
class ReportModelAnswer:
    """A model answer; ``example`` marks a fictional experience."""

    text: str
    example: bool = False


@dataclass(frozen=True)
class TakeDetails:
    """Further data on takes, by take ID, and on the measures."""

    feedback: Mapping[str, Feedback] = field(default_factory=dict)
    asked: Mapping[str, CoverageQuestion] = field(default_factory=dict)
    model_answers: Mapping[str, ReportModelAnswer] = field(default_factory=dict)
    measures: Measures = field(default_factory=dict)


@dataclass(frozen=True)
class ReportAdvice:
    """A piece of advice; ``example`` may be empty, ``place`` is None if it has none."""

    text: str
    example: str
    place: ReportPlace | None


@dataclass(frozen=True)
class ReportFeedback:
    """The feedback on a take; without coverage, ``points`` is None and ``untold`` says why."""

    points: ReportKeyPoints | None
    untold: str
    story: ReportStory | None
    advice: tuple[ReportAdvice, ...]
    delivery: ReportDelivery


def take_position(take: TakeRecord, planned: int) -> str:
    """Return the position of a take in a session of ``planned`` questions."""
    place = f"{take.position} of {planned} · {take.section}"
    if take.follow_up is not None:
        place = f"Follow-up to {place}"
    return f"{place} · attempt {take.attempt}" if take.attempt > 1 else place


def take_warnings(take: TakeRecord) -> tuple[str, ...]:
    """Return warnings about a take; checks that its recording exists."""
    answered = take.status is TakeStatus.SAVED
    flags = [flag for flag in take.flags if answered or flag != SKIPPED_BY_PERSON]
    found = [_WARNINGS.get(flag, flag.replace("-", " ")) for flag in flags]
    if take.recording is not None and not take.recording.exists():
        found.append("the recording is missing")
    return tuple(found)


def why_absent(take: TakeRecord, feedback: Feedback | None) -> str:
    """Return why there is no text or feedback; "" if there is, or if none is expected."""
    if take.status is TakeStatus.SKIPPED:
        return ""
    if take.transcript is None:
        waits = take.status is TakeStatus.SAVED and take.duration
        return "Not transcribed yet." if waits else ""
    if not take.transcript.segments:
        return "No speech was detected."
    return "No feedback yet." if feedback is None else ""


@dataclass(frozen=True)
class ReportTake:
    """A take; ``absent`` says why there is no text or feedback, if there is none.

    ``name`` and ``note`` are the person's own, "" for none.
    """

    anchor: str
    where: str
    question: str
    audio: str
    facts: str
    warnings: tuple[str, ...]
    feedback: ReportFeedback | None
    model_answer: ReportModelAnswer | None
    language: str
    lines: tuple[ReportLine, ...]
    absent: str
    name: str
    note: str


def report_take(
    take: TakeRecord, planned: int, recording: ReportRecording, known: TakeDetails
) -> ReportTake:
    """Return a take for a page that plays ``recording``.

    ``planned`` is the number of questions in the session. Reads the take's own recording if there
    is feedback with charts.
    """
    feedback = known.feedback.get(take.id)
    return ReportTake(
        anchor=f"take-{take.id}",
        where=take_position(take, planned),
        question=take.text,
        audio=recording.address,
        facts="Skipped" if take.status is TakeStatus.SKIPPED else spoken_length(take.duration),
        warnings=take_warnings(take),
        feedback=None if feedback is None else _feedback(take, feedback, recording, known),
        model_answer=known.model_answers.get(take.id),
        language="" if take.transcript is None else take.transcript.language,
        lines=report_lines(take.transcript, recording),
        absent=why_absent(take, feedback),
        name=take.name,
        note=take.note,
    )


def _feedback(
    take: TakeRecord, feedback: Feedback, recording: ReportRecording, known: TakeDetails
) -> ReportFeedback:
    text = "" if take.transcript is None else take.transcript.text
    coverage = feedback.coverage
    points = (
        None
        if coverage is None
        else report_key_points(coverage, known.asked.get(take.id), text, recording, _BAR)
    )
    return ReportFeedback(
        points=points,
        untold=feedback.coverage_untold if points is None else "",
        story=None if feedback.story is None else report_story(feedback.story, text, recording),
        advice=tuple(_advice(one, recording) for one in feedback.advice),
        delivery=report_delivery(take, feedback.delivery, recording, known.measures),
    )


def _advice(advice: FeedbackAdvice, recording: ReportRecording) -> ReportAdvice:
    place = None if advice.at is None else recording.place(advice.at)
    return ReportAdvice(advice.text, advice.example, place)
