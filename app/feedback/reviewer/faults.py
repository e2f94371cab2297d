"""Errors of model servers, worded for the person."""

import re

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.reviewer.address import USUAL_PORTS, ServerAddress
from mock_interviewer.app.feedback.reviewer.review import ReviewLimits
from mock_interviewer.app.feedback.reviewer.servers import OfferedModel, ReviewServer, ServerDialect

_MAX_QUOTE = 200
_START = "Start Ollama, LM Studio, or another model server, then try again."
_MEMORY = re.compile(r"\bmemory\b|\bOOM\b|failed to allocate|cudaMalloc", re.IGNORECASE)
_CONTEXT = re.compile(r"context (size|length|window)|exceed_context_size", re.IGNORECASE)
_LOADING = re.compile(r"loading model", re.IGNORECASE)
_NOT_FOUND, _BUSY, _UNAVAILABLE = 404, 429, 503
_REFUSALS = frozenset({401, 402, 403})
_REDIRECTS = range(300, 400)


def nothing_found(addresses: tuple[ServerAddress, ...]) -> ReviewerError:
    """Return the error if no server answers at any of ``addresses``."""
    if len(addresses) == 1:
        return ReviewerError(f"No model server answers at {addresses[0]}.", _START)
    host = addresses[0].host
    where = "on this computer" if addresses[0].is_local else f"at {host}"
    ports = ", ".join(str(port) for port in USUAL_PORTS)
    return ReviewerError(
        f"No model server answers {where} at any of the usual ports ({ports}).",
        f"{_START} If it uses another port, enter its address in Settings.",
    )


def not_reached(server: ReviewServer) -> ReviewerError:
    """Return the error if a server that was found no longer answers."""
    return ReviewerError(f"The model server at {server.address} no longer answers.", _START)


def no_server(address: ServerAddress) -> ReviewerError:
    """Return the error if something other than a model server answers."""
    return ReviewerError(
        f"The server at {address} isn't a supported model server.",
        "Check the address in Settings. The server must support the API of Ollama or OpenAI.",
    )


def broken_off(server: ReviewServer) -> ReviewerError:
    """Return the error if a connection ends in the middle of a review."""
    return ReviewerError(
        f"The model server at {server.address} disconnected in the middle of the review.",
        "Try again. If it keeps happening, the computer may be low on memory; choose a smaller "
        "model.",
    )


def too_slow(
    model: OfferedModel, limits: ReviewLimits, *, began: bool, whole: bool
) -> ReviewerError:
    """Return the error if a model takes too long.

    ``began`` means that it has written something, ``whole`` that the time of a review is over.
    """
    if whole:
        what = f"{model.readable} didn't finish within {_length(limits.whole)}."
    elif began:
        what = f"{model.readable} stopped writing for {_length(limits.between)}."
    else:
        what = f"{model.readable} wrote nothing for {_length(limits.first)}."
    return ReviewerError(
        what, "Try again when the computer is less busy, or choose a smaller model."
    )


def too_long(model: OfferedModel) -> ReviewerError:
    """Return the error if a model does not stop writing."""
    return ReviewerError(
        f"{model.readable} wrote too much and was stopped.", "Try again, or choose another model."
    )


def said_nothing(model: OfferedModel, *, thought: bool) -> ReviewerError:
    """Return the error if a model wrote nothing for the person."""
    if thought:
        return ReviewerError(
            f"{model.readable} used its whole output for thinking.",
            "Choose a model that answers without thinking first.",
        )
    return ReviewerError(f"{model.readable} wrote nothing.", "Try again, or choose another model.")


def passed_on(model: OfferedModel, host: str) -> ReviewerError:
    """Return the error if a server forwarded the answer to another computer unasked."""
    return ReviewerError(
        f"{model.readable} runs at {_clipped(host)}, so your answer was sent there. The review "
        "was stopped.",
        "Enter the name of a model on this computer in Settings, or allow other computers there.",
    )


def answered(
    server: ReviewServer, model: OfferedModel, status: int | None, words: str
) -> ReviewerError:
    """Return the error if a server refuses, by its HTTP status (None in the middle of a stream).

    ``words`` are the server's own message, or "".
    """
    name, where = model.readable, str(server.address)
    if status in _REDIRECTS:
        return ReviewerError(
            f"The server at {where} redirects to another address, so your answer wasn't sent.",
            "Enter the address of the model server itself in Settings.",
        )
    if status in _REFUSALS:
        return ReviewerError(
            f"The server at {where} requires a key or doesn't let you use {name} ({status}).",
            "Use a model server that requires no key, such as Ollama.",
        )
    if _MEMORY.search(words):
        return ReviewerError(
            f"{name} needs more memory than is available.",
            "Close other programs, or choose a smaller model.",
        )
    if _CONTEXT.search(words):
        return ReviewerError(
            f"The context of {name} is too small for a review.",
            "Set it to 4096 tokens or more in the model server, then try again.",
        )
    if status == _UNAVAILABLE and _LOADING.search(words):
        return ReviewerError(f"{name} is still loading.", "Try again in a minute.")
    if status in {_BUSY, _UNAVAILABLE}:
        return ReviewerError(f"The server at {where} is busy.", "Try again in a minute.")
    if status == _NOT_FOUND:
        pull = f" With Ollama, “ollama pull {name}” downloads it." if _is_ollama(server) else ""
        return ReviewerError(
            f"The server at {where} no longer has {name}.",
            f"Enter the name of another model in Settings, or none to use the first one.{pull}",
        )
    code = f" ({status})" if status is not None else ""
    said = f": “{_clipped(words)}”" if words else ""
    return ReviewerError(
        f"The server at {where} couldn't run {name}{code}{said}.",
        "Try again. If that doesn't help, check the server's own messages, or choose another "
        "model.",
    )


def _is_ollama(server: ReviewServer) -> bool:
    return server.dialect is ServerDialect.OLLAMA


def _clipped(words: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in words).rstrip(" .")
    return shown if len(shown) <= _MAX_QUOTE else f"{shown[:_MAX_QUOTE]}…"


def _length(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if minutes and not rest:
        return f"{minutes} minutes" if minutes > 1 else "a minute"
    return f"{seconds:g} seconds"
