"""The unfinished copy of the data folder that an interrupted move left elsewhere.

Before anything is copied, two marks with the same contents are written: one in the data folder,
which says where the copy is, and one in the copy, which is removed last. A folder is only touched
if both marks are there, it was never used as a data folder, and no pointer leads to it. Callers
hold the lock of the data folder, except in ``refuse_to_open``.
"""

import json
import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.app.data_folder import pending_notices
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.kept_files import (
    COPY_MARK,
    MOVE_NOTE,
    MOVED_FROM,
    NOTICES,
    half_written_pattern,
)
from mock_interviewer.app.data_folder.pending_notices import PendingNotice
from mock_interviewer.app.data_folder.private_files import (
    make_private_folder,
    read_regular_file,
    remove,
    write_private,
)
from mock_interviewer.app.errors import StoreError

log = logging.getLogger(__name__)

_HALF_WRITTEN = half_written_pattern((COPY_MARK, MOVED_FROM, NOTICES))
_LONGEST = 1 << 16


@dataclass(frozen=True)
class UnfinishedCopy:
    """A copy of the data folder ``old`` in ``new``, for those who look for the data in ``origin``.

    ``names`` are all names that may be in it. ``made`` are the folders that were created for it,
    the innermost first.
    """

    old: Path
    new: Path
    origin: Path
    names: tuple[str, ...]
    made: tuple[Path, ...]
    token: str

    def begin(self) -> None:
        """Write both marks, the one in the data folder first; or none, and raise OSError."""
        said = self._to_bytes()
        write_private(self.old / MOVE_NOTE.name, said)
        try:
            make_private_folder(self.new)
            write_private(self.new / COPY_MARK.name, said)
        except BaseException:
            self._remove_folders()
            self.forget()
            raise

    @property
    def is_in_use(self) -> bool:
        """Whether ``origin`` leads to this copy; also True if that cannot be determined."""
        try:
            return _same(DataFolder.at(self.origin).root, self.new)
        except StoreError:
            return True

    @property
    def is_removable(self) -> bool:
        """Whether it has both marks and is not in use as a data folder."""
        used = DataFolder(self.new).lock.exists()
        return _read(self.new / COPY_MARK.name) == _read(
            self.old / MOVE_NOTE.name
        ) == self and not (used or self.is_in_use)

    def other_names(self) -> set[str]:
        """Return the names in its folder that are not part of it. Raises OSError."""
        removable = self.is_removable
        return {path.name for path in self.new.iterdir() if not self._has(path.name, removable)}

    def removal_steps(self) -> Iterator[None]:
        """Remove it in steps, its mark last, if it ``is_removable``. Raises OSError."""
        if self.is_removable:
            for name in self.names:
                yield from _path_removal_steps(self.new / name)
            self._remove_half_written()
            (self.new / COPY_MARK.name).unlink()
        elif self.new.is_dir() and not (self.new / COPY_MARK.name).exists():
            self._remove_half_written()
        if not self.is_in_use:
            self._remove_folders()

    def remove(self) -> None:
        """Remove it if it ``is_removable``. What cannot be removed is logged, and retried later."""
        for _ in removal_steps(DataFolder(self.old), leave_notice=False):
            pass

    def forget(self) -> None:
        """Remove both marks, since the copy is finished or gone. Raises OSError."""
        # The mark goes last: if the data is there now, it identifies the note to remove.
        for mark in (self.old / MOVE_NOTE.name, self.new / COPY_MARK.name):
            if _read(mark) == self:
                mark.unlink()

    def _has(self, name: str, removable: bool) -> bool:
        ours = name in self.names or name == COPY_MARK.name
        return (removable and ours) or _HALF_WRITTEN.fullmatch(name) is not None

    def _remove_folders(self) -> None:
        """Remove the folders that were created for it and are empty."""
        with suppress(OSError):
            for folder in self.made:
                folder.rmdir()

    def _remove_half_written(self) -> None:
        for path in self.new.iterdir():
            if _HALF_WRITTEN.fullmatch(path.name):
                path.unlink()

    def _to_bytes(self) -> bytes:
        said = {
            "old": str(self.old),
            "new": str(self.new),
            "origin": str(self.origin),
            "names": self.names,
            "made": [str(folder) for folder in self.made],
            "token": self.token,
        }
        return json.dumps(said).encode()


def planned(old: DataFolder, new: DataFolder, origin: Path, names: Sequence[str]) -> UnfinishedCopy:
    """Return the copy to be made in ``new``, of these names, without touching the disk."""
    missing = [folder for folder in (new.root, *new.root.parents) if not folder.exists()]
    token = secrets.token_hex(16)
    return UnfinishedCopy(old.root, new.root, origin, tuple(names), tuple(missing), token)


def noted(data: DataFolder) -> UnfinishedCopy | None:
    """Return the copy of ``data`` that was begun last; it may be gone, or on a disconnected disk.

    Returns None if there is none, or if the note is about another folder.
    """
    copy = _read(data.root / MOVE_NOTE.name)
    return copy if copy is not None and _same(copy.old, data.root) else None


def found_in(folder: Path) -> UnfinishedCopy | None:
    """Return the unfinished copy that a folder is, by its mark; None without a mark."""
    copy = _read(folder / COPY_MARK.name)
    return copy if copy is not None and _same(copy.new, folder) else None


def removal_steps(data: DataFolder, *, leave_notice: bool = True) -> Iterator[None]:
    """Remove the copy that an interrupted move left, in steps, and leave a notice if asked.

    A copy in use as a data folder stays, and is forgotten. One on a disconnected disk is removed
    once that is back; what cannot be removed is logged, and retried at the next start.
    """
    copy = noted(data)
    if copy is None:
        return
    try:
        if copy.is_removable:
            yield from copy.removal_steps()
            log.info("removed the copy that an interrupted move left")
            if leave_notice:
                pending_notices.add(data, _cut_short(copy))
        elif found_in(copy.new) == copy and not copy.is_in_use:
            log.warning("an unfinished copy was used as a data folder and stays")
        elif (
            copy.new.is_dir()
            and not (copy.new / COPY_MARK.name).exists()
            and not copy.other_names()
        ):
            yield from copy.removal_steps()
        else:
            return
        copy.forget()
    except OSError as error:
        log.warning("an unfinished copy is left to the next start: %s", error)


def _cut_short(copy: UnfinishedCopy) -> PendingNotice:
    return PendingNotice(
        f"Your data was not moved to {copy.new}, since the move was interrupted. It is where it"
        " was, and the partial copy was removed.",
        succeeded=False,
    )


def refuse_to_open(data: DataFolder) -> None:
    """Raise StoreError if ``data`` is an unfinished copy of another data folder."""
    copy = found_in(data.root)
    if copy is not None and copy.is_removable:
        raise StoreError(
            f"{data.root} holds an unfinished copy of your data.",
            f"All of it is still in {copy.old}: start from there, or move it again.",
        )


def _path_removal_steps(path: Path) -> Iterator[None]:
    """Remove a file or a folder, in steps. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        for inner in path.iterdir():
            remove(inner)
            yield
    remove(path)
    yield


def _read(mark: Path) -> UnfinishedCopy | None:
    """Return the contents of a mark; None if there is none, or it is not ours."""
    try:
        said = json.loads(read_regular_file(mark, _LONGEST))
        old, new, origin = (Path(said[name]) for name in ("old", "new", "origin"))
        names = tuple(str(name) for name in said["names"])
        made = tuple(Path(folder) for folder in said["made"])
        token = str(said["token"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    plain = all(name not in {"", ".", ".."} and Path(name).name == name for name in names)
    within = all(folder == new or folder in new.parents for folder in made)
    if not plain or not within:
        return None
    return UnfinishedCopy(old, new, origin, names, made, token)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve()
    except (OSError, RuntimeError):
        return False
