"""Correction of recognized terms to the question bank's spelling, keeping the original text.

English only: word frequencies and word sounds are known for English.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from mock_interviewer.audio.recognition.terms.english_words import edit_distance
from mock_interviewer.audio.recognition.terms.term_disambiguation import (
    NEVER,
    UNSURE,
    TermContext,
    evidence_needed,
    is_meant,
)
from mock_interviewer.audio.recognition.terms.term_variants import (
    MatchKind,
    TermVariant,
    TermVariants,
    variants_of,
)
from mock_interviewer.audio.recognition.terms.tokens import (
    TokenSpan,
    WordToken,
    letters,
    spans_from,
)
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import TranscriptSegment, TranscriptWord

_WORDS_ALIKE = 3
"""Words, at most, that are compared with a term by their sound."""
_WORDS_NEARLY_ALIKE = 4
_JOINTS = frozenset("-/\N{EN DASH}")


@dataclass(frozen=True)
class _TermMatch:
    """A span, and the term that it may stand for."""

    span: TokenSpan
    reading: TermVariant


def with_terms_spelled(
    words: Sequence[TranscriptWord], expected: Sequence[ExpectedTerm]
) -> list[TranscriptWord]:
    """Return the words with the terms that were meant, spelled as in ``expected``.

    Words that are one term become one word: it starts with the first, ends with the last, and has
    the lowest of their probabilities. Other times, and punctuation, stay. A changed word keeps its
    original text in ``heard``, and is never changed again; ``raw_text`` restores it. Ordinary
    English words are changed only with evidence for the term from other terms, the words beside
    them, or a low probability, so pass all words of an answer at once. Idempotent.
    """
    now = list(words)
    if not expected:
        return now
    readings = variants_of(tuple(expected))
    # A found term may be evidence for the words beside it. Each round settles at least one word.
    while True:
        then, now = now, _round(now, readings)
        if now == then:
            return now


def spelled_segments(
    segments: Sequence[TranscriptSegment], expected: Sequence[ExpectedTerm]
) -> tuple[TranscriptSegment, ...]:
    """Return the segments with the terms in their words spelled, across segments.

    A term is in the segment of its first word. Segments left without words are dropped; those
    without a changed word stay as they are.
    """
    heard = [word for segment in segments for word in segment.words]
    homes = [number for number, segment in enumerate(segments) for _ in segment.words]
    kept: list[list[TranscriptWord]] = [[] for _ in segments]
    place = 0
    for word in with_terms_spelled(heard, expected):
        kept[homes[place]].append(word)
        place += 1 if word is heard[place] else _count(word, heard, place)
    return tuple(
        _with_words(segment, words) for segment, words in zip(segments, kept, strict=True) if words
    )


def _count(word: TranscriptWord, heard: Sequence[TranscriptWord], place: int) -> int:
    """Return how many words from ``place`` on were spelled as ``word``."""
    raw = heard[place].text
    count = 1
    while raw != word.heard:
        raw += f" {heard[place + count].text}"
        count += 1
    return count


def _with_words(segment: TranscriptSegment, words: Sequence[TranscriptWord]) -> TranscriptSegment:
    if segment.words == tuple(words):
        return segment
    text = " ".join(word.text for word in words)
    return TranscriptSegment(text, words[0].start, words[-1].end, tuple(words))


def _round(words: Sequence[TranscriptWord], readings: TermVariants) -> list[TranscriptWord]:
    tokens = [
        WordToken.of(word, following)
        for word, following in zip(words, [*words[1:], None], strict=False)
    ]
    offers = _offers(tokens, readings)
    around = _surroundings(tokens, offers)
    changed: list[TranscriptWord] = []
    place = 0
    for found in _choose(offers, around):
        between = tokens[place : found.span.first]
        changed += [_with_parts_spelled(token, readings) for token in between]
        changed += _written(found)
        place = found.span.last
    return changed + [_with_parts_spelled(token, readings) for token in tokens[place:]]


def _offers(tokens: Sequence[WordToken], readings: TermVariants) -> list[list[_TermMatch]]:
    """Return the possible matches at each place that has any, the likeliest first."""
    doubted = [token.word.probability < UNSURE for token in tokens]
    offers: list[list[_TermMatch]] = []
    for place, token in enumerate(tokens):
        here: list[_TermMatch] = []
        # Most words of an answer are no part of any term; the early checks make this fast.
        if readings.may_begin(token.letters):
            here += _offers_by_letters(tokens, place, readings)
        if any(doubted[place : place + _WORDS_ALIKE]):
            here += _offers_by_sound(tokens, place, readings)
        few = tokens[place : place + _WORDS_NEARLY_ALIKE]
        if any(map(readings.may_nearly_sound, few)):
            here += _offers_by_near_sound(tokens, place, readings)
            here.sort(key=lambda offer: offer.span.first - offer.span.last)
        if here:
            offers.append(here)
    return offers


def _offers_by_letters(
    tokens: Sequence[WordToken], place: int, readings: TermVariants
) -> Iterator[_TermMatch]:
    for span in spans_from(tokens, place, readings.may_continue, readings.may_be):
        yield from (_TermMatch(span, reading) for reading in readings.of(span))


def _offers_by_sound(
    tokens: Sequence[WordToken], place: int, readings: TermVariants
) -> Iterator[_TermMatch]:
    odd = list(takewhile(readings.may_sound, tokens[place : place + _WORDS_ALIKE]))
    for span in spans_from(odd, 0, lambda _: True, lambda _: True):
        for reading in readings.alike(span):
            yield _TermMatch(TokenSpan(tokens, place, place + span.last), reading)


def _offers_by_near_sound(
    tokens: Sequence[WordToken], place: int, readings: TermVariants
) -> Iterator[_TermMatch]:
    few = tokens[place : place + _WORDS_NEARLY_ALIKE]
    for span in spans_from(few, 0, lambda _: True, lambda _: True):
        if any(map(readings.may_nearly_sound, span.inner)):
            for reading in readings.nearly_alike(span):
                yield _TermMatch(TokenSpan(tokens, place, place + span.last), reading)


def _surroundings(
    tokens: Sequence[WordToken], offers: Sequence[Sequence[_TermMatch]]
) -> TermContext:
    terms: list[TermVariant | None] = [None] * len(tokens)
    for found in _choose(offers, None):
        for place in range(found.span.first, found.span.last):
            terms[place] = found.reading
    possible = {
        offer.span.first
        for here in offers
        for offer in here
        if terms[offer.span.first] is None and _may_be_name(offer)
    }
    return TermContext(tuple(terms), frozenset(possible))


def _may_be_name(offer: _TermMatch) -> bool:
    span, reading = offer.span, offer.reading
    by_letters = reading.way is not MatchKind.SOUND and span.last - span.first == 1
    return by_letters and reading.is_name and evidence_needed(span, reading) < NEVER


def _choose(offers: Sequence[Sequence[_TermMatch]], around: TermContext | None) -> list[_TermMatch]:
    """Return the matches in order of place; without ``around``, only those beyond doubt."""
    chosen: list[_TermMatch] = []
    free = 0
    for here in offers:
        if here[0].span.first >= free:
            found = next((offer for offer in here if _holds(offer, around)), None)
            if found:
                chosen.append(found)
                free = found.span.last
    return chosen


def _is_as_written(span: TokenSpan, reading: TermVariant) -> bool:
    """Return whether a span needs no change: plain words may differ in hyphens and capitals."""
    heard = span.core
    if reading.written == heard:
        return True
    return not reading.is_name and reading.written.casefold() in {
        heard.casefold(),
        heard.casefold().replace("-", " "),
    }


def _free(span: TokenSpan) -> bool:
    return all(token.word.heard is None for token in span.inner)


def _holds(offer: _TermMatch, around: TermContext | None) -> bool:
    span, reading = offer.span, offer.reading
    if _is_as_written(span, reading):
        return True
    if not _free(span):
        return False
    return is_meant(span, reading, around) if around else not evidence_needed(span, reading)


def _written(found: _TermMatch) -> list[TranscriptWord]:
    """Return the words of a span in the spelling of its term."""
    span, reading = found.span, found.reading
    if _is_as_written(span, reading):
        return [token.word for token in span.inner]
    text = _capitalized(span, reading)
    written: list[TranscriptWord] = []
    for heard, terms in _aligned([token.core for token in span.inner], text.split(" ")):
        words = [token.word for token in span.inner[heard.start : heard.stop]]
        before = span.inner[0].before if heard.start == 0 else ""
        after = span.inner[-1].after if heard.stop == len(span.inner) else ""
        joined = before + " ".join(terms) + after
        raw = " ".join(word.text for word in words)
        written.append(
            words[0]
            if joined == raw and len(words) == 1
            else TranscriptWord(
                joined,
                words[0].start,
                words[-1].end,
                min(word.probability for word in words),
                heard=raw,
            )
        )
    return written


def _capitalized(span: TokenSpan, reading: TermVariant) -> str:
    """Return the text of a term; a capital at the start of a sentence stays."""
    text = reading.written
    first = text.split(" ")[0].split("-")[0]
    if span.starts_sentence and span.core[:1].isupper() and first.islower() and first.isalpha():
        return text[0].upper() + text[1:]
    return text


def _aligned(heard: Sequence[str], terms: Sequence[str]) -> list[tuple[slice, Sequence[str]]]:
    """Return pairs of original words and words of a term that are most alike; one is single."""
    if not heard or not terms:
        return []
    if len(heard) == 1 or len(terms) == 1:
        return [(slice(0, len(heard)), terms)]
    shorter = min(len(heard), len(terms))
    best: dict[tuple[int, int], tuple[int, list[tuple[slice, Sequence[str]]]]] = {(0, 0): (0, [])}
    for _ in range(shorter):
        following: dict[tuple[int, int], tuple[int, list[tuple[slice, Sequence[str]]]]] = {}
        for (left, right), (cost, groups) in best.items():
            for take, give in _groups(len(heard) - left, len(terms) - right):
                part, words = slice(left, left + take), terms[right : right + give]
                apart = edit_distance(letters("".join(heard[part])), letters("".join(words)))
                end = (left + take, right + give)
                if end not in following or cost + apart < following[end][0]:
                    following[end] = (cost + apart, [*groups, (part, words)])
        best = following
    return best[len(heard), len(terms)][1]


def _groups(heard: int, terms: int) -> Iterator[tuple[int, int]]:
    yield from ((take, 1) for take in range(1, heard + 1) if terms)
    yield from ((1, give) for give in range(2, terms + 1) if heard)


def _with_parts_spelled(token: WordToken, readings: TermVariants) -> TranscriptWord:
    """Return the word with the terms in its joined parts spelled, as in "bert-based"."""
    word = token.word
    if token.core.isalpha() or word.heard is not None or _JOINTS.isdisjoint(token.core):
        return word
    text = word.text
    for part in token.parts:
        alone = TokenSpan([WordToken.of(replace(word, text=part))], 0, 1)
        for reading in readings.of(alone):
            if (
                reading.way is MatchKind.SPELLING
                and reading.is_name
                and not evidence_needed(alone, reading)
            ):
                text = text.replace(part, reading.written)
                break
    return word if text == word.text else replace(word, text=text, heard=word.text)
