"""One window per data folder: a second start raises the first one, over a private local socket."""

import contextlib
import getpass
import hashlib
import os
import platform
import socket
import stat
import struct
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import filelock
import platformdirs
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from mock_interviewer.app.data_folder.private_files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    make_private_folder,
)

_NAME: Final = "mock-interviewer"


_LONGEST_SOCKET_PATH: Final = 103
"""Bytes that macOS takes for the path of a socket; Linux takes 107."""


_SOL_LOCAL: Final = 0


_LOCAL_PEERCRED: Final = 1


_XUCRED_BYTES: Final = 76
"""The socket option of macOS that Python has no names for."""


_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def instance_address(root: Path) -> str | None:
    """Return the address of the window of ``root``: on Windows a pipe's name, else a path.

    The path lies in a folder of this user with mode 0700, which is made here. None where there is
    no such folder with a path that is short enough for a socket.
    """
    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:20]
    if sys.platform == "win32":
        return f"{_NAME}-{getpass.getuser()}-{name}"
    for folder in _folders():
        if len(os.fsencode(folder / name)) > _LONGEST_SOCKET_PATH:
            continue
        with contextlib.suppress(OSError):
            make_private_folder(folder)
            if _is_private(folder):
                return str(folder / name)
    return None


def holds_our_socket(address: str) -> bool:
    """Return whether there is a socket of this user at ``address``; always True on Windows."""
    if sys.platform == "win32":
        return True
    try:
        found = os.lstat(address)
    except OSError:
        return False
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.getuid()


def is_same_user(descriptor: int) -> bool:
    """Return whether the other end of a connected local socket is a process of this user.

    ``descriptor`` stays open. Windows itself refuses the others, and where a system does not say
    whose the other end is, the private folder does.
    """
    if sys.platform == "win32":
        return True
    with socket.socket(fileno=os.dup(descriptor)) as connection:
        try:
            return _peer(connection) in {os.getuid(), None}
        except OSError:
            return False


def _folders() -> Iterator[Path]:
    """Yield the folders for the socket, the best first."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    if runtime.is_absolute() and _is_private(runtime):
        yield runtime / _NAME
    yield platformdirs.user_cache_path(_NAME, appauthor=False) / "window"
    # Anyone can make this one, so it is used only if it is ours.
    yield Path(tempfile.gettempdir()) / f"{_NAME}-window-{os.getuid()}"


def _is_private(folder: Path) -> bool:
    """Return whether this is our own folder, not a link, and closed to others."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    mode = found.st_mode
    return (
        stat.S_ISDIR(mode)
        and found.st_uid == os.getuid()
        and not mode & _OTHERS
        and mode & PRIVATE_FOLDER == PRIVATE_FOLDER
    )


def _peer(connection: socket.socket) -> int | None:
    """Return the user ID at the other end, or None if unknown. Raises OSError."""
    # On Linux a struct ucred, with the process id before the user id.
    if (option := getattr(socket, "SO_PEERCRED", None)) is not None:
        answer = connection.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i"))
        return int(struct.unpack("3i", answer)[1])
    if platform.system() == "Darwin":
        # A struct xucred, with its version before the user id.
        answer = connection.getsockopt(_SOL_LOCAL, _LOCAL_PEERCRED, _XUCRED_BYTES)
        return int(struct.unpack_from("=II", answer)[1])
    return None


_CONNECT_MS = 500


_ANSWER_MS = 2000


_PATIENCE = 3.0
"""Seconds to wait for another start that is just finding out whether it is the first."""


_RAISE = b"raise"


_DONE = b"raised"


_LONGEST_REQUEST = 4096
"""Bytes of a request; a longer one is none."""


_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 (the name of a variable of the desktop)


class SingleInstance(QObject):
    """The right to be the window of ``root``.

    Local sockets only, in a folder of the person's own, and both ends check who the other is.
    """

    raise_requested = Signal()
    """Another start wants this window in front."""

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = instance_address(root)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def claim(self) -> bool:
        """Become the window of this folder; if there is one, raise it and return False."""
        if self._address is None:
            # The store's lock tells a second start about the open window.
            return True
        with _one_at_a_time(self._address):
            if self._raise_other(self._address):
                return False
            # Replaces what a crash left there. If this fails, the store's lock remains.
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
            socket.setReadBufferSize(_LONGEST_REQUEST)
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
            # This tells a Wayland desktop that the person asked for the window.
            os.environ[_TOKEN] = words[1].decode("ascii", "ignore")
        self.raise_requested.emit()
        socket.write(_DONE)
        socket.flush()


def _is_ours(socket: QLocalSocket) -> bool:
    descriptor = int(socket.socketDescriptor())
    return descriptor >= 0 and is_same_user(descriptor)


@contextmanager
def _one_at_a_time(address: str) -> Iterator[None]:
    """Keep two simultaneous starts from both being the first, as far as possible."""
    if not Path(address).is_absolute():
        # The name of a pipe, which Windows lets only one process create.
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
