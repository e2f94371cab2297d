"""How many of a key point's own words an answer has, in whatever form."""

import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer import Stemmer

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SHORTEST = 2
_FUNCTION_WORDS = "function_words.txt"
"""Beside this module: English words that say how a sentence is built, not what it is about."""
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"


def share_of_terms(point: str, answer: str, question: str) -> float:
    """Return the share of a key point's content words that an answer has, from 0 to 1.

    Words are compared by their stems (Porter 2001, Snowball). Those of the question do not count,
    for whoever says the question back has them too, unless the point has no others.
    """
    wanted = _stems(point)
    wanted = wanted - _stems(question) or wanted
    return len(wanted & _stems(answer)) / len(wanted) if wanted else 0.0


@cache
def _stemmer() -> "Stemmer":
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@cache
def _function_words() -> frozenset[str]:
    source = resources.files("mock_interviewer.app.feedback.scoring") / _FUNCTION_WORDS
    return frozenset(source.read_text("utf-8").split())


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    words = _WORD.findall(text.lower().replace(_APOSTROPHE, "'"))
    content = {word for word in words if len(word) >= _SHORTEST} - _function_words()
    return frozenset(_stemmer().stemWords(list(content)))
