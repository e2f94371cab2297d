"""``backup``: back up sessions, banks, plans, and settings to one file."""

import argparse
import json
from pathlib import Path

from mock_interviewer.app.commands.shared.parser import existing_folder, parent_parsers
from mock_interviewer.app.data_folder.private_files import file_identity
from mock_interviewer.app.errors import DatabaseDamaged, UsageError


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``backup``."""
    parser = subparsers.add_parser(
        "backup",
        parents=parent_parsers(json=True),
        help="back up all your sessions, banks, plans, and settings to one file",
        description="Back up your sessions with their recordings, and your banks, plans, and"
        " settings to one file, and verify it. This works while the window is open. Speech models"
        " are not included. The file is not encrypted: keep it where only you can read it.",
    )
    parser.add_argument(
        "--output", required=True, type=Path, metavar="FILE", help="the backup, such as answers.zip"
    )
    parser.add_argument("--replace", action="store_true", help="overwrite FILE if it exists")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Create a backup; return 0."""
    from mock_interviewer.app.archive.backup import back_up
    from mock_interviewer.app.archive.restore import read_manifest
    from mock_interviewer.app.commands.shared.console import ProgressDisplay
    from mock_interviewer.app.commands.shared.library import open_to_read
    from mock_interviewer.app.data_folder.output_paths import refuse_output_path

    target = arguments.output.expanduser().absolute()
    data = existing_folder(arguments.data_dir)
    refuse_output_path(target, data)
    before = file_identity(target)
    if before is not None and not arguments.replace:
        raise UsageError(f"{target} already exists. Choose another name, or use --replace.")
    # A damaged library is repaired first, unless a window has it open.
    open_to_read(arguments.data_dir).close()
    shown = ProgressDisplay("Backing up")
    try:
        try:
            made = back_up(data, target, replace=arguments.replace, progress=shown.progress)
        except DatabaseDamaged:
            # A backup reads everything, so it finds damage that a quick check at start misses.
            open_to_read(arguments.data_dir).close()
            made = back_up(data, target, replace=arguments.replace, progress=shown.progress)
    except KeyboardInterrupt:
        if file_identity(target) == before:
            shown.stopped("No backup was created.")
            raise
        # The file has its name already, so every byte of it has been verified.
        made = read_manifest(target)
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
        print(made.summary(where))
    return 0
