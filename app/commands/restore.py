"""``restore``: replace the library with a backup."""

import argparse
import json
import sys
from pathlib import Path

from mock_interviewer.app.commands.shared.console import confirmed
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.text.formatting import counted


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``restore``."""
    parser = subparsers.add_parser(
        "restore",
        parents=parent_parsers(json=True),
        help="put a backup in place of your sessions, banks, plans and settings",
        description="Put a backup in place of all your sessions, banks, plans and settings. What is"
        " there now goes once the backup is checked and in its place; speech models stay. Close the"
        " window first. You are asked before; exit status 1 where you say no.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="what `backup` wrote")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--with-settings",
        action="store_true",
        help="also use the backup's settings that delete recordings or send data; otherwise the"
        " window asks you first",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Restore a backup; status 1 if the person was asked and said no."""
    from mock_interviewer.app.archive.restore import RestoreOperation, RestoreOutcome, read_manifest
    from mock_interviewer.app.commands.shared.console import ProgressDisplay
    from mock_interviewer.app.settings.file import SettingsFile

    data, path = DataFolder.at(arguments.data_dir), arguments.file.expanduser().absolute()
    found = read_manifest(path)
    if not arguments.yes and not sys.stdin.isatty():
        raise UsageError("Give --yes to restore a backup without being asked.")
    made = f"from {found.made_at.astimezone():%Y-%m-%d %H:%M}"
    if not arguments.yes:
        sessions = counted(found.sessions, "session")
        print(f"The backup is {made} and holds {sessions}.", file=sys.stderr)
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
        # It was restored by then: what it replaced is removed at the next start, if not yet.
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
        print(f"{found.library_size.words}, {made}, are restored in {data.root}.")
    return 0


def _present(data: DataFolder) -> str:
    """Return what a person is told of the library that goes."""
    try:
        with Library.open(data, read_only=True) as library:
            count = len(library.sessions())
    except StoreError as error:
        return f"{error.what} It is replaced."
    if not count:
        return f"There are no sessions in {data.root} yet."
    return f"It replaces {counted(count, 'session')} in {data.root}, which are removed for good."
