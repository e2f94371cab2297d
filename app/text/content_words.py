"""The content words of English text, as stems that can be compared."""

import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from snowballstemmer import Stemmer

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_MIN_LETTERS: Final = 2
_FUNCTION_WORDS: Final = "function_words.txt"
"""The file of English function words, which carry grammar but no content."""
_APOSTROPHE: Final = "\N{RIGHT SINGLE QUOTATION MARK}"


@lru_cache(maxsize=1024)
def content_stems(text: str) -> frozenset[str]:
    """Return the stems (Porter 2001, Snowball) of the content words in ``text``."""
    words = _WORD.findall(text.lower().replace(_APOSTROPHE, "'"))
    content = {word for word in words if len(word) >= _MIN_LETTERS} - _function_words()
    return frozenset(_stemmer().stemWords(list(content)))


@cache
def _stemmer() -> "Stemmer":
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@cache
def _function_words() -> frozenset[str]:
    source = resources.files(__package__) / _FUNCTION_WORDS
    return frozenset(source.read_text("utf-8").split())
