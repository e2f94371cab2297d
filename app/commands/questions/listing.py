"""``questions list`` and ``questions show``."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from mock_interviewer.app.commands.common import parent_parsers
from mock_interviewer.app.commands.questions.finding import (
    banks_named,
    question_named,
    section_named,
    shelf_of,
)
from mock_interviewer.app.commands.questions.page import listing, page

if TYPE_CHECKING:
    from mock_interviewer.questions.model import Bank, Question


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the commands."""
    parser = commands.add_parser(
        "list", parents=parent_parsers(json=True), help="list the questions of all banks"
    )
    parser.add_argument("--bank", metavar="ID", help="only the questions of this bank")
    parser.add_argument("--section", metavar="NAME", help="only the questions of this section")
    parser.set_defaults(run=list_questions)

    parser = commands.add_parser(
        "show", parents=parent_parsers(json=True), help="show all there is to one question"
    )
    parser.add_argument(
        "id", metavar="ID", help="a question's id, as `questions list` gives it, or BANK/ID"
    )
    parser.add_argument("--bank", metavar="ID", help="look in this bank only")
    parser.set_defaults(run=show_question)


def list_questions(arguments: argparse.Namespace) -> int:
    """Print the questions, all or those of one bank or section, in their order. Returns 0."""
    banks = banks_named(shelf_of(arguments.data_dir), arguments.bank)
    section = None if arguments.section is None else section_named(arguments.section, banks)
    chosen = [
        (bank, [question for question in bank.questions if section in {None, question.section}])
        for bank in banks
    ]
    if arguments.json:
        _print_json([to_json(bank, question) for bank, some in chosen for question in some])
        return 0
    pages = ["\n".join(listing(bank, questions)) for bank, questions in chosen if questions]
    print("\n\n".join(pages))
    return 0


def show_question(arguments: argparse.Namespace) -> int:
    """Print one question and all that belongs to it. Returns 0."""
    shelf = shelf_of(arguments.data_dir)
    wanted = arguments.id
    if arguments.bank is not None:
        wanted = f"{banks_named(shelf, arguments.bank)[0].id}/{wanted}"
    bank, question = question_named(wanted, shelf)
    if arguments.json:
        _print_json(to_json(bank, question))
    else:
        print("\n".join(page(bank, question)))
    return 0


def to_json(bank: "Bank", question: "Question") -> dict[str, Any]:
    """Return a question in the shape that scripts rely on."""
    return {
        "bank": bank.id,
        "id": question.id,
        "text": question.text,
        "section": question.section,
        "subsection": question.subsection,
        "source": question.source.model_dump(),
        "kind": question.kind.value,
        "difficulty": question.difficulty,
        "spoken": question.spoken,
        "rephrased": question.rephrased,
        "vocabulary": [term.term for term in question.vocabulary],
        "key_points": [
            {
                "id": point.id,
                "point": point.point,
                "terms": list(point.terms),
                "essential": point.essential,
            }
            for point in question.key_points
        ],
        "follow_ups": [
            {"text": follow_up.text, "about": list(follow_up.about)}
            for follow_up in question.follow_ups
        ],
        "model_answer": question.model_answer,
        "references": [
            reference.model_dump(exclude_none=True) for reference in question.references
        ],
        "see_also": list(question.see_also),
    }


def _print_json(answer: object) -> None:
    print(json.dumps(answer, indent=2))
