"""A program to be killed, or stopped by Ctrl+C, while it makes a backup.

Usage: backing_up_child.py DATA_FOLDER TARGET AT
It stops for ever once the database is copied, once all is written, or once it has its name.
"""

import sys
from pathlib import Path

from rig.standing_still import stand_still_in, stop_after

from mock_interviewer.app.archive import backup
from mock_interviewer.app.cli import main

if __name__ == "__main__":
    data, target, at = sys.argv[1:]
    match at:
        case "copied":
            stand_still_in(backup, "_copy")
        case "written":
            stand_still_in(backup, "_write")
        case "named":
            Path.replace = stop_after(Path.replace)  # type: ignore[method-assign]  # to stand still there
        case _:
            raise ValueError(at)
    sys.exit(main(["backup", "--output", target, "--replace", "--data-dir", data]))
