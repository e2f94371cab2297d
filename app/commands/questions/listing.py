"""``questions list`` and ``questions show``, as text or JSON."""

import argparse
import json
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from mock_interviewer.app.commands.shared.lookup import (
    banks_named,
    question_named,
    section_named,
    shelf_of,
)
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.text.formatting import counted

if TYPE_CHECKING:
    from mock_interviewer.questions.model import Bank, KeyPoint, Question


WIDEST = 88


def bank_lines(bank: "Bank", questions: "Sequence[Question]") -> Iterator[str]:
    """Yield a bank's questions by section, each with its ID above its text."""
    yield f"{bank.name} ({bank.id} {bank.version}): {counted(len(questions), 'question')}"
    for section in dict.fromkeys(question.section for question in questions):
        yield ""
        yield section
        for question in questions:
            if question.section == section:
                yield f"  {question.id}"
                yield from _wrapped(question.text, "    ")


def question_lines(bank: "Bank", question: "Question") -> Iterator[str]:
    """Yield all details of a question."""
    yield from _wrapped(question.text)
    yield ""
    place = ", ".join(filter(None, (question.section, question.subsection)))
    source = f"list {question.source.list}, number {question.source.number}"
    yield from _wrapped(place, "  ")
    level = "" if question.difficulty is None else f", difficulty {question.difficulty} of 5"
    yield from _wrapped(f"{question.kind.value}{level}; {bank.id}, {source}", "  ")
    yield f"  {question.id}"
    if question.spoken:
        yield from _part("Read aloud as", _wrapped(question.spoken, "  "))
    yield from _part("In other words", _wrapped(question.rephrased or "", "  "))
    yield from _part("Key points", _spaced(_point(point) for point in question.key_points))
    title = "Example answer" if question.example else "Model answer"
    yield from _part(title, _paragraphs(question.model_answer or ""))
    yield from _part("Follow-up questions", _spaced(_follow_ups(question)))
    yield from _part("Vocabulary", list(_vocabulary(question)))
    yield from _part(
        "References",
        [
            line
            for work in question.references
            for line in _wrapped(f"{work.citation} {work.place}", "  - ", "    ")
        ],
    )
    texts = {other.id: other.text for other in bank.all_questions}
    yield from _part(
        "See also",
        [
            line
            for other in question.see_also
            for line in (f"  {other}", *_wrapped(texts[other], "    "))
        ],
    )


def _width() -> int:
    return min(shutil.get_terminal_size().columns, WIDEST)


def _wrapped(text: str, indent: str = "", hanging: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        _width(),
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_on_hyphens=False,
    )


def _paragraphs(text: str) -> list[str]:
    return _spaced(_wrapped(part, "  ") for part in text.split("\n") if part.strip())


def _spaced(groups: "Iterable[list[str]]") -> list[str]:
    """Return the lines of all groups, separated by empty lines."""
    lines: list[str] = []
    for group in groups:
        lines += ["", *group] if lines else group
    return lines


def _point(point: "KeyPoint", indent: str = "  ") -> list[str]:
    below = f"{indent}  "
    marks = ", ".join(filter(None, (point.part, "essential" if point.essential else None)))
    lines = _wrapped(f"{point.point} ({marks})" if marks else point.point, f"{indent}- ", below)
    if point.why:
        lines += _wrapped(point.why, below)
    if point.terms:
        lines += _wrapped(f"Recognized by: {', '.join(point.terms)}", below, f"{below}  ")
    if point.said or point.mistaken:
        counts = f"{len(point.said)}; common mistakes: {len(point.mistaken)}"
        lines += _wrapped(f"Example sentences: {counts}", below)
    return lines


def _follow_ups(question: "Question") -> Iterator[list[str]]:
    for item in question.follow_ups:
        lines = _wrapped(item.text, "  - ", "    ")
        for point in item.key_points:
            lines += _wrapped(point.point, "    - ", "      ")
        yield lines


def _vocabulary(question: "Question") -> Iterator[str]:
    plain = [term.term for term in question.vocabulary if not term.definition]
    yield from _wrapped(", ".join(plain), "  ")
    for term in question.vocabulary:
        if term.definition:
            yield from _wrapped(f"{term.term}: {term.definition}", "  ", "    ")


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield a titled part of a page, or nothing if it has no lines."""
    if lines:
        yield from ("", title, *lines)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the commands."""
    parser = commands.add_parser(
        "list", parents=parent_parsers(json=True), help="list the questions of all banks"
    )
    parser.add_argument("--bank", metavar="ID", help="only the questions of this bank")
    parser.add_argument("--section", metavar="NAME", help="only the questions of this section")
    parser.set_defaults(run=list_questions)

    parser = commands.add_parser(
        "show", parents=parent_parsers(json=True), help="show all details of a question"
    )
    parser.add_argument(
        "id", metavar="ID", help="the question's ID, as shown by `questions list`, or BANK/ID"
    )
    parser.add_argument("--bank", metavar="ID", help="search only this bank")
    parser.set_defaults(run=show_question)


def list_questions(arguments: argparse.Namespace) -> int:
    """Print all questions, or those of one bank or section, in order; return 0."""
    banks = banks_named(shelf_of(arguments.data_dir), arguments.bank)
    section = None if arguments.section is None else section_named(arguments.section, banks)
    chosen = [
        (bank, [question for question in bank.questions if section in {None, question.section}])
        for bank in banks
    ]
    if arguments.json:
        _print_json([to_json(bank, question) for bank, some in chosen for question in some])
        return 0
    pages = ["\n".join(bank_lines(bank, questions)) for bank, questions in chosen if questions]
    print("\n\n".join(pages))
    return 0


def show_question(arguments: argparse.Namespace) -> int:
    """Print one question with all its details; return 0."""
    shelf = shelf_of(arguments.data_dir)
    wanted = arguments.id
    if arguments.bank is not None:
        wanted = f"{banks_named(shelf, arguments.bank)[0].id}/{wanted}"
    bank, question = question_named(wanted, shelf)
    if arguments.json:
        _print_json(to_json(bank, question))
    else:
        print("\n".join(question_lines(bank, question)))
    return 0


def to_json(bank: "Bank", question: "Question") -> dict[str, Any]:
    """Return a question in the JSON shape that scripts rely on."""
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
