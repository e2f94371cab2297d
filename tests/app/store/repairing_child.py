"""A program that is killed before a given step of repairing a database.

Usage: repairing_child.py DATA_FOLDER STEP
A step is each change of a name, and where rows are put in.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.recovery.salvage import RowSalvage

_left = int(sys.argv[2])
_replace = Path.replace
_put = RowSalvage.put


def _step() -> None:
    global _left  # noqa: PLW0603
    _left -= 1
    if not _left:
        os.kill(os.getpid(), signal.SIGKILL)


def _replace_or_die(path: Path, target: Any) -> Path:
    if path.name.startswith("library."):
        _step()
    return _replace(path, target)


def _put_or_die(*arguments: Any, **named: Any) -> None:
    _step()
    _put(*arguments, **named)
    _step()


if __name__ == "__main__":
    Path.replace = _replace_or_die  # type: ignore[method-assign, assignment]  # to be killed there
    RowSalvage.put = _put_or_die  # type: ignore[method-assign]  # to be killed there
    Library.open(DataFolder(Path(sys.argv[1]))).close()
