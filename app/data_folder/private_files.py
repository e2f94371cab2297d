"""Files and folders that only their owner can read, regardless of the umask."""

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mock_interviewer.audio.files.folder_sync import sync_folder

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_TRIES = 20
_BINARY: int = getattr(os, "O_BINARY", 0)
_NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_NONBLOCK: int = getattr(os, "O_NONBLOCK", 0)


class NotRegularFile(OSError):
    """The path is not a regular file, or is a file larger than any of ours."""


def make_private_folder(folder: Path) -> None:
    """Create ``folder`` and its missing parents with mode 0700, regardless of the umask.

    Existing folders keep their mode. Raises OSError.
    """
    missing = [folder, *folder.parents]
    for parent in reversed(missing):
        if parent.is_dir():
            continue
        with suppress(FileExistsError):
            parent.mkdir(mode=PRIVATE_FOLDER)
            parent.chmod(PRIVATE_FOLDER)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def restrict_to_owner(path: Path) -> None:
    """Remove the permissions of everyone but the owner, who gains none. Raises OSError."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & ~stat.S_IRWXU:
        path.chmod(mode & stat.S_IRWXU)


def make_private_file(path: Path, *, follow: bool = True) -> None:
    """Create an empty file at ``path`` if there is none, with mode 0600 regardless of the umask.

    An existing file is closed to everyone but its owner. A link is followed unless ``follow`` is
    False, since a person may keep the database elsewhere. Raises OSError, also if the file is not
    writable.
    """
    os.close(open_private(path, os.O_RDWR, follow=follow))


def open_private(path: Path, flags: int, *, follow: bool = False) -> int:
    """Open a file that is created as by ``make_private_file``, and return its descriptor.

    Without ``follow``, a link is refused where the system can tell. Raises OSError, NotRegularFile.
    """
    try:
        descriptor = os.open(path, flags | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        made = True
    except FileExistsError:
        if not follow and path.is_symlink():
            raise NotRegularFile(errno.ELOOP, f"{path.name} is a link", str(path)) from None
        # A link may have been put there in the meantime.
        descriptor = os.open(path, flags | _NONBLOCK | (0 if follow else _NOFOLLOW))
        made = False
    try:
        mode = _regular_file_mode(descriptor, path)
        if made:
            _change_mode(descriptor, path, PRIVATE_FILE)
        elif stat.S_IMODE(mode) & ~stat.S_IRWXU:
            _change_mode(descriptor, path, mode & stat.S_IRWXU)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _regular_file_mode(descriptor: int, path: Path) -> int:
    """Return the mode of an open file. Raises NotRegularFile for a pipe, device, or folder."""
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        raise NotRegularFile(errno.EINVAL, f"{path.name} is not a regular file", str(path))
    return mode


def _change_mode(descriptor: int, path: Path, mode: int) -> None:
    """Change the mode of an open file, by its path only where the system has no other way."""
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)
    else:
        path.chmod(mode)


def read_regular_file(path: Path, most: int) -> bytes:
    """Return the contents of a file of at most ``most`` bytes; links are followed.

    A pipe or device in its place is refused without waiting. Raises OSError, NotRegularFile.
    """
    descriptor = os.open(path, os.O_RDONLY | _BINARY | _NONBLOCK)
    try:
        _regular_file_mode(descriptor, path)
    except BaseException:
        os.close(descriptor)
        raise
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise NotRegularFile(errno.EFBIG, f"{path.name} has more than {most:,} bytes", str(path))
    return data


def write_private(path: Path, data: bytes) -> None:
    """Replace the file at ``path`` with ``data`` atomically, mode 0600.

    Raises OSError; the old file is then left as it was.
    """
    with atomic_replacement(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def atomic_replacement(path: Path) -> Iterator[Path]:
    """Yield an empty file beside ``path`` that replaces ``path`` when the block ends.

    By then it has mode 0600 and is safely on disk. If the block raises, the file is removed and
    ``path`` is left as it was. Raises OSError.
    """
    descriptor, name = tempfile.mkstemp(
        prefix=f".{path.stem[:40]}-", suffix=path.suffix, dir=path.parent
    )
    os.close(descriptor)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.chmod(PRIVATE_FILE)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def remove_folder(folder: Path) -> None:
    """Remove ``folder`` and everything in it. Raises OSError.

    A missing folder is not an error, nor are files that disappear meanwhile.
    """
    for _ in range(_TRIES):
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            if folder.exists():
                continue
        return
    shutil.rmtree(folder)


def remove(path: Path) -> None:
    """Remove a file, a link, or a folder with everything in it; a missing path is not an error.

    The target of a link stays. Raises OSError.
    """
    if path.is_dir() and not path.is_symlink():
        remove_folder(path)
    else:
        path.unlink(missing_ok=True)


def is_link(path: Path) -> bool:
    """Return whether a path is a symbolic link, or a junction on Windows."""
    is_junction = getattr(os.path, "isjunction", None)
    return path.is_symlink() or (is_junction is not None and bool(is_junction(path)))


def file_identity(path: Path) -> tuple[int, int] | None:
    """Return what identifies a file regardless of its name; None if there is no file.

    Raises OSError.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def free_broken_name(path: Path) -> Path:
    """Return an unused name beside ``path`` for setting aside a file that cannot be used.

    For ``settings.toml`` that is ``settings.broken-1.toml``, then ``-2``, and so on.
    """
    number = 1
    while True:
        free = path.with_name(f"{path.stem}.broken-{number}{path.suffix}")
        if not free.exists():
            return free
        number += 1
