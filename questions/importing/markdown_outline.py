"""A reader for Markdown outlines, in which headings are sections and list items questions."""

from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.importing.bank_builder import BankBuilder, key_points
from mock_interviewer.questions.model import GENERAL_SECTION
from mock_interviewer.questions.text_files import read_text, refuse_unprintable
from mock_interviewer.questions.yaml_reader import YamlMap

_BOXES = ("[ ] ", "[x] ", "[X] ")


@dataclass
class _Item:
    """A top-level list item, with the items below it."""

    line: int
    text: str = ""
    below: list[tuple[str, int]] = field(default_factory=list)


@dataclass
class _Heading:
    level: int
    text: str


def read_markdown_outline(path: Path) -> YamlMap:
    """Return an outline as the YAML map of a bank file; raises BankError.

    If the first heading is the only one of its level, above the others, it is the bank's name. The
    next level is sections, and deeper ones are subsections. Items below a question's item are its
    key points. Anything but headings and lists is ignored. HTML is read as text.
    """
    text = read_text(path, allow_mark=True)
    refuse_unprintable(text, path)
    parts = _parts(MarkdownIt("commonmark", {"html": False}).parse(text))
    draft = BankBuilder(path)
    headings = [part for part in parts if isinstance(part, _Heading)]
    if headings and parts[0] is headings[0] and _names_the_bank(headings):
        draft.name = headings[0].text
        headings = headings[1:]
        parts = parts[1:]
    top = min((heading.level for heading in headings), default=1)
    section, subsection = GENERAL_SECTION, None
    for part in parts:
        if isinstance(part, _Item):
            _add(draft, part, section, subsection)
        elif part.level == top:
            section, subsection = part.text, None
        else:
            subsection = part.text
    if not len(draft):
        raise BankError(
            path,
            None,
            "there are no list items, and each question must be one",
            'write each question on its own line, starting with "- "',
        )
    return draft.root()


def _names_the_bank(headings: list[_Heading]) -> bool:
    first, *others = headings
    return bool(others) and all(other.level > first.level for other in others)


def _add(draft: BankBuilder, item: _Item, section: str, subsection: str | None) -> None:
    entry = draft.question(item.text, section, item.line)
    if subsection:
        entry.put("subsection", subsection, item.line)
    points = [(text, line) for text, line in item.below if text]
    if points:
        entry.put("key_points", key_points(points), points[0][1])


def _parts(tokens: list[Token]) -> list[_Heading | _Item]:
    """Return headings and top-level list items in their order."""
    parts: list[_Heading | _Item] = []
    depth = 0
    heading: _Heading | None = None
    for token in tokens:
        match token.type:
            case "heading_open" if depth == 0:
                heading = _Heading(int(token.tag[1:]), "")
                parts.append(heading)
            case "heading_close":
                heading = None
            case "list_item_open":
                depth += 1
                line = (token.map or [0])[0] + 1
                if depth == 1:
                    parts.append(_Item(line))
                elif isinstance(item := parts[-1], _Item):
                    item.below.append(("", line))
            case "list_item_close":
                depth -= 1
            case "inline" | "code_block" | "fence":
                text = _text_of(token)
                if heading is not None:
                    heading.text = text
                elif depth and isinstance(item := parts[-1], _Item):
                    _append(item, text, depth)
    return [part for part in parts if part.text]


def _append(item: _Item, text: str, depth: int) -> None:
    """Append a text to an item, or to the last item below it."""
    if depth == 1:
        item.text = f"{item.text} {text}".strip()
    else:
        before, line = item.below[-1]
        item.below[-1] = f"{before} {text}".strip(), line


def _text_of(token: Token) -> str:
    """Return the text of a token on one line, without markup."""
    if token.type == "inline":
        breaks = {"softbreak", "hardbreak"}
        pieces = token.children or ()
        text = "".join(" " if piece.type in breaks else piece.content for piece in pieces)
    else:
        text = token.content
    text = " ".join(text.split())
    return text[len(_BOXES[0]) :] if text.startswith(_BOXES) else text
