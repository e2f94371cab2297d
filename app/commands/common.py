"""Options that every command takes."""

import argparse
from pathlib import Path


def parent_parsers(*, json: bool = False) -> list[argparse.ArgumentParser]:
    """Return the parsers that a command names as its parents: --data-dir and, if asked, --json."""
    data_dir = argparse.ArgumentParser(add_help=False)
    data_dir.add_argument(
        "--data-dir",
        type=Path,
        default=None,
        metavar="DIR",
        help="keep sessions, models and settings in DIR instead of the usual place",
    )
    if not json:
        return [data_dir]
    as_json = argparse.ArgumentParser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="answer as JSON")
    return [data_dir, as_json]
