"""``questions import`` and ``questions remove``: a person's own banks."""

import argparse
import json
import sys
from pathlib import Path

from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.text.formatting import counted


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the commands."""
    parser = commands.add_parser(
        "import",
        parents=parent_parsers(json=True),
        help="take in questions of your own",
        description="Take in questions of your own: YAML as the banks here have it, CSV with a row "
        "for each question, Markdown with a heading for each section and a list item for each "
        "question (items below it are its key points), or a ZIP of one of these.",
    )
    parser.add_argument("path", type=Path, metavar="FILE", help="the file, folder or archive")
    parser.add_argument("--name", help="what to call the bank, instead of what the file says")
    parser.add_argument("--id", metavar="ID", help="the id to give it: small letters and hyphens")
    parser.add_argument(
        "--replace", action="store_true", help="put it in place of your bank of the same id"
    )
    parser.set_defaults(run=import_bank)

    parser = commands.add_parser(
        "remove",
        parents=parent_parsers(),
        help="remove a bank of your own",
        description="Remove a bank that you imported. Answers you gave to its questions are kept.",
    )
    parser.add_argument("id", metavar="ID", help="the bank's id, as `questions list` shows it")
    parser.set_defaults(run=remove)


def import_bank(arguments: argparse.Namespace) -> int:
    """Keep the bank that a file holds; 2 and every problem with its line where it is broken."""
    # pydantic takes its time, and this module is also imported only to show the help.
    from mock_interviewer.app.banks.own_banks import add_bank
    from mock_interviewer.questions.ids import slug
    from mock_interviewer.questions.importing.importer import inspect_import

    if not arguments.path.exists():
        raise UsageError(f"There is no file {arguments.path}; name one that exists.")
    if arguments.id is not None and slug(arguments.id) != arguments.id:
        raise UsageError(
            f'"{arguments.id}" cannot be an id; write "{slug(arguments.id) or "my-questions"}".'
        )
    bank, problems = inspect_import(arguments.path, bank_id=arguments.id, name=arguments.name)
    if bank is None:
        print("\n".join(str(problem) for problem in problems), file=sys.stderr)
        return 2
    data = DataFolder.at(arguments.data_dir)
    kept = add_bank(data, bank, replace=arguments.replace)
    if arguments.json:
        answer = {"bank": bank.id, "questions": len(bank.questions), "path": str(kept)}
        print(json.dumps(answer, indent=2))
        return 0
    questions = counted(len(bank.questions), "question")
    sections = counted(len(bank.sections), "section")
    print(f'"{bank.name}" is imported as {bank.id}, with {questions} in {sections}.')
    print(f"It is kept in {kept}.")
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """Remove a bank. Returns 0."""
    from mock_interviewer.app.banks.own_banks import remove_bank

    remove_bank(DataFolder.at(arguments.data_dir), arguments.id)
    print(f"The bank {arguments.id} is removed; answers given to its questions are kept.")
    return 0
