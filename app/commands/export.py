"""``export`` and ``sessions export``: answers as files that other programs open."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.app.commands.shared.library import open_to_read
from mock_interviewer.app.commands.shared.lookup import shelf_of
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.data_folder.private_files import file_identity
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.export.formats import ExportFormat
from mock_interviewer.app.export.selection import (
    ExportedSession,
    ExportSelection,
    read_session,
    select_everything,
    select_take,
)
from mock_interviewer.app.store.reader import LibraryReader

if TYPE_CHECKING:
    from mock_interviewer.app.archive.work_progress import WorkProgress
    from mock_interviewer.questions.shelf import BankShelf

_TOLD = 5
"""So many sentences about what was left out are printed."""
_DESCRIPTION = (
    "One file holds all that is exported, sound and subtitles of several takes one after the other."
    " Where its name ends in .zip it is an archive with a file for each session, or for each take;"
    " sound, subtitles and web pages of several sessions need that."
    " Exit status 1 where sound had to be left out."
)


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``export``."""
    parser = subparsers.add_parser(
        "export",
        help="write all your sessions, or one take, to a file that other programs open",
        description=f"Write all sessions, or one take, to a file. {_DESCRIPTION} One session is"
        " written by `sessions export`.",
        parents=parent_parsers(json=True),
    )
    parser.add_argument(
        "--take", metavar="ID", help="only this take; `search` and `sessions show` tell its id"
    )
    _add_options(parser)
    parser.set_defaults(run=run, id=None)


def add_for_session(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``sessions export``."""
    parser = commands.add_parser(
        "export",
        help="write a session to a file that other programs open",
        description=f"Write a session, or one take of it, to a file. {_DESCRIPTION}",
        parents=parent_parsers(json=True),
    )
    parser.add_argument("id", metavar="ID", help="a session's id, or how it begins")
    parser.add_argument(
        "--take", metavar="N", help="only this take: its id, or the number at the end of it"
    )
    _add_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Export what is asked for; status 1 if some of the sound that was asked for is left out."""
    from mock_interviewer.app.commands.shared.console import ProgressDisplay
    from mock_interviewer.app.export.export_file import check_target, export_sessions

    target = arguments.output.expanduser()
    form = _form(arguments.format, target)
    shelf = shelf_of(arguments.data_dir)
    shown = ProgressDisplay("Exporting")
    with open_to_read(arguments.data_dir) as library:
        chosen = _chosen(library, arguments)
        check_target(target, form, DataFolder.at(arguments.data_dir), several=chosen.several)
        before = file_identity(target)
        shown.progress.start(len(chosen.sessions))
        read = _read(library, shelf, chosen, shown.progress)
        try:
            result = export_sessions(read, form, target, several=chosen.whole)
        except KeyboardInterrupt:
            written = file_identity(target) != before
            shown.stopped(f"{target} was written by then." if written else "Nothing was written.")
            raise
        finally:
            shown.end()
    for sentence in result.left_out[:_TOLD]:
        print(sentence, file=sys.stderr)
    if len(result.left_out) > _TOLD:
        print(f"There are {len(result.left_out) - _TOLD} more of this kind.", file=sys.stderr)
    if arguments.json:
        answer = {
            "file": str(result.path.absolute()),
            "format": form.value,
            "sessions": len(chosen.sessions),
            "takes": result.takes,
            "left_out": list(result.left_out),
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print(result.sentence)
    return 1 if result.left_out and form.sound is not None else 0


def _add_options(parser: argparse.ArgumentParser) -> None:
    forms = [form.value for form in ExportFormat]
    parser.add_argument(
        "--output",
        required=True,
        type=Path,
        metavar="FILE",
        help="where to; a file that is there is replaced",
    )
    parser.add_argument(
        "--format",
        choices=forms,
        metavar="FORMAT",
        help=f"{', '.join(forms)} (as the name of FILE ends)",
    )


def _form(wanted: str | None, target: Path) -> ExportFormat:
    """Return the form that is wanted, or else that of the name; raises UsageError."""
    ending = target.suffix.lower().removeprefix(".")
    try:
        return ExportFormat(wanted or ending)
    except ValueError:
        forms = ", ".join(form.value for form in ExportFormat)
        raise UsageError(
            f"{target.name} does not say by its ending what to write; give --format with one of"
            f" {forms}."
        ) from None


def _chosen(library: LibraryReader, arguments: argparse.Namespace) -> ExportSelection:
    session = None if arguments.id is None else library.find_session(arguments.id).id
    if arguments.take is not None:
        return select_take(library, arguments.take, session)
    return select_everything(library) if session is None else ExportSelection((session,))


def _read(
    library: LibraryReader, shelf: "BankShelf", chosen: ExportSelection, progress: "WorkProgress"
) -> Iterator[ExportedSession]:
    for session in chosen.sessions:
        yield read_session(library, shelf, session, chosen.take)
        progress.advance(1)
