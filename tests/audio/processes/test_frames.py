import io
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rig import wire_contract

from mock_interviewer.audio.processes.frames import (
    JSON,
    MAX_PAYLOAD,
    FrameError,
    JsonMessages,
    frame,
    read_frame,
)


@dataclass(frozen=True)
class Ask:
    text: str
    times: int = 1


@dataclass(frozen=True)
class Pass:
    pass


WIRE: JsonMessages[Ask | Pass] = JsonMessages(Ask, Pass)

messages = st.builds(Ask, st.text(st.characters()), st.integers()) | st.builds(Pass)
frames = st.tuples(st.integers(0, 255), st.binary())


@given(st.lists(frames))
def test_frames_round_trip(sent: list[tuple[int, bytes]]) -> None:
    stream = io.BytesIO(b"".join(frame(kind, payload) for kind, payload in sent))
    assert [read_frame(stream, range(256)) for _ in sent] == sent
    assert read_frame(stream, range(256)) is None


def test_an_unexpected_kind_is_rejected() -> None:
    with pytest.raises(FrameError, match="kind 2, length 3"):
        read_frame(io.BytesIO(frame(2, b"abc")), (JSON,))


def test_an_impossible_length_is_rejected_without_waiting() -> None:
    longest = frame(JSON, b"")[:1] + MAX_PAYLOAD.to_bytes(4)
    longer = frame(JSON, b"")[:1] + (MAX_PAYLOAD + 1).to_bytes(4)
    assert read_frame(io.BytesIO(longest), (JSON,)) is None
    with pytest.raises(FrameError, match="length"):
        read_frame(io.BytesIO(longer), (JSON,))


@given(st.lists(messages))
def test_dataclasses_round_trip(sent: list[Ask | Pass]) -> None:
    wire_contract.arrive_as_sent(WIRE.encode, WIRE.read, sent)


@given(messages, st.data())
def test_a_truncated_frame_is_the_end_of_input(sent: Ask | Pass, data: st.DataObject) -> None:
    encoded = WIRE.encode(sent)
    cut = data.draw(st.integers(0, len(encoded) - 1))
    wire_contract.is_the_end_when_cut(WIRE.read, encoded, cut)


@given(messages)
def test_a_frame_may_arrive_byte_by_byte(sent: Ask | Pass) -> None:
    wire_contract.may_arrive_byte_by_byte(WIRE.encode, WIRE.read, sent)


@pytest.mark.parametrize("babble", [*wire_contract.BABBLE, frame(JSON, b'{"type":"Ask"}')])
def test_invalid_messages_are_rejected(babble: bytes) -> None:
    with pytest.raises(FrameError):
        WIRE.read(io.BytesIO(babble))
