"""A reader for lists of questions in Markdown or plain text, with numbers, bullets, or neither.

It refuses nothing: each line becomes one with a role, and a doubt where the role is a guess.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto

from mock_interviewer.questions.importing.import_draft import (
    JOINED,
    ImportDraft,
    ImportLine,
    LineRole,
    mark_repeated,
)
from mock_interviewer.questions.importing.line_marks import (
    BOLD_LEVEL,
    MarkedLine,
    MarkKind,
    marked,
)
from mock_interviewer.questions.importing.question_words import (
    asks,
    complete,
    title_like,
)

MOST_CHARACTERS = 4000
"""The most characters of a question, or of another text of one."""

_SPLIT = re.compile(r"(?<=[.?!])\s+(?=(?:\(?\d{1,3}[.)]|[Qq]\d{1,3}[.:)])\s*\S)")
_ITEMS = frozenset({MarkKind.NUMBER, MarkKind.QUESTION, MarkKind.BULLET})
_NESTED = 2
"""The indent, in characters, from which an item is below another."""


class _Style(Enum):
    """How the questions of a part are marked."""

    NUMBERED = auto()
    BULLETED = auto()
    LETTERED = auto()
    PLAIN = auto()
    PROSE = auto()
    """Not at all, in a text that marks its questions elsewhere."""


def read_question_list(text: str, source: str, name: str) -> ImportDraft:
    """Return what was understood of a text; every line that isn't blank has its place in it."""
    raws: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        raws += [(number, part) for part in _pieces(line)]
    marks = _with_underlined([marked(raw) for _, raw in raws])
    called, lines = _read([number for number, _ in raws], [raw for _, raw in raws], marks)
    return ImportDraft(source, called or name, mark_repeated(map(_fitting, lines)))


def _pieces(line: str) -> list[str]:
    """Return a line, or the numbered questions that one long line holds."""
    first = marked(line)
    if first.number is None or first.kind not in {MarkKind.NUMBER, MarkKind.QUESTION}:
        return [line]
    pieces = _SPLIT.split(line)
    numbers = [marked(piece).number for piece in pieces]
    follow = all(number == first.number + at for at, number in enumerate(numbers))
    return pieces if follow else [line]


def _with_underlined(marks: list[MarkedLine]) -> list[MarkedLine]:
    """Return lines in which an underlined title is a heading."""
    for at, line in enumerate(marks[1:], 1):
        above = marks[at - 1]
        titled = above.kind is MarkKind.TEXT and title_like(above.text)
        if line.kind is MarkKind.RULE and line.text[0] in "=-" and titled:
            level = 1 if line.text[0] == "=" else 2
            marks[at - 1] = MarkedLine(MarkKind.HEADING, above.text, level=level)
    return marks


def _read(
    numbers: Sequence[int], raws: Sequence[str], marks: Sequence[MarkedLine]
) -> tuple[str, list[ImportLine]]:
    """Return the name that the text gives the bank, or "", and its lines."""
    headings = _HeadingRoles(marks)
    listed = any(mark.kind in _ITEMS for mark in marks)
    reader = _PartReader(*_style_of(marks[: _end_of_part(marks, 0)], listed=listed))
    lines: list[ImportLine] = []
    code_ends = 0
    for at, mark in enumerate(marks):
        if at < code_ends:
            text, role, doubt = raws[at].rstrip(), LineRole.NOTE, ""
        elif mark.kind is MarkKind.HEADING:
            reader.start(*_style_of(marks[at : _end_of_part(marks, at)], listed=listed))
            text, role, doubt = mark.text, headings.role(at), ""
        else:
            if mark.kind is MarkKind.FENCE and reader.asked:
                code_ends = _end_of_code(marks, at)
            text = "" if mark.kind in {MarkKind.FENCE, MarkKind.RULE} else mark.text
            role, doubt = reader.role(mark, _next_filled(marks, at))
        if raws[at].strip():
            joins = _joins(mark, role)
            lines.append(ImportLine(numbers[at], raws[at], text, role, doubt, joins=joins))
    named = (line.text for line in lines if line.role is LineRole.NAME)
    return next(named, ""), lines


def _end_of_code(marks: Sequence[MarkedLine], at: int) -> int:
    """Return the index of the fence that closes a block of code, or 0 if it isn't closed."""
    below = range(at + 1, len(marks))
    return next((end for end in below if marks[end].kind is MarkKind.FENCE), 0)


def _joins(mark: MarkedLine, role: LineRole) -> LineRole:
    """Return how a line belongs to the question above, if it does."""
    if role in JOINED:
        return role
    if mark.kind is MarkKind.LABEL and mark.role in JOINED:
        return mark.role
    if mark.kind in {MarkKind.BULLET, MarkKind.LETTER}:
        return LineRole.FOLLOW_UP if mark.text.endswith("?") else LineRole.KEY_POINT
    return LineRole.WORDING if mark.text.endswith("?") else LineRole.NOTE


def _fitting(line: ImportLine) -> ImportLine:
    """Return a line that is left out if it is too long for a question."""
    if line.role is LineRole.QUESTION and len(line.text) > MOST_CHARACTERS:
        doubt = f"Longer than {MOST_CHARACTERS} characters, so it can't be a question"
        return replace(line, role=LineRole.LEFT_OUT, doubt=doubt)
    return line


def _next_filled(marks: Sequence[MarkedLine], at: int) -> MarkedLine | None:
    below = (mark for mark in marks[at + 1 :] if mark.kind is not MarkKind.BLANK)
    return next(below, None)


def _end_of_part(marks: Sequence[MarkedLine], at: int) -> int:
    """Return the index of the heading below that ends a part."""
    below = range(at + 1, len(marks))
    return next((end for end in below if marks[end].kind is MarkKind.HEADING), len(marks))


def _style_of(part: Sequence[MarkedLine], *, listed: bool) -> tuple[_Style, int]:
    """Return how the questions of a part are marked, and how far they are indented."""
    numbers = [each for each in part if each.kind in {MarkKind.NUMBER, MarkKind.QUESTION}]
    bullets = [each for each in part if each.kind is MarkKind.BULLET]
    letters = [each for each in part if each.kind is MarkKind.LETTER]
    number_indent = min((each.indent for each in numbers), default=0)
    bullet_indent = min((each.indent for each in bullets), default=0)
    if any(each.kind is MarkKind.QUESTION for each in numbers):
        return _Style.NUMBERED, number_indent
    if numbers and bullets:
        if bullet_indent + _NESTED <= number_indent:
            return _Style.BULLETED, bullet_indent
        if number_indent + _NESTED <= bullet_indent:
            return _Style.NUMBERED, number_indent
        more = _asking(bullets) > _asking(numbers)
        return (_Style.BULLETED, bullet_indent) if more else (_Style.NUMBERED, number_indent)
    if numbers:
        return _Style.NUMBERED, number_indent
    if bullets:
        return _Style.BULLETED, bullet_indent
    if len(letters) > 1:
        return _Style.LETTERED, min(each.indent for each in letters)
    return (_Style.PROSE if listed else _Style.PLAIN), 0


def _asking(items: Sequence[MarkedLine]) -> int:
    return sum(asks(each.text) for each in items)


class _HeadingRoles:
    """The roles of headings: the name of the bank, sections, and subsections."""

    def __init__(self, marks: Sequence[MarkedLine]) -> None:
        found = [at for at, mark in enumerate(marks) if mark.kind is MarkKind.HEADING]
        levels = {at: marks[at].level for at in found}
        self._named: int | None = None
        if len(found) > 1 and self._is_title(marks, found, levels):
            self._named = found[0]
            del levels[found[0]]
        self._levels = levels
        self._top = min(levels.values(), default=1)

    def role(self, at: int) -> LineRole:
        """Return the role of the heading with an index."""
        if at == self._named:
            return LineRole.NAME
        return LineRole.SECTION if self._levels[at] == self._top else LineRole.SUBSECTION

    @staticmethod
    def _is_title(
        marks: Sequence[MarkedLine], found: Sequence[int], levels: dict[int, int]
    ) -> bool:
        first = found[0]
        between = {mark.kind for mark in marks[: found[1]]}
        alone = all(levels[at] > levels[first] for at in found[1:])
        return alone and levels[first] < BOLD_LEVEL and not between & _ITEMS


class _PartReader:
    """Decides the role of each line, from the top."""

    def __init__(self, style: _Style, indent: int) -> None:
        self._blank = True
        """Whether the line above is blank."""
        self._asked = False
        """Whether there is a question above."""
        self._last = MarkedLine(MarkKind.BLANK)
        """The line above that isn't blank."""
        self._pending: MarkedLine | None = None
        """A mark without a text, which waits for it."""
        self.start(style, indent)

    def start(self, style: _Style, indent: int) -> None:
        """Begin a part, in which questions are marked in one style."""
        self._style, self._indent = style, indent
        self._sticky: LineRole | None = None
        self._question: MarkedLine | None = None
        self._nested = 0
        self._above = ""

    @property
    def asked(self) -> bool:
        """Whether there was a question."""
        return self._asked

    def role(self, mark: MarkedLine, below: MarkedLine | None) -> tuple[LineRole, str]:
        """Return the role of a line and a doubt about it; ``below`` is the next line with text."""
        if mark.kind is MarkKind.BLANK:
            self._blank = True
            return LineRole.LEFT_OUT, ""
        if mark.kind in {MarkKind.RULE, MarkKind.FENCE, MarkKind.HEADING}:
            return LineRole.LEFT_OUT, ""
        role, doubt = self._decide(mark, below)
        if role in JOINED and not self._asked:
            role, doubt = LineRole.LEFT_OUT, ""
        if role is LineRole.QUESTION:
            self._question = self._pending or mark
            self._asked, self._sticky, self._pending = True, None, None
        if role in {LineRole.QUESTION, LineRole.WORDING}:
            self._above = mark.text
        self._blank, self._last = False, mark
        return role, doubt

    def _decide(self, mark: MarkedLine, below: MarkedLine | None) -> tuple[LineRole, str]:
        if mark.kind is MarkKind.LABEL and not self._pending:
            return self._labeled(mark)
        if mark.kind is not MarkKind.TEXT and self._is_item(mark):
            self._nested = 0
            if mark.text:
                return LineRole.QUESTION, ""
            self._pending = mark
            return LineRole.LEFT_OUT, ""
        if self._pending and mark.text:
            return LineRole.QUESTION, ""
        if mark.kind in {MarkKind.TEXT, MarkKind.LABEL}:
            return self._unmarked(mark, below)
        return self._nested_item(mark)

    def _is_item(self, mark: MarkedLine) -> bool:
        """Return whether a marked line is a question by its mark and its place."""
        if mark.kind is MarkKind.QUESTION:
            return True
        deeper = mark.indent >= self._indent + _NESTED
        if mark.kind is MarkKind.NUMBER:
            if self._style is _Style.NUMBERED:
                return not deeper and not self._is_nested_number(mark)
            return self._style in {_Style.PLAIN, _Style.PROSE}
        if mark.kind is MarkKind.BULLET:
            return self._style is _Style.BULLETED and not deeper
        return self._style is _Style.LETTERED and not deeper

    def _is_nested_number(self, mark: MarkedLine) -> bool:
        """Return whether a number counts the points of the question above, not the questions."""
        above = self._question
        if above is None or above.kind is not MarkKind.QUESTION:
            return False
        if mark.number == self._nested + 1 and (self._nested or mark.number == 1):
            continues = above.number is not None and mark.number == above.number + 1
            if self._nested or not continues:
                self._nested += 1
                return True
        return False

    def _nested_item(self, mark: MarkedLine) -> tuple[LineRole, str]:
        if self._sticky is not None:
            return self._sticky, ""
        if not mark.text.endswith("?"):
            return LineRole.KEY_POINT, ""
        beside = self._blank and mark.indent < self._indent + _NESTED
        if beside and self._style is _Style.NUMBERED:
            return LineRole.QUESTION, "It has no number like the others"
        return LineRole.FOLLOW_UP, ""

    def _labeled(self, mark: MarkedLine) -> tuple[LineRole, str]:
        if mark.role is LineRole.SECTION:
            beside = self._asked and not self._blank
            return (LineRole.NOTE if beside else LineRole.SECTION) if mark.text else (
                LineRole.LEFT_OUT
            ), ""
        if not mark.known:
            return self._unknown_label(mark)
        self._sticky = mark.role
        return (mark.role, "") if mark.text else (LineRole.LEFT_OUT, "")

    def _unknown_label(self, mark: MarkedLine) -> tuple[LineRole, str]:
        if self._style is _Style.PLAIN and (asks(mark.text) or not self._asked):
            return LineRole.QUESTION, "" if asks(mark.text) else "It doesn't look like a question"
        if mark.text.endswith((":", "\N{FULLWIDTH COLON}")) and self._blank:
            return LineRole.SECTION, "It may not be the name of a section"
        return LineRole.NOTE, "It may not belong to the question above"

    def _unmarked(self, mark: MarkedLine, below: MarkedLine | None) -> tuple[LineRole, str]:
        """Return the role of a line without a mark."""
        if self._asked and not self._blank and self._sticky is None and self._wraps(mark):
            return LineRole.WORDING, ""
        if self._style is _Style.PLAIN:
            return self._plain(mark, below)
        if self._sticky is not None and not (self._blank and asks(mark.text)):
            return self._sticky, ""
        if self._blank and mark.indent < self._indent + _NESTED:
            return self._between(mark, below)
        if self._asked:
            return LineRole.NOTE, "" if mark.indent else "It may not belong to the question above"
        return self._between(mark, below)

    def _wraps(self, mark: MarkedLine) -> bool:
        """Return whether a line continues the sentence above."""
        if self._last.kind is MarkKind.LABEL:
            return False
        if self._style is _Style.PLAIN:
            return not complete(self._above) and mark.text[:1].islower()
        indented = mark.indent > self._indent and mark.text.endswith("?")
        return self._last.text == self._above and (not complete(self._above) or indented)

    def _between(self, mark: MarkedLine, below: MarkedLine | None) -> tuple[LineRole, str]:
        """Return the role of a line that stands by itself in a list."""
        if asks(mark.text):
            self._nested = 0
            return LineRole.QUESTION, "It isn't marked like the other questions"
        leads = below is not None and below.kind in _ITEMS
        if leads and self._last.kind is MarkKind.BLANK and title_like(mark.text):
            return LineRole.NAME, ""
        if leads and title_like(mark.text):
            self._question, self._nested = None, 0
            return LineRole.SECTION, "It may not be the name of a section"
        if self._style is _Style.PROSE or not self._asked:
            return LineRole.LEFT_OUT, ""
        return LineRole.NOTE, "It may not belong to the question above"

    def _plain(self, mark: MarkedLine, below: MarkedLine | None) -> tuple[LineRole, str]:
        """Return the role of a line in a text where nothing is marked."""
        if asks(mark.text):
            return LineRole.QUESTION, ""
        if self._sticky is not None and not self._blank:
            return self._sticky, ""
        if not self._blank and self._asked:
            if asks(self._above):
                return LineRole.NOTE, "It may be a question of its own"
            return LineRole.QUESTION, "It doesn't look like a question"
        if self._blank and title_like(mark.text) and below is not None and asks(below.text):
            return LineRole.SECTION, "It may not be the name of a section"
        return LineRole.QUESTION, "It doesn't look like a question"
