import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rig.reviewer_server import Send, Step, ollama, openai

from mock_interviewer.app.feedback.reviewer.http_exchange import LineTooLong
from mock_interviewer.app.feedback.reviewer.replies import (
    ModelEnded,
    ModelRefused,
    ModelReply,
    ModelSaid,
    ModelThought,
    ReplyReader,
    RequestForwarded,
    UnreadableReply,
    error_text,
    reply_reader,
)
from mock_interviewer.app.feedback.reviewer.servers import ServerDialect

STREAMED = {ServerDialect.OLLAMA: "application/x-ndjson", ServerDialect.OPENAI: "text/event-stream"}
WORDS = st.lists(st.text(min_size=1), min_size=1, max_size=5)


def _read(replies: ReplyReader, *blocks: bytes) -> list[ModelReply]:
    found = [reply for block in blocks for reply in replies.feed(block)]
    return found + list(replies.end())


def _bytes(steps: list[Step]) -> bytes:
    return b"".join(step.data for step in steps if isinstance(step, Send))


def _read_as(dialect: ServerDialect, *blocks: bytes) -> list[ModelReply]:
    return _read(reply_reader(dialect, STREAMED[dialect]), *blocks)


def _openai(told: Any) -> bytes:
    return b"data: " + json.dumps(told).encode() + b"\n\n"


@settings(deadline=None)
@given(WORDS, st.lists(st.integers(0, 500)), st.sampled_from(ServerDialect))
def test_replies_do_not_depend_on_chunk_boundaries(
    words: list[str], cuts: list[int], dialect: ServerDialect
) -> None:
    stream = _bytes(
        ollama(*words) if dialect is ServerDialect.OLLAMA else openai(*words, done=False)
    )
    places = sorted({min(cut, len(stream)) for cut in cuts} | {0, len(stream)})
    blocks = [stream[start:end] for start, end in pairwise(places)]
    assert _read_as(dialect, *blocks) == [*map(ModelSaid, words), ModelEnded()]


@settings(deadline=None)
@given(
    st.binary(), st.sampled_from(ServerDialect), st.sampled_from(["application/json", "text/plain"])
)
def test_any_bytes_are_read_or_rejected_as_unreadable(
    data: bytes, dialect: ServerDialect, kind: str
) -> None:
    try:
        replies = _read(reply_reader(dialect, kind), data)
    except UnreadableReply:
        return
    assert not any(isinstance(reply, ModelSaid) and not reply.text for reply in replies)


@pytest.mark.parametrize("dialect", ServerDialect)
def test_reaching_the_token_limit_is_reported(dialect: ServerDialect) -> None:
    make = {ServerDialect.OLLAMA: ollama, ServerDialect.OPENAI: openai}[dialect]
    assert ModelEnded(cut=True) in _read_as(dialect, _bytes(make("word", reason="length")))


@pytest.mark.parametrize("dialect", ServerDialect)
def test_an_incomplete_object_at_the_end_is_ignored(dialect: ServerDialect) -> None:
    make = {ServerDialect.OLLAMA: ollama, ServerDialect.OPENAI: openai}[dialect]
    whole = _bytes(make("one", "two"))
    cut = whole.index(b"two")
    assert _read_as(dialect, whole[:cut]) == [ModelSaid("one")]


def test_the_last_line_needs_no_newline() -> None:
    assert _read_as(ServerDialect.OLLAMA, _bytes(ollama("one")).rstrip())[-1] == ModelEnded()
    assert _read_as(ServerDialect.OPENAI, b"data: [DONE]") == [ModelEnded()]


def test_invalid_utf8_is_unreadable() -> None:
    with pytest.raises(UnreadableReply):
        _read_as(ServerDialect.OLLAMA, b'{"message": {"content": "\xff\xfe"}}\n')


@pytest.mark.parametrize("dialect", ServerDialect)
def test_invalid_json_is_unreadable(dialect: ServerDialect) -> None:
    with pytest.raises(UnreadableReply):
        _read_as(dialect, b"data: <html>\n\n")


def test_an_endless_line_is_rejected() -> None:
    with pytest.raises(LineTooLong):
        _read_as(ServerDialect.OLLAMA, b"x" * 300_000)


def test_reasoning_is_separated_from_the_reply() -> None:
    line = {"message": {"content": "", "thinking": "Hm."}, "done": False}
    assert _read_as(ServerDialect.OLLAMA, json.dumps(line).encode() + b"\n") == [ModelThought()]
    for name in ("reasoning_content", "reasoning"):
        told = {"choices": [{"delta": {"content": None, name: "Hm."}}]}
        assert _read_as(ServerDialect.OPENAI, _openai(told)) == [ModelThought()]


@pytest.mark.parametrize(
    "told",
    [
        {"choices": []},
        {"choices": [{"delta": {"role": "assistant"}, "finish_reason": None}]},
        {"choices": [{"delta": {"content": ""}}]},
        {"choices": [None]},
        {"usage": {"total_tokens": 3}},
        {"choices": [{"delta": {"content": ["a"]}}]},
    ],
)
def test_events_without_text_are_ignored(told: Any) -> None:
    assert _read_as(ServerDialect.OPENAI, _openai(told)) == []


def test_a_reply_without_streaming_is_read() -> None:
    whole = {"choices": [{"message": {"content": "All of it."}, "finish_reason": "stop"}]}
    replies = reply_reader(ServerDialect.OPENAI, "application/json")
    assert _read(replies, json.dumps(whole).encode()) == [ModelSaid("All of it."), ModelEnded()]


def test_a_huge_reply_without_streaming_is_rejected() -> None:
    replies = reply_reader(ServerDialect.OPENAI, "application/json")
    with pytest.raises(UnreadableReply):
        _read(replies, b"[" * 2_000_000)


def test_a_forwarding_server_is_reported_before_its_text() -> None:
    stream = _bytes(ollama("word", remote_host="https://ollama.com:443"))
    assert _read_as(ServerDialect.OLLAMA, stream)[:2] == [
        RequestForwarded("https://ollama.com:443"),
        ModelSaid("word"),
    ]


@pytest.mark.parametrize(
    ("dialect", "stream", "words"),
    [
        (ServerDialect.OLLAMA, b'{"error": "the model  failed"}\n', "the model failed"),
        (ServerDialect.OLLAMA, b'{"error": {}, "message": "No."}\n', None),
        (ServerDialect.OLLAMA, b'{"error": true}\n', "It gives no reason."),
        (ServerDialect.OPENAI, b'data: {"error": {"message": "No."}}\n\n', "No."),
        (ServerDialect.OPENAI, b'error: {"code": 400, "message": "No room."}\n\n', "No room."),
        (ServerDialect.OPENAI, b"event: error\ndata: out of memory\n\n", "out of memory"),
    ],
)
def test_errors_quote_the_server(dialect: ServerDialect, stream: bytes, words: str | None) -> None:
    refused = [
        reply.words for reply in _read_as(dialect, stream) if isinstance(reply, ModelRefused)
    ]
    assert refused == ([] if words is None else [words])


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"error": "a"}, "a"),
        ({"error": {"message": "b", "type": "c"}}, "b"),
        ({"error": {"type": "c"}}, "c"),
        ({"detail": "d"}, "d"),
        ({"detail": [{"msg": "e"}]}, ""),
        ({"error": 5}, "It gives no reason."),
        ({}, ""),
        ([], ""),
        (None, ""),
    ],
)
def test_error_messages_are_found_in_every_format(told: Any, words: str) -> None:
    assert error_text(told) == words
