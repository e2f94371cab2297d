"""A reader for tables, in which each row is a question."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.importing.import_draft import (
    ImportColumn,
    ImportDraft,
    ImportLine,
    LineRole,
    mark_repeated,
)
from mock_interviewer.questions.importing.question_words import asks
from mock_interviewer.questions.importing.table_cells import (
    COLUMNS,
    SEVERAL,
    cell_doubt,
    counts_rows,
    key_of_name,
)

Rows = list[tuple[int, tuple[str, ...]]]
"""The rows that aren't empty, each with its number, from 1."""

DELIMITERS = ",;\t|"
UNKNOWN = "Not recognized"
_NO_DELIMITER = "\x1f"
_SAMPLE = 40
_SHARE = 0.5
_ASKING_SHARE = 0.3
_MOST_NAME_WORDS = 5
_LEAST_WIDTH = 3
"""The fewest columns of a table that nothing else shows to be one."""


def csv_rows(text: str, path: Path) -> Rows:
    """Return the rows of a table as text; raises BankError."""
    first, _, rest = text.partition("\n")
    skipped = 0
    delimiter = ""
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        delimiter, text, skipped = first[-1], rest, 1
    delimiter = delimiter or _delimiter(text)
    return [(line + skipped, cells) for line, cells in _rows(text, delimiter, path)]


def pasted_rows(text: str) -> Rows:
    """Return the rows of a table that was pasted as text; none if it is no table."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and _markdown_ruled(lines[1]) and "|" in lines[0]:
        lines = [line.strip().removeprefix("|").removesuffix("|") for line in text.split("\n")]
        rows = [(number, _cells(line.split("|"))) for number, line in enumerate(lines, 1)]
        return [row for row in rows if any(row[1]) and not _markdown_ruled(lines[row[0] - 1])]
    try:
        rows = csv_rows(text, Path("pasted text"))
    except BankError:
        return []
    if not rows or len(rows[0][1]) == 1:
        return []
    tabbed = all("\t" in line for line in lines)
    named = "text" in map(key_of_name, rows[0][1])
    widths = {len(cells) for _, cells in rows}
    even = len(rows) > 1 and len(widths) == 1 and max(widths) >= _LEAST_WIDTH
    return rows if named or tabbed or even else []


def read_table(rows: Rows, source: str, name: str, remark: str = "") -> ImportDraft:
    """Return what was understood of a table; columns that aren't known wait to be matched."""
    width = max((len(cells) for _, cells in rows), default=0)
    padded = [(number, cells + ("",) * (width - len(cells))) for number, cells in rows]
    header = padded[0] if padded and _names_columns(padded) else None
    body = padded[1:] if header else padded
    columns = _columns(header[1] if header else ("",) * width, body)
    lines = [_line(number, cells) for number, cells in padded]
    draft = ImportDraft(
        source, name, tuple(lines), columns, remark, header=header[0] if header else 0
    )
    return _understood(draft)


def with_column(draft: ImportDraft, index: int, key: str) -> ImportDraft:
    """Return a draft in which a column holds a field; "" leaves the column out.

    Another column that held the field is left out. Lines keep the roles that the person chose.
    """
    columns = [
        replace(column, key="", doubt=UNKNOWN)
        if key and key not in SEVERAL and column.key == key
        else column
        for column in draft.columns
    ]
    columns[index] = replace(draft.columns[index], key=key, doubt="")
    return _understood(replace(draft, columns=tuple(columns)))


def table_fault(draft: ImportDraft, path: Path) -> BankError | None:
    """Return why a table can't be imported without being looked at; None if it can."""
    if len(draft.columns) == 1 and not draft.columns[0].named:
        return None
    named = [column.named for column in draft.columns]
    for column in draft.columns:
        if column.name and not column.named and not counts_rows(column.name):
            what = f"{quoted(column.name)} isn't a column of a bank"
            remedy = f"rename it to one of {', '.join(COLUMNS)}, or delete it"
            return BankError(path, 1, what, remedy)
        if column.named and named.count(column.named) > 1 and column.named not in SEVERAL:
            what = f"two columns hold {quoted(column.named)}"
            return BankError(path, 1, what, "delete one of them")
    if "text" not in named:
        remedy = 'name the column with the questions "question"'
        return BankError(path, 1, "no column is named question", remedy)
    return _row_fault(draft, path, sum(bool(column.name) for column in draft.columns))


def _row_fault(draft: ImportDraft, path: Path, names: int) -> BankError | None:
    for line in draft.lines:
        filled = max((at for at, cell in enumerate(line.cells, 1) if cell), default=0)
        if filled > names:
            what = f"the row has {filled} cells, but only {names} columns have names"
            remedy = "name every column, or quote the cells that contain the separator"
            return BankError(path, line.number, what, remedy)
        if not line.text and line.number != draft.header:
            return BankError(
                path, line.number, "the row has no question", "write one or delete the row"
            )
    return None


def _delimiter(text: str) -> str:
    """Return what separates the cells, by how even the rows become."""
    best, most = _NO_DELIMITER, 0.0
    first = text.split("\n", 1)[0]
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(row) for row in islice(reader, _SAMPLE) if row]
        except csv.Error:
            continue
        if delimiter not in first or not widths or widths[0] == 1:
            continue
        named = "text" in map(key_of_name, first.split(delimiter))
        even = Counter(widths)[widths[0]] / len(widths) + named
        if even > most and even >= _SHARE:
            best, most = delimiter, even
    return best


def _rows(text: str, delimiter: str, path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each nonempty row, with the line that it starts on."""
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
            yield line, _cells(cells)
        line = reader.line_num + 1


def _cells(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in cells)


def _markdown_ruled(line: str) -> bool:
    return "-" in line and not line.strip("|-: \t") and "|" in line


def _names_columns(rows: Rows) -> bool:
    """Return whether the first row names the columns."""
    names = rows[0][1]
    keys = [key_of_name(name) for name in names]
    if len(names) == 1:
        return keys[0] == "text"
    if any(keys):
        return True
    short = all(not asks(name) and len(name.split()) <= _MOST_NAME_WORDS for name in names)
    return short and any(asks(cell) for _, cells in rows[1:] for cell in cells)


def _columns(names: Sequence[str], body: Rows) -> tuple[ImportColumn, ...]:
    taken: set[str] = set()
    columns = []
    for at, name in enumerate(names):
        named = key_of_name(name)
        used = named not in taken or named in SEVERAL
        taken.add(named)
        filled = any(cells[at] for _, cells in body)
        unsure = not (named and used) and filled and not counts_rows(name)
        key = named if used else ""
        columns.append(ImportColumn(name, key, named, UNKNOWN if unsure else ""))
    if "text" not in taken:
        guess = _asking_column(columns, body)
        if guess is not None:
            doubt = "" if len(columns) == 1 else "Guessed"
            columns[guess] = replace(columns[guess], key="text", doubt=doubt)
    return tuple(columns)


def _asking_column(columns: Sequence[ImportColumn], body: Rows) -> int | None:
    """Return the index of the column whose cells look most like questions."""
    if len(columns) == 1:
        return 0
    shares: dict[int, tuple[float, int]] = {}
    for at, column in enumerate(columns):
        cells = [cells[at] for _, cells in body if cells[at]]
        if not column.key and cells:
            share = sum(map(asks, cells)) / len(cells)
            shares[at] = (share, sum(map(len, cells)))
    best = max(shares, key=lambda at: shares[at], default=None)
    return best if best is not None and shares[best][0] >= _ASKING_SHARE else None


def _line(number: int, cells: tuple[str, ...]) -> ImportLine:
    raw = " · ".join(cell for cell in cells if cell)
    return ImportLine(number, raw, "", LineRole.QUESTION, cells=cells)


def _understood(draft: ImportDraft) -> ImportDraft:
    """Return a draft whose lines are as its columns say."""
    asked = next((at for at, column in enumerate(draft.columns) if column.key == "text"), None)
    lines = []
    for line in draft.lines:
        text = line.cells[asked] if asked is not None else ""
        if line.chosen:
            role, doubt = line.role if text else LineRole.LEFT_OUT, ""
        elif line.number == draft.header:
            role, doubt = LineRole.LEFT_OUT, ""
        elif text:
            role, doubt = LineRole.QUESTION, _row_doubt(draft.columns, line.cells)
        else:
            role = LineRole.LEFT_OUT
            doubt = "This row has no question" if asked is not None else ""
        lines.append(replace(line, text=text, role=role, doubt=doubt))
    return replace(draft, lines=mark_repeated(lines))


def _row_doubt(columns: Sequence[ImportColumn], cells: Sequence[str]) -> str:
    doubts = (
        cell_doubt(column.key, cell)
        for column, cell in zip(columns, cells, strict=True)
        if column.key and cell
    )
    return next(filter(None, doubts), "")
