"""``restore``: replace the library with a backup."""

import argparse
import json
import sys
from pathlib import Path

from mock_interviewer.app.commands.shared.console import confirmed
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.text.formatting import counted


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``restore``."""
    parser = subparsers.add_parser(
        "restore",
        parents=parent_parsers(json=True),
        help="replace your sessions, banks, plans, and settings with a backup",
        description="Replace all your sessions, banks, plans, and settings with a backup. The"
        " current ones are removed after the backup has been verified and restored; speech models"
        " are kept. Close the window first. You are asked for confirmation; the exit status is 1 if"
        " you decline.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a file written by `backup`")
    parser.add_argument("--yes", action="store_true", help="do not ask for confirmation")
    parser.add_argument(
        "--with-settings",
        action="store_true",
        help="also restore settings that delete recordings or send data; otherwise, the window asks"
        " you first",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Restore a backup; return 1 if the person declines."""
    from mock_interviewer.app.archive.restore import RestoreOperation, RestoreOutcome, read_manifest
    from mock_interviewer.app.commands.shared.console import ProgressDisplay
    from mock_interviewer.app.settings.file import SettingsFile

    data, path = DataFolder.at(arguments.data_dir), arguments.file.expanduser().absolute()
    found = read_manifest(path)
    if not arguments.yes and not sys.stdin.isatty():
        raise UsageError("Use --yes to restore a backup without confirmation.")
    made = f"from {found.made_at.astimezone():%Y-%m-%d %H:%M}"
    if not arguments.yes:
        sessions = counted(found.sessions, "session")
        print(f"The backup is {made} and contains {sessions}.", file=sys.stderr)
        if not confirmed(f"{_present(data)} Continue?"):
            print("Nothing was changed.")
            return 1
    shown = ProgressDisplay("Restoring")
    restoring = RestoreOperation(data, path, shown.progress, with_settings=arguments.with_settings)
    try:
        found = restoring.run()
    except KeyboardInterrupt:
        outcome = restoring.outcome()
        if outcome is not RestoreOutcome.IN_PLACE:
            shown.stopped(outcome.value)
            raise
        # It was restored already; the old library is removed at the next start, if not yet.
    finally:
        shown.end()
    if found.missing:
        print(f"{found.missing_clause}.", file=sys.stderr)
    if restoring.left_behind:
        print(restoring.left_behind, file=sys.stderr)
    settings = SettingsFile(data.settings_file).load()
    if settings.problem:
        print(settings.problem, file=sys.stderr)
    if settings.restored:
        print(
            f"The backup's settings {settings.asks}. They are off. Mock Interviewer asks about them"
            " the next time you open it. To use them now, restore again with --with-settings.",
            file=sys.stderr,
        )
    if arguments.json:
        answer = {
            "restored": str(path),
            "made_at": found.made_at.isoformat(),
            "sessions": found.sessions,
            "takes": found.takes,
            "missing": list(found.missing),
            "settings_not_used": dict(settings.restored),
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print(f"{found.library_size.words}, {made}, were restored to {data.root}.")
    return 0


def _present(data: DataFolder) -> str:
    """Return a sentence about the library that would be replaced."""
    try:
        with Library.open(data, read_only=True) as library:
            count = len(library.sessions())
    except StoreError as error:
        return f"{error.what} It will be replaced."
    if not count:
        return f"There are no sessions in {data.root} yet."
    sessions = counted(count, "session")
    return f"It replaces {sessions} in {data.root}, which will be deleted permanently."
