"""Full-text search over transcripts, questions, names, and notes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mock_interviewer.app.store.database.access import DatabaseAccess
from mock_interviewer.app.store.search.list_rows import ALL_TAKES, TakeFilter, TakeListRow
from mock_interviewer.app.store.search.listing import TakeListing
from mock_interviewer.app.store.search.search_hits import SearchHits
from mock_interviewer.app.store.search.search_query import (
    QuotePiece,
    SearchTerm,
    first_match,
    matching_words,
    quote_best_match,
    search_terms,
)
from mock_interviewer.audio.recognition.transcript import Transcript

MOST_RANKED = 1000
"""Matches that can be ranked and counted within 50 ms."""

_TEXTS = """
SELECT t.number, x.text, t.note, t.name, t.text
FROM takes AS t LEFT JOIN transcripts AS x ON x.take = t.number AND x.current
WHERE t.number IN ({marks})
"""


class QuotedField(StrEnum):
    """The field of a take that a quote comes from."""

    SPOKEN = "spoken"
    NOTE = "note"
    NAME = "name"
    QUESTION = "question"


@dataclass(frozen=True)
class SearchResult:
    """A take that matches a search, and a quote with the matches highlighted."""

    take: TakeListRow
    place: QuotedField
    quote: tuple[QuotePiece, ...]
    terms: tuple[SearchTerm, ...] = ()
    """The terms of the search."""


@dataclass(frozen=True)
class SearchResults:
    """The first matches of ``total``, or of ``more`` than that.

    They are ordered by rank, or by age if there are ``more``.
    """

    lines: tuple[SearchResult, ...] = ()
    total: int = 0
    more: bool = False


class TakeSearch:
    """Finds takes by words; see Library for the thread and the errors."""

    def __init__(self, access: DatabaseAccess) -> None:
        self._access = access
        self._hits = SearchHits(access)
        self._listing = TakeListing(access)

    def find(self, text: str, wanted: TakeFilter = ALL_TAKES, count: int = 50) -> SearchResults:
        """Return at most ``count`` takes that match ``text`` and pass the filter ``wanted``.

        Words match whole words, in any order; the last one also matches the beginning of a word.
        Text in quotation marks matches as a phrase. All terms must be in the current transcript, or
        all in the question, name, and note. Case and accents are ignored, and so are the words of
        ``wanted``. A text without words matches nothing.
        """
        terms = search_terms(text)
        wanted = replace(wanted, words=text)
        numbers = self._hits.newest(wanted, None, MOST_RANKED + 1)
        more = len(numbers) > MOST_RANKED
        if not more:
            numbers = self._hits.ranked(wanted)
        lines = self._listing.lines(numbers[:count])
        return SearchResults(self._quoted(lines, terms), min(len(numbers), MOST_RANKED), more)

    def _quoted(
        self, lines: Sequence[TakeListRow], terms: tuple[SearchTerm, ...]
    ) -> tuple[SearchResult, ...]:
        statement = _TEXTS.format(marks=", ".join("?" * len(lines)))
        found = self._access.rows(statement, *(line.number for line in lines))
        texts = {number: tuple(zip(QuotedField, rest, strict=True)) for number, *rest in found}
        return tuple(_best_quote(line, texts[line.number], terms) for line in lines)


def match_time(transcript: Transcript, text: str) -> float | None:
    """Return the time in seconds of the quoted match in a transcript; None without a match."""
    words = transcript.words
    place = first_match(search_terms(text), (word.text for word in words))
    return None if place is None else words[place].start


def match_times(transcript: Transcript, text: str) -> tuple[tuple[float, float], ...]:
    """Return the start and end, in seconds, of all matches in a transcript."""
    words = transcript.words
    found = matching_words(search_terms(text), (word.text for word in words))
    return tuple((words[place.start].start, words[place[-1]].end) for place in found)


def _best_quote(
    line: TakeListRow,
    texts: tuple[tuple[QuotedField, str | None], ...],
    terms: tuple[SearchTerm, ...],
) -> SearchResult:
    best, most = SearchResult(line, QuotedField.QUESTION, (), terms), -1
    for place, text in texts:
        if not text:
            continue
        pieces, said = quote_best_match(terms, text)
        if said > most:
            best, most = SearchResult(line, place, pieces, terms), said
        if most == len(terms):
            break
    return best
