"""Where the window of a data folder can be reached by the same person, and by nobody else."""

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
from pathlib import Path
from typing import Final

import platformdirs

from mock_interviewer.app.private_files import PRIVATE_FOLDER, make_private_folder

_NAME: Final = "mock-interviewer"
_LONGEST: Final = 103
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
        if len(os.fsencode(folder / name)) > _LONGEST:
            continue
        with contextlib.suppress(OSError):
            make_private_folder(folder)
            if _is_private(folder):
                return str(folder / name)
    return None


def holds_our_socket(address: str) -> bool:
    """Return whether there is a socket of this user at ``address``; of a pipe Windows says so."""
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
    """Yield the folders that may be used, the best first."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    if runtime.is_absolute() and _is_private(runtime):
        yield runtime / _NAME
    yield platformdirs.user_cache_path(_NAME, appauthor=False) / "window"
    # Everybody may make this one, so it is used only where it turns out to be ours.
    yield Path(tempfile.gettempdir()) / f"{_NAME}-window-{os.getuid()}"


def _is_private(folder: Path) -> bool:
    """Return whether this is a folder of ours, no link to one, which others cannot enter."""
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
    """Return the user id at the other end, None where the system does not say. Raises OSError."""
    # On Linux a struct ucred, with the process id before the user id.
    if (option := getattr(socket, "SO_PEERCRED", None)) is not None:
        answer = connection.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i"))
        return int(struct.unpack("3i", answer)[1])
    if platform.system() == "Darwin":
        # A struct xucred, with its version before the user id.
        answer = connection.getsockopt(_SOL_LOCAL, _LOCAL_PEERCRED, _XUCRED_BYTES)
        return int(struct.unpack_from("=II", answer)[1])
    return None
