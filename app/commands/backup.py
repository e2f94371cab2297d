"""``backup``: all that a person would miss, in one file."""

import argparse
import json
from pathlib import Path

from mock_interviewer.app.commands.common import parent_parsers
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.wording import counted


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``backup``."""
    parser = subparsers.add_parser(
        "backup",
        parents=parent_parsers(json=True),
        help="write all your sessions, banks, plans and settings to one file",
        description="Write your sessions with their recordings, your banks, plans and settings to"
        " one file, and read all of it back. Works while the window is open. Speech models are left"
        " out. The file is not encrypted: keep it where only you can read it.",
    )
    parser.add_argument("--output", required=True, type=Path, metavar="FILE", help="where to")
    parser.add_argument("--replace", action="store_true", help="overwrite FILE if it is there")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make a backup. Returns 0."""
    from mock_interviewer.app.archive.backup import back_up
    from mock_interviewer.app.commands.long_work import Shown

    target = arguments.output.expanduser().absolute()
    shown = Shown("Backing up")
    try:
        made = back_up(
            DataFolder.at(arguments.data_dir),
            target,
            replace=arguments.replace,
            progress=shown.progress,
        )
    finally:
        shown.end()
    size = target.stat().st_size
    if arguments.json:
        answer = {"file": str(target), "sessions": made.sessions, "takes": made.takes, "size": size}
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        sessions = counted(made.sessions, "session")
        print(f"{sessions} with {counted(made.takes, 'take')} are backed up and checked.")
        print(f"{target}, {size / 1e6:.1f} MB")
    return 0
