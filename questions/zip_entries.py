"""Checks of the entries of a ZIP archive before they are unpacked."""

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
    """An entry does not belong into an archive.

    ``what`` and ``remedy`` are clauses without a capital and a full stop.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy


def safe_entry_path(entry: zipfile.ZipInfo, seen: set[str]) -> PurePosixPath:
    """Return where an entry belongs below a folder, and note it in ``seen``.

    Raises UnsafeZipEntry for one that leads out of the folder, has a name that this system cannot
    keep, is a link or no ordinary file, is locked with a password, or stands there twice, also in
    other letters.
    """
    name = entry.filename
    inner = PurePosixPath(name)
    leads_out = inner.is_absolute() or ".." in inner.parts
    if leads_out or "\\" in name or ":" in name or not inner.parts:
        raise UnsafeZipEntry(
            f"its entry {quoted(name)} leads out of the archive",
            "take it out, and trust the rest only if you know who made it",
        )
    if any(_is_unfit(part) for part in inner.parts):
        raise UnsafeZipEntry(
            f"its entry {quoted(name)} has a name that cannot be kept on this computer",
            "give it another name where the archive is made",
        )
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        raise UnsafeZipEntry(
            f"its entry {quoted(name)} is a link or no ordinary file", "take it out"
        )
    if entry.flag_bits & _ENCRYPTED:
        raise UnsafeZipEntry("it is locked with a password", "make it without one")
    same = unicodedata.normalize("NFC", str(inner)).casefold()
    if same in seen:
        raise UnsafeZipEntry(f"it holds {quoted(name)} twice", "keep one of the two")
    seen.add(same)
    return inner


def _is_unfit(part: str) -> bool:
    """Tell whether no file can be called so; Windows writes some of them to a device instead."""
    if any(ord(letter) < ord(" ") for letter in part):
        return True
    if not _ON_WINDOWS:
        return False
    device = part.partition(".")[0].rstrip(" ").casefold() in _DEVICES
    return device or part[-1] in ". " or not _FORBIDDEN.isdisjoint(part)
