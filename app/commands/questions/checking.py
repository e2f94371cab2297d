"""``questions check`` and ``questions schema``."""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.text.formatting import counted

if TYPE_CHECKING:
    from mock_interviewer.questions.errors import BankError
    from mock_interviewer.questions.lint import LintWarning
    from mock_interviewer.questions.model import Bank


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the commands."""
    parser = commands.add_parser(
        "check", parents=parent_parsers(json=True), help="check banks for errors"
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="FILE|FOLDER",
        help="a bank in any format that can be imported (default: all banks)",
    )
    parser.set_defaults(run=check_banks)

    parser = commands.add_parser(
        "schema",
        parents=parent_parsers(),
        help="print the JSON Schema of a bank file, for editors",
        description="Print the JSON Schema of a bank file. Editors use it to complete keys and to "
        "mark errors while you type.",
    )
    parser.add_argument(
        "--section", action="store_true", help="print the schema of one file of a bank's folder"
    )
    parser.set_defaults(run=print_schema)


def check_banks(arguments: argparse.Namespace) -> int:
    """Print the errors and warnings of each bank; return 1 if there are errors."""
    # Imported late: pydantic is slow, and this module is also imported to show the help.
    from mock_interviewer.questions.bank_loader import bank_folder, bank_ids
    from mock_interviewer.questions.importing.importer import inspect_import
    from mock_interviewer.questions.shelf import own_files

    own = DataFolder.at(arguments.data_dir).banks
    paths = arguments.paths or [
        *(bank_folder(bank_id) for bank_id in bank_ids()),
        *own_files(own),
    ]
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} doesn't exist. Choose a bank that exists.")
    results = [(path, *inspect_import(path)) for path in paths]
    if not arguments.paths:
        results += list(_edits(own))
    problems = [problem for _, _, some in results for problem in some]
    if arguments.json:
        print(json.dumps(_check_json(results), indent=2))
    else:
        for path, bank, some in results:
            print("\n".join(_verdict(path, bank, some)))
    return 1 if problems else 0


def _edits(own: Path) -> "Iterator[tuple[Path, Bank | None, tuple[BankError, ...]]]":
    """Yield each file of edits, with the edited bank and its errors."""
    from mock_interviewer.questions.bank_loader import shipped_banks
    from mock_interviewer.questions.overlay import overlay_file
    from mock_interviewer.questions.shelf import edited_shipped

    for shipped in shipped_banks():
        path = overlay_file(own, shipped.id)
        if path.exists():
            edition, problems = edited_shipped(own, shipped)
            yield path, None if problems else edition.bank, problems


def print_schema(arguments: argparse.Namespace) -> int:
    """Print the published schema; return 0."""
    from mock_interviewer.questions.schema import BANK_SCHEMA, SECTION_SCHEMA

    path = SECTION_SCHEMA if arguments.section else BANK_SCHEMA
    print(path.read_text("utf-8"), end="")
    return 0


def _verdict(path: Path, bank: "Bank | None", problems: "Sequence[BankError]") -> Iterator[str]:
    if bank is None:
        yield from (str(problem) for problem in problems)
        yield f"{path}: {counted(len(problems), 'problem')}."
        return
    questions = counted(len(bank.questions), "question")
    sections = counted(len(bank.sections), "section")
    yield f"{path}: {bank.id} {bank.version} is valid, with {questions} in {sections}."
    yield from (f"Warning: {warning}" for warning in _warnings(bank))


def _check_json(
    results: "Iterable[tuple[Path, Bank | None, Sequence[BankError]]]",
) -> dict[str, Any]:
    banks = [
        {
            "path": str(path),
            "ok": bank is not None,
            "bank": bank.id if bank else None,
            "questions": len(bank.questions) if bank else None,
            "problems": [
                {
                    "file": str(problem.path),
                    "line": problem.line,
                    "problem": problem.what,
                    "remedy": problem.remedy,
                    "text": str(problem),
                }
                for problem in problems
            ],
            "warnings": [
                {
                    "question": warning.question,
                    "key_point": warning.point,
                    "warning": warning.what,
                    "remedy": warning.remedy,
                    "text": str(warning),
                }
                for warning in _warnings(bank)
            ],
        }
        for path, bank, problems in results
    ]
    return {"ok": all(bank["ok"] for bank in banks), "banks": banks}


def _warnings(bank: "Bank | None") -> "tuple[LintWarning, ...]":
    from mock_interviewer.questions.lint import lint_bank

    return () if bank is None else lint_bank(bank)
