"""The lines and the tables of a document in the format DOCX."""

import io
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mock_interviewer.questions.importing.decoding import cleaned
from mock_interviewer.questions.importing.office_files import read_office_file
from mock_interviewer.questions.importing.question_table import Rows

_BESIDE = "Only the table of the document is shown, not the text beside it."
_HEADING = "Heading "
_INDENT = 4


@dataclass(frozen=True)
class DocumentContent:
    """The text of a document as a Markdown list, or the rows of the table that is most of it.

    ``remark`` is a sentence about text beside the table; "" if there is none.
    """

    text: str
    rows: Rows
    remark: str = ""


def read_document(path: Path) -> DocumentContent:
    """Return the content of a document; raises BankError."""
    return read_office_file(path, "document", "DOCX or plain text", "word/", _content)


def _content(content: io.BytesIO) -> DocumentContent:
    # Imported late: it takes a third of a second.
    from docx import Document
    from docx.table import Table

    document = Document(content)
    lines: list[str] = []
    tables: list[Rows] = []
    outside = 0
    numbering = _Numbering(document)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows = _rows(block, sum(map(len, tables)))
            tables.append(rows)
            lines += ["", *("\n".join(cells) for _, cells in rows), ""]
        else:
            line = _line(block, numbering)
            outside += bool(line.strip()) and not line.startswith("#")
            lines.append(line)
    wide = any(len(cells) > 1 for rows in tables for _, cells in rows)
    if len(tables) == 1 and wide and outside < len(tables[0]):
        return DocumentContent("", tables[0], _BESIDE if outside else "")
    return DocumentContent("\n".join(lines), [])


def _rows(table: Any, above: int) -> Rows:
    rows: Rows = []
    for number, row in enumerate(table.rows, above + 1):
        cells = tuple(cleaned(cell.text).strip() for cell in row.cells)
        if any(cells):
            rows.append((number, cells))
    return rows


def _line(paragraph: Any, numbering: "_Numbering") -> str:
    """Return a paragraph as a line of Markdown, with the number or bullet that Word shows."""
    text = cleaned(paragraph.text).strip()
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    if not text:
        return ""
    if style == "Title":
        return f"# {' '.join(text.split())}"
    if style.startswith(_HEADING) and style.removeprefix(_HEADING).isdecimal():
        # The title is above all headings.
        level = min(int(style.removeprefix(_HEADING)) + 1, 6)
        return f"{'#' * level} {' '.join(text.split())}"
    mark, level = numbering.mark(paragraph)
    first, *others = text.split("\n")
    below = [f"{' ' * (_INDENT * level + len(mark))}{line}" for line in others]
    return "\n".join([f"{' ' * (_INDENT * level)}{mark}{first}", *below])


class _Numbering:
    """Counts the paragraphs of numbered lists, whose numbers aren't in their text."""

    def __init__(self, document: Any) -> None:
        from docx.oxml.ns import qn

        self._counts: dict[tuple[int, int], int] = defaultdict(int)
        self._bullets: set[tuple[int, int]] = set()
        """The lists and levels that have bullets."""
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        bulleted: dict[str, set[int]] = {}
        for each in root.findall(qn("w:abstractNum")):
            bulleted[each.get(qn("w:abstractNumId"))] = {
                int(level.get(qn("w:ilvl")))
                for level in each.findall(qn("w:lvl"))
                for form in level.findall(qn("w:numFmt"))
                if form.get(qn("w:val")) in {"bullet", "none"}
            }
        for each in root.num_lst:
            levels = bulleted.get(str(each.abstractNumId.val), set())
            self._bullets |= {(each.numId, level) for level in levels}

    def mark(self, paragraph: Any) -> tuple[str, int]:
        """Return the number or the bullet of a paragraph, "" for none, and its level from 0."""
        found = _numbering_of(paragraph)
        if found is None or found.numId is None or found.numId.val == 0:
            return "", 0
        level = found.ilvl.val if found.ilvl is not None else 0
        key = found.numId.val, level
        if key in self._bullets:
            return "- ", level
        self._counts[key] += 1
        for deeper in [each for each in self._counts if each[0] == key[0] and each[1] > level]:
            del self._counts[deeper]
        return f"{self._counts[key]}. ", level


def _numbering_of(paragraph: Any) -> Any:
    """Return the numbering of a paragraph, or that of its style; None if there is none."""
    properties = paragraph._p.pPr  # noqa: SLF001 (python-docx has no other way to it)
    style = paragraph.style
    while properties is None or properties.numPr is None:
        if style is None:
            return None
        properties, style = style.element.pPr, style.base_style
    return properties.numPr
