"""``search``: find answers by their transcript, question, name, or note."""

import argparse
import json
import os
import re
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from mock_interviewer.app.commands.shared.console import WIDTH
from mock_interviewer.app.commands.shared.library import open_to_read
from mock_interviewer.app.commands.shared.lookup import suggestion
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.store.database.records import TAKE_MARKS
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.search.list_rows import TakeFilter
from mock_interviewer.app.store.search.search_query import QuotePiece, search_terms
from mock_interviewer.app.store.search.take_search import (
    QuotedField,
    SearchResult,
    SearchResults,
    match_time,
)
from mock_interviewer.app.text.control_characters import write_control
from mock_interviewer.app.text.formatting import clock_time

_DAY = "%Y-%m-%d"
_SIGNS = {"\2": "\033[1m", "\3": "\033[22m"}
"""Marks before and after a match, and the terminal codes for bold on and off."""
_INDENT = "   "
_MORE = "Use --count to show more."


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "search",
        help="find answers by what you said",
        description="Find answers that contain all of the words: in the transcript, or in the"
        " question, name, and note. The last word may be incomplete; words in quotes must be"
        " adjacent. The exit status is 1 if nothing is found.",
        parents=parent_parsers(json=True),
    )
    parser.add_argument("text", metavar="TEXT", nargs="+", help="the words to find")
    parser.add_argument(
        "--count", type=int, default=20, metavar="N", help="show at most N answers (default: 20)"
    )
    parser.add_argument("--bank", metavar="ID", help="only answers to questions of this bank")
    parser.add_argument(
        "--section", metavar="NAME", help="only answers to questions in this section"
    )
    parser.add_argument(
        "--since", metavar="DATE", help="only answers on or after this date, such as 2024-05-31"
    )
    parser.add_argument("--until", metavar="DATE", help="only answers on or before this date")
    for mark in TAKE_MARKS:
        parser.add_argument(f"--{mark}", action="store_true", help=f"only {mark} answers")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the answers found, the best first; return 1 if there are none."""
    text = " ".join(arguments.text)
    if not search_terms(text):
        raise UsageError("Enter at least one word to search for, such as `perplexity`.")
    if arguments.count < 1:
        raise UsageError("--count must be at least 1.")
    with open_to_read(arguments.data_dir) as library:
        found = library.search.find(text, _filter(library, arguments), arguments.count)
        seconds = [_seconds(library, line, text) for line in found.lines]
    if arguments.json:
        print(json.dumps(_answer(found, seconds), ensure_ascii=False, indent=2))
    else:
        _print(found, seconds)
    return 0 if found.lines else 1


def _filter(library: Library, arguments: argparse.Namespace) -> TakeFilter:
    bank, section = arguments.bank, arguments.section
    practised = library.listing.practiced() if bank or section else ()
    return TakeFilter(
        bank=None if bank is None else _known("bank", bank, (one.bank for one in practised)),
        section=None
        if section is None
        else _known("section", section, (one.section for one in practised)),
        since=None if arguments.since is None else _day(arguments.since),
        until=None if arguments.until is None else _day(arguments.until, after=1),
        **{mark: getattr(arguments, mark) for mark in TAKE_MARKS},
    )


def _known(what: str, wanted: str, known: Iterable[str]) -> str:
    """Return the exact name of a bank or section that has answers, ignoring case."""
    names = list(dict.fromkeys(known))
    for name in names:
        if name.casefold() == wanted.strip().casefold():
            return name
    if not names:
        raise UsageError("There are no answers to search yet.")
    raise UsageError(f'No answer is in the {what} "{wanted}". {suggestion(wanted, names)}.')


def _day(text: str, *, after: int = 0) -> datetime:
    """Return the local start of a day, or of the day ``after`` days later."""
    try:
        day = datetime.strptime(text, _DAY) + timedelta(days=after)  # noqa: DTZ007 (made so below)
        return day.astimezone()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"{text} isn't a valid date. Use a format like 2024-05-31.") from None


def _seconds(library: Library, line: SearchResult, text: str) -> float | None:
    """Return the second of the recording at which the quoted words are said."""
    if line.place is not QuotedField.SPOKEN:
        return None
    transcript = library.take(line.take.id).transcript
    return None if transcript is None else match_time(transcript, text)


def _answer(found: SearchResults, seconds: Sequence[float | None]) -> dict[str, Any]:
    return {
        "total": found.total,
        "more": found.more,
        "found": [
            {
                "take": line.take.id,
                "session": line.take.session,
                "started_at": line.take.started_at.isoformat(),
                "bank": line.take.bank,
                "question": line.take.question,
                "text": line.take.text,
                "section": line.take.section,
                "name": line.take.name,
                **line.take.marks,
                "place": line.place.value,
                "snippet": "".join(piece.text for piece in line.quote),
                "matches": _matches(line.quote),
                "seconds": at,
            }
            for line, at in zip(found.lines, seconds, strict=True)
        ],
    }


def _matches(pieces: Iterable[QuotePiece]) -> list[list[int]]:
    """Return the start and end of each match in the joined text."""
    found, at = [], 0
    for piece in pieces:
        if piece.matched:
            found.append([at, at + len(piece.text)])
        at += len(piece.text)
    return found


def _print(found: SearchResults, seconds: Sequence[float | None]) -> None:
    bold = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    for line, at in zip(found.lines, seconds, strict=True):
        take = line.take
        began = f"{take.started_at.astimezone():%Y-%m-%d %H:%M}"
        name = f"  {_shown(take.name)}" if take.name else ""
        marks = "".join(f"  {mark}" for mark in take.marked)
        print(f"{take.id}  {began}{marks}{name}")
        print(_wrapped(_shown(take.text), _INDENT))
        if line.place is not QuotedField.QUESTION:
            where = line.place.value if at is None else clock_time(at)
            quoted = _wrapped(f"{where}  {_marked(line.quote)}", _INDENT)
            _print_marked(quoted, bold=bold)
        print()
    print(_summary(found))


def _summary(found: SearchResults) -> str:
    if not found.lines:
        return "No answers found."
    total = f"{found.total} answers" if found.total != 1 else "1 answer"
    if found.more:
        return f"Found more than {total}; showing the newest {len(found.lines)}. {_MORE}"
    if found.total > len(found.lines):
        return f"Found {total}; showing the best {len(found.lines)}. {_MORE}"
    return f"Found {total}."


def _marked(pieces: Iterable[QuotePiece]) -> str:
    """Return the text with marks around matches; our texts never contain these characters."""
    return "".join(
        f"\2{_shown(piece.text)}\3" if piece.matched else _shown(piece.text) for piece in pieces
    )


def _print_marked(text: str, *, bold: bool) -> None:
    """Print text without its marks, and with marked parts in bold if ``bold``."""
    for part in re.split("([\2\3])", text):
        if part not in _SIGNS:
            print(part, end="")
        elif bold:
            write_control(_SIGNS[part], sys.stdout)
    print()


def _shown(text: str) -> str:
    """Return text on one line, without the marks of ``_marked``."""
    return "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text
    )


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
