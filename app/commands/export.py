"""``export`` and ``sessions export``: answers as files that other programs open."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.app.commands.common import parent_parsers
from mock_interviewer.app.commands.questions.finding import shelf_of
from mock_interviewer.app.commands.reading_library import open_to_read
from mock_interviewer.app.export.form import Form
from mock_interviewer.app.export.kept import (
    Chosen,
    KeptSession,
    everything,
    read_session,
    take_named,
)
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.reading import Reader

if TYPE_CHECKING:
    from mock_interviewer.questions.shelf import Shelf

_TOLD = 5
"""So many sentences about what was left out are printed."""
_DESCRIPTION = (
    "One file holds all that is exported, sound and subtitles of several takes one after the other."
    " Where its name ends in .zip it is an archive with a file for each session, or for each take."
)


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``export``."""
    parser = subparsers.add_parser(
        "export",
        help="write all your sessions, or one take, to a file that other programs open",
        description=f"Write all sessions, or one take, to a file. {_DESCRIPTION}",
        parents=parent_parsers(json=True),
    )
    parser.add_argument("--take", metavar="ID", help="only this take")
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
    from mock_interviewer.app.export.writing import export, refuse_target

    form, target = Form(arguments.format), arguments.output
    shelf = shelf_of(arguments.data_dir)
    with open_to_read(arguments.data_dir) as library:
        chosen = _chosen(library, arguments)
        refuse_target(target, form, DataFolder.at(arguments.data_dir), several=chosen.several)
        result = export(_read(library, shelf, chosen), form, target, several=chosen.whole)
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
    forms = [form.value for form in Form]
    parser.add_argument(
        "--format", required=True, choices=forms, metavar="FORMAT", help=", ".join(forms)
    )
    parser.add_argument("--output", required=True, type=Path, metavar="FILE", help="where to")


def _chosen(library: Reader, arguments: argparse.Namespace) -> Chosen:
    session = None if arguments.id is None else library.find_session(arguments.id).id
    if arguments.take is not None:
        return take_named(library, arguments.take, session)
    return everything(library) if session is None else Chosen((session,))


def _read(library: Reader, shelf: "Shelf", chosen: Chosen) -> Iterator[KeptSession]:
    for session in chosen.sessions:
        yield read_session(library, shelf, session, chosen.take)
