"""Reads lists of turns of phrase: regular expressions with a kind and an example, a line each.

The lists are files beside this module, separated by tabs, with a line of titles. Their expressions
are for text as ``lower_case`` gives it, match whole words, and name parts they share in curly
brackets.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Phrase:
    """One line of a list; ``example`` is text in which it is found."""

    kind: str
    pattern: str
    example: str


def read_phrases(name: str, parts: Mapping[str, str]) -> tuple[Phrase, ...]:
    """Return the phrases of a file, with ``{part}`` replaced by what it stands for."""
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()[1:]
    found = []
    for line in lines:
        kind, pattern, example = line.split("\t")
        for part, meaning in parts.items():
            pattern = pattern.replace(f"{{{part}}}", meaning)
        found.append(Phrase(kind, pattern, example))
    return tuple(found)


def one_of(phrases: Iterable[Phrase], kinds: Collection[str]) -> re.Pattern[str]:
    """Return an expression for any phrase of these kinds; it matches nothing where there is none.

    Raises re.error for a broken one.
    """
    patterns = [phrase.pattern for phrase in phrases if phrase.kind in kinds]
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns or ['(?!)'])})(?!\w)")
