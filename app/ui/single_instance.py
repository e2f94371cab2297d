"""One window a data folder: a second start raises the first."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from mock_interviewer.app.private_files import PRIVATE_FILE
from mock_interviewer.app.ui.instance_address import (
    holds_our_socket,
    instance_address,
    is_same_user,
)

_CONNECT_MS = 500
_ANSWER_MS = 2000
_PATIENCE = 3.0
"""Seconds to wait for another start that is just finding out whether it is the first."""
_RAISE = b"raise"
_DONE = b"raised"
_LONGEST = 4096
"""Bytes of a request; a longer one is none."""
_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 (the name of a variable of the desktop)


class SingleInstance(QObject):
    """The right to be the window of ``root``.

    Local sockets only, in a folder of the person's own, and both ends check who the other is.
    """

    raise_asked = Signal()
    """Another start wants this window to come to the front."""

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = instance_address(root)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def claim(self) -> bool:
        """Become the window of this folder; False where there is one, which was raised instead."""
        if self._address is None:
            # A second start is told of the open window by the store's lock.
            return True
        with _one_at_a_time(self._address):
            if self._raise_other(self._address):
                return False
            # In place of whatever a crash left there. Where it fails: as above.
            self._server.listen(self._address)
            return True

    def release(self) -> None:
        """Stop being the window."""
        self._server.close()

    def _raise_other(self, address: str) -> bool:
        if not holds_our_socket(address):
            return False
        socket = QLocalSocket()
        socket.connectToServer(address)
        if not socket.waitForConnected(_CONNECT_MS) or not _is_ours(socket):
            socket.abort()
            return False
        token = os.environ.get(_TOKEN, "")
        socket.write(_RAISE + b" " + os.fsencode(token) + b"\n")
        answered = socket.waitForReadyRead(_ANSWER_MS) and socket.readAll().data() == _DONE
        socket.disconnectFromServer()
        return answered

    @Slot()
    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            if not _is_ours(socket):
                socket.abort()
                continue
            socket.setReadBufferSize(_LONGEST)
            socket.readyRead.connect(lambda socket=socket: self._heard(socket))
            if socket.canReadLine():
                self._heard(socket)

    def _heard(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        words = bytes(socket.readLine().data()).split()
        if words[:1] != [_RAISE]:
            return
        if len(words) > 1:
            # By this a Wayland desktop knows that the person asked for the window.
            os.environ[_TOKEN] = words[1].decode("ascii", "ignore")
        self.raise_asked.emit()
        socket.write(_DONE)
        socket.flush()


def _is_ours(socket: QLocalSocket) -> bool:
    descriptor = int(socket.socketDescriptor())
    return descriptor >= 0 and is_same_user(descriptor)


@contextmanager
def _one_at_a_time(address: str) -> Iterator[None]:
    """Keep two starts at the same moment from both being the first, as far as that can be done."""
    if not Path(address).is_absolute():
        # The name of a pipe, which Windows lets only one process make.
        yield
        return
    lock = filelock.FileLock(f"{address}.lock", mode=PRIVATE_FILE)
    # A start that hangs must not keep the next one from opening its window.
    with suppress(OSError, filelock.Timeout):
        lock.acquire(timeout=_PATIENCE)
    try:
        yield
    finally:
        lock.release()
