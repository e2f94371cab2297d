"""``questions export``: export a bank as a study sheet or as YAML."""

import argparse
import sys
from pathlib import Path

from mock_interviewer.app.commands.shared.lookup import banks_named, section_named, shelf_of
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.output_paths import refuse_output_path
from mock_interviewer.app.data_folder.private_files import write_private
from mock_interviewer.app.errors import StoreError

_FORMATS = ("md", "html", "yaml")
_FIRST_BANK = "llm"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = commands.add_parser(
        "export",
        parents=parent_parsers(),
        help="export a bank as a study sheet",
        description="Export a bank, or some of its sections, as a study sheet in Markdown or HTML, "
        "or as YAML to edit and import under another ID.",
    )
    parser.add_argument(
        "--bank", default=_FIRST_BANK, metavar="ID", help="the bank to export (default: llm)"
    )
    parser.add_argument(
        "--section",
        action="append",
        default=[],
        metavar="NAME",
        help="only this section; can be repeated",
    )
    parser.add_argument(
        "--format", choices=_FORMATS, default="md", help="the file format (default: md)"
    )
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="the file to write (default: the terminal)"
    )
    parser.set_defaults(run=export)


def export(arguments: argparse.Namespace) -> int:
    """Export the bank; return 0."""
    # Imported late: pydantic and Jinja are slow, and this module is also imported to show the help.
    from mock_interviewer.app.sheets.study_sheet import study_sheet
    from mock_interviewer.questions.yaml_writer import bank_yaml

    (bank,) = banks_named(shelf_of(arguments.data_dir), arguments.bank)
    sections = [section_named(wanted, (bank,)) for wanted in arguments.section]
    if arguments.format == "yaml":
        page = bank_yaml(bank.restricted_to(sections) if sections else bank)
    else:
        page = study_sheet(bank, arguments.format, sections)
    if arguments.output is None:
        sys.stdout.write(page)
        return 0
    target = arguments.output.expanduser().absolute()
    refuse_output_path(target, DataFolder.at(arguments.data_dir))
    try:
        write_private(target, page.encode())
    except OSError as error:
        raise StoreError(
            f"{arguments.output} can't be written: {error.strerror}.",
            "Choose another place with --output.",
        ) from error
    what = "bank" if arguments.format == "yaml" else "study sheet"
    print(f"The {what} was written to {arguments.output}.")
    return 0
