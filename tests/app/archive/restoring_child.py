"""A program to be killed while it restores a backup.

Usage: restoring_child.py DATA_FOLDER BACKUP AT
It stops for ever once all is unpacked, once it is ready, or with some of it moved.
"""

import sys
from pathlib import Path

from rig.standing_still import stop_after

from mock_interviewer.app.archive import restore
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store import replacing

MOVED = 3


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
