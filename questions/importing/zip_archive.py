"""Unpacking of a ZIP archive of bank files, and of nothing that such an archive should not hold."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.text_files import MAX_BYTES
from mock_interviewer.questions.zip_entries import UnsafeZipEntry, safe_entry_path

MAX_FILES = 500
MAX_TOTAL = 4 * MAX_BYTES
UNPACKED_SUFFIXES = frozenset({".yaml", ".yml", ".csv", ".md", ".markdown"})
"""The files that are unpacked; others, such as a README's pictures, are passed over."""

_BLOCK = 1 << 16


def unpack_archive(archive: Path, into: Path) -> None:
    """Write the bank files of an archive below the folder ``into``, which is empty.

    Raises BankError for an archive that cannot be read or is locked, and for any entry that leads
    out of the folder, is a link, stands twice or is larger than a bank may be, whatever size it
    claims; then nothing of it may be used.
    """
    if archive.exists() and not archive.is_file():
        # To open a pipe would wait until somebody writes into it.
        raise _refusal(archive, "this is no ordinary file", "name a ZIP archive")
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            if len(entries) > MAX_FILES:
                raise _refusal(
                    archive, f"it holds {len(entries)} files", f"leave at most {MAX_FILES} in it"
                )
            seen: set[str] = set()
            left = MAX_TOTAL
            for entry in entries:
                inner = _safe(archive, entry, seen)
                if inner.suffix.lower() in UNPACKED_SUFFIXES:
                    left -= _write(archive, opened, entry, into.joinpath(*inner.parts), left)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise _refusal(
            archive, "this is no ZIP archive, or a damaged one", "make it anew"
        ) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _refusal(
            archive, f"the archive cannot be read ({reason})", "check its name and permissions"
        ) from error


def _refusal(archive: Path, what: str, remedy: str) -> BankError:
    return BankError(archive, None, what, remedy)


def _safe(archive: Path, entry: zipfile.ZipInfo, seen: set[str]) -> PurePosixPath:
    """Return where an entry belongs below a folder; raises BankError where it does not."""
    try:
        return safe_entry_path(entry, seen)
    except UnsafeZipEntry as error:
        raise _refusal(archive, error.what, error.remedy) from error


def _write(
    archive: Path, opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int
) -> int:
    """Unpack one entry and return its size, counted and not believed."""
    limit = min(MAX_BYTES, left)
    size = 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(entry) as packed, target.open("wb") as file:
        while block := packed.read(_BLOCK):
            size += len(block)
            if size > limit:
                raise _refusal(
                    archive,
                    f"unpacked, {quoted(entry.filename)} is larger than a bank may be",
                    f"keep each file under {MAX_BYTES // 1_000_000} MB"
                    f" and all of them under {MAX_TOTAL // 1_000_000} MB",
                )
            file.write(block)
    return size
