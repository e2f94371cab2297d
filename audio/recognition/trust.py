"""Whether an answer is one in which the expected terms are to be expected.

A model that is told terms hears them in words that only resemble them, and the words around them
less well. Of whoever answers the question most terms are heard beyond doubt, of whoever speaks
about something else hardly any: what is doubtful is believed only of the first, and of the second
the model is soon told no terms any more.
"""

from collections.abc import Iterator, Sequence

from mock_interviewer.audio.recognition.common_words import rank
from mock_interviewer.audio.recognition.heard import Found
from mock_interviewer.audio.recognition.heard_words import letters
from mock_interviewer.audio.recognition.spelling import spelled_segments
from mock_interviewer.audio.recognition.transcript import Segment, Word
from mock_interviewer.audio.recognition.vocabulary import Expected

SURE = 0.45
"""Probability of all words of a term from which it speaks for the others."""
DOUBTFUL = 0.5
"""Terms that were made of something else had 0.4 at most; of those that were said a quarter do."""
TRIAL = 20.0
"""Seconds of speech for which the model is told the terms though nothing speaks for them yet."""
_ENOUGH = ((30.0, 1), (60.0, 2))
_ALWAYS_ENOUGH = 3
"""Different terms that must be heard beyond doubt in so many seconds of speech, and in more.

Of 26 answers to the question all had one within 18 s, 25 two within 30 s, all six in the end; of
49 about something else three had one within 30 s, and one three in the end.
"""
_ORDINARY = 4500
"""Words more frequent than that are said about anything."""
_LONGEST = 6
"""Words of a term as they are heard."""


class Trust:
    """What speaks for the vocabulary of one recording. One thread, that of the engine."""

    def __init__(self, vocabulary: Sequence[Expected], *, spell: bool) -> None:
        self._vocabulary = vocabulary if spell else ()
        hinted = [each.term for each in vocabulary if each.hinted and not each.own]
        self._terms = frozenset(map(letters, hinted))
        self._parts = frozenset(
            part for term in hinted for part in map(letters, _parts(term)) if not _is_ordinary(part)
        )
        self._sure: set[str] = set()
        self._spoken = 0.0
        self._heard_to = 0.0

    def learn(self, found: Found) -> None:
        """Take the terms that were heard beyond doubt, with or without being told of them."""
        words = list(self._words(found.segments))
        for word in words:
            if word.start >= self._heard_to:
                self._spoken += word.end - word.start
                self._heard_to = word.end
        for place in range(len(words)):
            heard = ""
            for word in words[place : place + _LONGEST]:
                if word.probability < SURE:
                    break
                heard += letters(word.text)
                if heard in self._terms and not _is_ordinary(heard):
                    self._sure.add(heard)

    def doubts(self, found: Found) -> bool:
        """Say whether any term was heard that may be made of something else."""
        return any(
            word.probability < DOUBTFUL
            and not self._parts.isdisjoint(map(letters, _parts(word.text)))
            for word in self._words(found.segments)
        )

    @property
    def settled(self) -> bool:
        """Whether the terms are expected whatever else is said, since so many were heard."""
        return len(self._sure) >= _ALWAYS_ENOUGH

    @property
    def borne_out(self) -> bool:
        """Whether enough terms were heard beyond doubt in what was heard so far."""
        enough = (least for within, least in _ENOUGH if self._spoken < within)
        return len(self._sure) >= next(enough, _ALWAYS_ENOUGH)

    @property
    def on_trial(self) -> bool:
        """Whether nothing speaks for the terms yet, and it is too soon to give them up."""
        return bool(self._terms) and self._spoken < TRIAL and not self.borne_out

    @property
    def withdrawn(self) -> bool:
        """Whether the terms are given up, so that the model is not told them for the present."""
        return not self.borne_out and not self.on_trial

    def _words(self, segments: tuple[Segment, ...]) -> Iterator[Word]:
        for segment in spelled_segments(segments, self._vocabulary):
            yield from segment.words


def _parts(text: str) -> list[str]:
    return text.replace("-", " ").split()


def _is_ordinary(word: str) -> bool:
    place = rank(word)
    return place is not None and place < _ORDINARY
