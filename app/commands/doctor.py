"""``doctor``: check that everything is here that an interview needs."""

import argparse
import json

from mock_interviewer.app.commands.common import parent_parsers
from mock_interviewer.app.diagnosis import diagnose
from mock_interviewer.app.paths import DataFolder


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "doctor",
        help="check what an interview needs",
        description="Check what an interview needs. Exit status 1 where something is missing.",
        parents=parent_parsers(json=True),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print each check with what to do where it fails."""
    checks = diagnose(DataFolder.at(arguments.data_dir))
    healthy = all(check.ok for check in checks)
    if arguments.json:
        listed = [
            {"name": c.name, "ok": c.ok, "detail": c.detail, "remedy": c.remedy} for c in checks
        ]
        print(json.dumps({"ok": healthy, "checks": listed}, ensure_ascii=False, indent=2))
        return 0 if healthy else 1
    for check in checks:
        print(f"{'ok     ' if check.ok else 'MISSING'}  {check.name}: {check.detail}")
        if check.remedy:
            print(f"         {check.remedy}")
    return 0 if healthy else 1
