"""Where a backup or an export may be written."""

import re
from pathlib import Path

from mock_interviewer.app.data_folder.paths import MOVED_POINTER, DataFolder
from mock_interviewer.app.errors import StoreError, UsageError

_OTHER_NAMES = {
    MOVED_POINTER,
    "machine.json",
    "window.txt",
    "moving.json",
    "moving-to.json",
    "moved-from.json",
}
_OF_A_DATABASE = re.compile(r"(sqlite3|v\d+\.|damaged-|mending|mended-|suspect)")


def refuse_output_path(target: Path, data: DataFolder) -> None:
    """Raise UsageError where no file can be put at ``target``, or one of our own would be lost.

    What is there may be replaced if it is an ordinary file that is not ours. Raises StoreError
    where the place cannot be looked at.
    """
    path = target.expanduser().absolute()
    try:
        if path.is_dir():
            raise UsageError(f"{target} is a folder; name a file in it.")
        if _is_ours(path.parent.resolve() / path.name, data):
            raise UsageError(
                f"{target} lies where Mock Interviewer keeps what it recorded; choose another"
                " place."
            )
        if not path.parent.is_dir():
            raise UsageError(f"There is no folder {path.parent}; choose one that is there.")
        if path.exists() and not path.is_file():
            raise UsageError(f"{target} is no file; choose another name.")
    except OSError as error:
        raise StoreError(
            f"{path} cannot be looked at: {error.strerror or error}.", "Choose another place."
        ) from error


def _is_ours(path: Path, data: DataFolder) -> bool:
    folders = (data.sessions, data.models, data.banks, data.logs, data.replacing)
    if any(path.is_relative_to(folder.resolve()) for folder in folders):
        return True
    # The name of a file may be written otherwise, on a system that takes that for the same.
    name = path.name.casefold()
    database = data.database.stem
    files = (data.settings_file, data.plans_file, data.draft_file, data.news_file)
    names = {file.name for file in (*files, data.lock, data.lock_holder)} | _OTHER_NAMES
    ours = name in names or (
        name.startswith(f"{database}.") and _OF_A_DATABASE.match(name, len(database) + 1)
    )
    return bool(ours) and path.parent == data.root.resolve()
