"""Replacement of the whole library by another, so that a kill leaves the one or the other.

The incoming library is prepared in a folder of its own within the data folder. Once a marker says
that it is complete, every start moves the old library aside and the new one in, until that is done
and the new library could be opened; otherwise everything is moved back.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.app.data_folder import notices
from mock_interviewer.app.data_folder.database_files import (
    damage_marker,
    database_copies,
    journals,
)
from mock_interviewer.app.data_folder.notices import PendingNotice
from mock_interviewer.app.data_folder.paths import DataFolder
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
_NOT_PUT_IN_PLACE = "What was to be restored could not be used, so your library is as it was."
_CUT_SHORT = (
    "The restore of a backup was cut short. If something is missing from your sessions, restore"
    " the backup again."
)
_LARGEST_MARKER = 1 << 20
"""Bytes."""


@dataclass(frozen=True)
class _MarkerContents:
    """What the marker says: of which names the library is, and whether the old one comes back."""

    names: tuple[str, ...]
    back: bool
    sentence: str


def library_names(data: DataFolder) -> tuple[str, ...]:
    """Return the names in the data folder that together are a library."""
    return tuple(path.name for path in data.library)


def incoming_folder(data: DataFolder) -> Path:
    """Return the folder in which a library is made ready."""
    return data.replacing / "new"


def begin(data: DataFolder) -> Path:
    """Empty and return ``incoming_folder``; the lock must be held. Raises OSError, StoreError."""
    abandon(data)
    folder = incoming_folder(data)
    make_private_folder(folder)
    folder.parent.chmod(PRIVATE_FOLDER)
    return folder


def abandon(data: DataFolder) -> None:
    """Forget what is being made ready, or is and was not begun with. Raises OSError, StoreError."""
    if is_ready(data):
        remove(_marker(data))
    remove_folder(data.replacing)


def is_ready(data: DataFolder) -> bool:
    """Tell whether a library waits to be put in place of the present one. Raises StoreError."""
    _refuse_links(data)
    return _marker(data).exists()


def is_pending(data: DataFolder) -> bool:
    """Tell whether one is put in place at the next start; not where the old one is put back.

    Raises StoreError.
    """
    with _moving(data):
        said = _read_marker(data) if is_ready(data) else None
        return said is not None and not said.back


def mark_ready(data: DataFolder, sentence: str = "") -> None:
    """Say that all in ``incoming_folder`` is whole and on the disk; raises OSError.

    From here on it is the library, whenever the data folder is next opened to write. Once it is in
    its place, ``sentence`` is left to be told, or else that it could not be put there.
    """
    names = sorted(path.name for path in incoming_folder(data).iterdir())
    if data.database.name not in names or not set(names) <= set(library_names(data)):
        raise ValueError(f"{names} is no library")
    _mark(data, names, back=False, sentence=sentence)


@contextmanager
def put_in_place(data: DataFolder) -> Iterator[None]:
    """Put what is ready in place, for a block that opens it; the lock must be held.

    The old library goes once that worked. Otherwise everything is put back as it was, and the
    StoreError is raised. Raises StoreError too where that cannot be put back: it is gone on with at
    the next call. Where the marker cannot be made sense of, the old library is put back.
    """
    said: _MarkerContents | None = None
    with _moving(data):
        if is_ready(data):
            said = _read_marker(data)
            if said is None:
                _put_back_unsaid(data)
            elif said.back:
                _put_back(data, said.names)
    if said is None or said.back:
        _remove_rest(data)
        yield
        return
    try:
        with _placing(data):
            _move_in(data, said.names)
        yield
    except StoreError as error:
        with _moving(data):
            _give_back(data, said.names, error)
        raise
    with _moving(data):
        news_of_it = PendingNotice(said.sentence)
        told = not said.sentence or _leave(data, news_of_it)
        _finish(data)
        if not told:
            # What is removed by now has made room for it.
            _leave(data, news_of_it)
    log.info("another library was put in place")


def _give_back(data: DataFolder, names: Sequence[str], error: StoreError) -> None:
    """Put everything back, also on a disk that is full: only names change for that."""
    told = PendingNotice(f"{_NOT_PUT_IN_PLACE} {error}", good=False)
    left = _leave(data, told)
    try:
        _mark(data, names, back=True)
    except OSError as refused:
        # Killed before it is all back, the next start tries to put it in place, and comes here.
        log.warning("that it is put back cannot be noted: %s", refused)
    _put_back(data, names)
    if not left:
        _leave(data, told)


def _leave(data: DataFolder, told: PendingNotice) -> bool:
    """Leave news, and return whether there was room for it."""
    try:
        notices.add(data, told)
    except OSError as error:
        log.warning("what became of a restore is not told: %s", error)
        return False
    return True


def _move_in(data: DataFolder, names: Sequence[str]) -> None:
    new, old = incoming_folder(data), _old(data)
    make_private_folder(old)
    # They belong to the old database; once the new one is here, it may have some of its own.
    if (new / data.database.name).exists():
        for name in _beside(data):
            _aside(data.root / name, old / name)
    for name in library_names(data):
        waits = (new / name).exists()
        if waits or name not in names:
            _aside(data.root / name, old / name)
        if waits:
            (new / name).rename(data.root / name)
    sync_folder(data.root)


def _put_back(data: DataFolder, names: Sequence[str]) -> None:
    """Undo ``_move_in``, as far as that was done, and forget what was ready."""
    new, old = incoming_folder(data), _old(data)
    # The database goes last: while it is here, all else is the new library's.
    if not (new / data.database.name).exists():
        for name in [*_beside(data), *reversed(library_names(data))]:
            here = data.root / name
            came = name in names or name not in library_names(data)
            if came and here.exists() and not (new / name).exists():
                here.rename(new / name)
    for path in old.iterdir() if old.is_dir() else ():
        path.rename(data.root / path.name)
    sync_folder(data.root)
    _finish(data)


def _put_back_unsaid(data: DataFolder) -> None:
    """Put back what was moved aside, where nothing tells of what the library to come consists.

    Nothing of the present one is removed that was not replaced.
    """
    log.warning("%s cannot be read: the old library is put back", _marker(data))
    _leave(data, PendingNotice(_CUT_SHORT, good=False))
    old = _old(data)
    if (old / data.database.name).exists():
        _put_back(data, [name for name in library_names(data) if (old / name).exists()])
        return
    for path in old.iterdir() if old.is_dir() else ():
        here = data.root / path.name
        if here.is_dir() and not is_link(here) and not any(here.iterdir()):
            here.rmdir()
        if not here.exists():
            path.rename(here)
    sync_folder(data.root)
    _finish(data)


def _aside(here: Path, there: Path) -> None:
    """Move something out of the way, once: what came here since is an empty folder at most."""
    if not here.exists():
        return
    if there.exists() and here.is_dir():
        here.rmdir()
    elif not there.exists():
        here.rename(there)


def _finish(data: DataFolder) -> None:
    """Forget it all; the marker goes first, as nothing must be moved once the rest is going."""
    remove(_marker(data))
    sync_folder(data.replacing)
    _remove_rest(data)


def _remove_rest(data: DataFolder) -> None:
    """Remove what nothing waits in any more; what the system keeps is no reason not to open."""
    try:
        remove_folder(data.replacing)
    except OSError as error:
        log.warning("a replaced library is removed at the next start: %s", error)


def _beside(data: DataFolder) -> list[str]:
    """Return the names of a database's journals, of its copies, and of what was said of it."""
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
    """Return what the marker says; None where no sense can be made of it. Raises OSError."""
    try:
        said = json.loads(read_regular_file(_marker(data), _LARGEST_MARKER))
        names = tuple(str(name) for name in said["names"])
        return _MarkerContents(names, bool(said["back"]), str(said.get("sentence", "")))
    except (NotRegularFile, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _refuse_links(data: DataFolder) -> None:
    """Raise StoreError where a link would let another folder be moved in, or the library out."""
    for folder in (data.replacing, incoming_folder(data), _old(data)):
        if is_link(folder):
            raise StoreError(
                f"{folder} leads to another folder, so no library is replaced.",
                "Remove that link, then start again.",
            )


@contextmanager
def _placing(data: DataFolder) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"Nothing can be put in the place of the library in {data.root}: {error.strerror}.",
            "Close programs that use files in it and see that you may write there, then restore"
            " again.",
        ) from error


@contextmanager
def _moving(data: DataFolder) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The library in {data.root} cannot be replaced: {error.strerror}.",
            "Close programs that use files in it and see that you may write there; it is gone on"
            " with at the next start.",
        ) from error
