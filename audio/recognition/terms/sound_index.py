"""The terms that recognized words sound like, exactly or nearly."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from mock_interviewer.audio.recognition.terms.english_words import edit_distance, phonetic_key
from mock_interviewer.audio.recognition.terms.tokens import letters

_SHORTEST = 5
"""Letters of the shortest word that is compared by its sound."""
_ALIKE = 0.75
_SHORTEST_NEAR_KEY = 6
"""Sounds of the shortest term that may have one sound that differs."""
_NEARLY_ALIKE = 0.65
_NEARLY_ALIKE_WITH_WORD = 0.5
"""The least similarity of letters if a word is the same, as KL is in "KL by virgins"."""
_ACRONYM_LENGTHS = range(4, 7)
_RHYMES = ("BCDEGPTVZ", "AHJK", "FSX", "LMN", "QU", "IY")
"""Letters whose names are easily taken for each other; GPTQ is recognized as "GPDQ"."""


class SoundIndex:
    """Terms by their sounds, and acronyms by the names of their letters. Never changes."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = tuple(dict.fromkeys(terms))

    def same(self, heard: str) -> str | None:
        """Return the term with the same sounds as these letters, if there is exactly one."""
        if len(heard) < _SHORTEST:
            return None
        return _only(
            term
            for term in self._by_key.get(phonetic_key(heard), ())
            if _similarity(heard, letters(term)) >= _ALIKE
        )

    def near(self, text: str) -> str | None:
        """Return the term that differs from ``text`` in one sound, if there is exactly one.

        ``text`` are several words, or one that is spelled like a name, with capitals inside.
        """
        heard = letters(text)
        if text.isupper() and len(heard) in _ACRONYM_LENGTHS:
            return self._near_acronym(heard.upper())
        if text.islower() and " " not in text:
            return None
        key = phonetic_key(heard)
        found = {
            term
            for near in (key, *_shortened(key))
            for term in self._by_shortened.get(near, ())
            if edit_distance(key, phonetic_key(letters(term))) <= 1
        }
        said = {word.casefold() for word in text.split()}
        return _only(term for term in found if _is_near(heard, said, term))

    def _near_acronym(self, heard: str) -> str | None:
        return _only(
            term
            for term in self._by_rhyme.get(_rhyme(heard), ())
            if sum(one != other for one, other in zip(heard, term, strict=True)) == 1
        )

    @cached_property
    def _by_key(self) -> dict[str, list[str]]:
        return _grouped((phonetic_key(letters(term)), term) for term in self._terms)

    @cached_property
    def _by_shortened(self) -> dict[str, list[str]]:
        """Long enough terms, by their sounds and by their sounds without one of them."""
        return _grouped(
            (near, term)
            for key, terms in self._by_key.items()
            if len(key) >= _SHORTEST_NEAR_KEY
            for near in {key, *_shortened(key)}
            for term in terms
        )

    @cached_property
    def _by_rhyme(self) -> dict[str, list[str]]:
        return _grouped(
            (_rhyme(term), term)
            for term in self._terms
            if len(term) in _ACRONYM_LENGTHS and term.isalpha() and term.isupper()
        )


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, term in pairs:
        groups.setdefault(key, []).append(term)
    return groups


def _only(found: Iterable[str]) -> str | None:
    terms = list(found)
    return terms[0] if len(terms) == 1 else None


def _shortened(key: str) -> Iterator[str]:
    return (key[:place] + key[place + 1 :] for place in range(len(key)))


def _rhyme(acronym: str) -> str:
    return "".join(
        next((rhyme for rhyme in _RHYMES if letter in rhyme), letter)[0] for letter in acronym
    )


def _is_near(heard: str, said: set[str], term: str) -> bool:
    own = letters(term)
    if own in heard or heard in own:
        return False
    same_word = not said.isdisjoint(term.casefold().split())
    least = _NEARLY_ALIKE_WITH_WORD if same_word else _NEARLY_ALIKE
    return _similarity(heard, own) >= least


def _similarity(heard: str, term: str) -> float:
    """Return the share of letters that agree, from 0 to 1."""
    return 1 - edit_distance(heard, term) / max(len(heard), len(term))
