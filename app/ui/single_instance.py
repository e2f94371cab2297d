"""One window a data folder: a second start raises the first."""

import getpass
import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CONNECT_MS = 500
_ANSWER_MS = 2000
_RAISE = b"raise"
_DONE = b"raised"
_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 (the name of a variable of the desktop)


class SingleInstance(QObject):
    """The right to be the window of ``root``. Local sockets only; other users cannot connect."""

    raise_asked = Signal()
    """Another start wants this window to come to the front."""

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = socket_name(root)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def claim(self) -> bool:
        """Become the window of this folder; False where there is one, which was raised instead."""
        if self._raise_other():
            return False
        if not self._server.listen(self._name):
            # Nobody answers behind that name: a crash left it.
            QLocalServer.removeServer(self._name)
            # Without a server a second start is told of the open window by the store's lock.
            self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Stop being the window."""
        self._server.close()

    def _raise_other(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_CONNECT_MS):
            return False
        token = os.environ.get(_TOKEN, "")
        socket.write(_RAISE + b" " + token.encode() + b"\n")
        answered = socket.waitForReadyRead(_ANSWER_MS) and socket.readAll().data() == _DONE
        socket.disconnectFromServer()
        return answered

    @Slot()
    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._heard(socket))
            socket.disconnected.connect(socket.deleteLater)
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


def socket_name(root: Path) -> str:
    """Return the name under which the window of ``root`` can be reached; short at any length."""
    whose = f"{getpass.getuser()}\0{root.resolve()}"
    return f"mock-interviewer-{hashlib.sha256(whose.encode()).hexdigest()[:20]}"
