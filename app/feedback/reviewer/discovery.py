"""Discovery of model servers: only on request, all addresses in parallel, a second each."""

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.reviewer import faults
from mock_interviewer.app.feedback.reviewer.address import (
    ServerAddress,
    SocketAddress,
    resolve_address,
)
from mock_interviewer.app.feedback.reviewer.connection import (
    CancelableConnection,
    ReviewCanceled,
    connect_first,
)
from mock_interviewer.app.feedback.reviewer.http_exchange import (
    OK,
    NotHttp,
    parse_json,
    send_request,
)
from mock_interviewer.app.feedback.reviewer.review import ReviewLimits
from mock_interviewer.app.feedback.reviewer.servers import OfferedModel, ReviewServer, ServerDialect

_MAX_LIST = 2 * 1024 * 1024
_SLICE = 0.05
_PATHS = {ServerDialect.OLLAMA: "/api/tags", ServerDialect.OPENAI: "/v1/models"}
"""Ollama answers to both, but only its own list says which models are remote: try it first."""


def find_servers(
    addresses: Sequence[ServerAddress],
    stop: threading.Event,
    *,
    allowed: bool = False,
    limits: ReviewLimits | None = None,
) -> tuple[ReviewServer, ...]:
    """Return the servers that answer at ``addresses``, in their order.

    Blocks for a little over ``limits.look`` seconds at most. Raises ReviewerError if there is
    none, or, before connecting to any, if an address is not permitted. Raises ReviewCanceled soon
    after ``stop`` is set.
    """
    limits = limits or ReviewLimits()
    places = [
        resolve_in_time(address, stop, limits.connect, allowed=allowed) for address in addresses
    ]
    with ThreadPoolExecutor(len(addresses), "find-model-server") as threads:
        looks = [
            threads.submit(_look, address, where, stop, limits)
            for address, where in zip(addresses, places, strict=True)
        ]
    seen = [look.result() for look in looks]
    servers = tuple(each for each in seen if isinstance(each, ReviewServer))
    if servers:
        return servers
    if isinstance(seen[0], ReviewerError) and len(seen) == 1:
        raise seen[0]
    raise faults.nothing_found(tuple(addresses))


def resolve_in_time(
    address: ServerAddress, stop: threading.Event, patience: float, *, allowed: bool
) -> tuple[SocketAddress, ...]:
    """Return where to connect for ``address``, within ``patience`` seconds.

    The system's resolver cannot be canceled; if it takes longer, it is abandoned. Raises
    ReviewerError and ReviewCanceled.
    """
    deadline = time.monotonic() + patience
    found: list[tuple[SocketAddress, ...] | ReviewerError] = []

    def resolve() -> None:
        try:
            found.append(resolve_address(address, allowed=allowed))
        except ReviewerError as error:
            found.append(error)

    thread = threading.Thread(target=resolve, name="resolve-model-server", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_SLICE)
        if stop.is_set():
            raise ReviewCanceled
        if time.monotonic() >= deadline:
            break
    if not found:
        raise faults.nothing_found((address,))
    if isinstance(found[0], ReviewerError):
        raise found[0]
    return found[0]


@contextmanager
def connection_to(
    places: Iterable[SocketAddress], stop: threading.Event, patience: float
) -> Iterator[CancelableConnection]:
    """Provide a connection to the first of ``places`` that answers.

    Raises what CancelableConnection raises.
    """
    connection = connect_first(tuple(places), stop, time.monotonic() + patience)
    try:
        yield connection
    finally:
        connection.close()


def _look(
    address: ServerAddress,
    places: Sequence[SocketAddress],
    stop: threading.Event,
    limits: ReviewLimits,
) -> ReviewServer | ReviewerError | None:
    """Return the server there, an error if something else answers, or None if nothing does."""
    deadline = time.monotonic() + limits.look
    answers = False
    for dialect, path in _PATHS.items():
        try:
            with connection_to(places, stop, deadline - time.monotonic()) as connection:
                answers = True
                answer = send_request(connection, address, path)
                listed = parse_json(answer.start(_MAX_LIST)) if answer.status == OK else None
        except NotHttp:
            continue
        except OSError:
            break
        models = _models(listed, dialect)
        if models is not None:
            return ReviewServer(address, dialect, models)
    return faults.no_server(address) if answers else None


def _models(listed: Any, dialect: ServerDialect) -> tuple[OfferedModel, ...] | None:
    """Return the models in a server's list, or None if it is not one."""
    entries = (
        listed.get("models" if dialect is ServerDialect.OLLAMA else "data")
        if isinstance(listed, dict)
        else None
    )
    if not isinstance(entries, list):
        return None
    key = "name" if dialect is ServerDialect.OLLAMA else "id"
    made = (_model(entry, key) for entry in entries if isinstance(entry, dict))
    return tuple(model for model in made if model is not None)


def _model(entry: dict[str, Any], key: str) -> OfferedModel | None:
    name = entry.get(key)
    if not isinstance(name, str) or not name:
        return None
    remote_host = entry.get("remote_host")
    return OfferedModel(name, remote_host if isinstance(remote_host, str) else "")
