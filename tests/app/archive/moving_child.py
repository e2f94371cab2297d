"""A program to be killed while it moves a data folder.

Usage: moving_child.py DATA_FOLDER TARGET AT
It stops for ever once its note is written, its mark, some of the files, all of them, or the way to
them, or with some of the old folder removed.
"""

import sys
from pathlib import Path

from rig.standing_still import stand_still_in

from mock_interviewer.app.archive import moving, verified_copy
from mock_interviewer.app.data_folder import unfinished_copy

if __name__ == "__main__":
    data, target, at = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    match at:
        case "noted":
            stand_still_in(unfinished_copy, "write_private")
        case "marked":
            stand_still_in(unfinished_copy, "write_private", 2)
        case "copying":
            stand_still_in(verified_copy, "copy_file", 4)
        case "copied":
            stand_still_in(moving, "_copy")
        case "found":
            stand_still_in(moving, "switch_to_copy")
        case "removing":
            stand_still_in(moving, "remove", 6)
        case _:
            raise ValueError(at)
    moving.move_data_folder(data, target)
