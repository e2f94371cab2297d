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
from mock_interviewer.audio.recognition.terms.sound_index import SoundIndex
from mock_interviewer.audio.recognition.terms.tokens import TokenSpan, WordToken, letters
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm

_NUMERAL = re.compile(r"\d+[a-z]?")
"""A number, perhaps in thousands: 10k is not 10-K."""
_PLURAL_ACRONYM = re.compile(r"(?:.*[\s-])?[A-Z]{2,}s")
_COUNTED_ACRONYM = re.compile(r"(?:.*[\s-])?(?:[A-Z]{2,3}|[B-DF-HJ-NP-TV-Z]{4,})")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_PART = re.compile(r"[^\W_]+")
_CAPITAL_INSIDE = re.compile(r"\w[A-Z]")
_HEADS = re.compile(r"[\s-]")
_LONGEST_TERM = 80
_RARE = 4500


class MatchKind(Enum):
    """How recognized text matches a term."""

    SPELLING = "spelling"
    """It is the term, except for case, hyphens, spaces and endings."""
    DECLARED = "declared"
    """The term declares it in ``heard_as``."""
    SOUND = "sound"
    """It only sounds like the term."""
    NEAR_SOUND = "near sound"
    """It sounds like the term, except for one sound."""


@dataclass(frozen=True)
class TermVariant:
    """A term that may be meant: ``text`` is its spelling, ``ending`` is kept after it.

    A ``distant`` term belongs to other questions.
    """

    text: str
    way: MatchKind
    ending: str = ""
    distant: bool = False

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
            TermVariant(reading.text, reading.way, ending, reading.distant)
            for base, ending in self._forms(span)
            for reading in self.by_letters.get(base, ())
            if not (ending and reading.text[0].isdigit())
        ]
        if len(found) > 1:
            found.sort(key=lambda reading: _dissimilarity(span, reading))
        return found

    def alike(self, span: TokenSpan) -> list[TermVariant]:
        """Return the term that ``span`` sounds like, if there is exactly one.

        A distant term, only if there is none of the question.
        """
        for index, distant in self._sounds:
            found = index.same(span.letters)
            if found is not None:
                return [TermVariant(found, MatchKind.SOUND, distant=distant)]
        return []

    def may_nearly_sound(self, token: WordToken) -> bool:
        """Return whether a span with this word may match by a near sound.

        The word has capitals inside, as names have, or it is a rare one of a term of several words.
        """
        return _CAPITAL_INSIDE.search(token.core) is not None or any(
            part.casefold() in self._rare_parts for part in token.parts
        )

    def nearly_alike(self, span: TokenSpan) -> list[TermVariant]:
        """Return the term that ``span`` sounds like but for one sound, as ``alike`` does."""
        if span.letters in self.by_letters:
            return []
        for index, distant in self._sounds:
            found = index.near(span.core)
            if found is not None:
                return [TermVariant(found, MatchKind.NEAR_SOUND, distant=distant)]
        return []

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
    def _rare_parts(self) -> frozenset[str]:
        parts = {
            part.casefold()
            for term in self._spelled
            if len(found := _PART.findall(term.text)) > 1
            for part in found
        }
        return frozenset(
            part for part in parts if (rank := frequency_rank(part)) is None or rank >= _RARE
        )

    @cached_property
    def _sounds(self) -> tuple[tuple[SoundIndex, bool], tuple[SoundIndex, bool]]:
        """The question's terms and the distant ones by sound; the latter are marked."""
        terms = [term for term in self._spelled if letters(term.text).isalpha()]
        near = SoundIndex(term.text for term in terms if not term.distant)
        return (near, False), (SoundIndex(term.text for term in terms if term.distant), True)

    @cached_property
    def _spelled(self) -> tuple[TermVariant, ...]:
        """For each spelling, the first of the terms with it."""
        readings = (
            [reading for reading in each if reading.way is MatchKind.SPELLING]
            for each in self.by_letters.values()
        )
        return tuple(each[0] for each in readings if each)

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
        for key, reading in _variants(term, entry):
            if key and reading not in found.get(key, ()):
                found[key] = (*found.get(key, ()), reading)
    return TermVariants(found)


def _variants(term: str, entry: ExpectedTerm) -> Iterator[tuple[str, TermVariant]]:
    own, distant = letters(term), entry.distant
    if len(own) > 1 and not _NUMERAL.fullmatch(own):
        yield own, TermVariant(term, MatchKind.SPELLING, distant=distant)
        if _PLURAL_ACRONYM.fullmatch(term):
            yield own[:-1], TermVariant(term[:-1], MatchKind.SPELLING, distant=distant)
        if term[0].isalpha() and own != _in_words(term):
            yield _in_words(term), TermVariant(term, MatchKind.SPELLING, distant=distant)
    for heard in entry.heard_as:
        if letters(heard) != own:
            meant = _said_part(term, heard)
            yield letters(heard), TermVariant(meant, MatchKind.DECLARED, distant=distant)


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
