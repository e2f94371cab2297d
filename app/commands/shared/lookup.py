"""Finding banks, sections and questions by what a person typed.

A name that does not exist raises UsageError, which suggests similar names.
"""

import argparse
import difflib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.errors import UsageError

if TYPE_CHECKING:
    from mock_interviewer.questions.model import Bank, Question
    from mock_interviewer.questions.shelf import BankShelf


def add_required_question(parser: argparse.ArgumentParser) -> None:
    """Add ``--question``, without which a sound file is no answer."""
    parser.add_argument(
        "--question",
        metavar="ID",
        required=True,
        help="the question that it answers; `questions list` shows all ids",
    )


def shelf_of(data_dir: Path | None) -> "BankShelf":
    """Return all banks, the person's own too, and say on stderr which of these are broken."""
    # pydantic takes its time, and commands are also imported only to show the help.
    from mock_interviewer.questions.shelf import read_shelf

    shelf = read_shelf(DataFolder.at(data_dir).banks)
    for problem in shelf.problems:
        print(problem, file=sys.stderr)
    return shelf


def banks_named(shelf: "BankShelf", wanted: str | None) -> "tuple[Bank, ...]":
    """Return the bank of this id, or all where None is wanted."""
    if wanted is None:
        return shelf.banks
    bank = shelf.bank(wanted)
    if bank is None:
        raise UsageError(f'There is no bank "{wanted}"; {suggestion(wanted, shelf.ids)}.')
    return (bank,)


def section_named(wanted: str, banks: "Sequence[Bank]") -> str:
    """Return a section's name as it is written, whatever the case it was asked for in."""
    names = list(dict.fromkeys(name for bank in banks for name in bank.sections))
    for name in names:
        if name.casefold() == wanted.strip().casefold():
            return name
    raise UsageError(f'There is no section "{wanted}"; {suggestion(wanted, names)}.')


def question_named(wanted: str, shelf: "BankShelf") -> "tuple[Bank, Question]":
    """Return a question by its id, or BANK/ID where two banks have one of that name."""
    found = shelf.find(wanted)
    if found is not None:
        return found
    ids = [question.id for bank in shelf.banks for question in bank.questions]
    near = suggestion(wanted, ids, otherwise="`mock-interviewer questions list` shows all ids")
    raise UsageError(f'There is no question "{wanted}"; {near}.')


def suggestion(wanted: str, known: Sequence[str], otherwise: str | None = None) -> str:
    """Return a clause that offers what is near to a word, or else all there is."""
    lowered = {name.casefold(): name for name in known}
    word = wanted.casefold()
    near = [name for name in lowered if word in name][:3]
    near = near or difflib.get_close_matches(word, list(lowered), n=3, cutoff=0.5)
    if near:
        return "write " + " or ".join(f'"{lowered[name]}"' for name in near)
    return otherwise or "choose from " + ", ".join(f'"{name}"' for name in known)
