"""``backup``: all that a person would miss, in one file."""

import argparse
import json
from pathlib import Path

from mock_interviewer.app.commands.common import folder_there, parent_parsers
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.private_files import which


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
    parser.add_argument(
        "--output", required=True, type=Path, metavar="FILE", help="where to, as answers.zip"
    )
    parser.add_argument("--replace", action="store_true", help="overwrite FILE if it is there")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make a backup. Returns 0."""
    from mock_interviewer.app.archive.backup import back_up
    from mock_interviewer.app.archive.restore import look
    from mock_interviewer.app.commands.long_work import Shown
    from mock_interviewer.app.commands.reading_library import open_to_read
    from mock_interviewer.app.targets import refuse_place

    target = arguments.output.expanduser().absolute()
    data = folder_there(arguments.data_dir)
    refuse_place(target, data)
    before = which(target)
    if before is not None and not arguments.replace:
        raise UsageError(
            f"There is a file {target} already; choose another name, or give --replace."
        )
    # A damaged library is repaired first, unless a window has it open.
    open_to_read(arguments.data_dir).close()
    shown = Shown("Backing up")
    try:
        made = back_up(data, target, replace=arguments.replace, progress=shown.progress)
    except KeyboardInterrupt:
        if which(target) == before:
            shown.stopped("No backup was made.")
            raise
        # It has its name by then, so every byte of it was checked.
        made = look(target)
    finally:
        shown.end()
    size = target.stat().st_size
    if arguments.json:
        answer = {
            "file": str(target),
            "sessions": made.sessions,
            "takes": made.takes,
            "size": size,
            "missing": list(made.missing),
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        where = f"{target}, {size / 1e6:.1f} MB"
        print(made.told(where))
    return 0
