"""What was understood of a list of questions, line by line, before anything is kept."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from mock_interviewer.questions.model import Bank, Question


class LineRole(StrEnum):
    """What a line is taken for. The values of what joins a question are the keys of its fields."""

    QUESTION = "question"
    WORDING = "text"
    """The question above continues."""
    KEY_POINT = "key_points"
    ANSWER = "model_answer"
    FOLLOW_UP = "follow_ups"
    NOTE = "notes"
    SECTION = "section"
    """The name of the section of the questions below."""
    SUBSECTION = "subsection"
    NAME = "name"
    """The name of the bank."""
    LEFT_OUT = "left out"


JOINED = frozenset(
    {
        LineRole.WORDING,
        LineRole.KEY_POINT,
        LineRole.ANSWER,
        LineRole.FOLLOW_UP,
        LineRole.NOTE,
    }
)
"""The roles of lines that belong to the question above them."""


@dataclass(frozen=True)
class ImportLine:
    """A line of a text, a row of a table, or a question of a bank.

    ``number`` counts from 1 in its source; ``raw`` is the line as it is there, and ``text`` the
    line without its number, bullet, or label. ``doubt`` says why the role may be wrong; "" if it is
    clear. ``joins`` is the role that it takes when it is joined to the question above.
    """

    number: int
    raw: str
    text: str
    role: LineRole
    doubt: str = ""
    joins: LineRole = LineRole.NOTE
    cells: tuple[str, ...] = ()
    """The cells of a row."""
    whole: Question | None = None
    """The question of a bank."""
    found: LineRole | None = None
    """The role that it had before the person left it out."""
    chosen: bool = False
    """Whether the person chose the role."""


@dataclass(frozen=True)
class ImportColumn:
    """A column of a table: its name, "" if it has none, and the field of a question that it holds.

    ``key`` is "" for a column that is left out. ``named`` is the field that its name says.
    ``doubt`` says why it is to be checked.
    """

    name: str
    key: str = ""
    named: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class ImportDraft:
    """Lines with their roles. Immutable: each change returns another.

    ``source`` says where they are from, ``name`` is the name for a new bank. ``remark`` says what
    else the source has. ``bank`` is the bank of lines that are whole questions.
    """

    source: str
    name: str
    lines: tuple[ImportLine, ...]
    columns: tuple[ImportColumn, ...] = ()
    remark: str = ""
    bank: Bank | None = None
    header: int = field(default=0)
    """The number of the row that names the columns; 0 if there is none."""

    @property
    def count(self) -> int:
        """The number of questions."""
        return sum(line.role is LineRole.QUESTION for line in self.lines)

    @property
    def left_out(self) -> tuple[ImportLine, ...]:
        """The lines that are left out, without empty marks and the names of columns."""
        return tuple(
            line
            for line in self.lines
            if line.role is LineRole.LEFT_OUT and line.text and line.number != self.header
        )

    @property
    def doubtful(self) -> tuple[int, ...]:
        """The indexes of the lines with a doubt."""
        return tuple(index for index, line in enumerate(self.lines) if line.doubt)

    def can_join(self, index: int) -> bool:
        """Return whether a line can be joined to a question above it."""
        return _can_join(self.lines, index)

    def can_ask(self, index: int) -> bool:
        """Return whether a line can be a question of its own."""
        return bool(self.lines[index].text)

    def with_role(self, indexes: Collection[int], role: LineRole) -> "ImportDraft":
        """Return a draft in which lines have a role, except those that can't have it.

        A question that is left out takes along what is joined to it. One that comes back brings
        that with it.
        """
        return self._changed(dict.fromkeys(indexes, role))

    def joined(self, indexes: Collection[int]) -> "ImportDraft":
        """Return a draft in which lines are joined to the question above, each as it suggests."""
        return self._changed({index: self.lines[index].joins for index in indexes})

    def leave_out(self, indexes: Collection[int]) -> "ImportDraft":
        """Return a draft without these lines; if all of them are left out, they come back."""
        lines = [self.lines[index] for index in indexes]
        if any(line.role is not LineRole.LEFT_OUT for line in lines):
            return self.with_role(indexes, LineRole.LEFT_OUT)
        return self._changed(
            {index: found for index in indexes if (found := self.lines[index].found) is not None}
        )

    def _changed(self, changes: Mapping[int, LineRole]) -> "ImportDraft":
        lines = list(self.lines)
        for index, role in sorted(changes.items()):
            if _can_be(lines, index, role):
                _change(lines, index, role)
        return replace(self, lines=tuple(lines))


def _can_join(lines: Sequence[ImportLine], index: int) -> bool:
    line = lines[index]
    above = (lines[at].role for at in range(index))
    return line.whole is None and bool(line.text) and LineRole.QUESTION in above


def _can_be(lines: Sequence[ImportLine], index: int, role: LineRole) -> bool:
    """Return whether a line can have a role."""
    if role is LineRole.LEFT_OUT:
        return True
    if role in JOINED:
        return _can_join(lines, index)
    return bool(lines[index].text) and (role is LineRole.QUESTION or lines[index].whole is None)


def _change(lines: list[ImportLine], index: int, role: LineRole) -> None:
    """Give a line a role, and those with it that follow it."""
    before = lines[index].role
    lines[index] = _with_role(lines[index], role)
    if before is LineRole.QUESTION and role is LineRole.LEFT_OUT:
        for below in _joined_below(lines, index):
            lines[below] = _with_role(lines[below], LineRole.LEFT_OUT)
    elif before is LineRole.LEFT_OUT and role is LineRole.QUESTION:
        for below in _left_out_below(lines, index):
            lines[below] = _with_role(lines[below], lines[below].found or LineRole.NOTE)


def _with_role(line: ImportLine, role: LineRole) -> ImportLine:
    if role is line.role:
        return replace(line, doubt="", chosen=True)
    left_out = role is LineRole.LEFT_OUT
    return replace(line, role=role, doubt="", found=line.role if left_out else None, chosen=True)


def _joined_below(lines: list[ImportLine], index: int) -> Iterator[int]:
    """Yield the indexes of the lines that are joined to a question."""
    for below in range(index + 1, len(lines)):
        if lines[below].role not in JOINED | {LineRole.LEFT_OUT}:
            return
        if lines[below].role in JOINED:
            yield below


def _left_out_below(lines: list[ImportLine], index: int) -> Iterator[int]:
    """Yield the indexes of the lines that were left out with a question."""
    for below in range(index + 1, len(lines)):
        if lines[below].role is not LineRole.LEFT_OUT or lines[below].found not in JOINED:
            return
        yield below


ALREADY_THERE = "This bank already has this question"


def same_question(text: str) -> str:
    """Return a text that is the same for questions that differ only in case, space, and ends."""
    return " ".join(text.casefold().split()).rstrip("?.! ")


def mark_known(draft: ImportDraft, known: Collection[str]) -> ImportDraft:
    """Return a draft with a doubt at each question that the chosen bank has already.

    ``known`` has its questions as ``same_question`` returns them. A doubt that no longer holds is
    cleared; a line whose role the person chose has none.
    """
    lines = []
    for line in draft.lines:
        doubt = "" if line.doubt == ALREADY_THERE else line.doubt
        asked = line.role is LineRole.QUESTION and not line.chosen
        if asked and not doubt and same_question(line.text) in known:
            doubt = ALREADY_THERE
        lines.append(replace(line, doubt=doubt) if doubt != line.doubt else line)
    return replace(draft, lines=tuple(lines))


def mark_repeated(lines: Iterable[ImportLine]) -> tuple[ImportLine, ...]:
    """Return lines with a doubt at each question that repeats an earlier one."""
    seen: dict[str, int] = {}
    marked = []
    for line in lines:
        if line.role is LineRole.QUESTION:
            first = seen.setdefault(same_question(line.text), line.number)
            if first != line.number and not line.doubt:
                marked.append(replace(line, doubt=f"Same question as in line {first}"))
                continue
        marked.append(line)
    return tuple(marked)
