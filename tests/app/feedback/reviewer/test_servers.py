import pytest

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.reviewer.address import ServerAddress
from mock_interviewer.app.feedback.reviewer.servers import (
    OfferedModel,
    ReviewServer,
    ServerDialect,
    choose_model,
)

CLOUD = OfferedModel("gpt-oss:120b-cloud", "https://ollama.com:443")


def _server(*models: str | OfferedModel, port: int = 11434) -> ReviewServer:
    made = tuple(OfferedModel(each) if isinstance(each, str) else each for each in models)
    return ReviewServer(ServerAddress("127.0.0.1", port), ServerDialect.OLLAMA, made)


def _chosen(wanted: str, *servers: ReviewServer, allowed: bool = False) -> str:
    return choose_model(servers, wanted, allowed=allowed)[1].name


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("llama3.2:latest", "llama3.2"),
        ("qwen2.5:7b", "qwen2.5:7b"),
        ("../models/Meta-Llama-3.1-8B-Q4_K_M.gguf", "Meta-Llama-3.1-8B-Q4_K_M"),
        (r"C:\models\phi-4.GGUF", "phi-4"),
        ("openai/gpt-oss-20b", "openai/gpt-oss-20b"),
        ("a\x1bb", "ab"),
        ("\n", "a model"),
        ("x" * 100, "x" * 80 + "…"),
    ],
)
def test_models_have_readable_names(name: str, readable: str) -> None:
    assert OfferedModel(name).readable == readable


def test_the_first_model_that_can_generate_text_is_chosen() -> None:
    empty, full = _server(port=1), _server("nomic-embed-text:latest", "llama3.2:latest", "b")
    assert choose_model([empty, full], "", allowed=False) == (full, OfferedModel("llama3.2:latest"))


@pytest.mark.parametrize("wanted", ["llama3.2", "llama3.2:latest"])
def test_a_model_is_found_by_its_name_on_any_server(wanted: str) -> None:
    assert _chosen(wanted, _server("a"), _server("b", "llama3.2:latest")) == "llama3.2:latest"


def test_a_missing_model_is_rejected_and_the_available_ones_are_named() -> None:
    with pytest.raises(ReviewerError, match=r"There's no model called phi4\. Available: a, b\."):
        _chosen("phi4", _server("a", "nomic-embed-text"), _server("b"))
    with pytest.raises(ReviewerError, match=r"Available: a, b, c, d, e and more\."):
        _chosen("phi4", _server(*"abcdef"))
    with pytest.raises(ReviewerError, match=r"No model is available\."):
        _chosen("phi4", _server())


@pytest.mark.parametrize("models", [(), ("nomic-embed-text", "bge-m3-bge-large")])
def test_a_server_without_text_models_is_reported(models: tuple[str, ...]) -> None:
    with pytest.raises(ReviewerError, match=r"127\.0\.0\.1:11434 has no model that can write"):
        _chosen("", _server(*models))


@pytest.mark.parametrize(
    "model", [CLOUD, "gpt-oss:120b-cloud", "glm-4.6:cloud", OfferedModel("a", "http://box:1")]
)
def test_a_remote_model_is_never_chosen_without_permission(
    model: str | OfferedModel,
) -> None:
    name = model if isinstance(model, str) else model.name
    assert _chosen("", _server(model, "llama3.2")) == "llama3.2"
    with pytest.raises(ReviewerError, match="only models that run on other computers"):
        _chosen("", _server(model))
    with pytest.raises(ReviewerError, match=r"runs on another computer, so your answer wasn't"):
        _chosen(name, _server(model, "llama3.2"))


def test_with_permission_a_remote_model_is_chosen_only_by_name() -> None:
    assert _chosen(CLOUD.name, _server("a", CLOUD), allowed=True) == CLOUD.name
    assert _chosen("", _server(CLOUD, "a"), allowed=True) == "a"
    with pytest.raises(ReviewerError, match="only models that run on other computers"):
        _chosen("", _server(CLOUD), allowed=True)
