"""A person's own banks and edits, beside the banks that come with the program."""

from collections.abc import Callable
from pathlib import Path

from mock_interviewer.app.data_folder.paths import DataFolder
from mock_interviewer.app.data_folder.private_files import (
    free_broken_name,
    make_private_folder,
    write_private,
)
from mock_interviewer.app.data_folder.writer_lock import WriterLock
from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.audio.files.folder_sync import sync_folder
from mock_interviewer.questions.bank_loader import inspect_bank, load_bank
from mock_interviewer.questions.editing import EditedBank, OwnBank
from mock_interviewer.questions.model import Bank
from mock_interviewer.questions.overlay import overlay_file
from mock_interviewer.questions.shelf import edited_shipped, is_shipped, own_bank_file
from mock_interviewer.questions.yaml_writer import bank_yaml


def add_bank(data: DataFolder, bank: Bank, *, replace: bool = False) -> Path:
    """Write a bank into the data folder and return its file.

    Raises UsageError where its id is taken (``replace`` allows a bank of the person's own to be
    taken over), StoreError where nothing can be written or a window has the folder open.
    """
    _refuse_shipped(bank.id)
    data.prepare()
    with WriterLock(data):
        return write_bank(data, bank, replace=replace)


def write_bank(data: DataFolder, bank: Bank, *, replace: bool = False) -> Path:
    """Do what ``add_bank`` does, for whoever is the folder's writer already."""
    _refuse_shipped(bank.id)
    there = own_bank_file(data.banks, bank.id)
    if there is not None and there.is_dir():
        raise _is_folder(bank.id, there)
    if there is not None and not replace:
        raise UsageError(
            f'You have a bank "{bank.id}" already; give this one another id with --id, or put '
            "it in place of that one with --replace."
        )
    target = there or _free_file(data.banks, bank.id)
    try:
        make_private_folder(data.banks)
        write_private(target, bank_yaml(bank).encode())
    except OSError as error:
        raise bank_not_written(data, error) from error
    return target


def remove_bank(data: DataFolder, bank_id: str) -> None:
    """Delete a bank of the person's own; raises UsageError where there is none, else StoreError."""
    if is_shipped(bank_id):
        raise UsageError(f'"{bank_id}" comes with the program and cannot be removed.')
    there = own_bank_file(data.banks, bank_id)
    if there is None:
        raise UsageError(
            f'You have no bank "{bank_id}"; `mock-interviewer questions list` shows all banks.'
        )
    if there.is_dir():
        raise _is_folder(bank_id, there)
    with WriterLock(data):
        delete_bank_file(data, there)


def delete_bank_file(data: DataFolder, file: Path) -> None:
    """Delete the file of an own bank, for the folder's writer; raises StoreError."""
    try:
        file.unlink()
        sync_folder(file.parent)
    except OSError as error:
        raise bank_not_written(data, error) from error


def bank_not_written(data: DataFolder, error: OSError) -> StoreError:
    """Return what to say where nothing can be written among the own banks."""
    reason = error.strerror or str(error)
    return StoreError(
        f"The bank cannot be written to {data.banks}: {reason}.",
        "Make room or make it writable, or choose another folder with --data-dir.",
    )


def _refuse_shipped(bank_id: str) -> None:
    if is_shipped(bank_id):
        raise UsageError(
            f'"{bank_id}" is a bank that comes with the program; give yours another id with --id.'
        )


def _free_file(folder: Path, bank_id: str) -> Path:
    """Return a file for a new bank; one of the same name is another bank, or a broken one."""
    file = folder / f"{bank_id}.yaml"
    number = 1
    while file.exists():
        number += 1
        file = folder / f"{bank_id}-{number}.yaml"
    return file


def _is_folder(bank_id: str, folder: Path) -> UsageError:
    return UsageError(
        f'The bank "{bank_id}" is a folder that was put there by hand; delete {folder} yourself.'
    )


BankEdit = Callable[[EditedBank], EditedBank]


def edit_bank(data: DataFolder, bank_id: str, edit: BankEdit) -> str:
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
        raise bank_not_written(data, error) from error
    return said


def _free_copy(file: Path) -> Path:
    """Return a free name beside a bank's file, which is no bank's."""
    number = 1
    while (kept := file.with_name(f"{file.name}.before-{number}")).exists():
        number += 1
    return kept


def _edit_overlay(data: DataFolder, bank_id: str, edit: BankEdit) -> str:
    file = overlay_file(data.banks, bank_id)
    before, problems = edited_shipped(data.banks, load_bank(bank_id))
    text = edit(before).text
    said = ""
    try:
        make_private_folder(file.parent)
        if problems:
            kept = free_broken_name(file)
            file.rename(kept)
            said = f"Your earlier edits could not be read; they are set aside in {kept}."
        if text:
            write_private(file, text.encode())
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise bank_not_written(data, error) from error
    return said


def create_bank(data: DataFolder, bank: Bank, edit: BankEdit) -> str:
    """Write a new bank of the person's, with what ``edit`` puts into it. Raises StoreError."""
    try:
        write_bank(data, edit(OwnBank(bank)).bank)
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
    delete_bank_file(data, file)
