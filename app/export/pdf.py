"""Sessions as a PDF, A4, to print and send."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final
from unicodedata import category

from mock_interviewer.app.export.fonts import Fonts, fonts_for
from mock_interviewer.app.export.kept import KeptSession
from mock_interviewer.app.export.page import Block, Heading, Items, Text, blocks

if TYPE_CHECKING:
    from fpdf import FPDF

_MARGIN: Final = 20
_SIZES: Final = {1: 18, 2: 13, 3: 10.5}
"""Points of a heading, by its level."""
_BODY: Final = 10
_LINE: Final = 1.4
"""Height of a line, as a multiple of its letters'."""
_GRAY: Final = 90
_INDENT: Final = 5
_MILLIMETERS: Final = 25.4 / 72
_SHAPED: Final = frozenset((*range(0x300, 0x370), *range(0x590, 0x1D00)))
"""Letters that join, stack or run from right to left: marks, and Hebrew to Vedic."""
_JOINERS: Final = "\u200c\u200d"
_NO_LETTER: Final = "\u25a1"


def pdf_of(sessions: Iterable[KeptSession], check: Callable[[], None] = lambda: None) -> bytes:
    """Return sessions as a PDF, each on a page of its own.

    Every text stands there literally, as far as this machine has a font for it: a letter of which
    there is none is a box, or a question mark where there is no font at all. ``check`` is called
    between sessions, and what it raises ends it.
    """
    pages = [list(_clean(blocks(kept))) for kept in sessions]
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


def _document(fonts: Fonts | None) -> "FPDF":
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


def _write(document: "FPDF", block: Block, fonts: Fonts | None) -> None:
    match block:
        case Heading(level, text):
            document.ln(3 if level > 1 else 0)
            _paragraph(document, text, fonts, size=_SIZES[level], bold=True)
            document.ln(1)
        case Text(text, aside):
            _paragraph(document, text, fonts, aside=aside)
            document.ln(1)
        case Items(items):
            for label, text in items:
                _item(document, label, text, fonts)
                document.ln(0.7)
            document.ln(1)


def _paragraph(
    document: "FPDF",
    text: str,
    fonts: Fonts | None,
    *,
    size: float = _BODY,
    bold: bool = False,
    aside: bool = False,
) -> None:
    document.set_font(style="B" if bold else "", size=size)
    document.set_text_color(_GRAY if aside else 0)
    _cell(document, text, size, fonts)


def _item(document: "FPDF", label: str, text: str, fonts: Fonts | None) -> None:
    """Write an item, its label in front; further lines stand below the first."""
    document.set_font(style="", size=_BODY)
    document.set_text_color(0)
    document.set_left_margin(_MARGIN + _INDENT)
    document.set_x(_MARGIN + _INDENT)
    _cell(document, f"{label}: {text}" if label else text, _BODY, fonts)
    document.set_left_margin(_MARGIN)
    document.set_x(_MARGIN)


def _cell(document: "FPDF", text: str, size: float, fonts: Fonts | None) -> None:
    height = size * _LINE * _MILLIMETERS
    document.multi_cell(0, height, _drawable(text, fonts), align="L", new_x="LMARGIN", new_y="NEXT")


def _drawable(text: str, fonts: Fonts | None) -> str:
    if fonts is None:
        return text.encode("latin-1", "replace").decode("latin-1")
    if fonts.missing.isdisjoint(text):
        return text
    box = "?" if _NO_LETTER in fonts.missing else _NO_LETTER
    return "".join(box if letter in fonts.missing else letter for letter in text)


def _clean(page: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks without what no page shows: line ends, control signs, halves of letters."""
    for block in page:
        match block:
            case Heading(level, text):
                yield Heading(level, _line(text))
            case Text(text, aside):
                yield Text(_line(text), aside)
            case Items(items):
                yield Items(tuple((_line(label), _line(text)) for label, text in items))


def _line(text: str) -> str:
    line = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return "".join(
        letter
        for letter in line
        if letter in _JOINERS or category(letter) not in {"Cc", "Cf", "Cs"}
    )


def _text_of(block: Block) -> str:
    match block:
        case Items(items):
            return "".join(f"{label}{text}" for label, text in items)
        case _:
            return block.text
