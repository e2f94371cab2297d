"""Keeps a person's edits to banks, for whoever is the data folder's writer."""

from collections.abc import Callable
from pathlib import Path

from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.own_banks import drop_bank, put_bank, refused
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.private_files import aside, make_private_folder, write_private
from mock_interviewer.questions.bank import inspect_bank, load_bank
from mock_interviewer.questions.editing import EditedBank, OwnBank
from mock_interviewer.questions.model import Bank
from mock_interviewer.questions.overlay import overlay_file
from mock_interviewer.questions.shelf import edited_shipped, is_shipped, own_bank_file

Edit = Callable[[EditedBank], EditedBank]


def edit_bank(data: DataFolder, bank_id: str, edit: Edit) -> str:
    """Do ``edit`` to a bank as its file holds it now, and write that file.

    What another program wrote there meanwhile is so not lost; a file with comments, which go when
    it is written anew, is kept beside it. Returns a sentence where something has to be said of it,
    else "". Raises StoreError; then nothing is lost.
    """
    if is_shipped(bank_id):
        return _edit_overlay(data, bank_id, edit)
    file = own_bank_file(data.banks, bank_id)
    if file is None:
        raise StoreError(
            f'The file of your bank "{bank_id}" is gone or broken, so nothing is saved there.',
            "Mend it or put it back, or add the question to another bank.",
        )
    if file.is_dir():
        raise StoreError(
            f'The bank "{bank_id}" is a folder of files, which is not edited here.',
            f"Edit the files in {file} yourself.",
        )
    bank, problems = inspect_bank(file)
    if bank is None:
        raise StoreError(f"Nothing is saved, since {problems[0]}", "Mend that and save again.")
    before = OwnBank(bank)
    said = ""
    try:
        text = file.read_text("utf-8")
        # Writing a large bank takes seconds, so the two are compared only where that may matter.
        if "#" in text and text != before.text:
            kept = _free_copy(file)
            write_private(kept, file.read_bytes())
            said = f"That file was written by hand; as it was, it is kept in {kept}."
        write_private(file, edit(before).text.encode())
    except OSError as error:
        raise refused(data, error) from error
    return said


def _free_copy(file: Path) -> Path:
    """Return a free name beside a bank's file, which is no bank's."""
    number = 1
    while (kept := file.with_name(f"{file.name}.before-{number}")).exists():
        number += 1
    return kept


def _edit_overlay(data: DataFolder, bank_id: str, edit: Edit) -> str:
    file = overlay_file(data.banks, bank_id)
    before, problems = edited_shipped(data.banks, load_bank(bank_id))
    text = edit(before).text
    said = ""
    try:
        make_private_folder(file.parent)
        if problems:
            kept = aside(file)
            file.rename(kept)
            said = f"Your earlier edits could not be read; they are set aside in {kept}."
        if text:
            write_private(file, text.encode())
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise refused(data, error) from error
    return said


def make_bank(data: DataFolder, bank: Bank, edit: Edit) -> str:
    """Write a new bank of the person's, with what ``edit`` puts into it. Raises StoreError."""
    try:
        put_bank(data, edit(OwnBank(bank)).bank)
    except UsageError as error:
        raise StoreError(f"There is a bank “{bank.id}” already.", "Choose another name.") from error
    return ""


def delete_bank(data: DataFolder, bank_id: str) -> None:
    """Delete a bank of the person's own. Raises StoreError."""
    file = own_bank_file(data.banks, bank_id)
    if file is None or file.is_dir():
        raise StoreError(
            f"The file of the bank “{bank_id}” is gone or broken, so it is not deleted.",
            f"Look for it in {data.banks}.",
        )
    drop_bank(data, file)
