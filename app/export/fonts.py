"""Fonts of this machine that a PDF can be written with."""

import logging
import os
import sys
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

_TEXT: Final = (
    *("dejavusans", "notosans-regular", "liberationsans-regular", "segoeui", "arial unicode"),
    *("arial", "freesans", "ubuntu-r", "opensans-regular", "roboto-regular"),
)
"""Files of fonts to write in, the widest of them first, by name without what follows the dot."""
_BOLD: Final = {
    "dejavusans": "dejavusans-bold",
    "notosans-regular": "notosans-bold",
    "liberationsans-regular": "liberationsans-bold",
    "segoeui": "segoeuib",
    "arial unicode": "arial bold",
    "arial": "arial bold",
    "freesans": "freesansbold",
}
_WIDE: Final = ("unicode", "cjk", "noto", "symbol", "seguisym", "msyh", "malgun", "yugoth", "sim")
"""Parts of names of fonts that have what the usual ones lack."""
_KINDS: Final = (".ttf", ".otf", ".ttc")
_MOST: Final = 200
"""So many fonts are looked into for a letter that is missing."""


@dataclass(frozen=True)
class Fonts:
    """Files of fonts: the one to write in, its bold one, and those for letters that it lacks.

    ``missing`` are letters that none of them has.
    """

    text: Path
    bold: Path | None = None
    further: tuple[Path, ...] = ()
    missing: frozenset[str] = frozenset()


def fonts_for(letters: AbstractSet[str], folders: tuple[Path, ...] | None = None) -> Fonts | None:
    """Return fonts that have as many of these ``letters`` as any of this machine has, as few as do.

    None where there is no font at all. Reads fonts: not for the GUI thread.
    """
    found = dict(_files(font_folders() if folders is None else folders))
    names = [name for name in _TEXT if name in found]
    text = next((name for name in names if _letters_of(found[name])), None)
    if text is None:
        return None
    missing = {ord(letter) for letter in letters} - _letters_of(found[text])
    further: list[Path] = []
    for name in sorted(found, key=_wide_first)[:_MOST] if missing else ():
        has = missing & _letters_of(found[name])
        if has:
            further.append(found[name])
            missing -= has
        if not missing:
            break
    return Fonts(
        found[text], found.get(_BOLD.get(text, "")), tuple(further), frozenset(map(chr, missing))
    )


def font_folders() -> tuple[Path, ...]:
    """Return where this system keeps fonts."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", "C:/Windows"))
        return (windows / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts")
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    )


def _files(folders: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in names:
                path = Path(place, name)
                if path.suffix.lower() in _KINDS:
                    yield path.stem.lower(), path


def _wide_first(name: str) -> tuple[bool, bool, str]:
    wide = any(part in name for part in _WIDE)
    return (not wide, "bold" in name or "italic" in name or "oblique" in name, name)


def _letters_of(path: Path) -> AbstractSet[int]:
    """Return the letters that a font draws as outlines; none where it cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
            if "glyf" not in font and "CFF " not in font:
                return frozenset()
            return frozenset(font.getBestCmap() or {})
    except (TTLibError, OSError, ValueError, KeyError, AssertionError) as error:
        log.debug("%s is no font that can be used: %s", path, error)
        return frozenset()
