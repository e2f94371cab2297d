"""Paths of a session's files and of a take's recording, derived from their ids alone.

A database may come from somebody else, in a backup or a whole data folder, so the paths in it are
never followed: a path is built from checked ids, and a link that leads out of the session's folder
counts as a missing file.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.kept_files import SESSIONS
from mock_interviewer.app.data_folder.private_files import is_link, read_regular_file
from mock_interviewer.app.errors import StoreError
from mock_interviewer.audio.files.flac import SUFFIX, packed_path

WAV: Final = ".wav"
FLAC: Final = SUFFIX
MAX_PLACE: Final = 999_999
MAX_SIDECAR_BYTES: Final = 1 << 20
_SIDECAR = re.compile(r"\d{2,6}\.json")


def take_id(session: str, place: int) -> str:
    """Return the id of the take at ``place``, counted from 1, of a session."""
    return f"{session}-{place:02}"


def recording_name(session: str, place: int, suffix: str = WAV) -> str:
    """Return a recording's path relative to the data folder, with slashes, as it is stored."""
    return f"{SESSIONS.name}/{session}/{place:02}{suffix}"


def session_folder(data: DataFolder, session: str) -> Path | None:
    """Return the folder of a session, which need not exist.

    Returns None for an id that no session can have, and for a link to a folder that is not this
    session's. A person may have moved one or all sessions to another disk; the sidecars there name
    the session. If the folder of all sessions is a link, an empty folder in it is a new session's.
    """
    try:
        folder = data.session_folder(session)
    except StoreError:
        return None
    elsewhere = is_link(folder) or (is_link(data.sessions) and not _is_empty(folder))
    return folder if not elsewhere or _names_session(folder, session) else None


def writable_session_folder(data: DataFolder, session: str) -> Path:
    """Create the folder of a session if it is missing, and return it. Raises StoreError."""
    folder = data.session_folder(session)
    if session_folder(data, session) is None:
        raise StoreError(
            f"{folder} is a link to another folder, so nothing is saved in it.",
            "Remove that link, then start a new session.",
        )
    return data.make_session_folder(session)


def new_recording(data: DataFolder, session: str, place: int) -> Path:
    """Return the path for the recording of a new take. Raises StoreError if there is none."""
    path = recording_path(data, session, place, WAV)
    if path is None:
        raise StoreError(
            f"No more answers can be saved in the session {session}.", "Start a new session."
        )
    return path


def recording_path(data: DataFolder, session: str, place: int, stored: str | None) -> Path | None:
    """Return the path of a take's recording, which need not exist; reads the disk.

    ``stored`` is the path in its row, None for a take without a recording; only the suffix is used.
    Returns None if the take has no recording, or none inside the session's folder.
    """
    if stored is None or not 1 <= place <= MAX_PLACE:
        return None
    folder = session_folder(data, session)
    if folder is None:
        return None
    path = folder / f"{place:02}{FLAC if stored.endswith(FLAC) else WAV}"
    # One that was converted since then is found under its new name.
    return None if leads_out(path) or leads_out(packed_path(path)) else path


def session_folders(data: DataFolder) -> Iterator[Path]:
    """Yield the folders of all sessions, sorted. Raises OSError."""
    for found in sorted(data.sessions.iterdir()) if data.sessions.is_dir() else ():
        if found.is_dir() and session_folder(data, found.name) is not None:
            yield found


def leads_out(path: Path) -> bool:
    """Return whether a file is a link to something outside its folder."""
    if not is_link(path):
        return False
    try:
        return path.resolve().parent != path.parent.resolve()
    except (OSError, RuntimeError):
        # A circle of links leads nowhere.
        return False


def belongs_to_session(data: DataFolder, path: Path) -> bool:
    """Return whether a file found below the folder of all sessions really belongs to a session.

    One that is only reached by a link does not, unless the person moved the session, or all of
    them, elsewhere.
    """
    first, *rest = path.relative_to(data.sessions).parts
    if not rest:
        return not is_link(path)
    folder = session_folder(data, first)
    if folder is None:
        folder = data.sessions / first
        if is_link(folder) or is_link(data.sessions):
            return False
    return path.resolve().is_relative_to(folder.resolve())


def _is_empty(folder: Path) -> bool:
    """Return whether a folder is missing, or holds only marks and half-written files."""
    try:
        return all(path.name.startswith(".") for path in folder.iterdir())
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _names_session(folder: Path, session: str) -> bool:
    """Return whether a sidecar in a folder names the session."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _SIDECAR.fullmatch(path.name) and not leads_out(path):
                with suppress(OSError, ValueError, RecursionError, KeyError, TypeError):
                    said = json.loads(read_regular_file(path, MAX_SIDECAR_BYTES))
                    if said["session"]["id"] == session:
                        return True
    return False


def sidecar_path(recording: Path) -> Path:
    """Return the path of the sidecar of a recording; the two are removed together."""
    return recording.with_suffix(".json")
