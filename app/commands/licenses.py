"""``licenses``: list third-party parts and their licenses."""

import argparse
import json
from dataclasses import asdict

from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.licenses.third_parties import (
    KINDS,
    bill_of_materials,
    full_text,
    load_third_parties,
    matching,
)


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "licenses",
        help="list third-party parts and their licenses",
        description="List the packages, libraries, models, and voices in Mock Interviewer, with"
        " their licenses. Name one to read its license.",
        parents=parent_parsers(json=True),
    )
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="a part from the list; prints its license texts"
    )
    parser.add_argument(
        "--all", action="store_true", dest="everything", help="print the texts of all parts"
    )
    parser.add_argument(
        "--sbom", action="store_true", help="print the bill of materials (CycloneDX, JSON)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the list, the license texts of one part or of all, or the bill of materials."""
    if arguments.sbom:
        print(bill_of_materials(), end="")
        return 0
    parties = load_third_parties()
    if arguments.name is not None:
        wanted = arguments.name.lower()
        parties = tuple(each for each in parties if each.name.lower() == wanted) or matching(
            parties, wanted
        )
        if not parties:
            raise UsageError(
                f"No part matches “{arguments.name}”. `mock-interviewer licenses` lists all parts."
            )
    if arguments.json:
        print(json.dumps([asdict(each) for each in parties], ensure_ascii=False, indent=2))
    elif arguments.name is not None or arguments.everything:
        print("\n\n\n".join(map(full_text, parties)))
    else:
        for each in parties:
            print(f"{each.title:44} {KINDS[each.kind]:15} {each.license}")
    return 0
