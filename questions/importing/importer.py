"""The import of a bank without a preview, for the command line."""

from pathlib import Path

from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.ids import slug
from mock_interviewer.questions.importing.draft_bank import inspect_draft
from mock_interviewer.questions.importing.import_draft import ImportDraft
from mock_interviewer.questions.importing.import_reader import ImportRefused, read_import
from mock_interviewer.questions.importing.question_table import table_fault
from mock_interviewer.questions.model import Bank

_Inspected = tuple[Bank | None, tuple[BankError, ...]]


def inspect_import(
    path: Path, *, bank_id: str | None = None, name: str | None = None
) -> _Inspected:
    """Return the bank in a file, folder, or archive, or None and everything that is wrong with it.

    ``name`` and ``bank_id`` replace those in the file; a name without an id also makes the id.
    Nobody looks at the lines, so a table with a column that isn't known, or a cell that can't be
    used, is an error.
    """
    try:
        draft = read_import(path)
    except ImportRefused as refused:
        return None, refused.problems
    return inspect_read(draft, path, bank_id=bank_id, name=name)


def inspect_read(
    draft: ImportDraft, path: Path, *, bank_id: str | None = None, name: str | None = None
) -> _Inspected:
    """Do what ``inspect_import`` does, with a file that is read already."""
    fault = table_fault(draft, path) if draft.columns else None
    if fault is None and not draft.count:
        fault = BankError(path, None, "there are no questions", "write a line for each question")
    if fault is not None:
        return None, (fault,)
    bank, problems = inspect_draft(draft, path, strict=True)
    if bank is None or not (bank_id or name):
        return bank, problems
    called = {"name": name or bank.name, "id": bank_id or slug(name or "") or bank.id}
    return Bank.model_validate(bank.model_dump() | called), ()
