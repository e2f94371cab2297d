"""Terms in texts: how often each was said and recognized."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rig.wer import words

_SHORT = 3
"""Letters of a word that may well be no plural, as "as" and "is"."""


@dataclass(frozen=True)
class TermScore:
    """The results of a vocabulary; ``inserted`` are terms heard more often than said."""

    said: int
    right: int
    lost: tuple[str, ...]
    inserted: tuple[str, ...]


def counted(terms: Iterable[str], text: str) -> Counter[str]:
    """Return how often each term stands in a text; where several do, the longest counts.

    Case, the s of plurals, and whether its parts are joined, hyphenated or apart make no
    difference. Of terms that differ in nothing else, the first counts.
    """
    return Counter(term for term, _ in _terms_and_words(terms, text) if term is not None)


def score(terms: Iterable[str], said: str, heard: str) -> TermScore:
    """Compare the terms in what was heard with those in what was said.

    A term is right as often as it was heard, at most as often as it was said; where in the text it
    stands is not looked at.
    """
    terms = tuple(terms)
    wanted, found = counted(terms, said), counted(terms, heard)
    return TermScore(
        wanted.total(),
        (wanted & found).total(),
        tuple((wanted - found).elements()),
        tuple((found - wanted).elements()),
    )


def with_terms_joined(terms: Iterable[str], text: str) -> str:
    """Return the words of a text, the parts of each term joined to one word.

    An error rate then does not depend on hyphens: "pretraining" is what "pre-training" is.
    """
    return " ".join("".join(spoken) for _, spoken in _terms_and_words(terms, text))


def _terms_and_words(
    terms: Iterable[str], text: str
) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """Take a text apart into terms and, with None, single other words; each with its words."""
    names: dict[str, str] = {}
    for term in terms:
        for key in _keys(words(term)):
            names.setdefault(key, term)
    longest = max(map(len, names), default=0)
    spoken = words(text)
    place = 0
    while place < len(spoken):
        found: str | None = None
        length = 1
        for last in range(place + 1, len(spoken) + 1):
            joined, singular = _keys(spoken[place:last])
            if len(singular) > longest:
                break
            name = names.get(joined) or names.get(singular)
            if name is not None:
                found, length = name, last - place
        yield found, tuple(spoken[place : place + length])
        place += length


def _keys(spoken: list[str]) -> tuple[str, str]:
    """Return words joined, without an s at their end, and without that of every long word."""
    singular = [word.removesuffix("s") if len(word) > _SHORT else word for word in spoken]
    return "".join(spoken).removesuffix("s"), "".join(singular).removesuffix("s")
