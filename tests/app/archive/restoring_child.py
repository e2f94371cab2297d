"""A program to be killed, or stopped by Ctrl+C, while it restores a backup.

Usage: restoring_child.py DATA_FOLDER BACKUP AT
It stops for ever once all is unpacked, once it is ready, with some of it moved, once the new
library is opened, once nothing more is to be moved, or once it is told.
"""

import sys
from pathlib import Path

from rig.standing_still import stand_still_in, stop, stop_after

from mock_interviewer.app.archive import restore
from mock_interviewer.app.cli import main
from mock_interviewer.app.data_folder import pending_notices
from mock_interviewer.app.store.recovery import library_replacement

MOVED = 3


def stop_before_removing(folder: Path) -> None:
    if (folder / "old").exists():
        stop()


if __name__ == "__main__":
    data, backup, at = sys.argv[1:]
    match at:
        case "unpacked":
            stand_still_in(restore, "verify_database")
        case "ready":
            stand_still_in(library_replacement, "mark_ready")
        case "moving":
            Path.rename = stop_after(Path.rename, MOVED)  # type: ignore[method-assign]  # to stand still there
        case "opened":
            stand_still_in(restore, "connect_writer")
        case "in place":
            library_replacement.remove_folder = stop_before_removing  # type: ignore[attr-defined]  # the same
        case "told":
            stand_still_in(pending_notices, "take")
        case _:
            raise ValueError(at)
    sys.exit(main(["restore", backup, "--yes", "--data-dir", data]))
