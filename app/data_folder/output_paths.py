"""Where a backup or an export may be written."""

from pathlib import Path

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.kept_files import is_ours
from mock_interviewer.app.errors import StoreError, UsageError


def refuse_output_path(target: Path, data: DataFolder) -> None:
    """Raise UsageError where no file can be written at ``target``, or one of ours would be lost.

    An ordinary file that is not ours may be replaced. Raises StoreError if the disk does not tell
    what is there.
    """
    path = target.expanduser().absolute()
    try:
        if path.is_dir():
            raise UsageError(f"{target} is a folder; name a file in it.")
        if is_ours(path.parent.resolve() / path.name, data.root):
            raise UsageError(
                f"{target} is where Mock Interviewer keeps its own files; choose another place."
            )
        if not path.parent.is_dir():
            raise UsageError(f"There is no folder {path.parent}; choose one that exists.")
        if path.exists() and not path.is_file():
            raise UsageError(f"{target} is not a file; choose another name.")
    except OSError as error:
        raise StoreError(
            f"{path} cannot be checked: {error.strerror or error}.", "Choose another place."
        ) from error
