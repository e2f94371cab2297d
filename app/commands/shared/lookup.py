"""Lookup of banks, sections, and questions by the names that a person typed.

A name that does not exist raises UsageError, which suggests similar names.
"""

import argparse
import difflib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import UsageError

if TYPE_CHECKING:
    from mock_interviewer.questions.model import Bank, Question
    from mock_interviewer.questions.shelf import BankShelf


def add_required_question(parser: argparse.ArgumentParser) -> None:
    """Add the required option ``--question``, for the question that a sound file answers."""
    parser.add_argument(
        "--question",
        metavar="ID",
        required=True,
        help="the question that it answers; `questions list` shows all IDs",
    )


def shelf_of(data_dir: Path | None) -> "BankShelf":
    """Return all banks, including the person's own; print errors of the latter on stderr."""
    # Imported late: pydantic is slow, and commands are also imported to show the help.
    from mock_interviewer.questions.shelf import read_shelf

    shelf = read_shelf(DataFolder.at(data_dir).banks)
    for problem in shelf.problems:
        print(problem, file=sys.stderr)
    return shelf


def banks_named(shelf: "BankShelf", wanted: str | None) -> "tuple[Bank, ...]":
    """Return the bank with the ID ``wanted``, or all banks for None."""
    if wanted is None:
        return shelf.banks
    bank = shelf.bank(wanted)
    if bank is None:
        raise UsageError(f'There is no bank "{wanted}". {suggestion(wanted, shelf.ids)}.')
    return (bank,)


def section_named(wanted: str, banks: "Sequence[Bank]") -> str:
    """Return the exact name of a section, ignoring case."""
    names = list(dict.fromkeys(name for bank in banks for name in bank.sections))
    for name in names:
        if name.casefold() == wanted.strip().casefold():
            return name
    raise UsageError(f'There is no section "{wanted}". {suggestion(wanted, names)}.')


def question_named(wanted: str, shelf: "BankShelf") -> "tuple[Bank, Question]":
    """Return a question by its ID, or by BANK/ID if two banks have the same ID."""
    found = shelf.find(wanted)
    if found is not None:
        return found
    ids = [question.id for bank in shelf.banks for question in bank.questions]
    near = suggestion(wanted, ids, otherwise="`mock-interviewer questions list` lists all IDs")
    raise UsageError(f'There is no question "{wanted}". {near}.')


def suggestion(wanted: str, known: Sequence[str], otherwise: str | None = None) -> str:
    """Return a sentence, without a period, that suggests similar names, or else lists all."""
    lowered = {name.casefold(): name for name in known}
    word = wanted.casefold()
    near = [name for name in lowered if word in name][:3]
    near = near or difflib.get_close_matches(word, list(lowered), n=3, cutoff=0.5)
    if near:
        return "Try " + " or ".join(f'"{lowered[name]}"' for name in near)
    return otherwise or "Choose one of: " + ", ".join(f'"{name}"' for name in known)
