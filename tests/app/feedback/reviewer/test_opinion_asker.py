"""Second opinions of a real small server on loopback, on good days and bad."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from rig.heard_events import HeardEvents
from rig.reviewer_server import (
    PATIENT,
    Hold,
    ModelServer,
    Reply,
    Send,
    Step,
    Vanish,
    ollama,
    openai,
    page,
    tell,
)

from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict, Evidence, SecondOpinion
from mock_interviewer.app.feedback.reviewer.opinion_asker import (
    OpinionAsker,
    OpinionEvent,
    OpinionFormed,
    OpinionRequest,
    OpinionsDone,
    OpinionsFailed,
)
from mock_interviewer.app.feedback.reviewer.review import ReviewLimits
from mock_interviewer.app.feedback.reviewer.servers import ServerDialect

pytestmark = pytest.mark.rig

ANSWER = "It is the exponential of the loss. You want it low."
POINTS = (("exp", "It is the exponentiated loss."), ("low", "Lower is better."))
MADE = '{"verdict": "made", "quote": "exponential of the loss"}'
NEITHER = '{"verdict": "neither", "quote": ""}'
STREAM = {ServerDialect.OLLAMA: ollama, ServerDialect.OPENAI: openai}


class Heard(HeardEvents[OpinionEvent]):
    """A listener that keeps the events of an asker."""

    def request(self) -> list[OpinionEvent]:
        """Return the events of the next request."""
        return self.until(OpinionsDone, OpinionsFailed)

    def opinions(self) -> list[SecondOpinion | None]:
        """Return the opinions of the next request, all of whose points are asked about."""
        *formed, done = self.request()
        assert isinstance(done, OpinionsDone)
        return [each.opinion for each in formed if isinstance(each, OpinionFormed)]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def asker(heard: Heard) -> Iterator[OpinionAsker]:
    asker = OpinionAsker(heard, PATIENT)
    yield asker
    asker.close()


def _request(server: ModelServer, *points: tuple[str, str]) -> OpinionRequest:
    return OpinionRequest(
        "take", "What is perplexity?", ANSWER, points or POINTS[:1], str(server.address)
    )


def _sent(server: ModelServer) -> list[Any]:
    return [asked.body for asked in server.asked if asked.method == "POST"]


@pytest.mark.parametrize("dialect", ServerDialect)
def test_an_opinion_quotes_the_answer(
    dialect: ServerDialect, asker: OpinionAsker, heard: Heard
) -> None:
    with ModelServer(dialect, chat=STREAM[dialect]("Here: ", MADE)) as server:
        asker.ask(_request(server))
        opinions = heard.opinions()
        (sent,) = _sent(server)
    assert opinions == [SecondOpinion(CoverageVerdict.MADE, Evidence(10, 33))]
    assert (sent.get("options") or sent)["temperature"] == 0.0


def test_each_request_names_one_point_and_only_the_answer_and_question(
    asker: OpinionAsker, heard: Heard
) -> None:
    with ModelServer(chat=ollama(MADE)) as server:
        asker.ask(_request(server, *POINTS))
        assert len(heard.opinions()) == 2
        sent = _sent(server)
    texts = [body["messages"][0]["content"] for body in sent]
    assert [[text in each for _, text in POINTS] for each in texts] == [
        [True, False],
        [False, True],
    ]
    for each in texts:
        assert ANSWER in each
        assert "What is perplexity?" in each
    assert "take" not in json.dumps(sent)


def test_a_point_that_was_not_made_is_asked_about_twice(asker: OpinionAsker, heard: Heard) -> None:
    with ModelServer(chat=ollama(NEITHER)) as server:
        asker.ask(_request(server))
        assert heard.opinions() == [SecondOpinion(CoverageVerdict.NOT)]
        first, second = (body["messages"][0]["content"] for body in _sent(server))
    assert first != second


@pytest.mark.parametrize(
    "reply",
    [
        "Great answer! I'd say it makes the point.",
        '{"verdict": "made", "quote": "the average loss for each token"}',
        '{"verdict": "opposite", "quote": "low"}',
    ],
)
def test_nonsense_and_words_that_were_not_said_are_no_opinion_and_no_failure(
    reply: str, asker: OpinionAsker, heard: Heard
) -> None:
    with ModelServer(chat=ollama(reply)) as server:
        asker.ask(_request(server))
        assert heard.opinions() == [None]


@pytest.mark.parametrize(
    "chat",
    [
        [Vanish()],
        [*ollama("{")[:1], Vanish()],
        [Send(b"\x00\xff nonsense\n")],
        page(),
        tell({"error": "out of memory"}, 500),
        Reply((), 302, headers=(("Location", "http://192.0.2.1/"),)),
        ollama(""),
        ollama("x" * 30_000),
    ],
)
def test_a_server_that_fails_is_given_up_at_once(
    chat: Any, asker: OpinionAsker, heard: Heard
) -> None:
    with ModelServer(chat=chat) as server:
        asker.ask(_request(server, *POINTS))
        (failed,) = heard.request()
        assert len(_sent(server)) == 1
    assert isinstance(failed, OpinionsFailed)


@pytest.mark.parametrize(
    ("limits", "chat"),
    [
        (replace(PATIENT, first=0.1), [Hold()]),
        (replace(PATIENT, between=0.1), [*ollama("{")[:1], Hold()]),
        (replace(PATIENT, whole=0.1), [*ollama("{")[:1], Hold()]),
    ],
)
def test_a_slow_server_is_given_up(limits: ReviewLimits, chat: list[Step], heard: Heard) -> None:
    asker = OpinionAsker(heard, limits)
    with ModelServer(chat=chat) as server:
        asker.ask(_request(server, *POINTS))
        (failed,) = heard.request()
    asker.close()
    assert isinstance(failed, OpinionsFailed)


def test_without_a_server_the_request_fails(asker: OpinionAsker, heard: Heard) -> None:
    with ModelServer() as server:
        pass
    asker.ask(_request(server))
    (failed,) = heard.request()
    assert isinstance(failed, OpinionsFailed)


def test_the_next_request_is_sent_after_one_that_failed(asker: OpinionAsker, heard: Heard) -> None:
    with ModelServer(chat=[Vanish()]) as bad, ModelServer(chat=ollama(MADE)) as good:
        asker.ask(_request(bad))
        asker.ask(_request(good))
        assert isinstance(heard.request()[-1], OpinionsFailed)
        assert isinstance(heard.request()[-1], OpinionsDone)


def test_another_computer_is_not_asked_unless_allowed(asker: OpinionAsker, heard: Heard) -> None:
    asker.ask(OpinionRequest("take", "Q", ANSWER, POINTS, address="192.0.2.1:11434"))
    (failed,) = heard.request()
    assert isinstance(failed, OpinionsFailed)
    assert "192.0.2.1" in str(failed.error)


def test_a_forwarding_server_fails_unless_allowed(asker: OpinionAsker, heard: Heard) -> None:
    with ModelServer(chat=ollama(MADE, remote_host="https://ollama.com:443")) as server:
        asker.ask(_request(server))
        assert isinstance(heard.request()[-1], OpinionsFailed)
        asker.ask(replace(_request(server), allowed=True))
        assert isinstance(heard.request()[-1], OpinionsDone)


def test_stop_disconnects_and_drops_all_requests(asker: OpinionAsker, heard: Heard) -> None:
    with ModelServer(chat=[Hold()]) as slow, ModelServer(chat=ollama(MADE)) as good:
        asker.ask(_request(slow))
        asker.ask(_request(slow))
        assert slow.holding.wait(20.0)
        asker.stop()
        assert slow.hung_up.wait(20.0)
        asker.ask(_request(good))
        assert isinstance(heard.request()[-1], OpinionsDone)
        assert len(_sent(slow)) == 1
    assert heard.is_empty


def test_close_does_not_wait_for_the_model(asker: OpinionAsker, heard: Heard) -> None:
    with ModelServer(chat=[Hold()]) as server:
        asker.ask(_request(server))
        assert server.holding.wait(20.0)
        began = time.monotonic()
        asker.close()
        assert time.monotonic() - began < 1.0
    asker.ask(_request(server))
    assert "second-opinion" not in [thread.name for thread in threading.enumerate()]
    assert heard.is_empty
