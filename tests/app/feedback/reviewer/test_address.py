import socket
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.reviewer.address import (
    USUAL_PORTS,
    ServerAddress,
    parse_addresses,
    resolve_address,
)

LOOPBACK_PLACE = (socket.AF_INET, ("127.0.0.1", 11434))


class Names:
    """A name resolver that records its lookups."""

    def __init__(self, **known: Sequence[str]) -> None:
        self.asked: list[str] = []
        self._known = known

    def __call__(self, host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        self.asked.append(host)
        if host not in self._known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [
            (
                socket.AF_INET6 if ":" in ip else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (ip, port, 0, 0) if ":" in ip else (ip, port),
            )
            for ip in self._known[host]
        ]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("localhost:11434", ServerAddress("localhost", 11434)),
        ("  LocalHost:11434 ", ServerAddress("localhost", 11434)),
        ("http://127.0.0.1:1234", ServerAddress("127.0.0.1", 1234)),
        ("HTTP://127.0.0.2:1234/", ServerAddress("127.0.0.2", 1234)),
        ("http://localhost:8080/v1", ServerAddress("localhost", 8080)),
        ("http://localhost:8080/v1/", ServerAddress("localhost", 8080)),
        ("http://localhost:11434/api", ServerAddress("localhost", 11434)),
        ("[::1]:8000", ServerAddress("::1", 8000)),
        ("[0:0:0:0:0:0:0:1]:8000", ServerAddress("::1", 8000)),
        ("[::ffff:127.0.0.1]:8000", ServerAddress("127.0.0.1", 8000)),
        ("gpu-box.local:1", ServerAddress("gpu-box.local", 1)),
        ("192.168.1.5:65535", ServerAddress("192.168.1.5", 65535)),
    ],
)
def test_common_ways_to_write_an_address_are_accepted(text: str, address: ServerAddress) -> None:
    assert parse_addresses(text) == (address,)


@pytest.mark.parametrize(
    ("text", "host"),
    [("", "127.0.0.1"), ("   ", "127.0.0.1"), ("localhost", "localhost"), ("::1", "::1")],
)
def test_without_a_port_the_usual_ones_are_tried(text: str, host: str) -> None:
    assert parse_addresses(text) == tuple(ServerAddress(host, port) for port in USUAL_PORTS)
    assert USUAL_PORTS[0] == 11434


@pytest.mark.parametrize(
    "text",
    [
        "localhost@example.com:80",
        "user:password@localhost:11434",
        "http://localhost:11434@example.com",
        "http://localhost:11434\\@example.com",
        "localhost%2eexample.com:80",
        "http://%6cocalhost:11434",
        "[fe80::1%25lo]:11434",
        "[::1%lo]:11434",
        "localhost:11434?host=example.com",
        "localhost:11434#@example.com",
        "localhost:11434/../other",
        "localhost:11434/v1/chat",
        "local host:11434",
        "localhost:\n11434",
        "localhost\r\nHost: example.com:80",
        "localhost:",
        "localhost:0",
        "localhost:65536",
        "localhost:-1",
        "localhost:１１４３４",  # noqa: RUF001 (digits that are none of ASCII)
        "①27.0.0.1:11434",
        "http://",
        "ftp://localhost:11434",
        "file:///etc/passwd",
        "//localhost:11434",
        "[127.0.0.1]x:1",
        "[::1:11434",
        "[:::1]:11434",
        ".localhost:1",
        "localhost..:1",
        "a" * 300 + ":80",
    ],
)
def test_anything_but_a_plain_address_is_rejected(text: str) -> None:
    with pytest.raises(ReviewerError, match=r"Enter an address such as localhost:11434"):
        parse_addresses(text)


def test_an_https_address_is_recognized() -> None:
    with pytest.raises(ReviewerError, match="over http only"):
        parse_addresses("https://localhost:11434")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_an_address_or_rejected_with_a_one_line_message(text: str) -> None:
    try:
        found = parse_addresses(text)
    except ReviewerError as error:
        assert str(error).isprintable()  # noqa: PT017 (there need be no error)
    else:
        assert all(0 < address.port < 65_536 for address in found)
        assert all(address.host.isascii() and "@" not in address.host for address in found)


@settings(deadline=None)
@given(st.ip_addresses(), st.integers(1, 65_535))
def test_an_address_round_trips_as_text(ip: Any, port: int) -> None:
    written = f"[{ip}]:{port}" if ip.version == 6 else f"{ip}:{port}"
    (address,) = parse_addresses(written)
    assert parse_addresses(str(address)) == (address,)


@settings(deadline=None)
@given(st.ip_addresses())
def test_without_permission_only_loopback_addresses_are_allowed(ip: Any) -> None:
    (address,) = parse_addresses(f"[{ip}]:1" if ip.version == 6 else f"{ip}:1")
    meant = getattr(ip, "ipv4_mapped", None) or ip
    if meant.is_loopback:
        assert resolve_address(address, allowed=False, lookup=Names())
    else:
        with pytest.raises(ReviewerError):
            resolve_address(address, allowed=False, lookup=Names())


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"])
def test_an_ip_address_of_this_computer_is_not_looked_up(host: str) -> None:
    names = Names()
    (address,) = parse_addresses(f"[{host}]:80" if ":" in host else f"{host}:80")
    assert address.is_local
    ((_, where),) = resolve_address(address, allowed=False, lookup=names)
    assert where[0] in {"127.0.0.1", "127.0.0.2", "::1"}
    assert names.asked == []


@pytest.mark.parametrize(
    "host",
    ["192.168.1.5", "8.8.8.8", "169.254.1.1", "fd00::1", "::ffff:10.0.0.1", "2130706433", "127.1"],
)
def test_another_computer_is_rejected_without_a_lookup(host: str) -> None:
    names = Names(**{host: ("127.0.0.1",)})
    (address,) = parse_addresses(f"[{host}]:80" if ":" in host else f"{host}:80")
    assert not address.is_local
    with pytest.raises(ReviewerError, match="isn't on this computer, so your answer wasn't sent"):
        resolve_address(address, allowed=False, lookup=names)
    assert names.asked == []


@pytest.mark.parametrize("allowed", [False, True])
@pytest.mark.parametrize("host", ["0.0.0.0", "[::]", "224.0.0.1", "[ff02::1]"])  # noqa: S104
def test_addresses_of_more_than_one_computer_are_always_rejected(
    host: str, *, allowed: bool
) -> None:
    (address,) = parse_addresses(f"{host}:80")
    with pytest.raises(ReviewerError, match="isn't an address to connect to"):
        resolve_address(address, allowed=allowed, lookup=Names())


def test_names_are_looked_up_only_with_permission() -> None:
    names = Names(**{"gpu-box.local": ("192.168.1.5",)})
    address = ServerAddress("gpu-box.local", 11434)
    with pytest.raises(ReviewerError, match="isn't on this computer"):
        resolve_address(address, allowed=False, lookup=names)
    assert names.asked == []
    places = resolve_address(address, allowed=True, lookup=names)
    assert places == ((socket.AF_INET, ("192.168.1.5", 11434)),)


def test_localhost_is_resolved_by_the_system_ipv4_first() -> None:
    names = Names(localhost=("::1", "127.0.0.1"))
    places = resolve_address(ServerAddress("localhost", 11434), allowed=False, lookup=names)
    assert places == (LOOPBACK_PLACE, (socket.AF_INET6, ("::1", 11434, 0, 0)))


@pytest.mark.parametrize("answers", [("93.184.216.34",), ("127.0.0.1", "93.184.216.34")])
def test_a_localhost_that_resolves_elsewhere_is_rejected(answers: Sequence[str]) -> None:
    with pytest.raises(ReviewerError, match="isn't on this computer"):
        resolve_address(
            ServerAddress("localhost", 80), allowed=False, lookup=Names(localhost=answers)
        )


def test_an_unknown_name_is_reported() -> None:
    with pytest.raises(ReviewerError, match=r"No computer named gpu\.local was found"):
        resolve_address(ServerAddress("gpu.local", 80), allowed=True, lookup=Names())
