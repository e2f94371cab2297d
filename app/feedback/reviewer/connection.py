"""A TCP connection that can be canceled at any time and has a deadline.

Not every system can cancel a blocking read from another thread, so every wait here is short and
followed by a check.
"""

import errno
import io
import selectors
import socket
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from mock_interviewer.app.feedback.reviewer.address import SocketAddress

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

T = TypeVar("T")

_SLICE = 0.05
"""Seconds between checks whether to continue."""
_UNDER_WAY = frozenset({0, errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EAGAIN})


class ReviewCanceled(Exception):
    """The person canceled the review."""


class CancelableConnection:
    """A TCP connection. ``deadline``, in monotonic seconds, may be moved while it is in use.

    Every method raises ReviewCanceled once ``stop`` is set, TimeoutError after ``deadline``, and
    OSError if the connection fails. Use it on one thread; ``stop`` may be set on any.
    """

    def __init__(
        self, family: socket.AddressFamily, stop: threading.Event, deadline: float
    ) -> None:
        self.deadline = deadline
        self._stop = stop
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._socket.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._socket, selectors.EVENT_WRITE)

    def connect(self, where: tuple[object, ...]) -> None:
        """Connect to ``where``, which must be an address, not a name."""
        self._check()
        code = self._socket.connect_ex(where)
        if code not in _UNDER_WAY:
            raise OSError(code, errno.errorcode.get(code, "connection failed"))
        self._wait(selectors.EVENT_WRITE)
        code = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            raise OSError(code, errno.errorcode.get(code, "connection failed"))

    def send(self, data: bytes) -> None:
        """Send all of ``data``."""
        left = memoryview(data)
        while left:
            sent = self._retry_until_ready(selectors.EVENT_WRITE, partial(self._socket.send, left))
            left = left[sent:]

    def receive_into(self, buffer: "WriteableBuffer") -> int:
        """Wait for data and put it into ``buffer``; return the number of bytes, 0 at the end."""
        return self._retry_until_ready(
            selectors.EVENT_READ, partial(self._socket.recv_into, buffer)
        )

    def makefile(self, _mode: str = "rb") -> io.BufferedReader:
        """Return a reader, as ``socket.makefile`` does; closing it keeps the connection open."""
        return io.BufferedReader(_ConnectionReader(self))

    def close(self) -> None:
        """Close the connection, even during a transfer."""
        self._selector.close()
        self._socket.close()

    def _retry_until_ready(self, event: int, act: Callable[[], T]) -> T:
        while True:
            self._check()
            try:
                return act()
            except BlockingIOError:
                self._wait(event)

    def _wait(self, event: int) -> None:
        self._selector.modify(self._socket, event)
        while not self._selector.select(_SLICE):
            self._check()

    def _check(self) -> None:
        if self._stop.is_set():
            raise ReviewCanceled
        if time.monotonic() >= self.deadline:
            raise TimeoutError


class _ConnectionReader(io.RawIOBase):
    def __init__(self, connection: CancelableConnection) -> None:
        self._connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        return self._connection.receive_into(buffer)


def connect_first(
    places: Sequence[SocketAddress], stop: threading.Event, deadline: float
) -> CancelableConnection:
    """Return a connection to the first of ``places`` that answers.

    Raises ReviewCanceled, TimeoutError, or the OSError of the last place.
    """
    failure = OSError("no address to connect to")
    for family, where in places:
        connection = CancelableConnection(family, stop, deadline)
        try:
            connection.connect(where)
        except TimeoutError:
            connection.close()
            raise
        except OSError as error:
            connection.close()
            failure = error
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise failure
