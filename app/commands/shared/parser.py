"""The command line parser, whose errors are plain sentences, and the options of every command."""

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.text.control_characters import write_control

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


COMMAND: Final = "COMMAND"
"""How help calls the place of a command."""


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
    """Raises UsageError where argparse would end the program; its commands' parsers too."""

    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:
        """Print the help; from Python 3.14 on it is colored on a terminal."""
        write_control(self.format_help(), sys.stdout if file is None else file)

    def error(self, message: str) -> NoReturn:
        """Raise UsageError, which says what is wrong in ``message``; that is argparse's own."""
        raise UsageError(f"{self._sentence(message)}; `{self.prog} --help` explains it.")

    def _sentence(self, message: str) -> str:
        """Return what argparse says in words for people, without a full stop."""
        if found := _REQUIRED.fullmatch(message):
            return self._missing(found["names"].split(", "))
        if found := _NO_CHOICE.fullmatch(message):
            choices = found["choices"].replace("'", "")
            return f"“{found['given']}” is none of these: {choices}"
        if found := _NO_VALUE.fullmatch(message):
            return f"{found['name']} needs a value"
        if found := _NO_TYPE.fullmatch(message):
            return f"{found['name']} is {_TYPES[found['type']]}, which “{found['given']}” is not"
        if found := _UNKNOWN.fullmatch(message):
            return f"“{found['given']}” is not known here"
        return message[:1].upper() + message[1:].rstrip(".")

    def _missing(self, names: list[str]) -> str:
        if names == [COMMAND]:
            commands = next(act.choices for act in self._actions if act.metavar == COMMAND)
            return f"Say what to do: {', '.join(commands or ())}"
        return f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'} missing"


def parent_parsers(*, json: bool = False) -> list[argparse.ArgumentParser]:
    """Return the parsers that a command names as its parents: --data-dir and, if asked, --json."""
    # What was written before the command must not be undone by the command's own default.
    data_dir = data_dir_parser(default=argparse.SUPPRESS)
    if not json:
        return [data_dir]
    as_json = argparse.ArgumentParser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="answer as JSON")
    return [data_dir, as_json]


def existing_folder(chosen: Path | None) -> DataFolder:
    """Return the data folder; raises StoreError where there is none, so that none is begun."""
    data = DataFolder.at(chosen)
    if data.root.is_dir():
        return data
    if data.moved:
        raise data.missing_error()
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
