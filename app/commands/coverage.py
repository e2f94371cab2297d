"""``coverage``: check the key points of many written answers, one JSON object per line."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from mock_interviewer.app.commands.shared import answer_feedback
from mock_interviewer.app.commands.shared.lookup import shelf_of
from mock_interviewer.app.commands.shared.parser import parent_parsers
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageQuestion,
    ExpectedPoint,
)

if TYPE_CHECKING:
    from mock_interviewer.questions.model import Bank


HEAVIEST = 1000


ExampleSentences = Mapping[str, tuple[str, ...]]
"""Sentences that make a key point, by the point's text in lower case."""


@dataclass(frozen=True)
class BatchEntry:
    """An answer to check; ``id`` is any JSON value, which is returned unchanged."""

    id: object
    asked: CoverageQuestion
    answer: str


def examples_in(banks: "Iterable[Bank]") -> ExampleSentences:
    """Return the example sentences in banks, so that their points are checked as in a session."""
    return {
        _normalized(point.point): point.said
        for bank in banks
        for question in bank.questions
        for point in question.key_points
    }


def read_entry(line: bytes, number: int, name: str, examples: ExampleSentences) -> BatchEntry:
    """Return the entry on a line of the file ``name``; lines are numbered from 1.

    A line is ``{"id": …, "question": "…", "key_points": ["…"], "answer": "…"}``. A key point may be
    an object: ``point`` with any of ``essential``, ``weight``, and ``said``. If it has no ``said``,
    the sentences in ``examples`` are used. Raises UsageError, which names the line.
    """
    try:
        return _entry(_parsed(line), examples)
    except UsageError as error:
        raise UsageError(f"Line {number} of {name} is invalid: {error}") from error


def entry_json(entry: BatchEntry, coverage: Coverage) -> dict[str, Any]:
    """Return the output for an entry; ``score`` is null if it has no key points."""
    total = coverage.total_weight
    weighed = sum(point.weight * point.score for point in coverage.points)
    return {
        "id": entry.id,
        "score": weighed / total if total else None,
        "points": [
            {
                "covered": str(point.covered),
                "score": point.score,
                "evidence": None
                if point.evidence is None
                else [point.evidence.start, point.evidence.end],
            }
            for point in coverage.points
        ],
    }


def _parsed(line: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise UsageError("it is not JSON.") from error
    if not isinstance(found, dict):
        raise UsageError("it is not a JSON object.")
    return found


def _refuse(constant: str) -> None:
    """Reject NaN and Infinity, which Python accepts as JSON."""
    raise ValueError(constant)


def _entry(found: Mapping[str, Any], examples: ExampleSentences) -> BatchEntry:
    missing = [key for key in ("id", "question", "key_points", "answer") if key not in found]
    if missing:
        raise UsageError(f"it has no {' and no '.join(missing)}.")
    points = found["key_points"]
    if not isinstance(points, list):
        raise UsageError("its key_points are not a list.")
    made = tuple(_point(point, place, examples) for place, point in enumerate(points, 1))
    return BatchEntry(
        found["id"], CoverageQuestion(_text(found, "question"), made), _text(found, "answer")
    )


def _point(found: object, place: int, examples: ExampleSentences) -> ExpectedPoint:
    if isinstance(found, str):
        found = {"point": found}
    if not isinstance(found, dict):
        raise UsageError("one of its key points is neither a string nor an object.")
    essential, weight = found.get("essential", False), found.get("weight", 1.0)
    if not isinstance(essential, bool):
        raise UsageError("essential is neither true nor false.")
    if (
        isinstance(weight, bool)
        or not isinstance(weight, int | float)
        or not 0 < weight <= HEAVIEST
    ):
        raise UsageError(f"one of its weights is not a number above 0, up to {HEAVIEST}.")
    point = _text(found, "point")
    return ExpectedPoint(
        id=str(place),
        point=point,
        essential=essential,
        weight=float(weight),
        said=_texts(found, "said") or examples.get(_normalized(point), ()),
    )


def _normalized(point: str) -> str:
    return " ".join(point.casefold().split())


def _text(found: Mapping[str, Any], key: str) -> str:
    text = found.get(key)
    if not isinstance(text, str):
        raise UsageError(f"its {key} is not a string.")
    return _encodable(text)


def _texts(found: Mapping[str, Any], key: str) -> tuple[str, ...]:
    texts: Sequence[object] = found.get(key, ())
    if not isinstance(texts, list | tuple) or not all(isinstance(text, str) for text in texts):
        raise UsageError(f"its {key} are not a list of strings.")
    return tuple(_encodable(str(text)) for text in texts)


def _encodable(text: str) -> str:
    """Return a text of the same length that can be encoded: lone surrogates become "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")


_STDIN = Path("-")


_BOM = b"\xef\xbb\xbf"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "coverage",
        parents=parent_parsers(json=True),
        help="check which key points written answers make",
        description="Check which key points written answers make. The input has one JSON object "
        'per line, {"id": …, "question": "…", "key_points": ["…"], "answer": "…"}; so does the '
        'output, {"id": …, "score": 0 to 1, "points": [{"covered": "made", "unsure", "opposite", '
        'or "not", "score": 0 to 1, "evidence": [start, end] in the answer, or null}]}. Key points '
        "that are worded as in a bank are checked with the bank's example sentences.",
    )
    parser.add_argument(
        "--batch",
        type=Path,
        required=True,
        metavar="FILE.jsonl",
        help="the file with the answers; - reads standard input",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each answer as soon as it has been checked; stop at the first bad line."""
    name = "standard input" if arguments.batch == _STDIN else str(arguments.batch)
    with _opened(arguments.batch) as file:
        scorer = answer_feedback.load_key_point_scorer()
        examples = examples_in(shelf_of(arguments.data_dir).banks)
        for number, line in enumerate(file, 1):
            written = line.removeprefix(_BOM) if number == 1 else line
            if not written.strip():
                continue
            entry = read_entry(written, number, name, examples)
            result = entry_json(entry, scorer.cover(entry.asked, entry.answer))
            # Plain ASCII, regardless of the answers and of the terminal's encoding.
            print(json.dumps(result), flush=True)
    return 0


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open the batch; raises UsageError if it cannot be read."""
    if path == _STDIN:
        yield sys.stdin.buffer
        return
    with ExitStack() as opened:
        try:
            file = opened.enter_context(path.open("rb"))
        except OSError as error:
            raise UsageError(f"{path} can't be read: {error.strerror}.") from error
        yield file
