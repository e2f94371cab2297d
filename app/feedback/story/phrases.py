"""Lists of phrases, read as regular expressions with a kind and an example each.

The lists are files beside this module, separated by tabs, with a header line. Their expressions
are for text as ``lower_case`` returns it, match whole words, and name shared parts in curly
brackets.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class CuePhrase:
    """One line of a list; ``example`` is a text that contains it."""

    kind: str
    pattern: str
    example: str


def read_phrases(name: str, parts: Mapping[str, str]) -> tuple[CuePhrase, ...]:
    """Return the phrases of a file, with each ``{part}`` replaced by its expression."""
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()[1:]
    found = []
    for line in lines:
        kind, pattern, example = line.split("\t")
        for part, meaning in parts.items():
            pattern = pattern.replace(f"{{{part}}}", meaning)
        found.append(CuePhrase(kind, pattern, example))
    return tuple(found)


def any_phrase(phrases: Iterable[CuePhrase], kinds: Collection[str]) -> re.Pattern[str]:
    """Return an expression for any phrase of these kinds; it matches nothing if there is none.

    Raises re.error for an invalid expression.
    """
    patterns = [phrase.pattern for phrase in phrases if phrase.kind in kinds]
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns or ['(?!)'])})(?!\w)")


def lower_case(text: str) -> str:
    """Return a text of the same length in lowercase, with plain apostrophes and spaces."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return re.sub(r"\s", " ", lower.replace("\u2019", "'"))
