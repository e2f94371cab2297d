"""Classification of the end of spoken English by what it says about more to follow.

Recognition puts a period before a pause, whether the words are a sentence or not, and leaves out
most fillers. A period therefore says little by itself, and words count more than punctuation. The
phrases are in ``endings.toml``.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

from mock_interviewer.audio.recognition.fillers import is_filled_pause

SENTENCE_END = re.compile(r"(?<=[.?!…])\s+")
_WORD = re.compile(r"\w+(?:['-]\w+)*")


def sentence_words(text: str) -> list[str]:
    """Return the words in lower case, with apostrophes and hyphens but no other punctuation."""
    return _WORD.findall(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def sentences_of(text: str) -> list[list[str]]:
    """Return the words of each sentence that has any."""
    return [words for part in SENTENCE_END.split(text) if (words := sentence_words(part))]


def ends_of_last_sentence(text: str) -> list[list[str]]:
    """Return the words of the last sentence, and of its end from each comma on.

    Recognition often joins two spoken sentences with a comma.
    """
    *_, sentence = ("", *(part for part in SENTENCE_END.split(text) if sentence_words(part)))
    parts = [words for part in sentence.split(",") if (words := sentence_words(part))]
    return [list(chain.from_iterable(parts[first:])) for first in range(len(parts))]


_PART = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class EndingPhrases:
    """The words and patterns to look for in a sentence, in lower case without punctuation.

    ``afterthought`` is for text with punctuation. ``items`` has a pattern for each thing of those
    that ``announcement`` counts.
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
    """Return the phrases, which are read once."""
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
    """Return a pattern with the named parts inserted, and those that they name in turn."""
    return _PART.sub(lambda name: _whole(parts[name.group(1)], parts), pattern)


class UtteranceEnding(StrEnum):
    """What the end of an utterance says about more to follow."""

    THINKING = "thinking"
    """The speaker asked for time: "let me think"."""
    OPEN = "open"
    """A clause is unfinished, or ends with a filler."""
    ANNOUNCED = "announced"
    """More was announced than was said: "there are three reasons"."""
    WHOLE = "whole"
    """A sentence, after which more may or may not follow."""
    SUMMED_UP = "summed up"
    """The speaker summed up: "in the end", "what I learned is"."""
    CLOSED = "closed"
    """The speaker said that this is all: "that's it"."""


_LAST = 14
"""Words at the end of a long sentence that may ask for time, or start one of several things."""
_ITEM = 25
"""Words after which an announced thing counts as said, even if none is numbered."""
_NUMBERS = {"two": 2, "couple": 2}
"""How many things are announced; of more, the third is looked for."""


def ending_of(text: str) -> UtteranceEnding:
    """Return the kind of ending of an English text as recognized so far."""
    sentences = sentences_of(text)
    if not sentences:
        return UtteranceEnding.WHOLE
    last, phrases = sentences[-1], ending_phrases()
    clauses = [" ".join(words) for words in ends_of_last_sentence(text)]
    if phrases.thinking.search(" ".join(last[-_LAST:])):
        return (
            UtteranceEnding.CLOSED
            if _is_closed_after_thinking(clauses, phrases)
            else UtteranceEnding.THINKING
        )
    if _breaks_off(last, phrases):
        return UtteranceEnding.OPEN
    if any(map(phrases.closed.search, clauses)):
        return UtteranceEnding.CLOSED
    if _is_open(text, last, phrases):
        return UtteranceEnding.OPEN
    if _is_announced(sentences, phrases):
        return UtteranceEnding.ANNOUNCED
    if len(sentences) > 1 and any(map(phrases.summed_up.search, clauses)):
        return UtteranceEnding.SUMMED_UP
    return UtteranceEnding.WHOLE


def _is_closed_after_thinking(clauses: Sequence[str], phrases: EndingPhrases) -> bool:
    """Return whether a speaker who asked for time closed: "let me think, no, that's it"."""
    after = (clause for clause in clauses if not phrases.thinking.search(clause))
    return any(map(phrases.closed.search, after))


def _breaks_off(last: Sequence[str], phrases: EndingPhrases) -> bool:
    return last[-1] in phrases.always_open and " ".join(last[-2:]) not in phrases.answered


def _is_open(text: str, last: Sequence[str], phrases: EndingPhrases) -> bool:
    end, pair = text.rstrip(" \"'"), " ".join(last[-2:])
    if phrases.afterthought.search(text.casefold()):
        return False
    return (
        is_filled_pause(last[-1])
        or (last[-1] in phrases.mostly_open and pair not in phrases.answered)
        or pair in phrases.open_pairs
        or end.endswith("...")
        or not end.endswith((".", "?", "!", "%"))
    )


def _is_announced(sentences: Sequence[Sequence[str]], phrases: EndingPhrases) -> bool:
    """Return whether announced things are missing, or one was only begun."""
    last = sentences[-1]
    if len(last) <= _LAST and phrases.beginning.search(" ".join(last)):
        return True
    text = " ".join(word for sentence in sentences for word in sentence)
    found = list(phrases.announcement.finditer(text))
    if not found:
        return False
    said = text[found[-1].end() :]
    items = sum(item.search(said) is not None for item in phrases.items)
    if not items:
        return len(said.split()) < _ITEM
    return items < _NUMBERS.get(found[-1].group(1), len(phrases.items))
