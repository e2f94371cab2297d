"""The sample session of the report screenshots, with its feedback.

All of it is made up: the words, a sound that rises and falls with them, and what is said of both.
"""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from report_answers import (
    EXPERIENCE,
    POINTS,
    QUESTION,
    RESULT,
    STORY,
    TECHNICAL,
    TOLD,
    Said,
)
from screenshot_speech import sound_of, transcript_of

from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    CoverageVerdict,
    Evidence,
    ExpectedPoint,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import (
    CurveReading,
    Delivery,
    Loudness,
    Pauses,
    Pitch,
    SpeechMoment,
)
from mock_interviewer.app.feedback.delivery.measures import MEASURES
from mock_interviewer.app.feedback.feedback import (
    FEEDBACK_VERSION,
    AdviceBasis,
    Feedback,
    FeedbackAdvice,
)
from mock_interviewer.app.feedback.story.story import Story, StoryPart
from mock_interviewer.app.report.report import write_report
from mock_interviewer.app.report.take import ReportModelAnswer
from mock_interviewer.app.store.database.records import SessionRecord, TakeRecord, TakeStatus
from mock_interviewer.audio.files.sound_file import write_wav
from mock_interviewer.audio.recognition.transcript import Filler, Transcript

EVENING = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
_PAUSE = 0.25
_WINDOW = 10.0
_STEP = 2.0


def write_sample(folder: Path) -> Path:
    """Write the report of a made-up session and its recordings into ``folder``; return the page."""
    first = take_of(folder, 1, QUESTION, "Training and Fine-tuning", TECHNICAL)
    second = take_of(folder, 2, EXPERIENCE, "Behavioral", TOLD)
    skipped = replace(
        first,
        id="take-3",
        text="What is knowledge distillation?",
        position=3,
        status=TakeStatus.SKIPPED,
        duration=0.0,
        recording=None,
        transcript=None,
    )
    takes = (first, second, skipped)
    page = folder / "report.html"
    write_report(
        session_of(takes),
        takes,
        page,
        feedback={first.id: technical_feedback(first), second.id: told_feedback(second)},
        asked={first.id: _asked(first, POINTS), second.id: _asked(second, STORY)},
        model_answers={
            first.id: ReportModelAnswer(TECHNICAL),
            second.id: ReportModelAnswer(TOLD, True),
        },
        measures=MEASURES,
    )
    return page


def session_of(takes: tuple[TakeRecord, ...]) -> SessionRecord:
    """Return the session of some takes."""
    saved = [take for take in takes if take.status is TakeStatus.SAVED]
    return SessionRecord(
        id="session",
        mode="practice",
        started_at=EVENING,
        ended_at=EVENING + timedelta(minutes=8),
        planned=len(takes),
        takes=len(saved),
        answered=len(saved),
        duration=sum(take.duration for take in takes),
    )


def take_of(folder: Path, number: int, question: str, section: str, answer: str) -> TakeRecord:
    """Return a take that gave ``answer``, with a recording in ``folder``."""
    heard = transcript_of(answer, seed=number)
    fillers = tuple(
        Filler("um", segment.end + 0.05, segment.end + 0.35) for segment in heard.segments[1:3]
    )
    transcript = Transcript(heard.segments, heard.duration, heard.model, fillers=fillers)
    recording = folder / f"{number:02}.wav"
    write_wav(recording, sound_of(transcript))
    return TakeRecord(
        id=f"take-{number}",
        session="session",
        bank="llm",
        question=f"question-{number}",
        text=question,
        section=section,
        position=number,
        attempt=1,
        status=TakeStatus.SAVED,
        started_at=EVENING,
        duration=transcript.duration,
        recording=recording,
        flags=(),
        transcript=transcript,
    )


def delivery_of(transcript: Transcript) -> Delivery:
    """Return measures that match the word times; pitch and loudness are made up."""
    words = transcript.words
    moments = tuple(
        SpeechMoment(one.end, two.start)
        for one, two in pairwise(words)
        if two.start - one.end > _PAUSE
    )
    total = sum(moment.length for moment in moments)
    minutes = (words[-1].end - words[0].start) / 60
    fillers = tuple(SpeechMoment(one.start, one.end, one.text) for one in transcript.fillers or ())
    return Delivery(
        duration=transcript.duration,
        words=len(words),
        pace=len(words) / minutes,
        articulation=len(words) / (minutes - total / 60),
        pace_curve=_pace_curve(transcript),
        first_word=words[0].start,
        pauses=Pauses(moments, total),
        fillers=fillers,
        filler_rate=len(fillers) / (transcript.duration / 60),
        repetitions=(),
        hedges=(SpeechMoment(words[9].start, words[11].end, "kind of"),),
        pitch=Pitch(118.0, 0.17, _pitch_curve(transcript)),
        loudness=Loudness(6.4),
        richness=0.71,
    )


def _pace_curve(transcript: Transcript) -> tuple[CurveReading, ...]:
    starts = [word.start for word in transcript.words]
    count = int((transcript.duration - _WINDOW) / _STEP) + 1
    return tuple(
        CurveReading(
            at + _WINDOW / 2,
            sum(at <= start < at + _WINDOW for start in starts) * 60 / _WINDOW,
        )
        for at in (number * _STEP for number in range(max(0, count)))
    )


def _pitch_curve(transcript: Transcript) -> tuple[CurveReading, ...]:
    voiced = [word for word in transcript.words if word.end - word.start > _PAUSE]
    return tuple(
        CurveReading(
            word.start, 118 + 16 * math.sin(word.start * 1.3) + 9 * math.sin(word.start * 3.1)
        )
        for word in voiced
    )


def coverage_of(transcript: Transcript, said: tuple[Said, ...]) -> Coverage:
    """Return the points of ``said`` with their evidence in the transcript."""
    text = transcript.text
    points = []
    for number, one in enumerate(said, 1):
        start = text.find(one.words) if one.words else -1
        evidence = None
        if start >= 0:
            spoken = len(text[:start].split())
            evidence = Evidence(start, start + len(one.words), transcript.words[spoken].start, None)
        points.append(
            PointCoverage(
                f"point-{number}",
                one.point,
                one.covered,
                0.9 if one.covered is CoverageVerdict.MADE else 0.3,
                evidence,
                one.essential,
                one.weight,
            )
        )
    return Coverage(tuple(points))


def _asked(take: TakeRecord, said: tuple[Said, ...]) -> CoverageQuestion:
    points = (
        ExpectedPoint(f"point-{number}", one.point, said=(one.say,) if one.say else ())
        for number, one in enumerate(said, 1)
    )
    return CoverageQuestion(take.text, tuple(points))


def technical_feedback(take: TakeRecord) -> Feedback:
    """Return the feedback on the answer TECHNICAL."""
    heard = _heard(take)
    advice = FeedbackAdvice(
        AdviceBasis.POINT,
        "point-5",
        "Say next time that fine-tuning can make a model forget what it knew.",
        POINTS[4].say,
    )
    return Feedback(
        FEEDBACK_VERSION, delivery_of(heard), coverage_of(heard, POINTS), advice=(advice,)
    )


def told_feedback(take: TakeRecord) -> Feedback:
    """Return the feedback on the story TOLD."""
    heard = _heard(take)
    coverage = coverage_of(heard, STORY)
    situation, task, action, _ = (point.evidence for point in coverage.points)
    [result] = coverage_of(heard, (Said("Result", CoverageVerdict.MADE, RESULT),)).points
    told = zip(
        ("situation", "task", "action", "result"),
        (situation, task, action, result.evidence),
        strict=True,
    )
    parts = tuple(StoryPart(name, CoverageVerdict.MADE, evidence) for name, evidence in told)
    story = Story(parts, i_acted=3, we_acted=1, measured_result=result.evidence)
    return Feedback(FEEDBACK_VERSION, delivery_of(heard), coverage, story=story)


def _heard(take: TakeRecord) -> Transcript:
    if take.transcript is None:
        raise ValueError(f"{take.id} has no transcript")
    return take.transcript
