"""Unpacking of ZIP archives of bank files, which refuses unsafe entries."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.text_files import MAX_BYTES
from mock_interviewer.questions.zip_entries import UnsafeZipEntry, safe_entry_path

MAX_FILES = 500
MAX_TOTAL = 4 * MAX_BYTES
UNPACKED_SUFFIXES = frozenset(
    {".yaml", ".yml", ".csv", ".tsv", ".tab", ".md", ".markdown", ".txt", ".xlsx", ".xlsm", ".docx"}
)
"""The files that are unpacked; others, such as pictures, are skipped."""

_BLOCK = 1 << 16


def unpack_archive(archive: Path, into: Path) -> None:
    """Write the bank files of an archive below the empty folder ``into``.

    Raises BankError for an archive that can't be read or has a password, and for any entry that
    leads out of the folder, is a link, is a duplicate, or is larger than a bank may be, whatever
    size it claims; then none of the files may be used.
    """
    if archive.exists() and not archive.is_file():
        # Opening a pipe would block until something writes to it.
        raise _refusal(archive, "this isn't a regular file", "choose a ZIP archive")
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            if len(entries) > MAX_FILES:
                raise _refusal(
                    archive, f"it contains {len(entries)} files", f"keep at most {MAX_FILES} in it"
                )
            seen: set[str] = set()
            left = MAX_TOTAL
            for entry in entries:
                inner = _safe(archive, entry, seen)
                if inner.suffix.lower() in UNPACKED_SUFFIXES:
                    left -= _write(archive, opened, entry, into.joinpath(*inner.parts), left)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise _refusal(
            archive, "this isn't a ZIP archive, or it is damaged", "create it again"
        ) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _refusal(
            archive, f"the archive can't be read ({reason})", "check its name and permissions"
        ) from error


def _refusal(archive: Path, what: str, remedy: str) -> BankError:
    return BankError(archive, None, what, remedy)


def _safe(archive: Path, entry: zipfile.ZipInfo, seen: set[str]) -> PurePosixPath:
    """Return the path for an entry below a folder; raises BankError for an unsafe entry."""
    try:
        return safe_entry_path(entry, seen)
    except UnsafeZipEntry as error:
        raise _refusal(archive, error.what, error.remedy) from error


def _write(
    archive: Path, opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int
) -> int:
    """Unpack one entry, and return its size as it was written, whatever it claims."""
    limit = min(MAX_BYTES, left)
    size = 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(entry) as packed, target.open("wb") as file:
        while block := packed.read(_BLOCK):
            size += len(block)
            if size > limit:
                raise _refusal(
                    archive,
                    f"{quoted(entry.filename)} is larger than a bank may be",
                    f"keep each file under {MAX_BYTES // 1_000_000} MB"
                    f" and all of them under {MAX_TOTAL // 1_000_000} MB",
                )
            file.write(block)
    return size
