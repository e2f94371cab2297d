"""What says on the disk that a take or a session was discarded, should its row be lost.

An empty file beside the recordings. It comes once the row is marked ``deleting``, goes before that
mark does, and is the last file to go when all is removed: killed at any moment it is only there
while the row is marked. Who finds it without such a row knows that the row was lost.
"""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.private_files import make_private_file
from mock_interviewer.app.store.recording_place import session_folder, session_folders
from mock_interviewer.audio.syncing import sync_folder

log = logging.getLogger(__name__)

_SUFFIX = ".discarded"
_NAME = re.compile(r"(?:\.(\d{2,6}))?\.discarded")


def mark_of(data: DataFolder, session: str, place: int | None = None) -> Path | None:
    """Return the mark of the take at this place of a session, for None of the session.

    Its name begins with a dot, so that no backup takes it along. None where the session has no
    folder of its own.
    """
    folder = session_folder(data, session)
    if folder is None:
        return None
    return folder / (_SUFFIX if place is None else f".{place:02}{_SUFFIX}")


def is_mark(path: Path) -> bool:
    """Tell whether a file is a mark."""
    return _NAME.fullmatch(path.name) is not None


def put(mark: Path | None) -> None:
    """Mark what a row says was discarded; where that is refused, the row says it alone."""
    if mark is None or not mark.parent.is_dir():
        return
    try:
        make_private_file(mark, follow=False)
        sync_folder(mark.parent)
    except OSError as error:
        log.warning("%s cannot be made: %s", mark, error)


def take_away(mark: Path | None) -> None:
    """Remove a mark, if it is there, so that a power cut does not bring it back.

    Raises StoreError.
    """
    if mark is None:
        return
    try:
        mark.unlink()
        sync_folder(mark.parent)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise StoreError(
            f"Nothing can be brought back in {mark.parent}: {error.strerror}.",
            "See that you may write there, then try again.",
        ) from error


def found(data: DataFolder) -> Iterator[tuple[str, int | None]]:
    """Give what is marked: a session, and for a take its place there. Raises OSError."""
    for folder in session_folders(data):
        for path in sorted(folder.glob(f"*{_SUFFIX}")):
            if match := _NAME.fullmatch(path.name):
                yield folder.name, int(match[1]) if match[1] else None
