"""Decoding with the vocabulary as hotwords for as long as the answer bears it out.

A model that is told terms hears them in words that only resemble them, and hears the words around
them less well. In an answer to the question most terms are beyond doubt, in speech about something
else hardly any: doubtful terms are believed only in the former, and in the latter the model is soon
told no terms any more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.english_words import frequency_rank
from mock_interviewer.audio.recognition.terms.spelling import spelled_segments
from mock_interviewer.audio.recognition.terms.tokens import letters
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import TranscriptSegment, TranscriptWord
from mock_interviewer.audio.recognition.worker.decoding import (
    DecodedPiece,
    PieceDecoder,
    PieceSound,
)
from mock_interviewer.audio.recognition.worker.segmenter import SpeechPiece
from mock_interviewer.audio.recognition.worker.sound_buffer import SoundBuffer
from mock_interviewer.audio.samples import SPEECH_RATE

SURE_TERM = 0.45
"""Probability of all words of a term from which it speaks for the others."""


DOUBTFUL_TERM = 0.5
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


class VocabularyGate:
    """What speaks for the vocabulary of one recording. One thread, that of the engine."""

    def __init__(self, vocabulary: Sequence[ExpectedTerm], *, spell: bool) -> None:
        self._vocabulary = vocabulary if spell else ()
        hinted = [each.term for each in vocabulary if each.hinted and not each.own]
        self._terms = frozenset(map(letters, hinted))
        self._parts = frozenset(
            part for term in hinted for part in map(letters, _parts(term)) if not _is_ordinary(part)
        )
        self._sure: set[str] = set()
        self._spoken = 0.0
        self._heard_to = 0.0

    def learn(self, found: DecodedPiece) -> None:
        """Take the terms that were heard beyond doubt, with or without being told of them."""
        words = list(self._words(found.segments))
        for word in words:
            if word.start >= self._heard_to:
                self._spoken += word.end - word.start
                self._heard_to = word.end
        for place in range(len(words)):
            heard = ""
            for word in words[place : place + _LONGEST]:
                if word.probability < SURE_TERM:
                    break
                heard += letters(word.text)
                if heard in self._terms and not _is_ordinary(heard):
                    self._sure.add(heard)

    def doubts(self, found: DecodedPiece) -> bool:
        """Say whether any term was heard that may be made of something else."""
        return any(
            word.probability < DOUBTFUL_TERM
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

    def _words(self, segments: tuple[TranscriptSegment, ...]) -> Iterator[TranscriptWord]:
        for segment in spelled_segments(segments, self._vocabulary):
            yield from segment.words


def _parts(text: str) -> list[str]:
    return text.replace("-", " ").split()


def _is_ordinary(word: str) -> bool:
    place = frequency_rank(word)
    return place is not None and place < _ORDINARY


LEFT_OUT = 1.0
"""Seconds of sure speech behind a piece's last word that hold more words."""


class BiasedDecoder:
    """Hears pieces of ``sound`` in ``language``. One thread, that of the engine.

    ``trust`` learns from all that is heard and says whether the terms are told. A person's own
    words are told all the time.
    """

    def __init__(
        self,
        engine: PieceDecoder,
        sound: SoundBuffer,
        request: RecognitionRequest,
    ) -> None:
        vocabulary = request.vocabulary
        self.terms = tuple(expected.term for expected in vocabulary if expected.hinted)
        self.trust = VocabularyGate(vocabulary, spell=request.language == ENGLISH)
        self._engine = engine
        self._sound = sound
        self._request = request
        self._own = tuple(each.term for each in vocabulary if each.hinted and each.own)

    def hear(self, piece: SpeechPiece, *, quick: bool = False) -> DecodedPiece:
        """Return the words of a piece, heard with the terms unless they are given up."""
        if self.trust.withdrawn or self._hint == self._own_hint:
            return self.hear_unhinted(piece, quick=quick)
        found = self._hear(piece, self._hint, quick=quick)
        self.trust.learn(found)
        doubtful = not self.trust.settled and self.trust.doubts(found)
        return replace(found, hinted=True, doubtful=doubtful)

    def hear_quickly(self, piece: SpeechPiece) -> DecodedPiece:
        """Return the words of a piece for which somebody may be waiting."""
        return self.hear(piece, quick=True)

    def hear_unhinted(self, piece: SpeechPiece, *, quick: bool = True) -> DecodedPiece:
        """Return the words of a piece, heard without the terms of the question."""
        found = self._hear(piece, self._own_hint, quick=quick)
        self.trust.learn(found)
        return found

    @cached_property
    def _hint(self) -> str:
        return self._engine.hint(self.terms)

    @cached_property
    def _own_hint(self) -> str:
        return self._engine.hint(self._own)

    def _hear(self, piece: SpeechPiece, hint: str, *, quick: bool) -> DecodedPiece:
        sound = self._sound
        heard = PieceSound(piece, sound.of(piece), sound.chances, sound.first, self._request)
        found = self._engine.hear(heard, hint, quick=quick)
        rest = self._left_out(piece, found)
        return found if rest is None else found.then(self._hear(rest, hint, quick=quick))

    def _left_out(self, piece: SpeechPiece, found: DecodedPiece) -> SpeechPiece | None:
        """Return the end of a piece in which somebody speaks and nothing was heard.

        The model may believe that all is said at the end of a sentence.
        """
        words = [word for segment in found.segments for word in segment.words]
        if not words or found.sparse:
            return None
        rest = piece.after(round(words[-1].end * SPEECH_RATE))
        if rest is None or rest.start <= piece.start or self._sound.speech(rest) < LEFT_OUT:
            return None
        return rest
