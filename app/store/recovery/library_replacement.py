"""Replacement of the whole library by another, so that a kill leaves either one, complete.

The incoming library is prepared in its own folder within the data folder. Once a marker says that
it is complete, every start moves the old library aside and the new one in, until that is done and
the new library could be opened; otherwise everything is moved back.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.app.data_folder import pending_notices
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import damage_marker, database_copies, journals
from mock_interviewer.app.data_folder.pending_notices import PendingNotice
from mock_interviewer.app.data_folder.private_files import (
    PRIVATE_FOLDER,
    NotRegularFile,
    is_link,
    make_private_folder,
    read_regular_file,
    remove,
    remove_folder,
    write_private,
)
from mock_interviewer.app.errors import StoreError
from mock_interviewer.audio.files.folder_sync import sync_folder

log = logging.getLogger(__name__)

_MARKER = "ready"
_NOT_PUT_IN_PLACE = "The backup could not be used, so your library was not changed."
_CUT_SHORT = (
    "The restore of a backup was interrupted. If something is missing from your sessions, restore"
    " the backup again."
)
_LARGEST_MARKER = 1 << 20
"""Bytes."""


@dataclass(frozen=True)
class _MarkerContents:
    """The names of the incoming library, and whether the old library is being put back."""

    names: tuple[str, ...]
    back: bool
    sentence: str


def library_names(data: DataFolder) -> tuple[str, ...]:
    """Return the names in the data folder that make up a library."""
    return tuple(path.name for path in data.library)


def incoming_folder(data: DataFolder) -> Path:
    """Return the folder in which the incoming library is prepared."""
    return data.replacing / "new"


def begin(data: DataFolder) -> Path:
    """Empty and return ``incoming_folder``. The lock must be held. Raises OSError, StoreError."""
    abandon(data)
    folder = incoming_folder(data)
    make_private_folder(folder)
    folder.parent.chmod(PRIVATE_FOLDER)
    return folder


def abandon(data: DataFolder) -> None:
    """Remove an incoming library that was not moved in yet. Raises OSError, StoreError."""
    if is_ready(data):
        remove(_marker(data))
    remove_folder(data.replacing)


def is_ready(data: DataFolder) -> bool:
    """Return whether a complete library waits to replace this one. Raises StoreError."""
    _refuse_links(data)
    return _marker(data).exists()


def is_pending(data: DataFolder) -> bool:
    """Return whether the next start replaces the library, rather than putting the old one back.

    Raises StoreError.
    """
    with _moving(data):
        said = _read_marker(data) if is_ready(data) else None
        return said is not None and not said.back


def mark_ready(data: DataFolder, sentence: str = "") -> None:
    """Declare the library in ``incoming_folder`` complete and safely on disk. Raises OSError.

    It replaces the library when the data folder is next opened for writing. Then ``sentence`` is
    left as a notice, or another one if it could not be used.
    """
    names = sorted(path.name for path in incoming_folder(data).iterdir())
    if data.database.name not in names or not set(names) <= set(library_names(data)):
        raise ValueError(f"{names} are not a library")
    _mark(data, names, back=False, sentence=sentence)


@contextmanager
def put_in_place(data: DataFolder) -> Iterator[None]:
    """Move a waiting library in, for a block that opens it. The lock must be held.

    If the block succeeds, the old library is removed. Otherwise everything is put back, and the
    StoreError is raised. Also raises StoreError if that fails; the next call continues it. If the
    marker is unreadable, the old library is put back.
    """
    said: _MarkerContents | None = None
    with _moving(data):
        if is_ready(data):
            said = _read_marker(data)
            if said is None:
                _put_back_without_marker(data)
            elif said.back:
                put_back(data, said.names)
    if said is None or said.back:
        _remove_rest(data)
        yield
        return
    try:
        with _placing(data):
            move_in(data, said.names)
        yield
    except StoreError as error:
        with _moving(data):
            _put_back_with_notice(data, said.names, error)
        raise
    with _moving(data):
        notice = PendingNotice(said.sentence)
        told = not said.sentence or _leave(data, notice)
        _finish(data)
        if not told:
            # By now, space was freed for it.
            _leave(data, notice)
    log.info("another library was put in place")


def _put_back_with_notice(data: DataFolder, names: Sequence[str], error: StoreError) -> None:
    """Put everything back, which works on a full disk too, since files are only renamed."""
    told = PendingNotice(f"{_NOT_PUT_IN_PLACE} {error}", succeeded=False)
    left = _leave(data, told)
    try:
        _mark(data, names, back=True)
    except OSError as refused:
        # After a kill before all of it is back, the next start tries again, and ends up here.
        log.warning("the marker cannot be changed: %s", refused)
    put_back(data, names)
    if not left:
        _leave(data, told)


def _leave(data: DataFolder, told: PendingNotice) -> bool:
    """Leave a notice, and return whether there was space for it."""
    try:
        pending_notices.add(data, told)
    except OSError as error:
        log.warning("the notice of a restore cannot be saved: %s", error)
        return False
    return True


def move_in(data: DataFolder, names: Sequence[str]) -> None:
    """Move the old library aside and the incoming one in. Raises OSError."""
    new, old = incoming_folder(data), _old(data)
    make_private_folder(old)
    # These belong to the old database; the new one may have its own once it is here.
    if (new / data.database.name).exists():
        for name in _companions(data):
            _move_aside(data.root / name, old / name)
    for name in library_names(data):
        waits = (new / name).exists()
        if waits or name not in names:
            _move_aside(data.root / name, old / name)
        if waits:
            (new / name).rename(data.root / name)
    sync_folder(data.root)


def put_back(data: DataFolder, names: Sequence[str]) -> None:
    """Undo ``move_in``, as far as that was done, and remove the incoming library."""
    new, old = incoming_folder(data), _old(data)
    # The database goes last: while it is here, everything else belongs to the new library.
    if not (new / data.database.name).exists():
        for name in [*_companions(data), *reversed(library_names(data))]:
            here = data.root / name
            came = name in names or name not in library_names(data)
            if came and here.exists() and not (new / name).exists():
                here.rename(new / name)
    for path in old.iterdir() if old.is_dir() else ():
        path.rename(data.root / path.name)
    sync_folder(data.root)
    _finish(data)


def _put_back_without_marker(data: DataFolder) -> None:
    """Put back what was moved aside, without knowing the names of the incoming library.

    Nothing of the current library is removed unless it was replaced.
    """
    log.warning("%s cannot be read: the old library is put back", _marker(data))
    _leave(data, PendingNotice(_CUT_SHORT, succeeded=False))
    old = _old(data)
    if (old / data.database.name).exists():
        put_back(data, [name for name in library_names(data) if (old / name).exists()])
        return
    for path in old.iterdir() if old.is_dir() else ():
        here = data.root / path.name
        if here.is_dir() and not is_link(here) and not any(here.iterdir()):
            here.rmdir()
        if not here.exists():
            path.rename(here)
    sync_folder(data.root)
    _finish(data)


def _move_aside(here: Path, there: Path) -> None:
    """Move something aside, once; what appeared here since then is at most an empty folder."""
    if not here.exists():
        return
    if there.exists() and here.is_dir():
        here.rmdir()
    elif not there.exists():
        here.rename(there)


def _finish(data: DataFolder) -> None:
    """Remove everything, the marker first, since nothing must be moved after that."""
    remove(_marker(data))
    sync_folder(data.replacing)
    _remove_rest(data)


def _remove_rest(data: DataFolder) -> None:
    """Remove the remaining files; if that fails, the library is opened all the same."""
    try:
        remove_folder(data.replacing)
    except OSError as error:
        log.warning("a replaced library is removed at the next start: %s", error)


def _companions(data: DataFolder) -> list[str]:
    """Return the names of the database's journals, copies, and damage marker."""
    own = [*journals(data.database), damage_marker(data.database)]
    there = [path for path in own if path.exists()]
    return [path.name for path in (*there, *database_copies(data.database))]


def _old(data: DataFolder) -> Path:
    return data.replacing / "old"


def _marker(data: DataFolder) -> Path:
    return data.replacing / _MARKER


def _mark(data: DataFolder, names: Sequence[str], *, back: bool, sentence: str = "") -> None:
    said = {"names": list(names), "back": back, "sentence": sentence}
    write_private(_marker(data), json.dumps(said).encode())


def _read_marker(data: DataFolder) -> _MarkerContents | None:
    """Return the contents of the marker; None if it is invalid. Raises OSError."""
    try:
        said = json.loads(read_regular_file(_marker(data), _LARGEST_MARKER))
        names = tuple(str(name) for name in said["names"])
        return _MarkerContents(names, bool(said["back"]), str(said.get("sentence", "")))
    except (NotRegularFile, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _refuse_links(data: DataFolder) -> None:
    """Raise StoreError if a link would move in another folder, or the library out."""
    for folder in (data.replacing, incoming_folder(data), _old(data)):
        if is_link(folder):
            raise StoreError(
                f"{folder} is a link to another folder, so the library cannot be replaced.",
                "Remove that link, then start again.",
            )


@contextmanager
def _placing(data: DataFolder) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The library in {data.root} cannot be replaced: {error.strerror}.",
            "Close programs that use files in it and check that you have permission to write there,"
            " then restore again.",
        ) from error


@contextmanager
def _moving(data: DataFolder) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The library in {data.root} cannot be replaced: {error.strerror}.",
            "Close programs that use files in it and check that you have permission to write there."
            " The next start continues.",
        ) from error
