"""Keeps banks of a person's own in the data folder, beside those that come with the program."""

from pathlib import Path

from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.private_files import make_private_folder, write_private
from mock_interviewer.app.store.lock import WriterLock
from mock_interviewer.audio.syncing import sync_folder
from mock_interviewer.questions.model import Bank
from mock_interviewer.questions.shelf import is_shipped, own_bank_file
from mock_interviewer.questions.writing import bank_yaml


def keep_bank(data: DataFolder, bank: Bank, *, replace: bool = False) -> Path:
    """Write a bank into the data folder and return its file.

    Raises UsageError where its id is taken (``replace`` allows a bank of the person's own to be
    taken over), StoreError where nothing can be written or a window has the folder open.
    """
    _refuse_shipped(bank.id)
    data.prepare()
    with WriterLock(data):
        return put_bank(data, bank, replace=replace)


def put_bank(data: DataFolder, bank: Bank, *, replace: bool = False) -> Path:
    """Do what ``keep_bank`` does, for whoever is the folder's writer already."""
    _refuse_shipped(bank.id)
    there = own_bank_file(data.banks, bank.id)
    if there is not None and there.is_dir():
        raise _by_hand(bank.id, there)
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
        raise refused(data, error) from error
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
        raise _by_hand(bank_id, there)
    with WriterLock(data):
        drop_bank(data, there)


def drop_bank(data: DataFolder, file: Path) -> None:
    """Delete the file of an own bank, for the folder's writer; raises StoreError."""
    try:
        file.unlink()
        sync_folder(file.parent)
    except OSError as error:
        raise refused(data, error) from error


def refused(data: DataFolder, error: OSError) -> StoreError:
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


def _by_hand(bank_id: str, folder: Path) -> UsageError:
    return UsageError(
        f'The bank "{bank_id}" is a folder that was put there by hand; delete {folder} yourself.'
    )
