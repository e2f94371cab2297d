"""The bank that the lines of an import make, once a person has seen them."""

from collections import defaultdict
from pathlib import Path

from mock_interviewer.questions.bank_loader import inspect_map
from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.importing.bank_builder import BankBuilder
from mock_interviewer.questions.importing.import_draft import (
    JOINED,
    ImportDraft,
    ImportLine,
    LineRole,
)
from mock_interviewer.questions.importing.table_cells import (
    Part,
    cell_doubt,
    entries,
    is_list,
    value_of,
)
from mock_interviewer.questions.model import GENERAL_SECTION, Bank
from mock_interviewer.questions.yaml_reader import YamlMap

_OUTSIDE = frozenset({"text", "section"})
"""The fields that the builder itself puts into a question."""


def inspect_draft(
    draft: ImportDraft, path: Path, *, strict: bool = False
) -> tuple[Bank | None, tuple[BankError, ...]]:
    """Return the bank of the lines that aren't left out, or None and everything that is wrong.

    Cells that can't be used are ignored, unless ``strict``: then they are errors. The errors name
    ``path``.
    """
    if draft.bank is not None:
        return _kept(draft, draft.bank), ()
    return inspect_map(_bank_map(draft, strict=strict), path)


def _kept(draft: ImportDraft, bank: Bank) -> Bank:
    """Return a bank with only the questions that aren't left out."""
    kept = {
        line.whole.id
        for line in draft.lines
        if line.whole is not None and line.role is LineRole.QUESTION
    }
    if len(kept) == len(draft.lines):
        return bank
    left = [
        question.model_copy(
            update={"see_also": tuple(each for each in question.see_also if each in kept)}
        )
        for question in bank.questions
        if question.id in kept
    ]
    groups = (
        group.model_copy(
            update={"questions": tuple(each for each in group.questions if each in kept)}
        )
        for group in bank.groups
    )
    filled = tuple(group for group in groups if group.questions)
    return bank.model_copy(update={"questions": tuple(left), "groups": filled})


class _Asked:
    """A question with the texts that belong to it."""

    def __init__(self, line: ImportLine, section: str, subsection: str) -> None:
        self.line = line.number
        self.section, self.subsection = section, subsection
        self.parts: dict[str, list[Part]] = defaultdict(list)

    def add(self, key: str, text: str, line: int) -> None:
        """Add a text to a field."""
        if text:
            self.parts[key].append((text, line))


def _bank_map(draft: ImportDraft, *, strict: bool) -> YamlMap:
    builder = BankBuilder(draft.name)
    section, subsection = GENERAL_SECTION, ""
    asked: _Asked | None = None
    for line in draft.lines:
        if line.role is LineRole.SECTION:
            section, subsection = line.text, ""
        elif line.role is LineRole.SUBSECTION:
            subsection = line.text
        elif line.role is LineRole.QUESTION:
            _put(builder, asked)
            asked = _Asked(line, section, subsection)
            _add_line(draft, asked, line, LineRole.WORDING, strict=strict)
        elif line.role in JOINED and asked is not None:
            _add_line(draft, asked, line, line.role, strict=strict)
    _put(builder, asked)
    return builder.root()


def _add_line(
    draft: ImportDraft, asked: _Asked, line: ImportLine, role: LineRole, *, strict: bool
) -> None:
    """Add a line, and the other cells of a row, to a question."""
    asked.add(role.value, line.text, line.number)
    for column, cell in zip(draft.columns, line.cells, strict=True):
        key = column.key
        if not key or key == "text" or not cell or (cell_doubt(key, cell) and not strict):
            continue
        for text in entries(cell) if is_list(key) else (cell,):
            asked.add(key, text, line.number)


def _put(builder: BankBuilder, asked: _Asked | None) -> None:
    """Add a question to the bank."""
    if asked is None:
        return
    parts = asked.parts
    text = " ".join(text for text, _ in parts["text"])
    section = next((text for text, _ in parts["section"]), asked.section)
    entry = builder.question(text, section, asked.line)
    if asked.subsection and "subsection" not in parts:
        entry.put("subsection", asked.subsection, asked.line)
    for key, texts in parts.items():
        if key not in _OUTSIDE and texts:
            entry.put(key, value_of(key, texts), texts[0][1])
