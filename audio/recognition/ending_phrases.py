"""The phrases of ``endings.toml``: by which people hold the floor, announce more or end."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_PART = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class EndingPhrases:
    """What is looked for in the words of a sentence, lower case and without marks.

    The first words are sets, those after them patterns to search with, ``afterthought`` in a text
    with its marks. ``items`` has one for each thing of those that ``announcement`` counts.
    """

    always_open: frozenset[str]
    answered: frozenset[str]
    mostly_open: frozenset[str]
    open_pairs: frozenset[str]
    afterthought: re.Pattern[str]
    thinking: re.Pattern[str]
    closed: re.Pattern[str]
    summed_up: re.Pattern[str]
    beginning: re.Pattern[str]
    announcement: re.Pattern[str]
    items: tuple[re.Pattern[str], ...]


@cache
def ending_phrases() -> EndingPhrases:
    """Return the phrases; they are read once."""
    text = resources.files(__package__).joinpath("endings.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    parts: Mapping[str, str] = data["parts"]
    return EndingPhrases(
        always_open=frozenset(data["always_open"].split()),
        answered=frozenset(data["answered"]),
        mostly_open=frozenset(data["mostly_open"].split()),
        open_pairs=frozenset(data["open_pairs"]),
        afterthought=re.compile(data["afterthought"]),
        thinking=_any(data["thinking"], parts),
        closed=_any(data["closed"], parts),
        summed_up=_any(data["summed_up"], parts),
        beginning=_any(data["beginning"], parts),
        announcement=re.compile(_whole(data["announcement"], parts)),
        items=tuple(re.compile(item) for item in data["items"]),
    )


def _any(patterns: Iterable[str], parts: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_whole(pattern, parts)})" for pattern in patterns))


def _whole(pattern: str, parts: Mapping[str, str]) -> str:
    """Put in the parts that a pattern names, and those that they name in turn."""
    return _PART.sub(lambda name: _whole(parts[name.group(1)], parts), pattern)
