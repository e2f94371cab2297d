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
"""So many takes are still put in order by how well they fit, and counted, within 50 ms."""

_TEXTS = """
SELECT t.number, x.text, t.note, t.name, t.text
FROM takes AS t LEFT JOIN transcripts AS x ON x.take = t.number AND x.current
WHERE t.number IN ({marks})
"""


class QuotedField(StrEnum):
    """What of a take is quoted."""

    SPOKEN = "spoken"
    NOTE = "note"
    NAME = "name"
    QUESTION = "question"


@dataclass(frozen=True)
class SearchResult:
    """A take that was found, and a stretch of it in which what was searched for is told apart."""

    take: TakeListRow
    place: QuotedField
    pieces: tuple[QuotePiece, ...]
    sought: tuple[SearchTerm, ...] = ()
    """What was searched for."""


@dataclass(frozen=True)
class SearchResults:
    """The first of what was found; in all there are ``total``, or ``more`` than that.

    They are ordered by how well they fit, by age where there are more.
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
        """Return at most ``count`` takes that say what was typed, of those that are wanted.

        All words are whole ones, in any order, but the last may be the beginning of one; what
        stands in quotes is said just so. All of them stand in the transcript that counts, or all
        in question, name and note. Case and accents do not matter. The words of ``wanted`` are not
        used. Nothing is found where nothing is sought.
        """
        sought = search_terms(text)
        wanted = replace(wanted, words=text)
        numbers = self._hits.newest(wanted, None, MOST_RANKED + 1)
        more = len(numbers) > MOST_RANKED
        if not more:
            numbers = self._hits.ranked(wanted)
        lines = self._listing.lines(numbers[:count])
        return SearchResults(self._quoted(lines, sought), min(len(numbers), MOST_RANKED), more)

    def _quoted(
        self, lines: Sequence[TakeListRow], sought: tuple[SearchTerm, ...]
    ) -> tuple[SearchResult, ...]:
        statement = _TEXTS.format(marks=", ".join("?" * len(lines)))
        found = self._access.rows(statement, *(line.number for line in lines))
        texts = {number: tuple(zip(QuotedField, rest, strict=True)) for number, *rest in found}
        return tuple(_best_quote(line, texts[line.number], sought) for line in lines)


def match_time(transcript: Transcript, text: str) -> float | None:
    """Return the seconds at which a transcript says what was typed, as it is quoted in Found.

    None where it does not.
    """
    words = transcript.words
    place = first_match(search_terms(text), (word.text for word in words))
    return None if place is None else words[place].start


def match_times(transcript: Transcript, text: str) -> tuple[tuple[float, float], ...]:
    """Return start and end, in seconds, of all places where a transcript says what was typed."""
    words = transcript.words
    found = matching_words(search_terms(text), (word.text for word in words))
    return tuple((words[place.start].start, words[place[-1]].end) for place in found)


def _best_quote(
    line: TakeListRow,
    texts: tuple[tuple[QuotedField, str | None], ...],
    sought: tuple[SearchTerm, ...],
) -> SearchResult:
    best, most = SearchResult(line, QuotedField.QUESTION, (), sought), -1
    for place, text in texts:
        if not text:
            continue
        pieces, said = quote_best_match(sought, text)
        if said > most:
            best, most = SearchResult(line, place, pieces, sought), said
        if most == len(sought):
            break
    return best
