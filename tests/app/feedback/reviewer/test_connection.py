import socket
import threading
import time
from collections.abc import Iterator

import pytest

from mock_interviewer.app.feedback.reviewer.address import SocketAddress
from mock_interviewer.app.feedback.reviewer.connection import ReviewCanceled, connect_first

pytestmark = pytest.mark.rig


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Return a listening socket that accepts no connection by itself."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        made.listen(0)
        yield made


def _place(listener: socket.socket) -> SocketAddress:
    return socket.AF_INET, listener.getsockname()


@pytest.fixture
def full(listener: socket.socket) -> Iterator[SocketAddress]:
    """Return an address with a full backlog, where connections hang."""
    waiting = []
    for _ in range(8):
        each = socket.socket()
        each.setblocking(False)
        each.connect_ex(listener.getsockname())
        waiting.append(each)
    yield _place(listener)
    for each in waiting:
        each.close()


def test_a_hanging_connection_times_out(full: SocketAddress) -> None:
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        connect_first([full], threading.Event(), began + 0.2)
    assert 0.2 <= time.monotonic() - began < 10.0


def test_a_hanging_connection_can_be_canceled(full: SocketAddress) -> None:
    stop = threading.Event()
    threading.Timer(0.1, stop.set).start()
    with pytest.raises(ReviewCanceled):
        connect_first([full], stop, time.monotonic() + 20.0)


def test_nothing_is_started_after_canceling(listener: socket.socket) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(ReviewCanceled):
        connect_first([_place(listener)], stop, time.monotonic() + 20.0)
    listener.setblocking(False)
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_the_next_address_is_tried_if_the_first_refuses(listener: socket.socket) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        refusing = _place(other)
    wire = connect_first([refusing, _place(listener)], threading.Event(), time.monotonic() + 20.0)
    connection, _ = listener.accept()
    with connection:
        wire.send(b"hello")
        wire.close()
        assert connection.recv(100) == b"hello"


def test_a_request_larger_than_the_socket_buffer_is_sent_completely(
    listener: socket.socket,
) -> None:
    wire = connect_first([_place(listener)], threading.Event(), time.monotonic() + 20.0)
    connection, _ = listener.accept()
    data = bytes(range(256)) * 40_000
    got = bytearray()

    def take() -> None:
        while block := connection.recv(65_536):
            got.extend(block)

    taker = threading.Thread(target=take)
    taker.start()
    wire.send(data)
    wire.close()
    taker.join(20.0)
    connection.close()
    assert got == data


def test_a_refused_connection_is_reported(listener: socket.socket) -> None:
    place = _place(listener)
    listener.close()
    with pytest.raises(ConnectionRefusedError):
        connect_first([place], threading.Event(), time.monotonic() + 20.0)
