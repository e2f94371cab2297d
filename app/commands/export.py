"""``export`` and ``sessions export``: export answers to files for other programs."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.app.commands.shared.library import open_to_read
from mock_interviewer.app.commands.shared.lookup import shelf_of
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.data_folder.data_folder import DataFolder
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

_MOST_MESSAGES = 5
"""The most messages about omitted parts to print."""
_DESCRIPTION = (
    "Everything goes into one file; sound and subtitles of several takes are joined in order. If"
    " the"
    " name of the file ends in .zip, it is an archive with a file for each session or each take;"
    " sound, subtitles, and web pages of several sessions need one. The exit status is 1 if sound"
    " could not be included."
)


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``export``."""
    parser = subparsers.add_parser(
        "export",
        help="export all your sessions, or one take, for other programs",
        description=f"Export all sessions, or one take, to a file. {_DESCRIPTION} To export one"
        " session, use `sessions export`.",
        parents=parent_parsers(json=True),
    )
    parser.add_argument(
        "--take", metavar="ID", help="only this take; `search` and `sessions show` print its ID"
    )
    _add_options(parser)
    parser.set_defaults(run=run, id=None)


def add_for_session(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``sessions export``."""
    parser = commands.add_parser(
        "export",
        help="export a session for other programs",
        description=f"Export a session, or one of its takes, to a file. {_DESCRIPTION}",
        parents=parent_parsers(json=True),
    )
    parser.add_argument("id", metavar="ID", help="the ID of a session, or its beginning")
    parser.add_argument(
        "--take", metavar="N", help="only this take: its ID, or the number at the end of the ID"
    )
    _add_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Export the selected answers; return 1 if some of the requested sound is omitted."""
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
            shown.stopped(f"{target} is complete." if written else "Nothing was written.")
            raise
        finally:
            shown.end()
    for sentence in result.omitted[:_MOST_MESSAGES]:
        print(sentence, file=sys.stderr)
    if len(result.omitted) > _MOST_MESSAGES:
        print(f"And {len(result.omitted) - _MOST_MESSAGES} more.", file=sys.stderr)
    if arguments.json:
        answer = {
            "file": str(result.path.absolute()),
            "format": form.value,
            "sessions": len(chosen.sessions),
            "takes": result.takes,
            "left_out": list(result.omitted),
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print(result.sentence)
    return 1 if result.omitted and form.spec.sound is not None else 0


def _add_options(parser: argparse.ArgumentParser) -> None:
    forms = [form.value for form in ExportFormat]
    parser.add_argument(
        "--output",
        required=True,
        type=Path,
        metavar="FILE",
        help="the file to write; an existing file is replaced",
    )
    parser.add_argument(
        "--format",
        choices=forms,
        metavar="FORMAT",
        help=f"{', '.join(forms)} (default: the extension of FILE)",
    )


def _form(wanted: str | None, target: Path) -> ExportFormat:
    """Return the requested format, or that of the file name; raises UsageError."""
    name = wanted or target.suffix.lower().removeprefix(".")
    found = next((form for form in ExportFormat if form.value == name), None)
    if found is None:
        forms = ", ".join(form.value for form in ExportFormat)
        raise UsageError(
            f"The format can't be determined from the name {target.name}. Use --format with one of:"
            f" {forms}."
        )
    return found


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
