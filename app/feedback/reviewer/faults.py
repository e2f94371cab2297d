"""Errors of model servers, as sentences for a person."""

import re

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.reviewer.address import USUAL_PORTS, ServerAddress
from mock_interviewer.app.feedback.reviewer.review import ReviewLimits
from mock_interviewer.app.feedback.reviewer.servers import OfferedModel, ReviewServer, ServerDialect

_MOST_WORDS = 200
_START = "Start Ollama, LM Studio or another model server, then ask again."
_MEMORY = re.compile(r"\bmemory\b|\bOOM\b|failed to allocate|cudaMalloc", re.IGNORECASE)
_CONTEXT = re.compile(r"context (size|length|window)|exceed_context_size", re.IGNORECASE)
_LOADING = re.compile(r"loading model", re.IGNORECASE)
_NOT_FOUND, _BUSY, _UNAVAILABLE = 404, 429, 503
_REFUSALS = frozenset({401, 402, 403})
_REDIRECTS = range(300, 400)


def nothing_found(addresses: tuple[ServerAddress, ...]) -> ReviewerError:
    """Return the error where no server answers at any of ``addresses``."""
    if len(addresses) == 1:
        return ReviewerError(f"No model server answers at {addresses[0]}.", _START)
    host = addresses[0].host
    where = "on this computer" if addresses[0].is_local else f"at {host}"
    ports = ", ".join(str(port) for port in USUAL_PORTS)
    return ReviewerError(
        f"No model server answers {where}, at none of the usual ports ({ports}).",
        f"{_START} If it listens elsewhere, write its address in the Settings.",
    )


def not_reached(server: ReviewServer) -> ReviewerError:
    """Return the error where a server that was there a moment ago is not any more."""
    return ReviewerError(f"The model server at {server.address} does not answer any more.", _START)


def no_server(address: ServerAddress) -> ReviewerError:
    """Return the error where something answers that is no model server."""
    return ReviewerError(
        f"What answers at {address} is no model server that can be asked.",
        "Check the address in the Settings; the server must speak as Ollama or OpenAI does.",
    )


def broken_off(server: ReviewServer) -> ReviewerError:
    """Return the error where a connection ends in the middle of a review."""
    return ReviewerError(
        f"The model server at {server.address} broke off in the middle of the review.",
        "Ask again. If that happens each time, the computer may be short of memory: choose a "
        "smaller model.",
    )


def too_slow(
    model: OfferedModel, limits: ReviewLimits, *, began: bool, whole: bool
) -> ReviewerError:
    """Return the error where a model takes longer than it may.

    ``began``: it has said something; ``whole``: it has had all the time that a review may take.
    """
    if whole:
        what = f"{model.readable} was not done within {_length(limits.whole)}."
    elif began:
        what = f"{model.readable} stopped in the middle for {_length(limits.between)}."
    else:
        what = f"{model.readable} has said nothing for {_length(limits.first)}."
    return ReviewerError(
        what, "Ask again once the computer has less to do, or choose a smaller model."
    )


def too_long(model: OfferedModel) -> ReviewerError:
    """Return the error where a model does not stop writing."""
    return ReviewerError(
        f"{model.readable} wrote on without an end and was stopped.", "Ask again, or another model."
    )


def said_nothing(model: OfferedModel, *, thought: bool) -> ReviewerError:
    """Return the error where a model ended without a word for the person."""
    if thought:
        return ReviewerError(
            f"{model.readable} spent all that it may write on thinking.",
            "Choose a model that answers without thinking first.",
        )
    return ReviewerError(f"{model.readable} wrote nothing.", "Ask again, or another model.")


def passed_on(model: OfferedModel, host: str) -> ReviewerError:
    """Return the error where a server lets another computer do the work, and says so too late."""
    return ReviewerError(
        f"{model.readable} runs at {_clipped(host)}, so your answer has been sent there. The "
        "review was stopped.",
        "Write the name of a model of this computer in the Settings, or allow other computers "
        "there.",
    )


def answered(
    server: ReviewServer, model: OfferedModel, status: int | None, words: str
) -> ReviewerError:
    """Return the error where a server refuses: its HTTP status, None in the middle of a stream.

    ``words`` are the server's own, "" where it has none that can be read.
    """
    name, where = model.readable, str(server.address)
    if status in _REDIRECTS:
        return ReviewerError(
            f"The server at {where} wants to send your answer to another address, which is not "
            "done.",
            "Write the address of the model server itself in the Settings.",
        )
    if status in _REFUSALS:
        return ReviewerError(
            f"The server at {where} wants a key or does not let you use {name} ({status}).",
            "Use a model server that asks for no key, as Ollama does.",
        )
    if _MEMORY.search(words):
        return ReviewerError(
            f"{name} needs more memory than the computer has free.",
            "Close what you do not need, or choose a smaller model.",
        )
    if _CONTEXT.search(words):
        return ReviewerError(
            f"{name} is set up for less text than a review needs.",
            "Give it a context of 4096 tokens or more in its server, then ask again.",
        )
    if status == _UNAVAILABLE and _LOADING.search(words):
        return ReviewerError(f"{name} is still being loaded.", "Ask again in a minute.")
    if status in {_BUSY, _UNAVAILABLE}:
        return ReviewerError(f"The server at {where} is busy.", "Ask again in a minute.")
    if status == _NOT_FOUND:
        pull = f" With Ollama, “ollama pull {name}” gets it." if _is_ollama(server) else ""
        return ReviewerError(
            f"The server at {where} does not have {name} any more.",
            f"Write the name of another model in the Settings, or nothing for the first.{pull}",
        )
    code = f" ({status})" if status is not None else ""
    said = f": “{_clipped(words)}”" if words else ""
    return ReviewerError(
        f"The server at {where} could not let {name} write a review{code}{said}.",
        "Ask again; if that does not help, look at what the server itself says, or choose another "
        "model.",
    )


def _is_ollama(server: ReviewServer) -> bool:
    return server.dialect is ServerDialect.OLLAMA


def _clipped(words: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in words).rstrip(" .")
    return shown if len(shown) <= _MOST_WORDS else f"{shown[:_MOST_WORDS]}…"


def _length(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if minutes and not rest:
        return f"{minutes} minutes" if minutes > 1 else "a minute"
    return f"{seconds:g} seconds"
