import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rig import wire_contract

from mock_interviewer.audio.processes.frames import JSON, FrameError, frame
from mock_interviewer.audio.recognition.messages import (
    BeginRecognition,
    CancelRecognition,
    FillersReport,
    FinishRecognition,
    LoadModel,
    ModelLoaded,
    PartialTranscript,
    RecognitionAudio,
    RecognitionDone,
    RecognitionMessage,
    RecognitionProgress,
    RecognitionRefused,
    RecognizeFile,
    VoiceActivityReport,
    encode,
    read_message,
)
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.samples import to_pcm, to_samples

jobs = st.integers(0, 2**32 - 1)
# A lone surrogate stands for a byte of a file name that is not UTF-8.
texts = st.text(st.characters())
vocabularies = st.lists(
    st.builds(ExpectedTerm, texts, st.lists(texts).map(tuple), st.booleans())
).map(tuple)
requests = st.builds(
    RecognitionRequest,
    vocabularies,
    texts,
    *[st.booleans()] * 2,
    st.lists(texts).map(tuple),
    st.booleans(),
)
messages: st.SearchStrategy[RecognitionMessage] = st.one_of(
    st.builds(LoadModel, texts, texts),
    st.builds(BeginRecognition, jobs, requests),
    st.builds(RecognitionAudio, jobs, st.binary()),
    st.builds(FinishRecognition, jobs),
    st.builds(RecognizeFile, jobs, texts, requests),
    st.builds(CancelRecognition, jobs),
    st.builds(ModelLoaded, texts),
    st.builds(RecognitionProgress, jobs),
    st.builds(VoiceActivityReport, jobs, st.booleans(), *[st.floats(allow_nan=False)] * 2),
    st.builds(PartialTranscript, jobs, texts, texts),
    st.builds(RecognitionDone, jobs, st.dictionaries(texts, texts)),
    st.builds(FillersReport, jobs, st.lists(st.dictionaries(texts, texts))),
    st.builds(RecognitionRefused, st.none() | jobs, texts, texts, texts),
)


@given(st.lists(messages))
def test_messages_arrive_as_they_were_sent(sent: list[RecognitionMessage]) -> None:
    wire_contract.arrive_as_sent(encode, read_message, sent)


@given(messages, st.data())
def test_a_truncated_frame_is_the_end(sent: RecognitionMessage, data: st.DataObject) -> None:
    encoded = encode(sent)
    cut = data.draw(st.integers(0, len(encoded) - 1))
    wire_contract.is_the_end_when_cut(read_message, encoded, cut)


@given(messages)
def test_a_frame_may_arrive_byte_by_byte(sent: RecognitionMessage) -> None:
    wire_contract.may_arrive_byte_by_byte(encode, read_message, sent)


@pytest.mark.parametrize(
    "babble",
    [
        *wire_contract.BABBLE,
        b"\x02\x00\x00\x00\x01x",
        frame(JSON, b'{"type":"FinishRecognition"}'),
        frame(JSON, b'{"type":"BeginRecognition","job":1,"request":{"vocabulary":["RAG"]}}'),
        frame(JSON, b'{"type":"BeginRecognition","job":1,"request":{"unknown":true}}'),
    ],
)
def test_an_invalid_message_is_refused(babble: bytes) -> None:
    with pytest.raises(FrameError):
        read_message(io.BytesIO(babble))


@given(st.lists(st.floats(-1, 1, width=32)))
def test_samples_survive_sixteen_bits(values: list[float]) -> None:
    samples = np.array(values, dtype=np.float32)
    assert np.allclose(to_samples(to_pcm(samples)), samples, atol=1e-4)


def test_loud_samples_are_clipped_and_do_not_wrap_around() -> None:
    assert to_pcm(np.array([3.0, -3.0], dtype=np.float32)).tolist() == [32767, -32767]
