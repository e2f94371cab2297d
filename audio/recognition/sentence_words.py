"""The words of recognized speech, sentence by sentence and clause by clause."""

import re
from itertools import chain

SENTENCE_END = re.compile(r"(?<=[.?!…])\s+")
_WORD = re.compile(r"\w+(?:['-]\w+)*")


def words_of(text: str) -> list[str]:
    """Return the words in lower case, without marks but for apostrophes and hyphens in them."""
    return _WORD.findall(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def sentences_of(text: str) -> list[list[str]]:
    """Return the words of each sentence that has any."""
    return [words for part in SENTENCE_END.split(text) if (words := words_of(part))]


def ends_of_last_sentence(text: str) -> list[list[str]]:
    """Return the words of the last sentence, and those of its end from each comma on.

    Recognition often joins sentences with commas that were spoken as two.
    """
    *_, sentence = ("", *(part for part in SENTENCE_END.split(text) if words_of(part)))
    parts = [words for part in sentence.split(",") if (words := words_of(part))]
    return [list(chain.from_iterable(parts[first:])) for first in range(len(parts))]
