"""A program that is killed while it discards, restores, or removes a take or session.

Usage: discarding_child.py DATA_FOLDER take|session ID AT
AT is where: before or after the mark on the disk is "put", is "taken" away to have it back, or is
"removed" with all the rest; before the "first" file is removed, or the first "row".
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.deletion import deletion
from mock_interviewer.app.store.library import Library


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def then_die(call: Callable[..., Any]) -> Callable[..., Any]:
    def run(*arguments: Any) -> None:
        call(*arguments)
        die()

    return run


def unlink_and_die(at: str) -> Callable[..., Any]:
    unlink = os.unlink

    def run(path: Any, **more: Any) -> None:
        marks = str(path).endswith(".discarded")
        if at == "first" or (marks and at == "before removed"):
            die()
        unlink(path, **more)
        if marks and at == "after removed":
            die()

    return run


def prepare(at: str) -> None:
    match at:
        case "before put":
            deletion.put_discard_mark = die
        case "after put":
            deletion.put_discard_mark = then_die(deletion.put_discard_mark)
        case "before taken":
            deletion.remove_discard_mark = die
        case "after taken":
            deletion.remove_discard_mark = then_die(deletion.remove_discard_mark)


if __name__ == "__main__":
    data, kind, ident, at = DataFolder(Path(sys.argv[1])), *sys.argv[2:]
    library = Library.open(data)
    prepare(at)
    getattr(library.trash, f"discard_{kind}")(ident)
    if at.endswith("taken"):
        getattr(library.trash, f"restore_{kind}")(ident)
    os.unlink = unlink_and_die(at)
    deletion.remove_row = die
    library.close()
