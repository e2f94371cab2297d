"""The address of a model server: accepted spellings and permitted connections.

Connections go only to this computer unless the person allowed others. A name is resolved once, and
the connection uses the address that was checked, so a name that later points to another computer
has no effect (DNS rebinding).
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from mock_interviewer.app.errors import ReviewerError

USUAL_HOST = "127.0.0.1"
USUAL_PORTS = (11434, 1234, 8080, 8000, 1337, 4891)
"""Default ports of Ollama, LM Studio, llama.cpp's server and llamafile, vLLM, Jan, and GPT4All."""

SocketAddress: TypeAlias = tuple[socket.AddressFamily, tuple[Any, ...]]
"""A family and its address for ``socket.connect``; never a name."""

Lookup: TypeAlias = Callable[..., Sequence[tuple[Any, Any, Any, Any, Any]]]

_IpAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_SHAPE = re.compile(
    r"""(?:http://)?
    (?P<host> \[[0-9a-f:.]+\] | [a-z0-9_-]+(?:\.[a-z0-9_-]+)* )
    (?: :(?P<port>[0-9]{1,5}) )?
    (?: /(?:v1|api)?/? )?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_MAX_NAME = 253
_MAX_PORT = 65_535
_LOCALHOST = "localhost"
_HOW = (
    "Enter an address such as localhost:11434 in Settings, or leave it empty to find a model on "
    "this computer."
)


@dataclass(frozen=True)
class ServerAddress:
    """A host (a name or an IP address without brackets) and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether it names this computer; other names than localhost are not resolved."""
        ip = _ip(self.host)
        return self.host == _LOCALHOST if ip is None else ip.is_loopback


def parse_addresses(text: str) -> tuple[ServerAddress, ...]:
    """Return the addresses that ``text`` means, in the order in which to try them.

    An empty text means the usual ports of this computer, and a host without a port means its usual
    ports. URLs must use http, with no path other than the usual API roots, and without a user, a
    query, or encoded characters. Raises ReviewerError.
    """
    text = text.strip()
    if not text:
        return tuple(ServerAddress(USUAL_HOST, port) for port in USUAL_PORTS)
    if text.lower().startswith("https://"):
        raise ReviewerError(
            "Model servers are reached over http only, but the address starts with https://.", _HOW
        )
    bare = _ip(text)
    found = None if bare is not None else _SHAPE.fullmatch(text)
    if bare is None and found is None:
        raise ReviewerError(f"“{_shown(text)}” isn't the address of a model server.", _HOW)
    host = str(bare) if found is None else _host(found["host"], text)
    if found is None or found["port"] is None:
        return tuple(ServerAddress(host, port) for port in USUAL_PORTS)
    port = int(found["port"])
    if not 0 < port <= _MAX_PORT:
        raise ReviewerError(f"“{_shown(text)}” has an invalid port: {port}.", _HOW)
    return (ServerAddress(host, port),)


def resolve_address(
    address: ServerAddress, *, allowed: bool, lookup: Lookup | None = None
) -> tuple[SocketAddress, ...]:
    """Return where to connect for ``address``, IPv4 first; raises ReviewerError.

    Only localhost is resolved or, with ``allowed``, any name, which may wait for the network.
    Without ``allowed``, every address found must be a loopback address.
    """
    ip = _ip(address.host)
    if ip is not None:
        found = [ip]
    elif allowed or address.host == _LOCALHOST:
        found = _resolved(address, lookup or socket.getaddrinfo)
    else:
        raise _other_computer(address)
    for each in found:
        if each.is_unspecified or each.is_multicast:
            raise ReviewerError(f"{address} isn't an address to connect to.", _HOW)
        if not (allowed or each.is_loopback):
            raise _other_computer(address)
    found.sort(key=lambda each: each.version)
    return tuple(_socket_address(each, address.port) for each in found)


def _host(written: str, text: str) -> str:
    if written.startswith("["):
        ip = _ip(written[1:-1])
        if ip is None:
            raise ReviewerError(f"“{_shown(text)}” isn't the address of a model server.", _HOW)
        return str(ip)
    if len(written) > _MAX_NAME:
        raise ReviewerError("The address of the model server is too long.", _HOW)
    return written.lower()


def _ip(text: str) -> _IpAddress | None:
    """Return the IP address in ``text``, or None; an IPv4-mapped IPv6 address becomes IPv4."""
    # A zone names a network interface, which is never the loopback one.
    if "%" in text:
        return None
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return None
    return (ip.ipv4_mapped or ip) if isinstance(ip, ipaddress.IPv6Address) else ip


def _resolved(address: ServerAddress, lookup: Lookup) -> list[_IpAddress]:
    try:
        answers = lookup(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        answers = []
    ips = [_ip(str(where[0]).partition("%")[0]) for *_, where in answers]
    found = [ip for ip in dict.fromkeys(ips) if ip is not None]
    if not found:
        raise ReviewerError(f"No computer named {address.host} was found.", _HOW)
    return found


def _socket_address(ip: _IpAddress, port: int) -> SocketAddress:
    if isinstance(ip, ipaddress.IPv6Address):
        return socket.AF_INET6, (str(ip), port, 0, 0)
    return socket.AF_INET, (str(ip), port)


def _other_computer(address: ServerAddress) -> ReviewerError:
    return ReviewerError(
        f"{address} isn't on this computer, so your answer wasn't sent.",
        "Enter an address on this computer, such as localhost:11434, or allow other computers in "
        "Settings.",
    )


def _shown(text: str) -> str:
    kept = "".join(char if char.isprintable() else " " for char in text)
    return kept if len(kept) <= _MAX_SHOWN else f"{kept[:_MAX_SHOWN]}…"


_MAX_SHOWN = 80
