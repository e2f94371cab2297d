"""Options that every command takes."""

import argparse
from pathlib import Path

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.paths import DataFolder


def parent_parsers(*, json: bool = False) -> list[argparse.ArgumentParser]:
    """Return the parsers that a command names as its parents: --data-dir and, if asked, --json."""
    # What was written before the command must not be undone by the command's own default.
    data_dir = data_dir_parser(default=argparse.SUPPRESS)
    if not json:
        return [data_dir]
    as_json = argparse.ArgumentParser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="answer as JSON")
    return [data_dir, as_json]


def folder_there(chosen: Path | None) -> DataFolder:
    """Return the data folder; raises StoreError where there is none, so that none is begun."""
    data = DataFolder.at(chosen)
    if data.root.is_dir():
        return data
    if data.moved:
        raise data.gone()
    raise StoreError(
        f"There is no data folder {data.root}.",
        "Name with --data-dir the one that Mock Interviewer was started with.",
    )


def data_dir_parser(*, default: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of --data-dir alone."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=default,
        metavar="DIR",
        help="keep sessions, models and settings in DIR instead of the usual place",
    )
    return parser
