import io
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rig import wire_contract

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
    UnavailableMeasure,
)
from mock_interviewer.app.feedback.feedback import AdviceBasis, Feedback, FeedbackAdvice
from mock_interviewer.app.feedback.story.story import Story, StoryPart
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.feedback.worker.messages import (
    CLIENT_WIRE,
    WORKER_WIRE,
    AnalysisCommand,
    AnalysisRefused,
    AnalysisReport,
    AnalysisResult,
    AnalysisStarted,
    CancelAnalysis,
    StartAnalysis,
)
from mock_interviewer.audio.processes.frames import FrameError
from mock_interviewer.audio.recognition.transcript import (
    Filler,
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)

UNHURRIED = settings(deadline=None)
"""The first message of a kind takes a while: what reads it is built then."""

jobs = st.integers(0, 2**32 - 1)
counts = st.integers(0, 10**6)
texts = st.text()
numbers = st.floats(allow_nan=False, allow_infinity=False)
maybe = st.none() | numbers
evidence = st.none() | st.builds(Evidence, counts, counts, maybe, maybe)


def few(one: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(one, max_size=3).map(tuple)


words = st.builds(TranscriptWord, texts, numbers, numbers, numbers, st.none() | texts)
fillers = st.builds(Filler, texts, numbers, numbers)
transcripts = st.builds(
    Transcript,
    segments=few(st.builds(TranscriptSegment, texts, numbers, numbers, few(words))),
    duration=numbers,
    model=texts,
    language=texts,
    speech_detected=st.booleans(),
    flags=few(texts),
    fillers=st.none() | few(fillers),
)
points = st.builds(ExpectedPoint, texts, texts, said=few(texts), part=st.none() | texts)
# A lone surrogate stands for a byte of a file name that is not UTF-8.
paths = st.text(st.characters(), min_size=1).map(Path)
asked = st.builds(CoverageQuestion, texts, few(points), texts)
requests: st.SearchStrategy[AnalysisCommand] = st.one_of(
    st.builds(
        StartAnalysis,
        jobs,
        st.builds(
            AnalysisRequest, transcripts, st.none() | paths, st.none() | asked, st.booleans()
        ),
    ),
    st.builds(CancelAnalysis, jobs),
)

moments = few(st.builds(SpeechMoment, numbers, numbers, texts))
readings = few(st.builds(CurveReading, numbers, numbers))
deliveries = st.builds(
    Delivery,
    duration=numbers,
    words=counts,
    pace=maybe,
    pace_curve=readings,
    pauses=st.none() | st.builds(Pauses, moments, numbers),
    fillers=st.none() | moments,
    pitch=st.none() | st.builds(Pitch, numbers, numbers, readings),
    loudness=st.none() | st.builds(Loudness, numbers),
    untold=few(st.builds(UnavailableMeasure, texts, texts)),
    last_word=maybe,
)
verdicts = st.builds(
    PointCoverage, texts, texts, st.sampled_from(CoverageVerdict), numbers, evidence
)
told = st.builds(StoryPart, texts, st.sampled_from(CoverageVerdict), evidence)
advices = st.builds(FeedbackAdvice, st.sampled_from(AdviceBasis), texts, texts, texts, maybe)
feedbacks = st.builds(
    Feedback,
    counts,
    deliveries,
    st.none() | st.builds(Coverage, few(verdicts)),
    texts,
    st.none() | st.builds(Story, few(told), counts, counts, evidence),
    few(advices),
)
reports: st.SearchStrategy[AnalysisReport] = st.one_of(
    st.builds(AnalysisStarted, jobs),
    st.builds(AnalysisResult, jobs, feedbacks, numbers),
    st.builds(AnalysisRefused, jobs, texts, texts, texts),
)


@UNHURRIED
@given(st.lists(requests, max_size=3))
def test_requests_round_trip(sent: list[AnalysisCommand]) -> None:
    wire_contract.arrive_as_sent(CLIENT_WIRE.encode, WORKER_WIRE.read, sent)


@UNHURRIED
@given(st.lists(reports, max_size=3))
def test_reports_round_trip(sent: list[AnalysisReport]) -> None:
    wire_contract.arrive_as_sent(WORKER_WIRE.encode, CLIENT_WIRE.read, sent)


@UNHURRIED
@given(reports, st.data())
def test_a_truncated_frame_is_the_end_of_input(sent: AnalysisReport, data: st.DataObject) -> None:
    frame = WORKER_WIRE.encode(sent)
    cut = data.draw(st.integers(0, len(frame) - 1))
    wire_contract.is_the_end_when_cut(CLIENT_WIRE.read, frame, cut)


@UNHURRIED
@given(requests)
def test_a_frame_may_arrive_byte_by_byte(sent: AnalysisCommand) -> None:
    wire_contract.may_arrive_byte_by_byte(CLIENT_WIRE.encode, WORKER_WIRE.read, sent)


@pytest.mark.parametrize(
    "babble",
    [
        *wire_contract.BABBLE,
        WORKER_WIRE.encode(AnalysisStarted(1)),
        b'\x01\x00\x00\x00\x1a{"type":"Analyse","job":1}',
    ],
)
def test_invalid_requests_are_rejected(babble: bytes) -> None:
    with pytest.raises(FrameError):
        WORKER_WIRE.read(io.BytesIO(babble))


@pytest.mark.parametrize("babble", [*wire_contract.BABBLE, CLIENT_WIRE.encode(CancelAnalysis(1))])
def test_invalid_reports_are_rejected(babble: bytes) -> None:
    with pytest.raises(FrameError):
        CLIENT_WIRE.read(io.BytesIO(babble))


def test_feedback_with_nan_is_never_sent() -> None:
    with pytest.raises(ValueError, match="JSON"):
        WORKER_WIRE.encode(AnalysisResult(1, Feedback(1, Delivery(math.nan, 0)), 0.0))


def test_a_transcript_with_nan_still_reaches_the_worker() -> None:
    words = (TranscriptWord("so", 0.0, math.nan, 1.0),)
    transcript = Transcript((TranscriptSegment("so", 0.0, 1.0, words),), math.inf, "base")
    sent = CLIENT_WIRE.encode(StartAnalysis(1, AnalysisRequest(transcript, None, None)))
    received = WORKER_WIRE.read(io.BytesIO(sent))
    assert isinstance(received, StartAnalysis)
    assert math.isnan(received.request.transcript.words[0].end)
