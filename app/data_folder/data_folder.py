"""The data folder: where everything is kept on this computer."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from mock_interviewer.app.data_folder import kept_files
from mock_interviewer.app.data_folder.private_files import (
    make_private_folder,
    read_regular_file,
    restrict_to_owner,
)
from mock_interviewer.app.errors import StoreError
from mock_interviewer.audio.files.folder_sync import sync_folder


def default_root() -> Path:
    """Return the folder for our data where this system keeps the data of programs."""
    return platformdirs.user_data_path("mock-interviewer", appauthor=False)


_LONGEST = 4096
_SESSION = re.compile(r"\w([\w() -]{0,58}[\w)])?")
"""Ids that are a single plain name on every system."""
_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9¹²³]", re.IGNORECASE)
"""Names of devices on Windows, which no file can have."""
LONGEST_ROOT = 440
"""Bytes that the path of a data folder may have. SQLite allows 504 for that of a database, and
databases that are set aside in the folder have long names."""
_SHOWN = 60
"""Characters that are shown of a path that is too long."""


@dataclass(frozen=True)
class DataFolder:
    """The paths below one folder; ``root`` is absolute. Creating one does not touch the disk.

    ``moved`` means that the data was moved there, so no new library is started if it is missing.
    The lock's holder is written to ``lock_holder``, not to ``lock``, which nobody else can read on
    Windows while it is held.
    """

    root: Path
    moved: bool = field(default=False, compare=False)

    @classmethod
    def at(cls, chosen: Path | None) -> "DataFolder":
        """Return the folder that a person chose with --data-dir, or the usual one.

        If its data was moved, possibly more than once, that is the folder where it is now. Raises
        StoreError if that cannot be determined, or if no disk can have such a folder.
        """
        folders = [chosen_root(chosen)]
        refuse_unusable_root(folders[-1])
        while (target := _moved_to(folders[-1])) is not None:
            if target in folders:
                raise _bad_pointer(folders[-1] / kept_files.MOVED_POINTER.name)
            folders.append(target)
        return cls(folders[-1], moved=len(folders) > 1)

    @property
    def database(self) -> Path:
        """The SQLite database."""
        return self.root / kept_files.DATABASE.name

    @property
    def sessions(self) -> Path:
        """The folder of recordings, one folder a session."""
        return self.root / kept_files.SESSIONS.name

    @property
    def models(self) -> Path:
        """The folder of speech models."""
        return self.root / kept_files.MODELS.name

    @property
    def banks(self) -> Path:
        """The folder of the person's own banks."""
        return self.root / kept_files.BANKS.name

    @property
    def logs(self) -> Path:
        """The folder of logs."""
        return self.root / kept_files.LOGS.name

    @property
    def settings_file(self) -> Path:
        """The settings file, in TOML."""
        return self.root / kept_files.SETTINGS.name

    @property
    def plans_file(self) -> Path:
        """The person's saved plans, in TOML."""
        return self.root / kept_files.PLANS.name

    @property
    def draft_file(self) -> Path:
        """The question that is being edited and not saved yet, in JSON."""
        return self.root / kept_files.DRAFT.name

    @property
    def news_file(self) -> Path:
        """Notices that were not shown yet, in JSON."""
        return self.root / kept_files.NOTICES.name

    @property
    def library(self) -> tuple[Path, ...]:
        """The files and folders that a person would miss, the database first."""
        return tuple(self.root / file.name for file in kept_files.LIBRARY_FILES)

    @property
    def replacing(self) -> Path:
        """The folder of a library that waits to replace this one."""
        return self.root / kept_files.REPLACING.name

    @property
    def lock(self) -> Path:
        """The file whose lock makes its holder the only writer."""
        return self.root / kept_files.LOCK.name

    @property
    def lock_holder(self) -> Path:
        """The file with the process id of the last holder of the lock."""
        return self.root / kept_files.LOCK_HOLDER.name

    def session_folder(self, session: str) -> Path:
        """Return the folder of the session with this id, without touching the disk.

        Raises StoreError for an id that is not that of a session: it could lead anywhere.
        """
        if not is_session_id(session):
            raise StoreError(f"{session[:80]!r} is not the id of a session.")
        return self.sessions / session

    def make_session_folder(self, session: str) -> Path:
        """Create a session's folder if it is missing, and check that it is writable.

        Raises StoreError.
        """
        folder = self.session_folder(session)
        with _refused(self.root):
            if not folder.is_dir():
                make_private_folder(folder)
                sync_folder(self.sessions)
        self.check_writable(folder)
        return folder

    def missing_error(self) -> StoreError:
        """Return the error for a data folder that has disappeared."""
        return StoreError(
            f"The data folder {self.root} is missing.",
            "Connect the disk that it is on, or choose another folder with --data-dir, then"
            " start again.",
        )

    def refuse_moved(self) -> None:
        """Raise StoreError if the data was moved elsewhere while this folder was in use.

        Anything saved here from then on would not be found again.
        """
        now = DataFolder.at(self.root)
        if now != self:
            raise StoreError(
                f"Your data was moved from {self.root} to {now.root}.",
                "Close Mock Interviewer and start it again.",
            )

    def prepare(self) -> None:
        """Create the folder and that of the recordings, and check by writing that both can be used.

        Raises StoreError as ``prepare_root`` does.
        """
        self.prepare_root()
        with _refused(self.root):
            make_private_folder(self.sessions)
            restrict_to_owner(self.sessions)
        self.check_writable(self.sessions)

    def prepare_root(self) -> None:
        """Create the folder, private, and check by writing that it can be used.

        The library in it is not touched, so another thread may be replacing it. An existing folder
        that holds other things keeps its mode, since a person may choose a shared one. Any other
        folder is closed to everyone but its owner, who gains no permission. Raises StoreError if
        the folder is read-only, full, or cannot be created, if data that was moved into it is
        missing, or if its data was moved elsewhere.
        """
        refuse_unusable_root(self.root)
        self.refuse_moved()
        # In this order: the replacing folder goes only once there is a database again.
        if self.moved and not self.replacing.exists() and not self.database.exists():
            raise self.missing_error()
        with _refused(self.root):
            make_private_folder(self.root)
            if self.database.exists() or not any(self.root.iterdir()):
                restrict_to_owner(self.root)
        self.check_writable(self.root)

    def check_writable(self, folder: Path) -> None:
        """Write and remove a small file in ``folder``. Raises StoreError if that fails."""
        with _refused(folder):
            descriptor, name = tempfile.mkstemp(
                prefix=f".{kept_files.WRITE_TEST_STEM}-", dir=folder
            )
            try:
                os.write(descriptor, b"mock-interviewer\n")
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
                Path(name).unlink()


def is_session_id(text: str) -> bool:
    """Return whether a text can be the id of a session, and therefore a folder name."""
    return bool(_SESSION.fullmatch(text)) and not _DEVICES.fullmatch(text)


def chosen_root(chosen: Path | None) -> Path:
    """Return the folder that a person names, or the usual one, even if its data was moved.

    Raises StoreError if the name does not lead to a folder.
    """
    named = chosen or default_root()
    try:
        return named.expanduser().absolute()
    except RuntimeError as error:
        raise StoreError(
            f"There is no home folder for {named.parts[0]}.",
            "Write the whole path of the folder.",
        ) from error
    except OSError as error:
        raise StoreError(
            f"The current folder no longer exists, so {named} cannot be found in it.",
            "Change to another folder, or write the path in full.",
        ) from error


def refuse_unusable_root(root: Path) -> None:
    """Raise StoreError for a path that the system or SQLite cannot use."""
    reason = ""
    try:
        root.stat()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        # It can be created, or its use is refused later with a better message.
        pass
    except OSError as error:
        reason = error.strerror or str(error)
    # SQLite opens the resolved path, so its length counts too.
    length = max(len(os.fsencode(path)) for path in (root, os.path.realpath(root)))
    if length > LONGEST_ROOT:
        reason = f"its path has {length} bytes, and at most {LONGEST_ROOT} can be used"
    if reason:
        shown = str(root)
        if len(shown) > _SHOWN:
            shown = f"{shown[:_SHOWN]}…"
        raise StoreError(
            f"The data folder {shown} cannot be used: {reason}.",
            "Choose another folder.",
        )


def _moved_to(folder: Path) -> Path | None:
    """Return where the data of a folder was moved to; None if it was not moved."""
    pointer = folder / kept_files.MOVED_POINTER.name
    try:
        target = Path(read_regular_file(pointer, _LONGEST).decode().strip())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise _bad_pointer(pointer) from error
    if not target.is_absolute():
        raise _bad_pointer(pointer)
    return target


def _bad_pointer(pointer: Path) -> StoreError:
    return StoreError(
        f"{pointer} does not say where your data is.",
        "Write the path of that folder into it, in one line; or remove the file if nothing was"
        " moved.",
    )


@contextmanager
def _refused(folder: Path) -> Iterator[None]:
    """Raise what the system refuses in this block as a StoreError about ``folder``."""
    try:
        yield
    except FileNotFoundError as error:
        raise DataFolder(folder).missing_error() from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"Nothing can be saved in {folder}: {reason}.",
            "Free up space or make it writable, or choose another folder with --data-dir.",
        ) from error
