import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rig import wire_contract

from mock_interviewer.audio.recognition.messages import (
    Activity,
    Audio,
    Begin,
    Cancel,
    Done,
    Fillers,
    FindFillers,
    Finish,
    Load,
    Loaded,
    Message,
    Partial,
    Refused,
    TranscribeFile,
    Working,
    encode,
    read_message,
    to_pcm,
    to_samples,
)
from mock_interviewer.audio.recognition.vocabulary import Expected
from mock_interviewer.audio.worker.frames import ProtocolError

jobs = st.integers(0, 2**32 - 1)
# A lone surrogate stands for a byte of a file name that is not UTF-8.
texts = st.text(st.characters())
vocabularies = st.lists(st.builds(Expected, texts, st.lists(texts).map(tuple), st.booleans())).map(
    tuple
)
messages: st.SearchStrategy[Message] = st.one_of(
    st.builds(Load, texts, texts),
    st.builds(Begin, jobs, vocabularies, texts, *[st.booleans()] * 2, st.lists(texts).map(tuple)),
    st.builds(Audio, jobs, st.binary()),
    st.builds(Finish, jobs),
    st.builds(TranscribeFile, jobs, texts, vocabularies, texts),
    st.builds(FindFillers, jobs, texts),
    st.builds(Cancel, jobs),
    st.builds(Loaded, texts),
    st.builds(Working, jobs),
    st.builds(Activity, jobs, st.booleans(), *[st.floats(allow_nan=False)] * 2),
    st.builds(Partial, jobs, texts, texts),
    st.builds(Done, jobs, st.dictionaries(texts, texts)),
    st.builds(Fillers, jobs, st.lists(st.dictionaries(texts, texts))),
    st.builds(Refused, st.none() | jobs, texts, texts, texts),
)


@given(st.lists(messages))
def test_messages_arrive_as_they_were_sent(sent: list[Message]) -> None:
    wire_contract.arrive_as_sent(encode, read_message, sent)


@given(messages, st.data())
def test_a_frame_cut_short_is_the_end(sent: Message, data: st.DataObject) -> None:
    frame = encode(sent)
    cut = data.draw(st.integers(0, len(frame) - 1))
    wire_contract.is_the_end_when_cut(read_message, frame, cut)


@given(messages)
def test_a_frame_may_arrive_byte_by_byte(sent: Message) -> None:
    wire_contract.may_arrive_byte_by_byte(encode, read_message, sent)


@pytest.mark.parametrize(
    "babble",
    [
        *wire_contract.BABBLE,
        b"\x02\x00\x00\x00\x01x",
        b'\x01\x00\x00\x00\x11{"type":"Finish"}',
        b'\x01\x00\x00\x00\x2d{"type":"Begin","job":1,"vocabulary":["RAG"]}',
    ],
)
def test_what_is_no_message_is_refused(babble: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_message(io.BytesIO(babble))


@given(st.lists(st.floats(-1, 1, width=32)))
def test_samples_survive_sixteen_bits(values: list[float]) -> None:
    samples = np.array(values, dtype=np.float32)
    assert np.allclose(to_samples(to_pcm(samples)), samples, atol=1e-4)


def test_loud_samples_are_clipped_and_do_not_wrap_around() -> None:
    assert to_pcm(np.array([3.0, -3.0], dtype=np.float32)).tolist() == [32767, -32767]
