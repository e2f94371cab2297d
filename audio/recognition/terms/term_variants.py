"""Variants of expected terms in a transcript: spellings, mishearings, and sounds."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

from mock_interviewer.audio.recognition.terms.english_words import (
    NUMBERS,
    edit_distance,
    frequency_rank,
    is_name,
    phonetic_key,
    word_class,
)
from mock_interviewer.audio.recognition.terms.tokens import TokenSpan, WordToken, letters
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm

_NUMERAL = re.compile(r"\d+[a-z]?")
"""A number, perhaps in thousands: 10k is not 10-K."""
_PLURAL_ACRONYM = re.compile(r"(?:.*[\s-])?[A-Z]{2,}s")
_COUNTED_ACRONYM = re.compile(r"(?:.*[\s-])?(?:[A-Z]{2,3}|[B-DF-HJ-NP-TV-Z]{4,})")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_PART = re.compile(r"[^\W_]+")
_HEADS = re.compile(r"[\s-]")
_LONGEST_TERM = 80
_SHORTEST_BY_SOUND = 5
_ALIKE = 0.75


class MatchKind(Enum):
    """How recognized text matches a term."""

    SPELLING = "spelling"
    """It is the term, except for case, hyphens, spaces and endings."""
    DECLARED = "declared"
    """The term declares it in ``heard_as``."""
    SOUND = "sound"
    """It only sounds like the term."""


@dataclass(frozen=True)
class TermVariant:
    """A term that may be meant: ``text`` is its spelling, ``ending`` is kept after it."""

    text: str
    way: MatchKind
    ending: str = ""

    @property
    def written(self) -> str:
        """The text with its ending."""
        return self.text + self.ending

    @property
    def is_name(self) -> bool:
        """Whether the term is spelled unlike an ordinary word, as BLEU and GPT-4 are."""
        return any(char.isupper() or char.isdigit() for char in self.text)


@dataclass(frozen=True)
class TermVariants:
    """All variants of the terms of a vocabulary."""

    by_letters: Mapping[str, tuple[TermVariant, ...]]

    def may_begin(self, heard: str) -> bool:
        """Return whether a span whose first word has these letters may match at all."""
        return heard in self._starts or self.may_be(heard)

    def may_be(self, heard: str) -> bool:
        """Return whether a span of these letters may match by its letters."""
        known = self.by_letters
        # Its last one or two letters may be an ending.
        return heard in known or heard[:-1] in known or heard[:-2] in known

    def may_sound(self, token: WordToken) -> bool:
        """Return whether a span with this word may match by sound: ordinary words do not."""
        return all(
            part.casefold() in self._parts or (frequency_rank(part) is None and not is_name(part))
            for part in token.parts
        )

    def may_continue(self, heard: str) -> bool:
        """Return whether a longer span that starts with these letters may match."""
        return heard in self._starts

    def of(self, span: TokenSpan) -> list[TermVariant]:
        """Return the terms that ``span`` matches by its letters, the likeliest first."""
        found = [
            TermVariant(reading.text, reading.way, ending)
            for base, ending in self._forms(span)
            for reading in self.by_letters.get(base, ())
            if not (ending and reading.text[0].isdigit())
        ]
        if len(found) > 1:
            found.sort(key=lambda reading: _dissimilarity(span, reading))
        return found

    def alike(self, span: TokenSpan) -> list[TermVariant]:
        """Return the term that ``span`` sounds like and nearly matches, if there is exactly one."""
        heard = span.letters
        if len(heard) < _SHORTEST_BY_SOUND:
            return []
        near = [
            term
            for term in self._by_sound.get(phonetic_key(heard), ())
            if _is_similar(heard, letters(term))
        ]
        return [TermVariant(near[0], MatchKind.SOUND)] if len(near) == 1 else []

    @cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(known[:end] for known in self.by_letters for end in range(1, len(known)))

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(
            part.casefold()
            for readings in self.by_letters.values()
            for reading in readings
            for part in _PART.findall(reading.text)
        )

    @cached_property
    def _by_sound(self) -> Mapping[str, tuple[str, ...]]:
        sounds: dict[str, tuple[str, ...]] = {}
        for known, readings in self.by_letters.items():
            terms = [reading.text for reading in readings if reading.way is MatchKind.SPELLING]
            if terms and known.isalpha():
                sounds[phonetic_key(known)] = (*sounds.get(phonetic_key(known), ()), terms[0])
        return sounds

    def _forms(self, span: TokenSpan) -> Iterator[tuple[str, str]]:
        heard = span.letters
        possession = span.inner[-1].possession
        if possession:
            base = heard.removesuffix("s")
            if any(reading.way is MatchKind.DECLARED for reading in self.by_letters.get(heard, ())):
                yield heard, ""
            yield base, "s" if self._means_many(span, base) else possession
            return
        yield heard, ""
        if heard.endswith("s"):
            yield heard[:-1], "s"
        if heard.endswith("es") and _SIBILANT.search(heard[:-2]):
            yield heard[:-2], "es"

    def _means_many(self, span: TokenSpan, base: str) -> bool:
        """Return whether "LLM's" is a plural, which recognition often spells like that."""
        named = self.by_letters.get(base, ())
        if not any(_COUNTED_ACRONYM.fullmatch(reading.text) for reading in named):
            return False
        following = span.next.core.casefold() if span.next else ""
        if not following or following in word_class("verbs_of_many"):
            return True
        if span.previous and span.previous.core.casefold() in word_class("singular_determiners"):
            return False
        return base + "s" in self.by_letters or following in word_class("closed")


@lru_cache(maxsize=8)
def variants_of(expected: tuple[ExpectedTerm, ...]) -> TermVariants:
    """Return the variants of terms; of two with the same letters, the first has precedence."""
    found: dict[str, tuple[TermVariant, ...]] = {}
    for entry in expected:
        term = " ".join(entry.term.split())
        if len(term) > _LONGEST_TERM:
            continue
        for key, reading in _variants(term, entry.heard_as):
            if key and reading not in found.get(key, ()):
                found[key] = (*found.get(key, ()), reading)
    return TermVariants(found)


def _variants(term: str, heard_as: tuple[str, ...]) -> Iterator[tuple[str, TermVariant]]:
    own = letters(term)
    if len(own) > 1 and not _NUMERAL.fullmatch(own):
        yield own, TermVariant(term, MatchKind.SPELLING)
        if _PLURAL_ACRONYM.fullmatch(term):
            yield own[:-1], TermVariant(term[:-1], MatchKind.SPELLING)
        if term[0].isalpha() and own != _in_words(term):
            yield _in_words(term), TermVariant(term, MatchKind.SPELLING)
    for heard in heard_as:
        if letters(heard) != own:
            yield letters(heard), TermVariant(_said_part(term, heard), MatchKind.DECLARED)


def _in_words(term: str) -> str:
    """Return the letters of a term with its digits as words, as in "GPT four"."""
    return letters(
        "".join(NUMBERS[int(char)] if char in "0123456789" else char for char in term).replace(
            ".", "point"
        )
    )


def _said_part(term: str, heard: str) -> str:
    """Return the part of a term that ``heard`` has: "deep seek" lacks the end of DeepSeek-R1.

    Other words beside the term ("bleu score") stay.
    """
    words = [term if letters(word) == letters(term) else word for word in heard.split()]
    if term in words:
        return " ".join(words)
    for head in _HEADS.finditer(term):
        if letters(term[: head.start()]) == letters(heard):
            return term[: head.start()]
    return term


def _dissimilarity(span: TokenSpan, reading: TermVariant) -> tuple[bool, bool, bool, bool, int]:
    heard = span.core
    return (
        reading.written != heard,
        reading.written.casefold() != heard.casefold(),
        reading.way is not MatchKind.SPELLING,
        phonetic_key(reading.text) != phonetic_key(heard),
        edit_distance(letters(reading.written), span.letters),
    )


def _is_similar(heard: str, term: str) -> bool:
    longest = max(len(heard), len(term))
    return edit_distance(heard, term) <= longest * (1 - _ALIKE)
