"""The phrases of the commands and the polite words around them, read from the tables beside this.

Each line of ``phrases.tsv`` is a command, where it may be said ("anywhere", or "outside" of an
answer only) and a pattern. That of a meaning has a "/" where the subject stands. ``wrappings.tsv``
holds what may stand "around" a command, "before" one, or "after" one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from mock_interviewer.app.interview.commands_heard.patterns import Words, expanded
from mock_interviewer.app.interview.commands_heard.spoken_command import SpokenCommand

_SUBJECT: Final = "/"


@dataclass(frozen=True)
class Frame:
    """What stands before and after the subject of a meaning that is asked for."""

    before: Words
    after: Words


@dataclass(frozen=True)
class Wrappings:
    """Polite words; those ``before`` a command promise that one follows. ``longest`` in words."""

    around: frozenset[Words]
    before: frozenset[Words]
    after: frozenset[Words]
    longest: int


@cache
def phrases(*, within_answer: bool) -> dict[Words, tuple[SpokenCommand, ...]]:
    """Return the phrases in plain words, each with the commands that it stands for.

    A meaning has frames instead. ``within_answer``: only those that no answer is likely to hold.
    """
    found: dict[Words, tuple[SpokenCommand, ...]] = {}
    for command, where, pattern in _lines("phrases.tsv"):
        if SpokenCommand(command) is SpokenCommand.MEANING:
            continue
        if within_answer and where == "outside":
            continue
        for words in expanded(pattern):
            known = found.get(words, ())
            if SpokenCommand(command) not in known:
                found[words] = (*known, SpokenCommand(command))
    return found


@cache
def frames() -> tuple[Frame, ...]:
    """Return how a meaning is asked for, the longest frames first."""
    found = set()
    for command, _, pattern in _lines("phrases.tsv"):
        if SpokenCommand(command) is SpokenCommand.MEANING:
            before, _, after = pattern.partition(_SUBJECT)
            found |= {Frame(first, last) for first in expanded(before) for last in expanded(after)}
    return tuple(sorted(found, key=lambda each: (-len(each.before) - len(each.after), each.before)))


@cache
def wrappings() -> Wrappings:
    """Return the polite words."""
    found: dict[str, frozenset[Words]] = {}
    for where, pattern in _lines("wrappings.tsv"):
        found[where] = found.get(where, frozenset()) | expanded(pattern)
    longest = max(len(words) for each in found.values() for words in each)
    return Wrappings(found["around"], found["before"], found["after"], longest)


def _lines(name: str) -> Iterator[list[str]]:
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines()[1:]:
        yield line.split("\t")
