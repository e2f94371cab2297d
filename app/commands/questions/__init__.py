"""``questions``: list, show, check, import, and export questions."""

import argparse

from mock_interviewer.app.commands.questions import checking, exporting, importing, listing


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``questions`` and its own commands."""
    parser = subparsers.add_parser(
        "questions", help="list, show, check, import, and export questions"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for module in (listing, checking, importing, exporting):
        module.add(commands)
