"""The command line: the window without a command, otherwise one answer and an exit status.

Status 0 means done; 1 means that the answer is no, or that a disk is full; 2 means bad usage or bad
input, with one plain sentence on stderr that says what to do. A bug ends with 70, and says how to
get the details.
"""

import argparse
import contextlib
import importlib
import logging
import os
import runpy
import sys
from collections.abc import Sequence
from importlib.metadata import version

from mock_interviewer.app.commands.shared.parser import COMMAND, CommandParser, data_dir_parser
from mock_interviewer.app.data_folder.data_folder import chosen_root
from mock_interviewer.app.display_check import screen_problem
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.full_disk import FULL, disk_full, is_full, output_is_full
from mock_interviewer.app.process_setup import make_streams_tolerant, replace_invalid_time_zone
from mock_interviewer.app.text.control_characters import controls_visible
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.processes.child import CHILD_FLAG
from mock_interviewer.questions.errors import QuestionsError

COMMANDS = (
    "demo",
    "questions",
    "transcribe",
    "analyze",
    "coverage",
    "sessions",
    "search",
    "export",
    "import",
    "backup",
    "restore",
    "move",
    "models",
    "voices",
    "devices",
    "doctor",
    "licenses",
)
_MODULES = {"import": "importing"}
"""The modules of commands whose names Python cannot import."""
REFUSED = 1
BAD_INPUT = 2
BUG = 70
INTERRUPTED = 130
DEBUG = "MOCK_INTERVIEWER_DEBUG"
"""Environment variable that shows log messages, and the traceback of a bug, on the terminal."""

_NOWHERE = logging.NullHandler()

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; ``arguments`` default to those of the process. Return the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    make_streams_tolerant(as_json="--json" in words)
    replace_invalid_time_zone()
    if words[:1] == [CHILD_FLAG]:
        _quiet_log()
        return _be_child(words[1:])
    with controls_visible():
        _quiet_log()
        return _answer(words)


def _answer(words: Sequence[str]) -> int:
    try:
        return _run(words)
    except (MachineError, UsageError, QuestionsError) as error:
        print(f"mock-interviewer: {error}", file=sys.stderr)
        return REFUSED if is_full(error) else BAD_INPUT
    except KeyboardInterrupt:
        print("mock-interviewer: stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has closed it.
        _drop_output()
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno in FULL:
            _drop_output()
            print(
                f"mock-interviewer: The output couldn't be written: {error.strerror}. "
                "Free up space there, or write it elsewhere.",
                file=sys.stderr,
            )
            return REFUSED
        log.exception("bug")
        print(
            "mock-interviewer: Something went wrong in this program. No recordings are lost. "
            f"Run the command again with {DEBUG}=1 to see the details, and report them.",
            file=sys.stderr,
        )
        if os.environ.get(DEBUG):
            raise
        return BUG


def _drop_output() -> None:
    """Discard output that could not be written; Python would fail again when it flushes."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _quiet_log() -> None:
    """Keep log messages off the terminal, which is for output and error sentences only."""
    if os.environ.get(DEBUG):
        logging.basicConfig(level=logging.INFO)
    else:
        # On the root logger: Python itself logs errors in callbacks.
        logging.getLogger().addHandler(_NOWHERE)


def _run(words: Sequence[str]) -> int:
    arguments, rest = _base_parser(add_help=False).parse_known_args(words)
    if rest:
        arguments = _parser(rest).parse_args(words)
    _check_text(arguments)
    try:
        status = arguments.run(arguments)
    except OSError as error:
        if error.errno not in FULL or output_is_full():
            raise
        raise disk_full(chosen_root(arguments.data_dir), "the command") from error
    sys.stdout.flush()
    return int(status)


def _check_text(arguments: argparse.Namespace) -> None:
    """Raise UsageError for bytes that are not text in the terminal's encoding, except in paths."""
    for value in vars(arguments).values():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and not word.isascii():
                shown = word.encode(errors="replace").decode()
                if shown != word:
                    raise UsageError(
                        f"“{shown}” contains bytes that are not valid text. Type it again."
                    )


def _base_parser(*, add_help: bool = True) -> CommandParser:
    """Return the parser without commands, which opens the window."""
    parser = CommandParser(
        prog="mock-interviewer",
        description="Practice interviews aloud and offline: it asks, listens, and saves your"
        " answers.",
        epilog="Without a command, the window opens.",
        parents=[data_dir_parser()],
        add_help=add_help,
    )
    parser.set_defaults(run=_open_window)
    return parser


def _parser(rest: Sequence[str]) -> CommandParser:
    """Return the parser for the command in ``rest``; only that one is imported, for speed."""
    parser = _base_parser()
    parser.add_argument("--version", action="version", version=version("mock-interviewer"))
    subparsers = parser.add_subparsers(title="commands", metavar=COMMAND, required=False)
    used = next((word for word in rest if word in COMMANDS), None)
    for name in COMMANDS if used is None else (used,):
        module = _MODULES.get(name, name)
        importlib.import_module(f"mock_interviewer.app.commands.{module}").add(subparsers)
    return parser


def _open_window(arguments: argparse.Namespace) -> int:
    problem = screen_problem()
    if problem is not None:
        raise problem
    try:
        from mock_interviewer.app.ui.window.application import exit_process, run_window
    except ImportError as error:
        raise MachineError(
            f"The window can't be shown because a part of it can't be loaded ({error}).",
            "Run `make setup`, or use `mock-interviewer demo`.",
        ) from error
    exit_process(run_window(arguments.data_dir))


def _be_child(words: Sequence[str]) -> int:
    """Run one of our own modules, in a frozen program that has no ``python -m``."""
    module, *rest = words
    if not module.startswith("mock_interviewer."):
        raise ValueError(f"{module} is not part of this program")
    sys.argv = [module, *rest]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
