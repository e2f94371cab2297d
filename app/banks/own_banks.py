"""The person's own banks, and edits to banks: creating, editing, and deleting their files."""

from collections.abc import Callable
from pathlib import Path

from mock_interviewer.app.data_folder.data_folder import DataFolder
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
    """Write a bank to the data folder, and return its file.

    Raises UsageError if its id is taken (with ``replace``, only if it is taken by a bank of the
    program), StoreError if writing fails or a window has the folder open.
    """
    _refuse_shipped(bank.id)
    data.prepare()
    with WriterLock(data):
        return write_bank(data, bank, replace=replace)


def write_bank(data: DataFolder, bank: Bank, *, replace: bool = False) -> Path:
    """Do what ``add_bank`` does; the caller must hold the folder's writer lock."""
    _refuse_shipped(bank.id)
    file = own_bank_file(data.banks, bank.id)
    if file is not None and file.is_dir():
        raise _is_folder(bank.id, file)
    if file is not None and not replace:
        raise UsageError(
            f'You already have a bank "{bank.id}"; give this one another id with --id, or replace '
            "that one with --replace."
        )
    target = file or _free_file(data.banks, bank.id)
    try:
        make_private_folder(data.banks)
        write_private(target, bank_yaml(bank).encode())
    except OSError as error:
        raise _not_written(data, error) from error
    return target


def remove_bank(data: DataFolder, bank_id: str) -> None:
    """Delete one of the person's own banks.

    Raises UsageError if there is no such bank, StoreError if deleting fails or a window has the
    folder open.
    """
    if is_shipped(bank_id):
        raise UsageError(f'"{bank_id}" comes with the program and can\'t be removed.')
    file = own_bank_file(data.banks, bank_id)
    if file is None:
        raise UsageError(
            f'You have no bank "{bank_id}"; `mock-interviewer questions list` shows all banks.'
        )
    if file.is_dir():
        raise _is_folder(bank_id, file)
    with WriterLock(data):
        _delete_file(data, file)


def _delete_file(data: DataFolder, file: Path) -> None:
    try:
        file.unlink()
        sync_folder(file.parent)
    except OSError as error:
        raise _not_written(data, error) from error


def _not_written(data: DataFolder, error: OSError) -> StoreError:
    reason = error.strerror or str(error)
    return StoreError(
        f"The bank can't be written to {data.banks}: {reason}.",
        "Free disk space or make the folder writable, or choose another one with --data-dir.",
    )


def _refuse_shipped(bank_id: str) -> None:
    if is_shipped(bank_id):
        raise UsageError(
            f'"{bank_id}" is a bank that comes with the program; give yours another id with --id.'
        )


def _free_file(folder: Path, bank_id: str) -> Path:
    """Return an unused file for a new bank; a file with its id may be another or a broken bank."""
    file = folder / f"{bank_id}.yaml"
    number = 1
    while file.exists():
        number += 1
        file = folder / f"{bank_id}-{number}.yaml"
    return file


def _is_folder(bank_id: str, folder: Path) -> UsageError:
    return UsageError(
        f'The bank "{bank_id}" is a folder that was added by hand; delete {folder} yourself.'
    )


BankEdit = Callable[[EditedBank], EditedBank]
"""Returns a bank with an edit applied."""


def edit_bank(data: DataFolder, bank_id: str, edit: BankEdit) -> str:
    """Apply an edit to a bank as it is in its file now, and write the file.

    Changes that another program made to the file are kept. If the file has comments, which are lost
    in writing, a copy of it is kept beside it. Return a sentence about such a copy, else "". Raises
    StoreError, and then nothing is changed.
    """
    if is_shipped(bank_id):
        return _edit_overlay(data, bank_id, edit)
    file = own_bank_file(data.banks, bank_id)
    if file is None:
        raise StoreError(
            f'The file of your bank "{bank_id}" is missing or broken, so nothing was saved.',
            "Fix or restore the file, or add the question to another bank.",
        )
    if file.is_dir():
        raise StoreError(
            f'The bank "{bank_id}" is a folder of files, which can\'t be edited here.',
            f"Edit the files in {file} yourself.",
        )
    bank, problems = inspect_bank(file)
    if bank is None:
        raise StoreError(f"Nothing was saved: {problems[0]}", "Fix that and save again.")
    before = OwnBank(bank)
    note = ""
    try:
        text = file.read_text("utf-8")
        # Generating the text of a large bank takes seconds, so it is compared only if need be.
        if "#" in text and text != before.text:
            kept = _free_copy(file)
            write_private(kept, file.read_bytes())
            note = f"A copy of the file with its comments is in {kept}."
        write_private(file, edit(before).text.encode())
    except OSError as error:
        raise _not_written(data, error) from error
    return note


def _free_copy(file: Path) -> Path:
    """Return an unused file beside a bank's file, with a name that isn't read as a bank."""
    number = 1
    while (kept := file.with_name(f"{file.name}.before-{number}")).exists():
        number += 1
    return kept


def _edit_overlay(data: DataFolder, bank_id: str, edit: BankEdit) -> str:
    file = overlay_file(data.banks, bank_id)
    before, problems = edited_shipped(data.banks, load_bank(bank_id))
    text = edit(before).text
    note = ""
    try:
        make_private_folder(file.parent)
        if problems:
            kept = free_broken_name(file)
            file.rename(kept)
            note = f"Your earlier edits couldn't be read. They are kept in {kept}."
        if text:
            write_private(file, text.encode())
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(data, error) from error
    return note


def create_bank(data: DataFolder, bank: Bank, edit: BankEdit) -> str:
    """Write a new bank with an edit applied. Return "". Raises StoreError."""
    try:
        write_bank(data, edit(OwnBank(bank)).bank)
    except UsageError as error:
        raise StoreError(f"There is already a bank “{bank.id}”.", "Choose another name.") from error
    return ""


def delete_bank(data: DataFolder, bank_id: str) -> None:
    """Delete one of the person's own banks; the caller must hold the writer lock.

    Raises StoreError.
    """
    file = own_bank_file(data.banks, bank_id)
    if file is None or file.is_dir():
        raise StoreError(
            f"The file of the bank “{bank_id}” is missing or broken, so it wasn't deleted.",
            f"Look for it in {data.banks}.",
        )
    _delete_file(data, file)
