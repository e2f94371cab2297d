"""``coverage``: judge many answers at once, without recordings."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from mock_interviewer.app.commands import in_process
from mock_interviewer.app.commands.common import parent_parsers
from mock_interviewer.app.commands.coverage_batch import entry_json, examples_in, read_entry
from mock_interviewer.app.commands.questions.finding import shelf_of
from mock_interviewer.app.errors import UsageError

_STDIN = Path("-")
_BOM = b"\xef\xbb\xbf"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "coverage",
        parents=parent_parsers(json=True),
        help="judge which key points written answers make",
        description="Judge which key points written answers make: a JSON object a line in, "
        '{"id": …, "question": "…", "key_points": ["…"], "answer": "…"}, and one a line out, '
        '{"id": …, "score": 0 to 1, "points": [{"covered": "made", "partly" or "not", "score": '
        '0 to 1, "evidence": [start, end] in the answer, or null}]}. Key points in the words of a '
        "bank are judged with the bank's sentences that make them.",
    )
    parser.add_argument(
        "--batch",
        type=Path,
        required=True,
        metavar="FILE.jsonl",
        help="the file of answers; - reads standard input",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each answer as soon as it is judged; stops at the first bad line."""
    name = "standard input" if arguments.batch == _STDIN else str(arguments.batch)
    with _opened(arguments.batch) as file:
        scorer = in_process.scorer()
        examples = examples_in(shelf_of(arguments.data_dir).banks)
        for number, line in enumerate(file, 1):
            written = line.removeprefix(_BOM) if number == 1 else line
            if not written.strip():
                continue
            entry = read_entry(written, number, name, examples)
            judged = entry_json(entry, scorer.cover(entry.asked, entry.answer))
            # Plain ASCII, whatever the answers hold and whoever reads it.
            print(json.dumps(judged), flush=True)
    return 0


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open the batch; raises UsageError where it cannot be read."""
    if path == _STDIN:
        yield sys.stdin.buffer
        return
    with ExitStack() as opened:
        try:
            file = opened.enter_context(path.open("rb"))
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
        yield file
