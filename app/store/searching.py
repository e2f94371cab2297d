"""Full-text search in what was said and in what a person sees of a take besides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mock_interviewer.app.store.access import Access
from mock_interviewer.app.store.hits import Hits
from mock_interviewer.app.store.lines import EVERYTHING, Filter, TakeLine
from mock_interviewer.app.store.listing import Listing
from mock_interviewer.app.store.wanted_words import Piece, Term, quote, terms, word_at, words_saying
from mock_interviewer.audio.recognition.transcript import Transcript

MOST_RANKED = 1000
"""So many takes are still put in order by how well they fit, and counted, within 50 ms."""

_TEXTS = """
SELECT t.number, x.text, t.note, t.name, t.text
FROM takes AS t LEFT JOIN transcripts AS x ON x.take = t.number AND x.current
WHERE t.number IN ({marks})
"""


class Place(StrEnum):
    """What of a take is quoted."""

    SPOKEN = "spoken"
    NOTE = "note"
    NAME = "name"
    QUESTION = "question"


@dataclass(frozen=True)
class FoundLine:
    """A take that was found, and a stretch of it in which what was searched for is told apart."""

    take: TakeLine
    place: Place
    pieces: tuple[Piece, ...]
    sought: tuple[Term, ...] = ()
    """What was searched for."""


@dataclass(frozen=True)
class Found:
    """The first of what was found; in all there are ``total``, or ``more`` than that.

    They are ordered by how well they fit, by age where there are more.
    """

    lines: tuple[FoundLine, ...] = ()
    total: int = 0
    more: bool = False


class Search:
    """Finds takes by words; see Library for the thread and the errors."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._hits = Hits(access)
        self._listing = Listing(access)

    def find(self, text: str, wanted: Filter = EVERYTHING, count: int = 50) -> Found:
        """Return at most ``count`` takes that say what was typed, of those that are wanted.

        All words are whole ones, in any order, but the last may be the beginning of one; what
        stands in quotes is said just so. All of them stand in the transcript that counts, or all
        in question, name and note. Case and accents do not matter. The words of ``wanted`` are not
        used. Nothing is found where nothing is sought.
        """
        sought = terms(text)
        wanted = replace(wanted, words=text)
        numbers = self._hits.newest(wanted, None, MOST_RANKED + 1)
        more = len(numbers) > MOST_RANKED
        if not more:
            numbers = self._hits.ranked(wanted)
        lines = self._listing.lines(numbers[:count])
        return Found(self._quoted(lines, sought), min(len(numbers), MOST_RANKED), more)

    def _quoted(self, lines: Sequence[TakeLine], sought: tuple[Term, ...]) -> tuple[FoundLine, ...]:
        statement = _TEXTS.format(marks=", ".join("?" * len(lines)))
        found = self._access.rows(statement, *(line.number for line in lines))
        texts = {number: tuple(zip(Place, rest, strict=True)) for number, *rest in found}
        return tuple(_best(line, texts[line.number], sought) for line in lines)


def moment(transcript: Transcript, text: str) -> float | None:
    """Return the seconds at which a transcript says what was typed, as it is quoted in Found.

    None where it does not.
    """
    words = transcript.words
    place = word_at(terms(text), (word.text for word in words))
    return None if place is None else words[place].start


def moments(transcript: Transcript, text: str) -> tuple[tuple[float, float], ...]:
    """Return start and end, in seconds, of all places where a transcript says what was typed."""
    words = transcript.words
    found = words_saying(terms(text), (word.text for word in words))
    return tuple((words[place.start].start, words[place[-1]].end) for place in found)


def _best(
    line: TakeLine, texts: tuple[tuple[Place, str | None], ...], sought: tuple[Term, ...]
) -> FoundLine:
    best, most = FoundLine(line, Place.QUESTION, (), sought), -1
    for place, text in texts:
        if not text:
            continue
        pieces, said = quote(sought, text)
        if said > most:
            best, most = FoundLine(line, place, pieces, sought), said
        if most == len(sought):
            break
    return best
