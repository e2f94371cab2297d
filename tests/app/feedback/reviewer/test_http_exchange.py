from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.reviewer.http_exchange import (
    MAX_LINE,
    EventStreamParser,
    LineSplitter,
    LineTooLong,
    ServerSentEvent,
)

_BITS = st.sampled_from(
    [b"data: a", b"data:b", b": alive", b"event: error", b"error: x", b"id: 1", b"data", b"\xff"]
)
_ENDS = st.sampled_from([b"\n", b"\r\n", b"\r", b"\n\n", b"\r\n\r\n", b""])
STREAMS = st.lists(st.tuples(_BITS, _ENDS)).map(
    lambda parts: b"".join(bit + end for bit, end in parts)
)


def _chunks(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({min(cut, len(data)) for cut in cuts} | {0, len(data)})
    return [data[start:end] for start, end in pairwise(places)]


def _events(chunks: list[bytes]) -> list[ServerSentEvent]:
    events = EventStreamParser()
    found = [event for chunk in chunks for event in events.feed(chunk)]
    return found + list(events.rest())


@settings(deadline=None)
@given(STREAMS, st.lists(st.integers(0, 200)))
def test_events_do_not_depend_on_chunk_boundaries(stream: bytes, cuts: list[int]) -> None:
    assert _events(_chunks(stream, cuts)) == _events([stream])


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_the_lines_of_an_event_are_joined(end: bytes) -> None:
    stream = end.join([b"data: one", b"data: two", b"", b"data: three", b"", b""])
    assert _events([stream]) == [ServerSentEvent(b"one\ntwo"), ServerSentEvent(b"three")]


def test_comments_and_unknown_fields_are_ignored() -> None:
    assert _events([b": alive\n\n: still\nid: 7\nretry: 10\n\ndata: x\n\n"]) == [
        ServerSentEvent(b"x")
    ]


def test_only_one_space_after_the_colon_is_dropped() -> None:
    assert _events([b"data:  x\n\ndata:y\n\n"]) == [ServerSentEvent(b" x"), ServerSentEvent(b"y")]


def test_an_event_cut_off_by_the_end_is_still_delivered() -> None:
    assert _events([b"data: x"]) == [ServerSentEvent(b"x")]


@pytest.mark.parametrize("stream", [b"event: error\ndata: x\n\n", b"error: x\n\n"])
def test_each_kind_of_failure_has_its_message(stream: bytes) -> None:
    assert _events([stream, b"data: y\n\n"]) == [
        ServerSentEvent(b"x", failed=True),
        ServerSentEvent(b"y"),
    ]


def test_an_endless_line_is_rejected() -> None:
    lines = LineSplitter()
    lines.feed(b"x" * MAX_LINE)
    with pytest.raises(LineTooLong):
        lines.feed(b"x")


def test_many_lines_may_add_up_to_a_long_event() -> None:
    lines = LineSplitter()
    assert len(lines.feed(b"x" * MAX_LINE + b"\n" + b"y" * MAX_LINE)) == 1
    assert lines.rest() == [b"y" * MAX_LINE]
