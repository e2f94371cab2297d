"""The rows of a spreadsheet in the format XLSX."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.importing.decoding import cleaned
from mock_interviewer.questions.importing.office_files import read_office_file
from mock_interviewer.questions.importing.question_table import Rows

MOST_ROWS = 20_000


@dataclass(frozen=True)
class _Sheet:
    title: str
    rows: Rows


def read_workbook(path: Path) -> tuple[Rows, str]:
    """Return the rows of a spreadsheet, and a sentence about sheets that aren't among them.

    Sheets that have the same first row as the first of them are read as one table. Raises
    BankError.
    """
    sheets = read_office_file(
        path, "spreadsheet", "XLSX or CSV", "xl/", lambda content: [*_sheets(content, path)]
    )
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        return [], ""
    largest = max(filled, key=lambda sheet: len(sheet.rows))
    names = largest.rows[0][1]
    alike = [sheet for sheet in filled if sheet.rows[0][1] == names]
    rows = [*alike[0].rows]
    for sheet in alike[1:]:
        last = rows[-1][0]
        rows += [(last + number, cells) for number, cells in sheet.rows[1:]]
    others = [quoted(sheet.title) for sheet in filled if sheet not in alike]
    if not others:
        return rows, ""
    sheet_word = "sheet" if len(others) == 1 else "sheets"
    shown = quoted(largest.title)
    return rows, f"Only the sheet {shown} is shown, not the {sheet_word} {', '.join(others)}."


def _sheets(content: io.BytesIO, path: Path) -> Iterator[_Sheet]:
    # Imported late: it takes a quarter of a second.
    from openpyxl import load_workbook

    book = load_workbook(content, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                # Some programs write a wrong size.
                sheet.reset_dimensions()
                yield _Sheet(sheet.title, _filled(sheet.iter_rows(values_only=True), path))
    finally:
        book.close()


def _filled(rows: Iterable[tuple[object, ...]], path: Path) -> Rows:
    filled: Rows = []
    for number, row in enumerate(rows, 1):
        cells = tuple(_text(cell) for cell in row)
        if any(cells):
            filled.append((number, cells))
        if len(filled) > MOST_ROWS:
            what = f"the spreadsheet has more than {MOST_ROWS} rows"
            raise BankError(path, number, what, "split it into several files")
    return filled


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cleaned(str(cell)).strip()
