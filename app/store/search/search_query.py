"""A search query, and the places in a text that match it."""

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

_LONGEST = 1000
"""Characters of a query that are used."""
_MOST = 32
"""Terms of a query that are used."""
_SPAN = 24
"""Words within which a quote should have as many of the terms as possible."""
_BEFORE = 6
"""Words quoted before the first match."""
_AFTER = 18
"""Words quoted after the last match."""

_CHUNK = re.compile(r'"([^"]*)("|$)|[^\s"]+')
_UNFIT = re.compile(r"[\x00\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"[\u0300-\u036f]")
_MARKED_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
"""A word with combining accents, which is much slower to match."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class SearchTerm:
    """Consecutive words to match; ``begun`` if the last may be the beginning of a word."""

    typed: str
    words: tuple[str, ...]
    begun: bool = False


@dataclass(frozen=True)
class QuotePiece:
    """A part of a quoted text, and whether it matches the search."""

    text: str
    matched: bool = False


def search_terms(typed: str) -> tuple[SearchTerm, ...]:
    """Return the terms of a query: its words, and its phrases in quotation marks.

    The last term may be the beginning of a word, unless its quotation marks are closed. Only the
    beginning of a very long query counts. Without any words there are no terms.
    """
    found: list[SearchTerm] = []
    for match in _CHUNK.finditer(_UNFIT.sub(" ", typed[:_LONGEST])):
        quoted = match[1] is not None
        chunk = match[1] if quoted else match[0]
        words = tuple(_said(chunk))
        if words:
            found.append(SearchTerm(chunk, words, begun=not (quoted and match[2])))
    last = len(found) - 1
    return tuple(
        SearchTerm(term.typed, term.words, term.begun and at == last)
        for at, term in enumerate(found)
    )[:_MOST]


def fts_expression(wanted: Iterable[SearchTerm]) -> str:
    """Return the terms as an FTS5 expression, in which typed text is never syntax."""
    return " ".join(f'"{term.typed}"{"*" if term.begun else ""}' for term in wanted)


def fold_word(word: str) -> str:
    """Return a word without case and accents, much as the index stores it."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()


def first_match(wanted: Sequence[SearchTerm], words: Iterable[str]) -> int | None:
    """Return the index of the first word of the part of ``words`` that matches the most terms.

    Of equal parts, the first counts; None without a match.
    """
    said, places = _with_places(words)
    found = _densest(wanted, said)
    return None if found is None else places[found.begin]


def matching_words(wanted: Sequence[SearchTerm], words: Iterable[str]) -> tuple[range, ...]:
    """Return the ranges of words that match a term."""
    said, places = _with_places(words)
    return tuple(
        range(places[begin], places[end - 1] + 1) for begin, end, _ in _matches(wanted, said)
    )


def quote_best_match(wanted: Sequence[SearchTerm], text: str) -> tuple[tuple[QuotePiece, ...], int]:
    """Return a quote of the part of a text that matches the most terms, and how many it matches.

    Without a match, it is the beginning of the text. White space is collapsed.
    """
    said = _said(text)
    found = _densest(wanted, said) or _MatchSpan(0, 0, 0)
    begin, end = max(0, found.begin - _BEFORE), min(len(said), found.end + _AFTER)
    spans = [match.span() for match in islice(_word(text).finditer(text), begin, end + 1)]
    cut_from = spans[0][0] if begin else 0
    cut_to = spans[-1][0] if end < len(said) else len(text)
    matched = [
        (spans[first][0], spans[last - 1][1])
        for first, last, _ in _matches(wanted, said[begin:end])
    ]
    return tuple(_pieces(text, cut_from, cut_to, matched)), found.terms


def highlight_matches(wanted: Sequence[SearchTerm], text: str) -> tuple[QuotePiece, ...]:
    """Return all of a text in parts, with the matches highlighted."""
    spans = [match.span() for match in _word(text).finditer(text)]
    matched = [
        (spans[first][0], spans[last - 1][1]) for first, last, _ in _matches(wanted, _said(text))
    ]
    return tuple(_pieces(text, 0, len(text), matched))


def _word(text: str) -> re.Pattern[str]:
    return _MARKED_WORD if _MARK.search(text) else _WORD


def _said(text: str) -> list[str]:
    return [fold_word(word) for word in _word(text).findall(text)]


def _with_places(words: Iterable[str]) -> tuple[list[str], list[int]]:
    """Return the folded parts of words, and for each the index of its word."""
    said: list[str] = []
    places: list[int] = []
    for place, word in enumerate(words):
        parts = _said(word)
        said += parts
        places += [place] * len(parts)
    return said, places


@dataclass(frozen=True)
class _MatchSpan:
    """A range of words, its end exclusive, and how many terms it matches."""

    begin: int
    end: int
    terms: int


def _matches(wanted: Sequence[SearchTerm], said: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the beginning, end, and index of each matching term, ordered by end."""
    whole: dict[str, tuple[int, ...]] = {}
    for which, term in enumerate(wanted):
        if not term.begun:
            whole[term.words[-1]] = (*whole.get(term.words[-1], ()), which)
    # Only the last of them can be the beginning of a word.
    begun = (len(wanted) - 1,) if wanted and wanted[-1].begun else ()
    beginning = wanted[-1].words[-1] if begun else ""
    for place, word in enumerate(said):
        ending = whole.get(word, ())
        if begun and word.startswith(beginning):
            ending = (*ending, *begun)
        for which in ending:
            words = wanted[which].words
            begin = place + 1 - len(words)
            if begin >= 0 and tuple(said[begin:place]) == words[:-1]:
                yield begin, place + 1, which


def _densest(wanted: Sequence[SearchTerm], said: Sequence[str]) -> _MatchSpan | None:
    """Return the first stretch of ``_SPAN`` words that says most."""
    best: _MatchSpan | None = None
    near: deque[tuple[int, int, int]] = deque()
    for match in _matches(wanted, said):
        near.append(match)
        while near[0][0] < match[1] - _SPAN and len(near) > 1:
            near.popleft()
        terms_said = len({which for _, _, which in near})
        if best is None or terms_said > best.terms:
            best = _MatchSpan(min(begin for begin, _, _ in near), match[1], terms_said)
        if terms_said == len(wanted):
            break
    return best


def _pieces(
    text: str, cut_from: int, cut_to: int, matched: Iterable[tuple[int, int]]
) -> Iterator[QuotePiece]:
    at, front = cut_from, "… " if cut_from else ""
    for begin, end in sorted(matched):
        if end <= at:
            continue
        if front or begin > at:
            yield QuotePiece(front + _SPACE.sub(" ", text[at : max(at, begin)]))
            front = ""
        yield QuotePiece(_SPACE.sub(" ", text[max(at, begin) : end]), matched=True)
        at = end
    rest = front + _SPACE.sub(" ", text[at:cut_to])
    if cut_to < len(text):
        rest = f"{rest.rstrip()} …"
    if rest:
        yield QuotePiece(rest)
