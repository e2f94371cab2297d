"""Model servers, the models they offer, and the choice of a model."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.reviewer.address import ServerAddress

_LATEST = ":latest"
_FILE = re.compile(r"(?:.*[/\\])?([^/\\]+)\.gguf", re.IGNORECASE | re.DOTALL)
_CLOUD = re.compile(r"[:-]cloud$", re.IGNORECASE)
_NO_WRITER = re.compile(r"embed|rerank|whisper|\bbge-|\bbert\b|minilm", re.IGNORECASE)
_MAX_NAME = 80
_MAX_LISTED = 5
_GET_ONE = "Download one, for example with “ollama pull llama3.2”, then try again."


class ServerDialect(StrEnum):
    """The API of a server."""

    OLLAMA = "Ollama"
    OPENAI = "OpenAI"


@dataclass(frozen=True)
class OfferedModel:
    """A model, with the name that its server uses.

    ``remote_host`` is the computer to which the server forwards the text, if it says so. Ollama
    lists its cloud models next to those on this computer.
    """

    name: str
    remote_host: str = ""

    @property
    def readable(self) -> str:
        """Its name for display: without a path, a file extension, or "latest"."""
        file = _FILE.fullmatch(self.name)
        name = file[1] if file else self.name.removesuffix(_LATEST)
        name = "".join(char for char in name if char.isprintable()).strip() or "a model"
        return name if len(name) <= _MAX_NAME else f"{name[:_MAX_NAME]}…"

    @property
    def runs_remotely(self) -> bool:
        """Whether it runs on another computer than its server, as far as is known."""
        return bool(self.remote_host) or bool(_CLOUD.search(self.name))

    @property
    def can_write(self) -> bool:
        """Whether it can write, judging by its name; embedding models, for example, cannot."""
        return not _NO_WRITER.search(self.name)


@dataclass(frozen=True)
class ReviewServer:
    """A server that answered, with the models it offers in its own order."""

    address: ServerAddress
    dialect: ServerDialect
    models: tuple[OfferedModel, ...]


def choose_model(
    servers: Sequence[ReviewServer], wanted: str, *, allowed: bool
) -> tuple[ReviewServer, OfferedModel]:
    """Return the model called ``wanted`` and its server, or the first that can write for "".

    A model that runs on another computer than its server is chosen only by name, and only if
    ``allowed``. Raises ReviewerError, which lists what is available.
    """
    offered = [(server, model) for server in servers for model in server.models]
    staying = [(server, model) for server, model in offered if not model.runs_remotely]
    if wanted:
        return _named(wanted, offered, offered if allowed else staying)
    for server, model in staying:
        if model.can_write:
            return server, model
    where = " and ".join(str(server.address) for server in servers)
    if offered and not staying:
        raise ReviewerError(
            f"The model server at {where} offers only models that run on other computers.", _GET_ONE
        )
    raise ReviewerError(f"The model server at {where} has no model that can write.", _GET_ONE)


def _named(
    wanted: str,
    offered: Iterable[tuple[ReviewServer, OfferedModel]],
    usable: Sequence[tuple[ReviewServer, OfferedModel]],
) -> tuple[ReviewServer, OfferedModel]:
    for server, model in usable:
        if wanted in {model.name, model.readable}:
            return server, model
    names = list(dict.fromkeys(model.readable for _, model in usable if model.can_write))
    have = f"Available: {', '.join(names[:_MAX_LISTED])}" if names else "No model is available"
    more = " and more." if len(names) > _MAX_LISTED else "."
    if any(wanted in {model.name, model.readable} for _, model in offered):
        raise ReviewerError(
            f"The model {wanted} runs on another computer, so your answer wasn't sent.",
            f"{have}{more} Enter another name in Settings, or allow other computers there.",
        )
    raise ReviewerError(
        f"There's no model called {wanted}.",
        f"{have}{more} Enter another name in Settings, or none to use the first one.",
    )
