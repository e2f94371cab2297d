"""How ordinary a word is in English."""

import tomllib
from functools import cache, lru_cache
from importlib import resources

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
"""The digits as words, each at its own place."""

_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers")
_BRITISH = (("tre", "ter"), ("tres", "ters"), ("our", "or"), ("ours", "ors"), ("ise", "ize"))
_SHORTEST_STEM = 3
_RARE = 8000


@lru_cache(maxsize=4096)
def rank(word: str) -> int | None:
    """Return how many English words are more frequent than ``word``, without regard to case.

    An inflected form that is not listed is held for a rare word. None: no ordinary word, or a name.
    """
    folded = word.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").removesuffix("'s")
    if folded in words_of("closed"):
        return 0
    ranks = _ranks()
    if folded in ranks:
        return ranks[folded]
    stems = [ranks[stem] for stem in _stems(folded) if stem in ranks]
    return max(min(stems), _RARE) if stems else None


def is_name(word: str) -> bool:
    """Say whether ``word`` is written as a known name of a person or place is."""
    return word[:1].isupper() and word.casefold() in _names()


def _stems(word: str) -> list[str]:
    stems = [
        word.removesuffix(british) + american
        for british, american in _BRITISH
        if word.endswith(british)
    ]
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            stems += [stem, stem + "e"]
            if stem[-1] == stem[-2]:
                stems.append(stem[:-1])
            if stem[-1] == "i":
                stems.append(stem[:-1] + "y")
    return stems


@cache
def words_of(name: str) -> frozenset[str]:
    """Return a class of words out of ``word_classes.toml``; raises KeyError for no such class."""
    classes = tomllib.loads(_read("word_classes.toml"))
    return frozenset(str(classes[name]).split())


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")


@cache
def _listed() -> tuple[str, ...]:
    lines = _read("common_words.txt").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


@cache
def _ranks() -> dict[str, int]:
    return {word: place for place, word in enumerate(_listed()) if word.islower()}


@cache
def _names() -> frozenset[str]:
    return frozenset(word.casefold() for word in _listed() if not word.islower())
