"""The command line parser, with errors in plain sentences, and the options of all commands."""

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.text.control_characters import write_control

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


COMMAND: Final = "COMMAND"
"""The placeholder for a command in help texts."""


_REQUIRED: Final = re.compile(r"the following arguments are required: (?P<names>.+)")


_NO_CHOICE: Final = re.compile(
    r"argument (?P<name>.+?): invalid choice: '?(?P<given>.*?)'? \(choose from (?P<choices>.+)\)"
)


_NO_VALUE: Final = re.compile(r"argument (?P<name>.+?): expected (one|at least one) argument")


_NO_TYPE: Final = re.compile(
    r"argument (?P<name>.+?): invalid (?P<type>int|float) value: '(?P<given>.*)'"
)


_UNKNOWN: Final = re.compile(r"unrecognized arguments: (?P<given>.+)")


_TYPES: Final = {"int": "a whole number", "float": "a number"}


class CommandParser(argparse.ArgumentParser):
    """A parser that raises UsageError where argparse would end the program; so do subparsers."""

    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:
        """Print the help, which is colored on a terminal from Python 3.14 on."""
        write_control(self.format_help(), sys.stdout if file is None else file)

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with a plain sentence for argparse's ``message``."""
        raise UsageError(f"{self._sentence(message)}. See `{self.prog} --help`.")

    def _sentence(self, message: str) -> str:
        """Return argparse's message as a plain sentence, without a period."""
        if found := _REQUIRED.fullmatch(message):
            return self._missing(found["names"].split(", "))
        if found := _NO_CHOICE.fullmatch(message):
            choices = found["choices"].replace("'", "")
            return f"“{found['given']}” isn't one of: {choices}"
        if found := _NO_VALUE.fullmatch(message):
            return f"{found['name']} needs a value"
        if found := _NO_TYPE.fullmatch(message):
            return f"{found['name']} must be {_TYPES[found['type']]}, not “{found['given']}”"
        if found := _UNKNOWN.fullmatch(message):
            return f"Unknown argument: “{found['given']}”"
        return message[:1].upper() + message[1:].rstrip(".")

    def _missing(self, names: list[str]) -> str:
        if names == [COMMAND]:
            commands = next(act.choices for act in self._actions if act.metavar == COMMAND)
            return f"Choose a command: {', '.join(commands or ())}"
        return f"Missing: {' and '.join(names)}"


def parent_parsers(*, json: bool = False) -> list[argparse.ArgumentParser]:
    """Return the parent parsers of a command: for --data-dir and, if ``json``, for --json."""
    # An option before the command must not be overwritten by the command's own default.
    data_dir = data_dir_parser(default=argparse.SUPPRESS)
    if not json:
        return [data_dir]
    as_json = argparse.ArgumentParser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="print the result as JSON")
    return [data_dir, as_json]


def existing_folder(chosen: Path | None) -> DataFolder:
    """Return the data folder; raises StoreError if it does not exist, so that none is created."""
    data = DataFolder.at(chosen)
    if data.root.is_dir():
        return data
    if data.moved:
        raise data.missing_error()
    raise StoreError(
        f"There is no data folder {data.root}.",
        "Use --data-dir with the folder that Mock Interviewer uses.",
    )


def data_dir_parser(*, default: str | None = None) -> argparse.ArgumentParser:
    """Return the parser for --data-dir alone."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=default,
        metavar="DIR",
        help="store sessions, models, and settings in DIR instead of the default folder",
    )
    return parser
