"""English words: their frequency, classes and sounds."""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
"""The digits as words, each at its own index."""
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers")
_BRITISH = (("tre", "ter"), ("tres", "ters"), ("our", "or"), ("ours", "ors"), ("ise", "ize"))
_SHORTEST_STEM = 3
_RARE = 8000


@lru_cache(maxsize=4096)
def frequency_rank(word: str) -> int | None:
    """Return how many English words are more frequent than ``word``, without regard to case.

    An unlisted inflected form counts as a rare word. None: not an ordinary word, or a name.
    """
    folded = word.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").removesuffix("'s")
    if folded in word_class("closed"):
        return 0
    ranks = _ranks()
    if folded in ranks:
        return ranks[folded]
    stems = [ranks[stem] for stem in _stems(folded) if stem in ranks]
    return max(min(stems), _RARE) if stems else None


def is_name(word: str) -> bool:
    """Return whether ``word`` is a known name of a person or place, with its capital."""
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
def word_class(name: str) -> frozenset[str]:
    """Return a class of words from ``word_classes.toml``; raises KeyError if there is none."""
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


_SILENT_STARTS = re.compile(r"^(?:kn|gn|pn|wr|ps)")
_VOWELS = re.compile(r"[aeiouyhw]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=4096)
def phonetic_key(text: str) -> str:
    """Return the consonants of ``text`` by their sounds, after an "A" if it starts with a vowel."""
    letters = "".join(char for char in text.casefold() if char.isalnum())
    letters = _SILENT_STARTS.sub(lambda start: start.group()[1], letters)
    starts_open = letters[:1] in set("aeiou")
    for pattern, replacement in _RULES:
        letters = pattern.sub(replacement, letters)
    key = _DOUBLED.sub(r"\1", _VOWELS.sub("", letters)).upper()
    return "A" + key if starts_open else key


_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tch|ch|sh|sch", "X"),
        (r"ph|v", "F"),
        (r"th", "0"),
        (r"gh(?=[^aeiouy]|$)", ""),
        (r"dg(?=[eiy])|j", "J"),
        (r"g(?=[ei])", "J"),
        (r"g", "G"),
        (r"c(?=[eiy])|s|z", "S"),
        (r"ck|c|q|k", "K"),
        (r"x", "KS"),
        (r"mb$", "M"),
    )
)


@lru_cache(maxsize=4096)
def edit_distance(left: str, right: str) -> int:
    """Return the Levenshtein distance: letters inserted, deleted or changed."""
    row = list(range(len(right) + 1))
    for place, char in enumerate(left, 1):
        diagonal, row[0] = row[0], place
        for column, other in enumerate(right, 1):
            change = diagonal + (char != other)
            diagonal = row[column]
            row[column] = min(change, row[column] + 1, row[column - 1] + 1)
    return row[-1]
