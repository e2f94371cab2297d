"""Keeps a person's edits to banks, for whoever is the data folder's writer."""

from collections.abc import Callable

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.own_banks import refused
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.private_files import aside, make_private_folder, write_private
from mock_interviewer.questions.bank import inspect_bank, load_bank
from mock_interviewer.questions.editing import EditedBank, OwnBank
from mock_interviewer.questions.overlay import overlay_file
from mock_interviewer.questions.shelf import edited_shipped, is_shipped, own_bank_file

Edit = Callable[[EditedBank], EditedBank]


def edit_bank(data: DataFolder, bank_id: str, edit: Edit) -> str:
    """Do ``edit`` to a bank as its file holds it now, and write that file.

    What another program wrote there meanwhile is so not lost. Returns a sentence where something
    has to be said of it, else "". Raises StoreError; then the file is as it was.
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
    try:
        write_private(file, edit(OwnBank(bank)).text.encode())
    except OSError as error:
        raise refused(data, error) from error
    return ""


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
