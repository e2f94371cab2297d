"""Import of banks from files, and export to files."""

import io
import zipfile
from pathlib import Path

from mock_interviewer.app.banks.own_banks import write_bank
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.private_files import write_private
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.ids import free_id
from mock_interviewer.questions.model import Bank
from mock_interviewer.questions.shelf import read_shelf


def import_bank(data: DataFolder, path: Path) -> tuple[Bank, str]:
    """Import a file as a bank; return the bank and a sentence about it.

    The caller must hold the folder's writer lock. A bank whose id is taken gets another id. Raises
    StoreError if the file isn't a valid bank, with its first error, or if writing fails.
    """
    # Imported late: markdown-it is slow to import.
    from mock_interviewer.questions.importing.importer import inspect_import

    bank, problems = inspect_import(path)
    if bank is None:
        raise _broken(problems)
    taken = read_shelf(data.banks).ids
    ident = free_id(bank.id, taken)
    bank = bank.model_copy(update={"id": ident, "name": _free_name(bank, ident)})
    try:
        write_bank(data, bank)
    except UsageError as error:
        raise StoreError(str(error)) from error
    count = len(bank.all_questions)
    return bank, f"Imported “{bank.name}” with {count} question{'s' if count != 1 else ''}."


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


def _broken(problems: tuple[BankError, ...]) -> StoreError:
    more = len(problems) - 1
    others = "" if not more else f" There {'is 1' if more == 1 else f'are {more}'} more."
    return StoreError(f"Nothing was imported. {problems[0]}{others}")


def _free_name(bank: Bank, ident: str) -> str:
    """Return the bank's name with the number of its new id, to tell it from the other bank."""
    number = ident.removeprefix(bank.id).lstrip("-")
    return f"{bank.name} ({number})" if number else bank.name


def _zipped(name: str, text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return packed.getvalue()
