"""Whether two spellings sound alike in English, roughly."""

import re
from functools import lru_cache

_SILENT_STARTS = re.compile(r"^(?:kn|gn|pn|wr|ps)")
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
_VOWELS = re.compile(r"[aeiouyhw]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=4096)
def sound(text: str) -> str:
    """Return the consonants of ``text`` as they sound; an "A" first where a vowel starts it."""
    letters = "".join(char for char in text.casefold() if char.isalnum())
    letters = _SILENT_STARTS.sub(lambda start: start.group()[1], letters)
    starts_open = letters[:1] in set("aeiou")
    for pattern, replacement in _RULES:
        letters = pattern.sub(replacement, letters)
    key = _DOUBLED.sub(r"\1", _VOWELS.sub("", letters)).upper()
    return "A" + key if starts_open else key


@lru_cache(maxsize=4096)
def distance(left: str, right: str) -> int:
    """Return how many letters must be put in, left out or changed to turn one into the other."""
    row = list(range(len(right) + 1))
    for place, char in enumerate(left, 1):
        diagonal, row[0] = row[0], place
        for column, other in enumerate(right, 1):
            change = diagonal + (char != other)
            diagonal = row[column]
            row[column] = min(change, row[column] + 1, row[column - 1] + 1)
    return row[-1]
