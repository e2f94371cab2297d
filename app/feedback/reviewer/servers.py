"""Model servers on this computer, what they offer, and the choice of one model."""

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
_MOST_NAME = 80
_MOST_LISTED = 5
_GET_ONE = "Get one, for instance with “ollama pull llama3.2”, then ask again."


class ServerDialect(StrEnum):
    """How a server wants to be asked."""

    OLLAMA = "Ollama"
    OPENAI = "OpenAI"


@dataclass(frozen=True)
class OfferedModel:
    """A model by the name that its server has for it.

    ``elsewhere`` names the computer that the server passes the text on to, "" where it does not
    say so. Ollama lists models of its cloud beside those of this computer.
    """

    name: str
    remote_host: str = ""

    @property
    def readable(self) -> str:
        """Its name for people: no path and no ending of a file, no "latest"."""
        file = _FILE.fullmatch(self.name)
        name = file[1] if file else self.name.removesuffix(_LATEST)
        name = "".join(sign for sign in name if sign.isprintable()).strip() or "a model"
        return name if len(name) <= _MOST_NAME else f"{name[:_MOST_NAME]}…"

    @property
    def runs_remotely(self) -> bool:
        """Whether what it is given leaves its server's computer, as far as one is told."""
        return bool(self.remote_host) or bool(_CLOUD.search(self.name))

    @property
    def can_write(self) -> bool:
        """Whether it can write, as far as its name tells; others turn text into figures."""
        return not _NO_WRITER.search(self.name)


@dataclass(frozen=True)
class ReviewServer:
    """A server that answered, and the models that it offers, in its own order."""

    address: ServerAddress
    dialect: ServerDialect
    models: tuple[OfferedModel, ...]


def choose_model(
    servers: Sequence[ReviewServer], wanted: str, *, allowed: bool
) -> tuple[ReviewServer, OfferedModel]:
    """Return the model called ``wanted`` and its server; the first that writes for "".

    A model that runs on another computer than its server is taken only where it is asked for by
    its name, and where that is ``allowed``. Raises ReviewerError, which names what there is.
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
    have = f"There is: {', '.join(names[:_MOST_LISTED])}" if names else "There is none"
    more = " and more." if len(names) > _MOST_LISTED else "."
    if any(wanted in {model.name, model.readable} for _, model in offered):
        raise ReviewerError(
            f"The model {wanted} runs on another computer, so your answer is not sent to it.",
            f"{have}{more} Write another name in the Settings, or allow other computers there.",
        )
    raise ReviewerError(
        f"No model here is called {wanted}.",
        f"{have}{more} Write the name of one in the Settings, or nothing for the first.",
    )
