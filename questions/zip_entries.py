"""Checks of ZIP archive entries before they are unpacked."""

import os
import stat
import unicodedata
import zipfile
from pathlib import PurePosixPath

from mock_interviewer.questions.errors import quoted

_ENCRYPTED = 0x1
_ON_WINDOWS = os.name == "nt"
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"}
)
_FORBIDDEN = frozenset('<>"|?*')


class UnsafeZipEntry(Exception):
    """An entry must not be unpacked.

    ``what`` and ``remedy`` are clauses without a capital and a period.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy


def safe_entry_path(entry: zipfile.ZipInfo, seen: set[str]) -> PurePosixPath:
    """Return the path for an entry below a folder, and add it to ``seen``.

    Raises UnsafeZipEntry for an entry that leads out of the folder, has a name that this system
    can't use, isn't a regular file, has a password, or is a duplicate, ignoring case.
    """
    name = entry.filename
    inner = PurePosixPath(name)
    leads_out = inner.is_absolute() or ".." in inner.parts
    if leads_out or "\\" in name or ":" in name or not inner.parts:
        raise UnsafeZipEntry(
            f"its entry {quoted(name)} leads out of the archive",
            "delete it, and trust the rest only if you know who made it",
        )
    if any(_is_unfit(part) for part in inner.parts):
        raise UnsafeZipEntry(
            f"its entry {quoted(name)} has a name that this computer can't use",
            "rename it and create the archive again",
        )
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        raise UnsafeZipEntry(f"its entry {quoted(name)} isn't a regular file", "delete it")
    if entry.flag_bits & _ENCRYPTED:
        raise UnsafeZipEntry("it is protected with a password", "create it without one")
    same = unicodedata.normalize("NFC", str(inner)).casefold()
    if same in seen:
        raise UnsafeZipEntry(f"it contains {quoted(name)} twice", "delete one of them")
    seen.add(same)
    return inner


def _is_unfit(part: str) -> bool:
    """Return whether no file can have a name; Windows reserves some names for devices."""
    if any(ord(letter) < ord(" ") for letter in part):
        return True
    if not _ON_WINDOWS:
        return False
    device = part.partition(".")[0].rstrip(" ").casefold() in _DEVICES
    return device or part[-1] in ". " or not _FORBIDDEN.isdisjoint(part)
