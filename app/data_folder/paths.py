"""The data folder: where everything lives on this machine."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from mock_interviewer.app.data_folder import files
from mock_interviewer.app.data_folder.private_files import (
    make_private_folder,
    read_regular_file,
    restrict_to_owner,
)
from mock_interviewer.app.errors import StoreError
from mock_interviewer.audio.files.folder_sync import sync_folder


def default_root() -> Path:
    """Return the folder where this system keeps a person's program data, and ours in it."""
    return platformdirs.user_data_path("mock-interviewer", appauthor=False)


_LONGEST = 4096
_SESSION = re.compile(r"\w([\w() -]{0,58}[\w)])?")
"""Ids that are one plain name on every system; a person may have named a folder so."""
_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9¹²³]", re.IGNORECASE)
"""Names that are no files on Windows."""
LONGEST_ROOT = 440
"""Bytes that the path of a data folder may have. SQLite takes 504 for that of a database, and those
that are set aside in it have long names."""
_SHOWN = 60
"""Letters that are shown of a path that is too long."""


@dataclass(frozen=True)
class DataFolder:
    """Everything we remember, under one folder. Making one touches no disk; ``root`` is absolute.

    ``moved`` says that it was all moved there, so that nothing is begun where it is not. The lock's
    holder is written into ``lock_holder`` and not into ``lock``, which Windows lets
    nobody else read while it is held.
    """

    root: Path
    moved: bool = field(default=False, compare=False)

    @classmethod
    def at(cls, chosen: Path | None) -> "DataFolder":
        """Return the folder that a person chose with --data-dir, or the usual one.

        Where that was moved, the one to which it was, also where that was moved in turn. Raises
        StoreError where that cannot be told, and where no such folder can be used on any disk.
        """
        folders = [chosen_root(chosen)]
        refuse_unusable_root(folders[-1])
        while (said := _pointed_at(folders[-1])) is not None:
            if said in folders:
                raise _unknown(folders[-1] / files.MOVED_POINTER.name)
            folders.append(said)
        return cls(folders[-1], moved=len(folders) > 1)

    @property
    def database(self) -> Path:
        """The SQLite database."""
        return self.root / files.DATABASE.name

    @property
    def sessions(self) -> Path:
        """The folder of recordings, one folder a session."""
        return self.root / files.SESSIONS.name

    @property
    def models(self) -> Path:
        """The folder of assembled models."""
        return self.root / files.MODELS.name

    @property
    def banks(self) -> Path:
        """The folder of banks of the person's own."""
        return self.root / files.BANKS.name

    @property
    def logs(self) -> Path:
        """The folder of logs."""
        return self.root / files.LOGS.name

    @property
    def settings_file(self) -> Path:
        """The settings, as TOML."""
        return self.root / files.SETTINGS.name

    @property
    def plans_file(self) -> Path:
        """Plans that the person keeps by name, as TOML."""
        return self.root / files.PLANS.name

    @property
    def draft_file(self) -> Path:
        """A question that is being edited and not saved yet, as JSON."""
        return self.root / files.DRAFT.name

    @property
    def news_file(self) -> Path:
        """What a person is to be told of, as JSON."""
        return self.root / files.NOTICES.name

    @property
    def library(self) -> tuple[Path, ...]:
        """All that a person would miss, the database first; files and folders."""
        return tuple(self.root / file.name for file in files.LIBRARY_FILES)

    @property
    def replacing(self) -> Path:
        """The folder of a library that waits to be put in place of this one."""
        return self.root / files.REPLACING.name

    @property
    def lock(self) -> Path:
        """The file whose lock makes its holder the only writer."""
        return self.root / files.LOCK.name

    @property
    def lock_holder(self) -> Path:
        """The process id of whoever took the lock last."""
        return self.root / files.LOCK_HOLDER.name

    def session_folder(self, session: str) -> Path:
        """Return the folder of the session with this id; touches no disk.

        Raises StoreError for an id that no session of ours has: it could lead anywhere.
        """
        if not is_session_id(session):
            raise StoreError(f"{session[:80]!r} is not the id of a session.")
        return self.sessions / session

    def make_session_folder(self, session: str) -> Path:
        """Make a session's folder if it is missing, and prove that it can be written in.

        Raises StoreError.
        """
        folder = self.session_folder(session)
        with _refused(self.root):
            if not folder.is_dir():
                make_private_folder(folder)
                sync_folder(self.sessions)
        self.check_writable(folder)
        return folder

    def gone(self) -> StoreError:
        """Return the error for a folder that was here and no longer is."""
        return StoreError(
            f"The data folder {self.root} is gone.",
            "Connect the disk that it lies on, or choose another folder with --data-dir, then"
            " start again.",
        )

    def refuse_moved(self) -> None:
        """Raise StoreError where all was moved elsewhere since somebody began to use this folder.

        What was kept here from then on would not be found.
        """
        now = DataFolder.at(self.root)
        if now != self:
            raise StoreError(
                f"Your data was moved from {self.root} to {now.root}.",
                "Close Mock Interviewer and start it again.",
            )

    def prepare(self) -> None:
        """Make the folder, private, and prove by writing that it can be used.

        A folder that was there before and holds other things keeps its mode: a person may name a
        shared one. From any other, others are shut out, and its owner gets no right that he had
        not. Raises StoreError where the folder is read-only, full or cannot be made, where all was
        moved into it and is not there, and where all was moved out of it.
        """
        refuse_unusable_root(self.root)
        self.refuse_moved()
        if self.moved and not self.database.exists():
            raise self.gone()
        with _refused(self.root):
            make_private_folder(self.root)
            if self.database.exists() or not any(self.root.iterdir()):
                restrict_to_owner(self.root)
            make_private_folder(self.sessions)
            restrict_to_owner(self.sessions)
        self.check_writable(self.root)
        self.check_writable(self.sessions)

    def check_writable(self, folder: Path) -> None:
        """Write and remove a small file in ``folder``; raises StoreError where that fails."""
        with _refused(folder):
            descriptor, name = tempfile.mkstemp(prefix=f".{files.WRITE_TEST_STEM}-", dir=folder)
            try:
                os.write(descriptor, b"mock-interviewer\n")
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
                Path(name).unlink()


def is_session_id(text: str) -> bool:
    """Return whether a text can be the id of a session, and so the name of its folder."""
    return bool(_SESSION.fullmatch(text)) and not _DEVICES.fullmatch(text)


def chosen_root(chosen: Path | None) -> Path:
    """Return the folder that a person names, or the usual one, whether it was moved or not.

    Raises StoreError where the name means no folder.
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
            f"The folder that you are in is gone, so {named} cannot be found in it.",
            "Change to another folder, or write the path in full.",
        ) from error


def refuse_unusable_root(root: Path) -> None:
    """Raise StoreError for a path with which the system or SQLite cannot work."""
    reason = ""
    try:
        root.stat()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        # It can be made, or is refused when it is used, which says what to do.
        pass
    except OSError as error:
        reason = error.strerror or str(error)
    # What its name leads to counts as well, by which SQLite opens it.
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


def _pointed_at(folder: Path) -> Path | None:
    """Return where the data is that was in a folder; None where none was moved from there."""
    pointer = folder / files.MOVED_POINTER.name
    try:
        said = Path(read_regular_file(pointer, _LONGEST).decode().strip())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise _unknown(pointer) from error
    if not said.is_absolute():
        raise _unknown(pointer)
    return said


def _unknown(pointer: Path) -> StoreError:
    return StoreError(
        f"{pointer} should say in one line where your data is, and does not.",
        "Write the path of that folder into it, or remove the file if nothing was moved.",
    )


@contextmanager
def _refused(folder: Path) -> Iterator[None]:
    """Turn what the system refuses about ``folder`` into a sentence."""
    try:
        yield
    except FileNotFoundError as error:
        raise DataFolder(folder).gone() from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"Nothing can be saved in {folder}: {reason}.",
            "Make room or make it writable, or choose another folder with --data-dir.",
        ) from error
