"""Import of banks from files, and export to files."""

import io
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

from mock_interviewer.app.banks.own_banks import edit_bank, write_bank
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.private_files import write_private
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.text.formatting import counted
from mock_interviewer.questions.editing import EditedBank
from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.ids import free_id, slug
from mock_interviewer.questions.importing.import_draft import ImportDraft
from mock_interviewer.questions.model import Bank
from mock_interviewer.questions.shelf import read_shelf


@dataclass(frozen=True)
class KeptImport:
    """What was kept of an import: the bank, its first new question, and a sentence about it."""

    bank: str
    question: str
    sentence: str


def keep_import(data: DataFolder, draft: ImportDraft, bank_id: str, name: str) -> KeptImport:
    """Add the questions of an import to a bank, or make a new bank called ``name`` of them.

    ``bank_id`` is "" for a new bank, which gets another id and name if they are taken. The caller
    must hold the folder's writer lock. Raises StoreError, and then nothing is kept.
    """
    # Imported late: markdown-it is slow to import.
    from mock_interviewer.questions.importing.draft_bank import inspect_draft

    bank, problems = inspect_draft(replace(draft, name=name or draft.name), Path(draft.source))
    if bank is None:
        raise _unusable(problems)
    if not bank.questions:
        raise StoreError("Nothing was kept, since all lines are left out.")
    return _add_to(data, bank, bank_id) if bank_id else _add_bank(data, bank, name)


def _sentence(bank: Bank, called: str) -> str:
    return f"Kept {counted(len(bank.questions), 'question')} in “{called}”."


def _add_bank(data: DataFolder, bank: Bank, name: str) -> KeptImport:
    wanted = slug(name) or bank.id
    ident = free_id(wanted, read_shelf(data.banks).ids)
    number = ident.removeprefix(wanted).lstrip("-")
    # The number tells it from the other bank.
    called = f"{name or bank.name} ({number})" if number else name or bank.name
    try:
        write_bank(data, bank.model_copy(update={"id": ident, "name": called}))
    except UsageError as error:
        raise StoreError(str(error)) from error
    return KeptImport(ident, bank.questions[0].id, _sentence(bank, called))


def _add_to(data: DataFolder, bank: Bank, bank_id: str) -> KeptImport:
    added: list[str] = []
    called: list[str] = []

    def add(edition: EditedBank) -> EditedBank:
        called.append(edition.bank.name)
        ids: dict[str, str] = {}
        for question in bank.questions:
            ids[question.id] = edition.new_id(question.text, ids.values())
        for question in bank.questions:
            related = tuple(ids[each] for each in question.see_also if each in ids)
            new = {"id": ids[question.id], "see_also": related}
            edition = edition.put(question.model_copy(update=new))
        added.extend(ids.values())
        return edition

    note = edit_bank(data, bank_id, add)
    return KeptImport(bank_id, added[0], f"{_sentence(bank, called[0])} {note}".strip())


def export_bank(bank: Bank, suffix: str, path: Path) -> None:
    """Write a bank to a file: yaml, zip, or, as a study sheet, html or md. Raises StoreError."""
    # Imported late: Jinja is slow to import.
    from mock_interviewer.app.sheets.study_sheet import study_sheet
    from mock_interviewer.questions.yaml_writer import bank_yaml

    text = bank_yaml(bank) if suffix in {"yaml", "zip"} else study_sheet(bank, suffix)
    content = _zipped(f"{bank.id}.yaml", text) if suffix == "zip" else text.encode()
    try:
        write_private(path, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"{path} can't be written: {reason}.", "Choose another file.") from error


def _unusable(problems: tuple[BankError, ...]) -> StoreError:
    first = problems[0]
    place = "A line" if first.line is None else f"Line {first.line}"
    return StoreError(
        f"Nothing was kept. {place} can't be used: {first.what}.",
        "Leave it out, or change it where it comes from.",
    )


def _zipped(name: str, text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return packed.getvalue()
