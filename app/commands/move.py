"""``move``: move the data folder to another folder or disk."""

import argparse
import json
import sys
from pathlib import Path

from mock_interviewer.app.commands.shared.parser import existing_folder, parent_parsers
from mock_interviewer.app.data_folder.data_folder import DataFolder


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``move``."""
    parser = subparsers.add_parser(
        "move",
        parents=parent_parsers(json=True),
        help="move all your data to another folder",
        description="Move your sessions, banks, plans, settings, and speech models to another"
        " folder. Mock Interviewer then finds them there. Every file is compared before the old"
        " one is removed; if you stop before, nothing is moved. Close the window first.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new or empty folder")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Move the data folder; return 0."""
    from mock_interviewer.app.archive.moving import move_data_folder
    from mock_interviewer.app.commands.shared.console import ProgressDisplay
    from mock_interviewer.app.data_folder import pending_notices

    existing_folder(arguments.data_dir)
    new = DataFolder(arguments.folder.expanduser().absolute())
    shown = ProgressDisplay("Moving")
    try:
        move_data_folder(arguments.data_dir, new.root, shown.progress)
    except KeyboardInterrupt:
        if DataFolder.at(arguments.data_dir) != new:
            shown.stopped("Your data was not moved.")
            raise
        # It was moved already; leftovers in the old folder are removed the next time.
    finally:
        shown.end()
    told = pending_notices.pending(new)
    if arguments.json:
        print(json.dumps({"moved_to": str(new.root)}, ensure_ascii=False, indent=2), flush=True)
        if told is not None and not told.succeeded:
            print(f"mock-interviewer: {told.sentence}", file=sys.stderr)
    else:
        print(f"Your data is now in {new.root}." if told is None else told.sentence, flush=True)
    if told is not None:
        pending_notices.dismiss(new, told)
    return 0
