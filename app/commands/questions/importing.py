"""``questions import`` and ``questions remove``: a person's own banks."""

import argparse
import json
import sys
from pathlib import Path

from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.text.formatting import counted, shortened


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the commands."""
    parser = commands.add_parser(
        "import",
        parents=parent_parsers(json=True),
        help="import your own questions",
        description="Import your own questions: any list in Markdown, plain text, or DOCX, with "
        "numbers, bullets, or a question per line (headings are sections, and items below a "
        "question are its key points), a table in CSV, TSV, or XLSX with a row for each question, "
        "YAML in the format of the included banks, or a ZIP archive of one of these. The window "
        "shows what it understands of a file before it keeps anything.",
    )
    parser.add_argument("path", type=Path, metavar="FILE", help="the file, folder, or archive")
    parser.add_argument("--name", help="a name for the bank, instead of the one in the file")
    parser.add_argument(
        "--id", metavar="ID", help="an ID for the bank: lowercase letters, digits, and hyphens"
    )
    parser.add_argument("--replace", action="store_true", help="replace your bank with the same ID")
    parser.set_defaults(run=import_bank)

    parser = commands.add_parser(
        "remove",
        parents=parent_parsers(),
        help="remove a bank of your own",
        description="Remove a bank that you imported. Your answers to its questions are kept.",
    )
    parser.add_argument("id", metavar="ID", help="the bank's ID, as shown by `questions list`")
    parser.set_defaults(run=remove)


def import_bank(arguments: argparse.Namespace) -> int:
    """Import the bank in a file; if it has errors, print each with its line and return 2."""
    # Imported late: pydantic is slow, and this module is also imported to show the help.
    from mock_interviewer.app.banks.own_banks import add_bank
    from mock_interviewer.questions.ids import slug
    from mock_interviewer.questions.importing.import_reader import ImportRefused, read_import
    from mock_interviewer.questions.importing.importer import inspect_read

    if not arguments.path.exists():
        raise UsageError(f"{arguments.path} doesn't exist. Choose a file that exists.")
    if arguments.id is not None and slug(arguments.id) != arguments.id:
        raise UsageError(
            f'"{arguments.id}" isn\'t a valid ID. Try "{slug(arguments.id) or "my-questions"}".'
        )
    try:
        draft = read_import(arguments.path)
    except ImportRefused as refused:
        print("\n".join(str(problem) for problem in refused.problems), file=sys.stderr)
        return 2
    bank, problems = inspect_read(draft, arguments.path, bank_id=arguments.id, name=arguments.name)
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
    print(f'Imported "{bank.name}" as {bank.id}, with {questions} in {sections}.')
    print(f"The bank is in {kept}.")
    for line in draft.left_out:
        print(f"Line {line.number} was left out: {shortened(line.text)}")
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """Remove a bank; return 0."""
    from mock_interviewer.app.banks.own_banks import remove_bank

    remove_bank(DataFolder.at(arguments.data_dir), arguments.id)
    print(f"The bank {arguments.id} was removed. Your answers to its questions are kept.")
    return 0
