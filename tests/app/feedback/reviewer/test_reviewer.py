import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from rig.heard_events import HeardEvents
from rig.reviewer_server import (
    CHATS,
    PATIENT,
    TAGS,
    Hold,
    ModelServer,
    Reply,
    Send,
    Step,
    Vanish,
    event,
    ollama,
    openai,
    page,
    tell,
)

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.reviewer.review import (
    ReviewDone,
    ReviewEvent,
    ReviewFailed,
    ReviewLimits,
    ReviewRequest,
    ReviewStarted,
    ReviewStopped,
    ReviewText,
    ServersFound,
)
from mock_interviewer.app.feedback.reviewer.reviewer import Reviewer
from mock_interviewer.app.feedback.reviewer.servers import ServerDialect

pytestmark = pytest.mark.rig

WORDS = ("Good", " start", ".")
LAST = (ReviewDone, ReviewStopped, ReviewFailed)
SOON = 0.2
"""Seconds in which a review that is stopped hangs up; a test allows five times that."""
MAKE = {ServerDialect.OLLAMA: ollama, ServerDialect.OPENAI: openai}


class Heard(HeardEvents[ReviewEvent]):
    """A listener that keeps the events of a reviewer."""

    def last(self) -> ReviewEvent:
        """Return the event that ends a review."""
        return self.until(*LAST)[-1]

    def failure(self) -> str:
        """Return why there is no review."""
        last = self.last()
        assert isinstance(last, ReviewFailed), last
        assert isinstance(last.error, ReviewerError)
        assert last.error.remedy
        return str(last.error)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def reviewers(heard: Heard) -> Iterator[list[Reviewer]]:
    """Return a list of reviewers to close."""
    made: list[Reviewer] = []
    yield made
    for each in made:
        each.close()


@pytest.fixture
def ask(heard: Heard, reviewers: list[Reviewer]) -> Any:
    """Return a function that requests a review."""

    def ask(server: ModelServer, limits: ReviewLimits = PATIENT, **wish: Any) -> Reviewer:
        reviewer = Reviewer(heard, limits)
        reviewers.append(reviewer)
        reviewer.ask(ReviewRequest("Review this.", address=str(server.address), **wish))
        return reviewer

    return ask


@pytest.mark.parametrize("dialect", ServerDialect)
def test_a_review_is_streamed_as_it_is_written(
    dialect: ServerDialect, ask: Any, heard: Heard
) -> None:
    with ModelServer(dialect, chat=MAKE[dialect](*WORDS)) as server:
        ask(server)
        found, began, *pieces, done = heard.until(*LAST)
    assert isinstance(found, ServersFound)
    assert [each.address for each in found.servers] == [server.address]
    assert began == ReviewStarted("llama3.2")
    assert pieces == [ReviewText(word) for word in WORDS]
    assert isinstance(done, ReviewDone)
    assert (done.text, done.model, done.where, done.cut) == ("Good start.", "llama3.2", "", False)
    assert 0.0 < done.seconds < 20.0


def test_ollama_requests_ask_for_a_short_stream_without_reasoning(ask: Any, heard: Heard) -> None:
    with ModelServer(chat=ollama(*WORDS)) as server:
        ask(server)
        heard.last()
        posted = server.posted
    assert posted["model"] == "llama3.2:latest"
    assert posted["messages"] == [{"role": "user", "content": "Review this."}]
    assert (posted["stream"], posted["think"]) == (True, False)
    assert posted["options"]["num_ctx"] == 4096


def test_openai_requests_ask_for_a_short_stream(ask: Any, heard: Heard) -> None:
    with ModelServer(ServerDialect.OPENAI, ("a.gguf",), openai(*WORDS)) as server:
        ask(server)
        heard.last()
        posted = server.posted
    assert (posted["model"], posted["stream"], posted["max_tokens"]) == ("a.gguf", True, 1024)


def test_the_chosen_model_is_requested(ask: Any, heard: Heard) -> None:
    with ModelServer(models=("a", "b:latest"), chat=ollama(*WORDS)) as server:
        ask(server, model="b")
        heard.last()
        assert server.posted["model"] == "b:latest"


@pytest.mark.parametrize("dialect", ServerDialect)
def test_text_arrives_while_the_model_is_writing(
    dialect: ServerDialect, ask: Any, heard: Heard
) -> None:
    first, *rest = MAKE[dialect](*WORDS)
    with ModelServer(dialect, chat=[first, Hold(), *rest]) as server:
        ask(server)
        assert heard.until(ReviewText)[-1] == ReviewText("Good")
        server.go_on()
        assert isinstance(heard.last(), ReviewDone)


@pytest.mark.alone
@pytest.mark.parametrize("where", ["looking", "waiting", "writing"])
def test_canceling_a_review_closes_the_connection_at_once(
    where: str, ask: Any, heard: Heard
) -> None:
    first, *rest = ollama(*WORDS)
    hold: list[Step] = [Hold()]
    server = ModelServer(chat=hold if where == "waiting" else [first, *hold, *rest])
    if where == "looking":
        server.replies[TAGS] = Reply(hold)
    with server:
        reviewer = ask(server)
        assert server.holding.wait(20.0)
        reviewer.stop()
        assert server.hung_up.wait(5 * SOON), "while the server would say nothing for ever"
        assert isinstance(heard.last(), ReviewStopped)
        assert not reviewer.running


def test_nothing_is_reported_after_canceling(ask: Any, heard: Heard) -> None:
    with ModelServer(chat=[*ollama(*WORDS)[:1], Hold()]) as server:
        reviewer = ask(server)
        heard.until(ReviewText)
        reviewer.stop()
        server.go_on()
        assert heard.until(*LAST) == [ReviewStopped()]


def test_canceling_at_the_last_word_counts(heard: Heard, reviewers: list[Reviewer]) -> None:
    def stop_at(event: ReviewEvent) -> None:
        heard(event)
        if event == ReviewText(WORDS[-1]):
            reviewer.stop()

    reviewer = Reviewer(stop_at, PATIENT)
    reviewers.append(reviewer)
    whole = {"choices": [{"message": {"content": WORDS[-1]}, "finish_reason": "stop"}]}
    with ModelServer(ServerDialect.OPENAI, chat=tell(whole)) as server:
        reviewer.ask(ReviewRequest("Review this.", address=str(server.address)))
        assert isinstance(heard.last(), ReviewStopped)


def test_another_review_can_start_as_soon_as_one_ends(ask: Any, heard: Heard) -> None:
    with ModelServer(chat=ollama(*WORDS)) as server:
        reviewer = ask(server)
        for _ in range(3):
            assert isinstance(heard.last(), ReviewDone)
            reviewer.ask(ReviewRequest("Review this.", address=str(server.address)))
        assert isinstance(heard.last(), ReviewDone)


def test_only_one_review_runs_at_a_time(ask: Any) -> None:
    with ModelServer(chat=[Hold()]) as server:
        reviewer = ask(server)
        with pytest.raises(RuntimeError):
            reviewer.ask(ReviewRequest("Review this."))


def test_canceling_without_a_review_does_nothing(heard: Heard) -> None:
    reviewer = Reviewer(heard)
    reviewer.stop()
    reviewer.close()
    assert not reviewer.running


@pytest.mark.parametrize("dialect", ServerDialect)
def test_a_review_cut_off_at_the_token_limit_is_reported(
    dialect: ServerDialect, ask: Any, heard: Heard
) -> None:
    with ModelServer(dialect, chat=MAKE[dialect](*WORDS, reason="length")) as server:
        ask(server)
        last = heard.last()
    assert isinstance(last, ReviewDone)
    assert last.cut


def test_reasoning_is_not_shown(ask: Any, heard: Heard) -> None:
    chat = ollama("<think>", "Hm.", "</think>", "\n\n", *WORDS)
    with ModelServer(chat=chat) as server:
        ask(server)
        *_, last = events = heard.until(*LAST)
    assert isinstance(last, ReviewDone)
    assert last.text == "Good start."
    assert "Hm." not in "".join(each.text for each in events if isinstance(each, ReviewText))


def test_a_reply_with_only_reasoning_is_reported(ask: Any, heard: Heard) -> None:
    thought = {"choices": [{"delta": {"reasoning_content": "Hm."}}]}
    with ModelServer(
        ServerDialect.OPENAI, chat=[event(thought), *openai(reason="length")]
    ) as server:
        ask(server)
        assert heard.failure().startswith("llama3.2 used its whole output for thinking.")


def test_an_empty_reply_is_reported(ask: Any, heard: Heard) -> None:
    with ModelServer(chat=ollama(" ", "\n")) as server:
        ask(server)
        assert heard.failure().startswith("llama3.2 wrote nothing.")


def test_a_silent_model_times_out(ask: Any, heard: Heard) -> None:
    with ModelServer(chat=[Hold()]) as server:
        ask(server, replace(PATIENT, first=0.3))
        assert heard.failure().startswith("llama3.2 wrote nothing for 0.3 seconds.")
        assert server.hung_up.wait(20.0)


def test_keep_alive_events_are_not_text(ask: Any, heard: Heard) -> None:
    with ModelServer(ServerDialect.OPENAI, chat=[Send(b": alive\n\n"), Hold()]) as server:
        ask(server, replace(PATIENT, first=0.3))
        assert heard.failure().startswith("llama3.2 wrote nothing for")


def test_a_model_that_stalls_midway_times_out(ask: Any, heard: Heard) -> None:
    with ModelServer(chat=[*ollama(*WORDS)[:2], Hold()]) as server:
        ask(server, replace(PATIENT, between=0.3))
        assert heard.failure().startswith("llama3.2 stopped writing for 0.3 seconds.")


def test_a_review_has_a_total_time_limit(ask: Any, heard: Heard) -> None:
    with ModelServer(chat=[*ollama(*WORDS)[:2], Hold()]) as server:
        ask(server, replace(PATIENT, whole=0.3))
        assert heard.failure().startswith("llama3.2 didn't finish within 0.3 seconds.")


def test_endless_text_is_cut_off(ask: Any, heard: Heard) -> None:
    with ModelServer(chat=ollama(*["word " * 100] * 50)) as server:
        ask(server)
        *events, _ = heard.until(ReviewFailed)
    shown = "".join(each.text for each in events if isinstance(each, ReviewText))
    assert 19_000 < len(shown) <= 20_000


def test_an_endless_stream_is_cut_off(ask: Any, heard: Heard) -> None:
    with ModelServer(ServerDialect.OPENAI, chat=[Send(b":" * 60_000 + b"\n")] * 300) as server:
        ask(server)
        assert heard.failure().startswith("llama3.2 wrote too much")


@pytest.mark.parametrize("dialect", ServerDialect)
def test_an_interrupted_review_is_reported_and_its_text_stays(
    dialect: ServerDialect, ask: Any, heard: Heard
) -> None:
    with ModelServer(dialect, chat=[*MAKE[dialect](*WORDS)[:2], Vanish()]) as server:
        ask(server)
        *events, last = heard.until(*LAST)
    assert ReviewText("Good") in events
    assert isinstance(last, ReviewFailed)
    assert "disconnected in the middle" in str(last.error)


def test_a_stream_without_its_final_event_is_incomplete(ask: Any, heard: Heard) -> None:
    with ModelServer(chat=[*ollama(*WORDS)[:2], Send(b'{"message": {"cont')]) as server:
        ask(server)
        assert "disconnected in the middle" in heard.failure()


def test_a_connection_closed_before_the_reply_is_reported(ask: Any, heard: Heard) -> None:
    with ModelServer() as server:
        server.replies[CHATS[ServerDialect.OLLAMA]] = Reply((Vanish(),))
        ask(server)
        assert "isn't a supported model server" in heard.failure()


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (tell({"error": "model 'llama3.2' not found"}, 404), "no longer has llama3.2"),
        (
            tell({"error": "model requires more system memory (5.3 GiB) than is available"}, 500),
            "llama3.2 needs more memory than is available",
        ),
        (
            tell({"error": {"message": "the request exceeds the available context size"}}, 400),
            "context of llama3.2 is too small for a review",
        ),
        (tell({"error": {"message": "Loading model"}}, 503), "llama3.2 is still loading"),
        (tell({"error": "overloaded"}, 503), "is busy"),
        (tell({"error": "slow down"}, 429), "is busy"),
        (tell({"error": "unauthorized"}, 401), "requires a key"),
        (
            tell({"error": "it\nbroke\x1b[31m"}, 500),
            r"couldn't run llama3.2 (500): “it broke [31m”",
        ),
        (page(502), "couldn't run llama3.2 (502)."),
        (page(), "isn't a supported model server"),
        (Reply((Send(b"\xff\xfe\n"),)), "isn't a supported model server"),
        (Reply(headers=(("Content-Encoding", "br"),)), "isn't a supported model server"),
    ],
)
def test_a_request_rejected_by_the_server_is_reported_plainly(
    reply: Reply, sentence: str, ask: Any, heard: Heard
) -> None:
    with ModelServer(chat=reply) as server:
        ask(server)
        assert sentence in heard.failure()


def test_an_error_in_the_stream_is_reported(ask: Any, heard: Heard) -> None:
    lost = json.dumps({"error": "an error was encountered while running the model"}).encode()
    with ModelServer(chat=[*ollama(*WORDS)[:2], Send(lost + b"\n")]) as server:
        ask(server)
        assert "“an error was encountered while running the model”" in heard.failure()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(status: int, ask: Any, heard: Heard) -> None:
    with ModelServer(chat=ollama(*WORDS)) as other, ModelServer() as server:
        away = f"http://{other.address}/api/chat"
        server.chat = Reply(status=status, headers=(("Location", away),))
        ask(server)
        assert "redirects to another address" in heard.failure()
    assert other.asked == []


def test_proxy_variables_are_ignored(
    ask: Any, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ModelServer() as proxy, ModelServer(chat=ollama(*WORDS)) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://{proxy.address}")
        monkeypatch.delenv("no_proxy", raising=False)
        ask(server)
        assert isinstance(heard.last(), ReviewDone)
    assert proxy.asked == []


def test_a_server_that_forwards_the_answer_is_stopped(ask: Any, heard: Heard) -> None:
    chat = ollama(*WORDS, remote_host="https://ollama.com:443")
    with ModelServer(chat=chat) as server:
        ask(server)
        events = heard.until(ReviewFailed)
    assert not any(isinstance(each, ReviewText) for each in events)
    assert isinstance(events[-1], ReviewFailed)
    assert "so your answer was sent there" in str(events[-1].error)


def test_with_permission_a_remote_model_is_used_and_named_as_remote(ask: Any, heard: Heard) -> None:
    cloud = {"name": "gpt-oss:120b-cloud", "remote_host": "https://ollama.com:443"}
    with ModelServer(models=(cloud,), chat=ollama(*WORDS)) as server:
        ask(server, model="gpt-oss:120b-cloud", allowed=True)
        _, began, *_, done = heard.until(*LAST)
    assert began == ReviewStarted("gpt-oss:120b-cloud", "ollama.com:443")
    assert isinstance(done, ReviewDone)
    assert done.where == "ollama.com:443"


def test_with_permission_a_forwarding_server_is_named(ask: Any, heard: Heard) -> None:
    with ModelServer(chat=ollama(*WORDS, remote_host="https://ollama.com:443")) as server:
        ask(server, allowed=True)
        *_, done = heard.until(*LAST)
    assert isinstance(done, ReviewDone)
    assert (done.text, done.where) == ("Good start.", "ollama.com:443")


def test_without_permission_a_remote_model_is_not_used(ask: Any, heard: Heard) -> None:
    cloud = {"name": "gpt-oss:120b-cloud", "remote_host": "https://ollama.com:443"}
    with ModelServer(models=(cloud,), chat=ollama(*WORDS)) as server:
        ask(server)
        assert "only models that run on other computers" in heard.failure()
        assert server.paths == [TAGS]


def test_dns_rebinding_does_not_reach_another_computer(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    asked: list[str] = []

    def once(host: str, *args: Any, **more: Any) -> Any:
        asked.append(host)
        return real("192.0.2.1" if len(asked) > 1 else "127.0.0.1", *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    with ModelServer(chat=ollama(*WORDS)) as server:
        reviewer = Reviewer(heard, PATIENT)
        reviewer.ask(ReviewRequest("Review this.", address=f"localhost:{server.address.port}"))
        failure = heard.failure()
        reviewer.close()
        assert server.paths == [TAGS]
    assert "isn't on this computer" in failure
    assert asked == ["localhost", "localhost"]


def test_an_internal_error_ends_a_review_too(
    ask: Any, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: raised.append(args.exc_value))
    monkeypatch.setattr(
        "mock_interviewer.app.feedback.reviewer.reviewer.choose_model", lambda *_, **__: 1 / 0
    )
    with ModelServer() as server:
        reviewer = ask(server)
        last = heard.last()
        reviewer.close()
    assert isinstance(last, ReviewFailed)
    assert [type(each) for each in raised] == [ZeroDivisionError]
