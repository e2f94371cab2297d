import threading
import time

import pytest
from rig.reviewer_server import MODELS, PATIENT, TAGS, Hold, ModelServer, Reply, page, tell

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.reviewer import discovery
from mock_interviewer.app.feedback.reviewer.address import ServerAddress
from mock_interviewer.app.feedback.reviewer.connection import ReviewCanceled
from mock_interviewer.app.feedback.reviewer.discovery import find_servers
from mock_interviewer.app.feedback.reviewer.review import ReviewLimits
from mock_interviewer.app.feedback.reviewer.servers import OfferedModel, ReviewServer, ServerDialect

pytestmark = pytest.mark.rig

SOON = ReviewLimits(look=2.0)
"""Long enough for a server that answers, on a machine that is busy."""


def _find(*servers: ModelServer, limits: ReviewLimits = PATIENT) -> tuple[ReviewServer, ...]:
    return find_servers([server.address for server in servers], threading.Event(), limits=limits)


def _models(*names: str) -> tuple[OfferedModel, ...]:
    return tuple(map(OfferedModel, names))


def test_servers_of_both_apis_are_found_in_address_order() -> None:
    with (
        ModelServer(ServerDialect.OPENAI, ("phi-4.gguf",)) as one,
        ModelServer(ServerDialect.OLLAMA, ("llama3.2:latest", "qwen2.5:7b")) as two,
    ):
        assert _find(one, two) == (
            ReviewServer(one.address, ServerDialect.OPENAI, _models("phi-4.gguf")),
            ReviewServer(
                two.address, ServerDialect.OLLAMA, _models("llama3.2:latest", "qwen2.5:7b")
            ),
        )
        assert one.paths == [TAGS, MODELS]
        assert two.paths == [TAGS]


def test_discovery_sends_the_host_name_no_key_and_accepts_no_compression() -> None:
    with ModelServer() as server:
        _find(server)
        (asked,) = server.asked
    assert asked.headers["host"] == str(server.address)
    assert asked.headers["accept-encoding"] == "identity"
    assert not {"authorization", "cookie", "origin", "referer"} & set(asked.headers)


def test_a_server_on_ipv6_is_found() -> None:
    with ModelServer(host="::1") as server:
        assert _find(server)[0].address == server.address
        assert server.asked[0].headers["host"] == f"[::1]:{server.address.port}"


def test_models_that_run_on_another_computer_are_marked() -> None:
    cloud = {"name": "gpt-oss:120b-cloud", "remote_host": "https://ollama.com:443"}
    with ModelServer(models=(cloud,)) as server:
        assert _find(server)[0].models == (OfferedModel(*cloud.values()),)


def test_models_without_a_name_are_left_out() -> None:
    listed = tell({"models": [{"name": ""}, {"name": 5}, {}, None, "x", {"name": "a"}]})
    with ModelServer(replies={TAGS: listed}) as server:
        assert _find(server)[0].models == _models("a")


def test_a_hanging_server_does_not_prevent_finding_others() -> None:
    began = time.monotonic()
    with (
        ModelServer(replies={TAGS: Reply((Hold(),))}) as slow,
        ModelServer() as quick,
    ):
        assert [server.address for server in _find(slow, quick, limits=SOON)] == [quick.address]
        assert slow.hung_up.wait(20.0)
    assert time.monotonic() - began > SOON.look


@pytest.mark.parametrize(
    "reply",
    [
        page(),
        page(404),
        tell({"models": "none"}),
        tell(["a"]),
        tell({"data": [{"id": "a"}]}, 500),
        Reply(headers=(("Content-Encoding", "gzip"),)),
        Reply(status=302, headers=(("Location", "http://127.0.0.1:9/api/tags"),)),
    ],
)
def test_a_server_without_models_api_is_reported(reply: Reply) -> None:
    with ModelServer(replies={TAGS: reply, MODELS: reply}) as server:
        with pytest.raises(
            ReviewerError, match=f"server at {server.address} isn't a supported model server"
        ):
            _find(server)
        assert server.paths == [TAGS, MODELS]


def test_an_unreachable_server_is_reported() -> None:
    with ModelServer() as server:
        gone = server.address
    with pytest.raises(ReviewerError, match=rf"No model server answers at {gone}\. Start Ollama"):
        find_servers([gone], threading.Event())


def test_the_usual_ports_are_named_if_no_server_answers() -> None:
    with ModelServer() as server:
        gone = server.address
    with pytest.raises(ReviewerError, match=r"No model server answers on this computer.*11434"):
        find_servers([gone, gone], threading.Event())


def test_a_forbidden_address_is_rejected_before_any_request() -> None:
    with ModelServer() as server, pytest.raises(ReviewerError, match="isn't on this computer"):
        find_servers([server.address, ServerAddress("192.0.2.1", 80)], threading.Event())
    assert server.asked == []


def test_discovery_can_be_canceled_at_once() -> None:
    stop = threading.Event()
    with ModelServer(replies={TAGS: Reply((Hold(),))}) as server:

        def give_up() -> None:
            server.holding.wait(20.0)
            stop.set()

        threading.Thread(target=give_up).start()
        with pytest.raises(ReviewCanceled):
            find_servers([server.address], stop, limits=PATIENT)
        assert server.hung_up.wait(20.0)


def test_a_slow_name_lookup_times_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = threading.Event()
    monkeypatch.setattr(discovery, "resolve_address", lambda *_, **__: answer.wait(10.0) and ())
    try:
        with pytest.raises(ReviewerError, match=r"No model server answers at box:80"):
            find_servers(
                [ServerAddress("box", 80)], threading.Event(), limits=ReviewLimits(connect=0.1)
            )
    finally:
        answer.set()
