"""Looking for model servers: only when asked to, all places at once, a second each."""

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.reviewer import faults
from mock_interviewer.app.feedback.reviewer.address import Address, Place, places_of
from mock_interviewer.app.feedback.reviewer.exchange import OK, NoHttp, as_json, exchange
from mock_interviewer.app.feedback.reviewer.limits import Limits
from mock_interviewer.app.feedback.reviewer.servers import Dialect, OfferedModel, Server
from mock_interviewer.app.feedback.reviewer.wire import Cancelled, Wire, connected

_MOST_LIST = 2 * 1024 * 1024
_SLICE = 0.05
_PATHS = {Dialect.OLLAMA: "/api/tags", Dialect.OPENAI: "/v1/models"}
"""Ollama knows both, and says only in its own list which models run elsewhere: it comes first."""


def find_servers(
    addresses: Sequence[Address],
    stop: threading.Event,
    *,
    allowed: bool = False,
    limits: Limits | None = None,
) -> tuple[Server, ...]:
    """Return the servers that answer at ``addresses``, in their order.

    Blocks for a little over ``limits.look`` seconds at most. Raises ReviewerError where there is
    none, and before anything is connected to where an address may not be; raises Cancelled soon
    after ``stop`` is set.
    """
    limits = limits or Limits()
    places = [resolved(address, stop, limits.connect, allowed=allowed) for address in addresses]
    with ThreadPoolExecutor(len(addresses), "find-model-server") as threads:
        looks = [
            threads.submit(_look, address, where, stop, limits)
            for address, where in zip(addresses, places, strict=True)
        ]
    seen = [look.result() for look in looks]
    servers = tuple(each for each in seen if isinstance(each, Server))
    if servers:
        return servers
    if isinstance(seen[0], ReviewerError) and len(seen) == 1:
        raise seen[0]
    raise faults.nothing_found(tuple(addresses))


def resolved(
    address: Address, stop: threading.Event, patience: float, *, allowed: bool
) -> tuple[Place, ...]:
    """Return where to connect for ``address``, as ``places_of`` does, within ``patience`` seconds.

    The system's resolver cannot be called off; it is left to itself where it takes longer. Raises
    ReviewerError and Cancelled.
    """
    until = time.monotonic() + patience
    found: list[tuple[Place, ...] | ReviewerError] = []

    def resolve() -> None:
        try:
            found.append(places_of(address, allowed=allowed))
        except ReviewerError as error:
            found.append(error)

    thread = threading.Thread(target=resolve, name="resolve-model-server", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_SLICE)
        if stop.is_set():
            raise Cancelled
        if time.monotonic() >= until:
            break
    if not found:
        raise faults.nothing_found((address,))
    if isinstance(found[0], ReviewerError):
        raise found[0]
    return found[0]


@contextmanager
def wired(places: Iterable[Place], stop: threading.Event, patience: float) -> Iterator[Wire]:
    """Give a connection to the first of ``places`` that answers; raises what a Wire raises."""
    wire = connected(tuple(places), stop, time.monotonic() + patience)
    try:
        yield wire
    finally:
        wire.close()


def _look(
    address: Address, places: Sequence[Place], stop: threading.Event, limits: Limits
) -> Server | ReviewerError | None:
    """Return the server there, the error where something else answers, None where nothing does."""
    until = time.monotonic() + limits.look
    answers = False
    for dialect, path in _PATHS.items():
        try:
            with wired(places, stop, until - time.monotonic()) as wire:
                answers = True
                answer = exchange(wire, address, path)
                listed = as_json(answer.start(_MOST_LIST)) if answer.status == OK else None
        except NoHttp:
            continue
        except OSError:
            break
        models = _models(listed, dialect)
        if models is not None:
            return Server(address, dialect, models)
    return faults.no_server(address) if answers else None


def _models(listed: Any, dialect: Dialect) -> tuple[OfferedModel, ...] | None:
    """Return the models of a list as servers give it, None where it is none."""
    entries = (
        listed.get("models" if dialect is Dialect.OLLAMA else "data")
        if isinstance(listed, dict)
        else None
    )
    if not isinstance(entries, list):
        return None
    key = "name" if dialect is Dialect.OLLAMA else "id"
    made = (_model(entry, key) for entry in entries if isinstance(entry, dict))
    return tuple(model for model in made if model is not None)


def _model(entry: dict[str, Any], key: str) -> OfferedModel | None:
    name = entry.get(key)
    if not isinstance(name, str) or not name:
        return None
    elsewhere = entry.get("remote_host")
    return OfferedModel(name, elsewhere if isinstance(elsewhere, str) else "")
