"""Export of sessions as a PDF in A4, with fonts of this machine."""

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unicodedata import category

from mock_interviewer.app.export.page_blocks import (
    HeadingBlock,
    ListBlock,
    PageBlock,
    TextBlock,
    session_blocks,
)
from mock_interviewer.app.export.selection import ExportedSession

if TYPE_CHECKING:
    from fpdf import FPDF


log = logging.getLogger(__name__)


_TEXT_FONTS: Final = (
    *("dejavusans", "notosans-regular", "liberationsans-regular", "segoeui", "arial unicode"),
    *("arial", "freesans", "ubuntu-r", "opensans-regular", "roboto-regular"),
)
"""Font files to write in, by name without extension; those with the most characters first."""


_BOLD_FONTS: Final = {
    "dejavusans": "dejavusans-bold",
    "notosans-regular": "notosans-bold",
    "liberationsans-regular": "liberationsans-bold",
    "segoeui": "segoeuib",
    "arial unicode": "arial bold",
    "arial": "arial bold",
    "freesans": "freesansbold",
}


_WIDE_FONTS: Final = (
    "unicode",
    "cjk",
    "noto",
    "symbol",
    "seguisym",
    "msyh",
    "malgun",
    "yugoth",
    "sim",
)
"""Parts of the names of fonts with characters that the usual ones lack."""


_FONT_SUFFIXES: Final = (".ttf", ".otf", ".ttc")


_MOST_FONTS: Final = 200
"""The most fonts to search for missing characters."""


@dataclass(frozen=True)
class PdfFonts:
    """Font files: one to write in, its bold variant, and others for characters that it lacks.

    ``missing`` are the characters that none of them has.
    """

    text: Path
    bold: Path | None = None
    further: tuple[Path, ...] = ()
    missing: frozenset[str] = frozenset()


def fonts_for(
    letters: AbstractSet[str], folders: tuple[Path, ...] | None = None
) -> PdfFonts | None:
    """Return the fewest fonts that have as many of ``letters`` as this machine's fonts have.

    None if there is no font at all. Reads fonts: do not call it on the GUI thread.
    """
    found = dict(_font_files(font_folders() if folders is None else folders))
    names = [name for name in _TEXT_FONTS if name in found]
    text = next((name for name in names if _letters_of(found[name])), None)
    if text is None:
        return None
    missing = {ord(letter) for letter in letters} - _letters_of(found[text])
    further: list[Path] = []
    for name in sorted(found, key=_wide_first)[:_MOST_FONTS] if missing else ():
        has = missing & _letters_of(found[name])
        if has:
            further.append(found[name])
            missing -= has
        if not missing:
            break
    return PdfFonts(
        found[text],
        found.get(_BOLD_FONTS.get(text, "")),
        tuple(further),
        frozenset(map(chr, missing)),
    )


def font_folders() -> tuple[Path, ...]:
    """Return the folders where this system stores fonts."""
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


def _font_files(folders: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in names:
                path = Path(place, name)
                if path.suffix.lower() in _FONT_SUFFIXES:
                    yield path.stem.lower(), path


def _wide_first(name: str) -> tuple[bool, bool, str]:
    wide = any(part in name for part in _WIDE_FONTS)
    return (not wide, "bold" in name or "italic" in name or "oblique" in name, name)


def _letters_of(path: Path) -> AbstractSet[int]:
    """Return the characters that a font has as outlines; none if it cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
            if "glyf" not in font and "CFF " not in font:
                return frozenset()
            return frozenset(font.getBestCmap() or {})
    except (TTLibError, OSError, ValueError, KeyError, AssertionError) as error:
        log.debug("%s is not a usable font: %s", path, error)
        return frozenset()


_MARGIN: Final = 20


_SIZES: Final = {1: 18, 2: 13, 3: 10.5}
"""Font sizes of headings in points, by level."""


_BODY: Final = 10


_LINE: Final = 1.4
"""Line height, as a multiple of the font size."""


_GRAY: Final = 90


_INDENT: Final = 5


_MILLIMETERS: Final = 25.4 / 72


_SHAPED: Final = frozenset((*range(0x300, 0x370), *range(0x590, 0x1D00)))
"""Characters that join, stack, or run from right to left: marks, and Hebrew to Vedic."""


_JOINERS: Final = "\u200c\u200d"


_NO_LETTER: Final = "\u25a1"


def render_pdf(
    sessions: Iterable[ExportedSession], check: Callable[[], None] = lambda: None
) -> bytes:
    """Return a PDF of sessions, each starting on a new page.

    A character that no font of this machine has is shown as a box, or as a question mark if there
    is no font at all. ``check`` is called between sessions; an error that it raises ends this.
    """
    pages = [list(_clean(session_blocks(kept))) for kept in sessions]
    letters = {letter for page in pages for block in page for letter in _text_of(block)}
    fonts = fonts_for(letters - {" "} | {_NO_LETTER})
    document = _document(fonts)
    if fonts is not None and not _SHAPED.isdisjoint(map(ord, letters)):
        document.set_text_shaping(True)
    for page in pages:
        check()
        document.add_page()
        for block in page:
            _write(document, block, fonts)
    return bytes(document.output())


def _document(fonts: PdfFonts | None) -> "FPDF":
    from fpdf import FPDF

    class Document(FPDF):
        def footer(self) -> None:
            self.set_y(-_MARGIN / 2 - 5)
            self.set_font(size=8)
            self.set_text_color(_GRAY)
            self.cell(0, 5, str(self.page_no()), align="R")

    document = Document(format="A4")
    document.set_margins(_MARGIN, _MARGIN)
    document.set_auto_page_break(True, _MARGIN)
    document.set_title("Mock Interviewer")
    document.set_creator("Mock Interviewer")
    if fonts is None:
        document.set_font("helvetica", size=_BODY)
        return document
    document.add_font("text", fname=fonts.text)
    document.add_font("text", style="B", fname=fonts.bold or fonts.text)
    for number, further in enumerate(fonts.further):
        document.add_font(f"further{number}", fname=further)
    document.set_fallback_fonts(
        [f"further{number}" for number in range(len(fonts.further))], exact_match=False
    )
    document.set_font("text", size=_BODY)
    return document


def _write(document: "FPDF", block: PageBlock, fonts: PdfFonts | None) -> None:
    match block:
        case HeadingBlock(level, text):
            document.ln(3 if level > 1 else 0)
            _paragraph(document, text, fonts, size=_SIZES[level], bold=True)
            document.ln(1)
        case TextBlock(text, aside):
            _paragraph(document, text, fonts, aside=aside)
            document.ln(1)
        case ListBlock(items):
            for label, text in items:
                _item(document, label, text, fonts)
                document.ln(0.7)
            document.ln(1)


def _paragraph(
    document: "FPDF",
    text: str,
    fonts: PdfFonts | None,
    *,
    size: float = _BODY,
    bold: bool = False,
    aside: bool = False,
) -> None:
    document.set_font(style="B" if bold else "", size=size)
    document.set_text_color(_GRAY if aside else 0)
    _cell(document, text, size, fonts)


def _item(document: "FPDF", label: str, text: str, fonts: PdfFonts | None) -> None:
    """Write an item after its label; further lines are indented like the first."""
    document.set_font(style="", size=_BODY)
    document.set_text_color(0)
    document.set_left_margin(_MARGIN + _INDENT)
    document.set_x(_MARGIN + _INDENT)
    _cell(document, f"{label}: {text}" if label else text, _BODY, fonts)
    document.set_left_margin(_MARGIN)
    document.set_x(_MARGIN)


def _cell(document: "FPDF", text: str, size: float, fonts: PdfFonts | None) -> None:
    height = size * _LINE * _MILLIMETERS
    document.multi_cell(0, height, _drawable(text, fonts), align="L", new_x="LMARGIN", new_y="NEXT")


def _drawable(text: str, fonts: PdfFonts | None) -> str:
    if fonts is None:
        return text.encode("latin-1", "replace").decode("latin-1")
    if fonts.missing.isdisjoint(text):
        return text
    box = "?" if _NO_LETTER in fonts.missing else _NO_LETTER
    return "".join(box if letter in fonts.missing else letter for letter in text)


def _clean(page: Iterable[PageBlock]) -> Iterator[PageBlock]:
    """Yield blocks without line ends, control characters, and lone surrogates."""
    for block in page:
        match block:
            case HeadingBlock(level, text):
                yield HeadingBlock(level, _line(text))
            case TextBlock(text, aside):
                yield TextBlock(_line(text), aside)
            case ListBlock(items):
                yield ListBlock(tuple((_line(label), _line(text)) for label, text in items))


def _line(text: str) -> str:
    line = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return "".join(
        letter
        for letter in line
        if letter in _JOINERS or category(letter) not in {"Cc", "Cf", "Cs"}
    )


def _text_of(block: PageBlock) -> str:
    match block:
        case ListBlock(items):
            return "".join(f"{label}{text}" for label, text in items)
        case _:
            return block.text
