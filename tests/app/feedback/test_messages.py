import io
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rig import wire_contract

from mock_interviewer.app.feedback.analysis import AnalysisRequest
from mock_interviewer.app.feedback.coverage import (
    Asked,
    Coverage,
    Covered,
    Evidence,
    PointCoverage,
    PointToMake,
)
from mock_interviewer.app.feedback.delivery import (
    Delivery,
    Loudness,
    Moment,
    Pauses,
    Pitch,
    Reading,
    Untold,
)
from mock_interviewer.app.feedback.feedback import About, Advice, Feedback
from mock_interviewer.app.feedback.messages import (
    CLIENT,
    WORKER,
    Analyse,
    Begun,
    Cancel,
    Done,
    Refused,
    Report,
    Request,
)
from mock_interviewer.app.feedback.story import PartTold, Story
from mock_interviewer.audio.recognition.transcript import Filler, Segment, Transcript, Word
from mock_interviewer.audio.worker.frames import ProtocolError

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


words = st.builds(Word, texts, numbers, numbers, numbers, st.none() | texts)
fillers = st.builds(Filler, texts, numbers, numbers)
transcripts = st.builds(
    Transcript,
    segments=few(st.builds(Segment, texts, numbers, numbers, few(words))),
    duration=numbers,
    model=texts,
    language=texts,
    speech_detected=st.booleans(),
    flags=few(texts),
    fillers=st.none() | few(fillers),
)
points = st.builds(PointToMake, texts, texts, said=few(texts), part=st.none() | texts)
# A lone surrogate stands for a byte of a file name that is not UTF-8.
paths = st.text(st.characters(), min_size=1).map(Path)
asked = st.builds(Asked, texts, few(points), texts)
requests: st.SearchStrategy[Request] = st.one_of(
    st.builds(
        Analyse,
        jobs,
        st.builds(AnalysisRequest, transcripts, st.none() | paths, st.none() | asked),
    ),
    st.builds(Cancel, jobs),
)

moments = few(st.builds(Moment, numbers, numbers, texts))
readings = few(st.builds(Reading, numbers, numbers))
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
    untold=few(st.builds(Untold, texts, texts)),
)
verdicts = st.builds(PointCoverage, texts, texts, st.sampled_from(Covered), numbers, evidence)
told = st.builds(PartTold, texts, st.sampled_from(Covered), evidence)
advices = st.builds(Advice, st.sampled_from(About), texts, texts, texts, maybe)
feedbacks = st.builds(
    Feedback,
    counts,
    deliveries,
    st.none() | st.builds(Coverage, few(verdicts)),
    texts,
    st.none() | st.builds(Story, few(told), counts, counts, evidence),
    few(advices),
)
reports: st.SearchStrategy[Report] = st.one_of(
    st.builds(Begun, jobs),
    st.builds(Done, jobs, feedbacks, numbers),
    st.builds(Refused, jobs, texts, texts, texts),
)


@UNHURRIED
@given(st.lists(requests, max_size=3))
def test_requests_arrive_as_they_were_sent(sent: list[Request]) -> None:
    wire_contract.arrive_as_sent(CLIENT.encode, WORKER.read, sent)


@UNHURRIED
@given(st.lists(reports, max_size=3))
def test_reports_arrive_as_they_were_sent(sent: list[Report]) -> None:
    wire_contract.arrive_as_sent(WORKER.encode, CLIENT.read, sent)


@UNHURRIED
@given(reports, st.data())
def test_a_frame_cut_short_is_the_end(sent: Report, data: st.DataObject) -> None:
    frame = WORKER.encode(sent)
    cut = data.draw(st.integers(0, len(frame) - 1))
    wire_contract.is_the_end_when_cut(CLIENT.read, frame, cut)


@UNHURRIED
@given(requests)
def test_a_frame_may_arrive_byte_by_byte(sent: Request) -> None:
    wire_contract.may_arrive_byte_by_byte(CLIENT.encode, WORKER.read, sent)


@pytest.mark.parametrize(
    "babble",
    [
        *wire_contract.BABBLE,
        WORKER.encode(Begun(1)),
        b'\x01\x00\x00\x00\x1a{"type":"Analyse","job":1}',
    ],
)
def test_what_is_no_request_is_refused(babble: bytes) -> None:
    with pytest.raises(ProtocolError):
        WORKER.read(io.BytesIO(babble))


@pytest.mark.parametrize("babble", [*wire_contract.BABBLE, CLIENT.encode(Cancel(1))])
def test_what_is_no_report_is_refused(babble: bytes) -> None:
    with pytest.raises(ProtocolError):
        CLIENT.read(io.BytesIO(babble))


def test_feedback_with_a_number_that_is_none_is_never_sent() -> None:
    with pytest.raises(ValueError, match="JSON"):
        WORKER.encode(Done(1, Feedback(1, Delivery(math.nan, 0)), 0.0))


def test_a_transcript_with_a_number_that_is_none_still_reaches_the_worker() -> None:
    words = (Word("so", 0.0, math.nan, 1.0),)
    transcript = Transcript((Segment("so", 0.0, 1.0, words),), math.inf, "base")
    sent = CLIENT.encode(Analyse(1, AnalysisRequest(transcript, None, None)))
    received = WORKER.read(io.BytesIO(sent))
    assert isinstance(received, Analyse)
    assert math.isnan(received.request.transcript.words[0].end)
