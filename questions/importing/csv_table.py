"""A reader for CSV tables, in which each row is a question and each cell is text."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import get_origin

from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.field_words import words_for
from mock_interviewer.questions.ids import slug
from mock_interviewer.questions.importing.bank_builder import BankBuilder, key_points
from mock_interviewer.questions.model import GENERAL_SECTION, Question
from mock_interviewer.questions.text_files import read_text, refuse_unprintable
from mock_interviewer.questions.yaml_reader import YamlList, YamlMap, YamlValue

COLUMNS = {
    key: words.columns
    for key, field in Question.model_fields.items()
    if (words := words_for(field)) is not None and words.columns is not None
}
"""The keys of a question that a column can hold, with other names for each of them."""

_DELIMITERS = ",;\t|"
_LISTS = re.compile(r"[;\n|]")


def read_csv_table(path: Path) -> YamlMap:
    """Return a table as the YAML map of a bank file; raises BankError.

    The first row names the columns, unless there is a single column without a known name: then
    every row is a question. A cell with several values separates them by semicolons, vertical
    bars, or line breaks.
    """
    text = read_text(path, allow_mark=True)
    refuse_unprintable(text, path)
    rows = list(_rows(text, path))
    if not rows:
        raise BankError(path, 1, "the file is empty", "write a row for each question")
    columns = _columns(rows[0][1], path)
    if columns is None:
        columns = ("text",)
    else:
        rows = rows[1:]
    draft = BankBuilder(path)
    for line, cells in rows:
        if len(cells) > len(columns):
            raise BankError(
                path,
                line,
                f"the row has {len(cells)} cells, but only {len(columns)} columns have names",
                "name every column, or quote the cells that contain the separator",
            )
        _add(draft, dict(zip(columns, cells, strict=False)), line, path)
    if not len(draft):
        raise BankError(path, rows[0][0] if rows else 1, "there are no questions", "add some rows")
    return draft.root()


def _rows(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each nonempty row, with the line that it starts on."""
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BankError(
                path,
                line,
                f"the row that starts here isn't valid CSV ({error})",
                "close its quotes, and double the quotes within a cell",
            ) from error
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]
        line = reader.line_num + 1


def _columns(names: Sequence[str], path: Path) -> tuple[str, ...] | None:
    """Return the key of each column, or None if the only column has no known name."""
    known = {_plain(word): key for key, others in COLUMNS.items() for word in (key, *others)}
    keys = [known.get(_plain(name)) for name in names]
    if len(names) == 1 and keys[0] != "text":
        return None
    for name, key in zip(names, keys, strict=True):
        if key is None:
            raise BankError(
                path,
                1,
                f"{quoted(name)} isn't a column of a bank",
                f"rename it to one of {', '.join(COLUMNS)}, or delete it",
            )
        if keys.count(key) > 1:
            raise BankError(path, 1, f"two columns hold {quoted(key)}", "delete one of them")
    if "text" not in keys:
        raise BankError(
            path, 1, "no column is named question", 'name the column with the questions "question"'
        )
    return tuple(key for key in keys if key)


def _plain(name: str) -> str:
    return " ".join(re.split(r"[\s_-]+", name.strip().casefold()))


def _add(draft: BankBuilder, cells: dict[str, str], line: int, path: Path) -> None:
    text = cells.pop("text", "")
    if not text:
        raise BankError(path, line, "the row has no question", "write one or delete the row")
    entry = draft.question(text, cells.pop("section", "") or GENERAL_SECTION, line)
    for key, cell in cells.items():
        if cell:
            entry.put(key, _reader_for(key)(cell, line), line)


def _text(cell: str, line: int) -> YamlValue:  # noqa: ARG001 (same signature as the readers of lists)
    return cell


def _several(cell: str) -> list[str]:
    return [part.strip() for part in _LISTS.split(cell) if part.strip()]


def _points(cell: str, line: int) -> YamlValue:
    return key_points([(part, line) for part in _several(cell)])


def _words(cell: str, line: int) -> YamlValue:
    words = YamlList(line)
    for part in _several(cell):
        words.put(part, line)
    return words


def _follow_ups(cell: str, line: int) -> YamlValue:
    asked = YamlList(line)
    for part in _several(cell):
        follow_up = YamlMap(line)
        follow_up.put("text", part, line)
        asked.put(follow_up, line)
    return asked


def _kind(cell: str, line: int) -> YamlValue:  # noqa: ARG001 (same signature as the readers of lists)
    return cell.casefold()


_READERS: dict[str, Callable[[str, int], YamlValue]] = {
    "key_points": _points,
    "follow_ups": _follow_ups,
    "kind": _kind,
    "id": lambda cell, _line: slug(cell) or cell,
}


def _reader_for(key: str) -> Callable[[str, int], YamlValue]:
    """Return what reads a cell of a column; a list without a reader of its own is one of words."""
    is_list = get_origin(Question.model_fields[key].annotation) is tuple
    return _READERS.get(key, _words if is_list else _text)
