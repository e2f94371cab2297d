"""A program to be killed while it restores a backup.

Usage: restoring_child.py DATA_FOLDER BACKUP AT
It stops for ever once all is unpacked, once it is ready, or with some of it moved.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mock_interviewer.app.archive import restore
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store import replacing

MOVED = 3


def stop() -> None:
    sys.stdout.write("here\n")
    sys.stdout.flush()
    time.sleep(600)


def stop_after(call: Callable[..., Any], times: int = 1) -> Callable[..., Any]:
    left = times

    def stopped(*arguments: Any) -> Any:
        nonlocal left
        result = call(*arguments)
        left -= 1
        if not left:
            stop()
        return result

    return stopped


if __name__ == "__main__":
    data, backup, at = DataFolder(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3]
    match at:
        case "unpacked":
            restore._prove = stop_after(restore._prove)
        case "ready":
            replacing.make_ready = stop_after(replacing.make_ready)
        case "moving":
            Path.rename = stop_after(Path.rename, MOVED)  # type: ignore[method-assign]  # to stand still there
    restore.restore(data, backup)
