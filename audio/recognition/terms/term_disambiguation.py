"""Disambiguation of words that are ordinary English and may be meant as a term."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mock_interviewer.audio.recognition.terms.english_words import (
    NUMBERS,
    frequency_rank,
    is_name,
    word_class,
)
from mock_interviewer.audio.recognition.terms.term_variants import MatchKind, TermVariant
from mock_interviewer.audio.recognition.terms.tokens import TokenSpan

NEVER = 99
"""More evidence than there can be."""
UNSURE = 0.55
"""Probability below which the model was likely wrong."""
_GUESSED = 0.25
_PART = re.compile(r"[^\W_]+")
_DECIMAL = re.compile(r"\d+\.\d+")
_NEAR = 12
"""Words around a span within which terms are evidence for the subject."""

_VERY_FREQUENT = 300
_FREQUENT = 1000
_KNOWN = 4500
_LITTLE, _MUCH = 1, 3
"""Evidence needed for phrases that hardly any sentence, or many a sentence, has by chance."""
_PAIR = 2

_PARTICLES = word_class("closed") | {"go", "set"}
_CLOSED = word_class("closed")
_DETERMINERS = word_class("determiners")
_LINKS = word_class("links")
_SCORES = word_class("scores")
_KINDS = word_class("kinds")
_BEARERS = _KINDS | _SCORES | {"called", "named"}


@dataclass(frozen=True)
class TermContext:
    """The terms that are beyond doubt: for each token the term that it is part of, or None.

    ``possible`` are the places of words that may stand for a name, given evidence.
    """

    terms: tuple[TermVariant | None, ...]
    possible: frozenset[int] = frozenset()

    def near(self, span: TokenSpan) -> set[str]:
        """Return the terms said a few words before or after."""
        before = self.terms[max(0, span.first - _NEAR) : span.first]
        after = self.terms[span.last : span.last + _NEAR]
        return {term.text for term in (*before, *after) if term}

    def name_at(self, place: int) -> int:
        """Return 2 at a term that is not an ordinary word, 1 at a possible one, else 0."""
        term = self.terms[place] if 0 <= place < len(self.terms) else None
        return 2 if term is not None and term.is_name else int(place in self.possible)

    def said(self, text: str) -> bool:
        """Return whether the term is anywhere beyond doubt."""
        return any(term is not None and term.text == text for term in self.terms)


def evidence_needed(span: TokenSpan, reading: TermVariant) -> int:
    """Return the points of evidence that ``reading`` needs: 0 for unusual words, at most NEVER."""
    match reading.way:
        case MatchKind.SPELLING:
            return _needed_for_spelling(span, reading)
        case MatchKind.NEAR_SOUND:
            return _needed_for_near_sound(span, reading)
        case MatchKind.SOUND:
            needed = _needed_for_sound(span, reading)
        case MatchKind.DECLARED:
            needed = _needed_if_declared(span.parts, reading)
    return min(needed + reading.distant, NEVER)


def is_meant(span: TokenSpan, reading: TermVariant, around: TermContext) -> bool:
    """Return whether there is enough evidence for ``reading``, besides its similarity."""
    needed = evidence_needed(span, reading)
    if not needed or needed >= NEVER:
        return not needed
    if reading.way is MatchKind.SPELLING and len(span.parts) > 1:
        return _stands_as_noun(span, reading)
    context = _context(span, reading, around, needed)
    unsure = (span.probability < UNSURE) + (span.probability < _GUESSED)
    if needed == 1 and context == 0:
        return unsure > 1 or (unsure > 0 and bool(around.near(span)))
    return context > 0 and context + unsure >= needed


def _needed_for_spelling(span: TokenSpan, reading: TermVariant) -> int:
    parts = span.parts
    folded = [part.casefold() for part in parts]
    if len(parts) > _PAIR or any(map(_is_odd, parts)):
        return 0
    if len(parts) == 1:
        same_word = folded[0] == reading.written.casefold()
        return _needed_for_word(parts[0], reading) if reading.is_name and same_word else 0
    only_case = span.core.casefold() == reading.written.casefold()
    if only_case and not reading.is_name:
        return 0
    return 0 if _PARTICLES.isdisjoint(folded) else 2


def _needed_if_declared(parts: Sequence[str], reading: TermVariant) -> int:
    if len(parts) == 1:
        return _needed_for_word(parts[0], reading)
    return 0 if any(map(_is_odd, parts)) else _needed_for_phrase(parts, reading)


def _needed_for_phrase(parts: Sequence[str], reading: TermVariant) -> int:
    """Return the points for ordinary words in a row, which are odd without words that join them."""
    term = {part.casefold() for part in _PART.findall(reading.text)}
    others = [part.casefold() for part in parts if part.casefold() not in term]
    if len(parts) - len(others) > 1:
        return 0
    if not _CLOSED.isdisjoint(others):
        return _MUCH if len(parts) == _PAIR or _CLOSED.issuperset(others) else _LITTLE
    if not any(map(_is_number, others)):
        return 0
    frequent = any(
        (frequency_rank(other) or 0) < _FREQUENT for other in others if not _is_number(other)
    )
    numbered = any(map(_is_number, (*reading.text, *term)))
    if frequent or not numbered:
        return _MUCH if len(parts) == _PAIR else _LITTLE
    return 0


def _is_number(part: str) -> bool:
    return part in NUMBERS or part.isdigit()


def _needed_for_sound(span: TokenSpan, reading: TermVariant) -> int:
    term = {part.casefold() for part in _PART.findall(reading.text)}
    others = [part for part in span.parts if part.casefold() not in term]
    plain = any(frequency_rank(part) is not None or is_name(part) for part in others)
    return NEVER if plain or span.probability >= UNSURE else 0


def _needed_for_near_sound(span: TokenSpan, reading: TermVariant) -> int:
    """Return the points for a span that a word of the term is in, or that is no English."""
    term = {part.casefold() for part in _PART.findall(reading.text)}
    parts = [part.casefold() for part in span.parts]
    same = [part for part in parts if part in term and part not in _CLOSED]
    others = [part for part in span.parts if part.casefold() not in term]
    if not others:
        return NEVER
    if not any(frequency_rank(part) is not None or is_name(part) for part in others):
        return _LITTLE
    if not same:
        return NEVER
    telling = len(same) > 1 or any(map(_is_odd, same)) or any(map(str.isupper, span.parts))
    return _LITTLE if telling else _MUCH


def _needed_for_word(part: str, reading: TermVariant) -> int:
    if part.casefold() in _CLOSED:
        return NEVER
    if len(part) > 1 and part.isupper() and reading.is_name:
        return 0
    place = frequency_rank(part)
    if place is None:
        return int(is_name(part))
    if reading.is_name and reading.ending in {"s", "es"}:
        return NEVER
    levels = (place < _KNOWN, place < _FREQUENT, place < _VERY_FREQUENT, not reading.is_name)
    return 1 + sum(levels)


def _is_odd(part: str) -> bool:
    """Return whether a part occurs in terms only: it is a letter, or no English word."""
    if len(part) == 1:
        return part.isalpha() and part.casefold() not in {"a", "i"}
    acronym = part.isupper()
    return not acronym and part.isalpha() and frequency_rank(part) is None and not is_name(part)


def _stands_as_noun(span: TokenSpan, reading: TermVariant) -> bool:
    """Return whether two words that may be a verb and its particle are a noun or adjective."""
    before = span.previous.core.casefold() if span.previous else ""
    after = span.next.core.casefold() if span.next else ""
    if before in word_class("before_verbs"):
        return False
    if span.probability < UNSURE:
        return True
    before_noun = bool(after) and after not in _PARTICLES
    first, second = (part.casefold() for part in span.parts)
    if first not in _PARTICLES:
        return before in _DETERMINERS or (before in word_class("prepositions") and before_noun)
    if "-" in reading.text:
        return before_noun and before not in _DETERMINERS
    return first not in _DETERMINERS and (frequency_rank(second) or 0) >= _FREQUENT


def _context(span: TokenSpan, reading: TermVariant, around: TermContext, needed: int) -> int:
    near = around.near(span) - {reading.text}
    points = int(len(near) > 1) + int(around.said(reading.text))
    if not reading.is_name or reading.way is MatchKind.NEAR_SOUND:
        return points
    before = span.previous.core.casefold() if span.previous else ""
    after = span.next.core.casefold() if span.next else ""
    points += _listing(span, around)
    if after in _SCORES:
        points += 2
    elif after in _KINDS or before in _BEARERS:
        points += 1
    elif before in _DETERMINERS:
        points -= 2
    if needed >= _MUCH and before in _DETERMINERS:
        points -= 1
    if _DECIMAL.fullmatch(before):
        points += 1
    if before in word_class("before_names") and (not after or after in _CLOSED):
        points += 1
    word = span.core
    named = len(span.inner) == 1 and is_name(word)
    alone = len(span.parts) == 1
    if alone and word[:1].isupper() and not span.starts_sentence and not named:
        points += 2
    if named and not word_class("people").isdisjoint({before, after}):
        points -= 3
    return points


def _listing(span: TokenSpan, around: TermContext) -> int:
    """Return points for a span in one list with a term, as in "BLEU, rogue and METEOR"."""
    tokens = span.tokens
    left, right = span.first - 1, span.last
    if left >= 0 and tokens[left].core.casefold() in _LINKS:
        left -= 1
    elif left >= 0 and "," not in tokens[left].after:
        left = -1
    if right < len(tokens) and tokens[right].core.casefold() in _LINKS:
        right += 1
    elif right < len(tokens) and "," not in span.inner[-1].after:
        right = len(tokens)
    return max(around.name_at(left), around.name_at(right))
