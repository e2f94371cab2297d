"""``mock-interviewer questions``: what may be asked, and whether a bank is sound."""

import argparse
import difflib
import json
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mock_interviewer.app.commands.common import parent_parsers
from mock_interviewer.app.errors import UsageError

if TYPE_CHECKING:
    from mock_interviewer.questions.errors import BankError
    from mock_interviewer.questions.model import Bank, Question

WIDEST = 88


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``questions`` and its own commands."""
    parser = subparsers.add_parser("questions", help="list, show and check the questions")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    listing = commands.add_parser(
        "list", parents=parent_parsers(json=True), help="list the questions of all banks"
    )
    listing.add_argument("--bank", metavar="ID", help="only the questions of this bank")
    listing.add_argument("--section", metavar="NAME", help="only the questions of this section")
    listing.set_defaults(run=list_questions)

    showing = commands.add_parser(
        "show", parents=parent_parsers(json=True), help="show all there is to one question"
    )
    showing.add_argument("id", metavar="ID", help="a question's id, as `questions list` gives it")
    showing.add_argument("--bank", metavar="ID", help="look in this bank only")
    showing.set_defaults(run=show_question)

    checking = commands.add_parser(
        "check", parents=parent_parsers(json=True), help="say what is wrong with a bank"
    )
    checking.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="FILE|FOLDER",
        help="a bank's folder or file; without one, the banks that come with the program",
    )
    checking.set_defaults(run=check_banks)


def list_questions(arguments: argparse.Namespace) -> int:
    """Print the questions, all or those of one bank or section, in their order. Returns 0."""
    banks = _banks(arguments.bank)
    section = None if arguments.section is None else _section(arguments.section, banks)
    chosen = [
        (bank, [question for question in bank.questions if section in {None, question.section}])
        for bank in banks
    ]
    if arguments.json:
        _print_json([to_json(bank, question) for bank, some in chosen for question in some])
        return 0
    for bank, questions in chosen:
        if questions:
            print("\n".join(_listing(bank, questions)))
    return 0


def show_question(arguments: argparse.Namespace) -> int:
    """Print one question and all that belongs to it. Returns 0."""
    bank, question = _find(arguments.id, _banks(arguments.bank))
    if arguments.json:
        _print_json(to_json(bank, question))
    else:
        print("\n".join(page(bank, question)))
    return 0


def check_banks(arguments: argparse.Namespace) -> int:
    """Print what is wrong with each bank. Returns 1 if anything is, else 0."""
    # pydantic takes its time, and this module is also imported only to show the help.
    from mock_interviewer.questions import bank as banks

    paths = arguments.paths or [banks.bank_folder(bank_id) for bank_id in banks.bank_ids()]
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no file or folder {path}; name a bank that exists.")
    results = [(path, *banks.inspect_bank(path)) for path in paths]
    problems = [problem for _, _, some in results for problem in some]
    if arguments.json:
        _print_json(_check_json(results))
    else:
        for path, bank, some in results:
            print("\n".join(_verdict(path, bank, some)))
    return 1 if problems else 0


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


def _banks(wanted: str | None) -> "tuple[Bank, ...]":
    from mock_interviewer.questions.bank import bank_ids, load_bank, shipped_banks

    if wanted is None:
        return shipped_banks()
    if wanted not in bank_ids():
        raise UsageError(f'There is no bank "{wanted}"; {_choice(wanted, bank_ids())}.')
    return (load_bank(wanted),)


def _section(wanted: str, banks: "Sequence[Bank]") -> str:
    """Return a section's name as it is written, whatever the case it was asked for in."""
    names = list(dict.fromkeys(name for bank in banks for name in bank.sections))
    for name in names:
        if name.casefold() == wanted.strip().casefold():
            return name
    raise UsageError(f'There is no section "{wanted}"; {_choice(wanted, names)}.')


def _find(wanted: str, banks: "Sequence[Bank]") -> "tuple[Bank, Question]":
    for bank in banks:
        for question in bank.questions:
            if question.id == wanted:
                return bank, question
    ids = [question.id for bank in banks for question in bank.questions]
    near = _choice(wanted, ids, otherwise="`mock-interviewer questions list` shows all ids")
    raise UsageError(f'There is no question "{wanted}"; {near}.')


def _choice(wanted: str, known: Sequence[str], otherwise: str | None = None) -> str:
    """Return a clause that offers what is near to a word, or else all there is."""
    lowered = {name.casefold(): name for name in known}
    word = wanted.casefold()
    near = [name for name in lowered if word in name][:3]
    near = near or difflib.get_close_matches(word, list(lowered), n=3, cutoff=0.5)
    if near:
        return "write " + " or ".join(f'"{lowered[name]}"' for name in near)
    return otherwise or "choose from " + ", ".join(f'"{name}"' for name in known)


def _print_json(answer: object) -> None:
    print(json.dumps(answer, indent=2))


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


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _listing(bank: "Bank", questions: "Sequence[Question]") -> Iterator[str]:
    """Yield a bank's questions under their sections, each with its id above its text."""
    yield f"{bank.name} ({bank.id} {bank.version}): {_counted(len(questions), 'question')}"
    for section in dict.fromkeys(question.section for question in questions):
        yield ""
        yield section
        for question in questions:
            if question.section == section:
                yield f"  {question.id}"
                yield from _wrapped(question.text, "    ")


def page(bank: "Bank", question: "Question") -> Iterator[str]:
    """Yield the lines of all there is to a question, for a terminal."""
    yield from _wrapped(question.text)
    yield ""
    place = ", ".join(filter(None, (question.section, question.subsection)))
    source = f"list {question.source.list}, number {question.source.number}"
    yield from _wrapped(place, "  ")
    level = "" if question.difficulty is None else f", difficulty {question.difficulty} of 5"
    yield from _wrapped(f"{question.kind.value}{level}; {bank.id}, {source}", "  ")
    yield f"  {question.id}"
    if question.spoken:
        yield from _part("Said as", _wrapped(question.spoken, "  "))
    yield from _part("Key points", _points(question))
    yield from _part("Vocabulary", _wrapped(", ".join(t.term for t in question.vocabulary), "  "))
    yield from _part("Model answer", _paragraphs(question.model_answer or ""))
    asked = [line for item in question.follow_ups for line in _wrapped(item.text, "  - ", "    ")]
    yield from _part("Follow-up questions", asked)
    texts = {other.id: other.text for other in bank.questions}
    yield from _part(
        "See also",
        [
            line
            for other in question.see_also
            for line in (f"  {other}", *_wrapped(texts[other], "    "))
        ],
    )


def _paragraphs(text: str) -> list[str]:
    lines: list[str] = []
    for paragraph in filter(str.strip, text.split("\n")):
        lines += [""] if lines else []
        lines += _wrapped(paragraph, "  ")
    return lines


def _points(question: "Question") -> list[str]:
    return [
        line
        for point in question.key_points
        for line in _wrapped(
            f"{point.point} (essential)" if point.essential else point.point, "  - ", "    "
        )
    ]


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield a titled part of a page, or nothing where it has no lines."""
    if lines:
        yield from ("", title, *lines)


def _verdict(path: Path, bank: "Bank | None", problems: "Sequence[BankError]") -> Iterator[str]:
    if bank is None:
        yield from (str(problem) for problem in problems)
        yield f"{path}: {_counted(len(problems), 'problem')}."
        return
    questions = _counted(len(bank.questions), "question")
    sections = _counted(len(bank.sections), "section")
    yield f"{path}: {bank.id} {bank.version} is sound, with {questions} in {sections}."


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
        }
        for path, bank, problems in results
    ]
    return {"ok": all(bank["ok"] for bank in banks), "banks": banks}
