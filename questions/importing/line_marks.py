"""What a single line of a list of questions starts with: a number, a bullet, a label, a heading."""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from markdown_it import MarkdownIt

from mock_interviewer.questions.importing.import_draft import LineRole
from mock_interviewer.questions.importing.question_words import asks


class MarkKind(Enum):
    """The kinds of lines, by what they start with."""

    BLANK = auto()
    TEXT = auto()
    NUMBER = auto()
    QUESTION = auto()
    """"Question" or "Q" with a number, or "Q:"."""
    BULLET = auto()
    LETTER = auto()
    LABEL = auto()
    HEADING = auto()
    RULE = auto()
    FENCE = auto()


@dataclass(frozen=True)
class MarkedLine:
    """A line without its mark.

    ``number`` is the number in its mark, if there is one. ``level`` is that of a heading. ``role``
    is what the label says that the text is.
    """

    kind: MarkKind
    text: str = ""
    indent: int = 0
    number: int | None = None
    level: int = 0
    role: LineRole = LineRole.NOTE
    known: bool = True
    """Whether the label is one that we know."""


BOLD_LEVEL = 7
"""The level of a line that is a heading only by its bold type."""
TAB = 4

_OPEN = r"(?P<open>[*_]{0,3})"
_CLOSE = r"[*_]{0,3}"
_REST = r"\s*[*_]{0,3}\s*(?P<rest>.*)"
_QUESTION = re.compile(
    rf"{_OPEN}(?:question|ques|q)\.?\s*(?:no\.?\s*|nr\.?\s*|\#\s*)?(?P<number>\d{{1,4}})"
    rf"(?:\s*(?:of|/)\s*\d+)?{_CLOSE}(?:\s*[.:)\]]|\s*[-\u2013\u2014](?!\w)|(?=\s+(?-i:[A-Z]))|\s*$){_REST}",
    re.IGNORECASE,
)
_UNNUMBERED = re.compile(rf"{_OPEN}(?:question|q){_CLOSE}\s*[:)]{_REST}", re.IGNORECASE)
_NUMBER = re.compile(
    rf"{_OPEN}[(\[]?\#?(?P<number>\d{{1,3}}|\d{{4}}(?=[.)])){_CLOSE}"
    rf"(?:\s?[.)\]:](?!\d)|[\u3001\uff0e\uff09\uff1a]|\s*[-\u2013\u2014](?=\s)){_REST}"
)
_BULLET = re.compile(r"(?:[-*+\u2013\u2014>]\s+|[•◦‣·▪●○■□➢➤►✓]\s*)(?P<rest>\S.*)")
_LETTER = re.compile(r"[(]?(?:[A-Za-z]|[ivx]{2,4}|[IVX]{2,4})[.)]\s+(?P<rest>\S.*)")
_BOX = re.compile(r"\[[ xX]\]\s+")
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<rest>.+?)\s*#*")
_BOLD = re.compile(r"(?:\*\*(?P<stars>[^*]+)\*\*|__(?P<lines>[^_]+)__):?")
_RULE = re.compile(r"([-*_=~])(?:\s*\1){2,}")
_FENCE = re.compile(r"(?:```|~~~).*")
_LABEL = re.compile(
    rf"{_OPEN}(?P<label>[^\W\d_](?:[^:?.!*_]|(?<=\w)[.](?=\w)){{0,45}}){_CLOSE}\s*[:\uff1a](?!//){_REST}"
)
_MOST_LABEL_WORDS = 6
_MOST_MARKED = 20_000
"""The most characters of a line that is searched for marks."""

_LABEL_ROLES = (
    (LineRole.ANSWER, r"(?:(?:model|sample|suggested|example|good|short|ideal) )?answer|ans|a"),
    (LineRole.KEY_POINT, r"(?:key |talking |answer )?points?(?: to (?:make|cover|mention))?"),
    (LineRole.FOLLOW_UP, r"follow[- ]?ups?(?: questions?)?|probes?"),
    (LineRole.SECTION, r"topic|section|category|theme"),
)
_NOTE = re.compile(
    r"why\b.*|what\b.*|how to\b.*|look(ing)? for\b.*|tips?|hints?|notes?|purpose|goal|intent"
    r"|context|approach|reason|rationale|avoid|red flags?|remember|strategy|source|difficulty"
    r"|level",
    re.IGNORECASE,
)
_INLINE = MarkdownIt("commonmark", {"html": False})
_MARKUP = re.compile(r"[*_`\[\]<&\\]")


def marked(line: str) -> MarkedLine:
    """Return a line without its mark and its indent."""
    whole = line.expandtabs(TAB)
    text = whole.strip()
    found = _marked(text.removeprefix("> ").lstrip() if text.startswith("> ") else text)
    return replace(found, indent=len(whole) - len(whole.lstrip()))


def plain(text: str) -> str:
    """Return a line of Markdown without its markup."""
    if not _MARKUP.search(text):
        return text
    pieces = _INLINE.parseInline(text)[0].children or ()
    words = (" " if piece.type.endswith("break") else piece.content for piece in pieces)
    # A line that is all markup, such as an empty link, stays as it is.
    return " ".join("".join(words).split()) or text


def _marked(text: str) -> MarkedLine:
    if not text:
        return MarkedLine(MarkKind.BLANK)
    if len(text) > _MOST_MARKED:
        return MarkedLine(MarkKind.TEXT, text)
    if _FENCE.fullmatch(text):
        return MarkedLine(MarkKind.FENCE, text)
    if _RULE.fullmatch(text):
        return MarkedLine(MarkKind.RULE, text)
    found = _HEADING.fullmatch(text)
    if found:
        inner = _numbered(found["rest"])
        if inner is not None and (inner.kind is MarkKind.QUESTION or asks(inner.text)):
            return inner
        if found["rest"].endswith("?"):
            return MarkedLine(MarkKind.QUESTION, plain(found["rest"]))
        return MarkedLine(MarkKind.HEADING, plain(found["rest"]), level=len(found["marks"]))
    return (
        _numbered(text)
        or _bulleted(text)
        or _labeled(text)
        or MarkedLine(MarkKind.TEXT, plain(text))
    )


def _numbered(text: str) -> MarkedLine | None:
    for kind, pattern in (
        (MarkKind.QUESTION, _QUESTION),
        (MarkKind.NUMBER, _NUMBER),
        (MarkKind.QUESTION, _UNNUMBERED),
    ):
        found = pattern.fullmatch(text)
        if found:
            rest = found["rest"]
            if found["open"] and rest.endswith(found["open"]):
                rest = rest.removesuffix(found["open"])
            number = found.groupdict().get("number")
            return MarkedLine(kind, plain(rest.strip()), number=int(number) if number else None)
    return None


def _bulleted(text: str) -> MarkedLine | None:
    found = _BULLET.fullmatch(text)
    if found:
        rest = found["rest"]
        box = _BOX.match(rest)
        rest = rest[box.end() :] if box else rest
        return _numbered(rest) or _inner_label(rest) or MarkedLine(MarkKind.BULLET, plain(rest))
    found = _LETTER.fullmatch(text)
    return MarkedLine(MarkKind.LETTER, plain(found["rest"])) if found else None


def _inner_label(rest: str) -> MarkedLine | None:
    """Return the label of a bullet, if it is one that we know."""
    found = _labeled(rest)
    return found if found is not None and found.kind is MarkKind.LABEL and found.known else None


def _labeled(text: str) -> MarkedLine | None:
    bold = _BOLD.fullmatch(text)
    if bold and not text.rstrip("*_:").endswith(("?", ".")):
        inside = (bold["stars"] or bold["lines"]).strip()
        if inside and not _label_role(inside.rstrip(":").strip())[1]:
            return MarkedLine(MarkKind.HEADING, plain(inside).rstrip(":"), level=BOLD_LEVEL)
    found = _LABEL.fullmatch(text)
    if not found:
        return None
    label, rest = found["label"].strip(), found["rest"].strip()
    role, known = _label_role(label)
    if not known and (rest.endswith("?") or len(label.split()) > _MOST_LABEL_WORDS):
        return None
    said = plain(text) if role is LineRole.NOTE else plain(rest)
    return MarkedLine(MarkKind.LABEL, said, role=role, known=known)


def _label_role(label: str) -> tuple[LineRole, bool]:
    """Return what a label says, and whether it is one that we know."""
    for role, pattern in _LABEL_ROLES:
        if re.fullmatch(pattern, label, re.IGNORECASE):
            return role, True
    return LineRole.NOTE, bool(_NOTE.fullmatch(label))
