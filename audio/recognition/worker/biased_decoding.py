"""Decoding with the vocabulary as hotwords for as long as the answer confirms it.

A model with hotwords recognizes them in words that only resemble them, and the words around them
less well. In an answer to the question most terms are beyond doubt, in speech about something else
hardly any: doubtful terms are kept only in the former, and in the latter the model soon gets no
hotwords any more.
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
"""Probability of all words of a term from which it counts as evidence for the others."""
DOUBTFUL_TERM = 0.5
"""Wrong terms had a probability of 0.4 at most; so have a quarter of the right ones."""
TRIAL = 20.0
"""Seconds of speech for which the model gets the terms before there is evidence for them."""
_ENOUGH = ((30.0, 1), (60.0, 2))
_ALWAYS_ENOUGH = 3
"""Different terms that must be beyond doubt in so many seconds of speech, and in more.

Of 26 answers to the question all had one within 18 s, 25 two within 30 s, all six in the end; of
49 about something else three had one within 30 s, and one three in the end.
"""
_ORDINARY = 4500
"""Rank up to which a word is so frequent that it is said about anything."""
_LONGEST = 6
"""Words that a term may have as it is recognized."""
LEFT_OUT = 1.0
"""Seconds of sure speech after a piece's last word that must hold more words."""


class VocabularyGate:
    """The evidence for the vocabulary of one recording. One thread, that of the engine."""

    def __init__(self, vocabulary: Sequence[ExpectedTerm], *, spell: bool) -> None:
        self._vocabulary = vocabulary if spell else ()
        terms = [each.term for each in vocabulary if each.hotword and not each.own]
        self._terms = frozenset(map(letters, terms))
        self._parts = frozenset(
            part for term in terms for part in map(letters, _parts(term)) if not _is_ordinary(part)
        )
        self._sure: set[str] = set()
        self._spoken = 0.0
        self._heard_to = 0.0

    def observe(self, found: DecodedPiece) -> None:
        """Count the terms that are beyond doubt in what was decoded, with hotwords or without."""
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

    def is_doubtful(self, found: DecodedPiece) -> bool:
        """Return whether any term may stand for other words."""
        return any(
            word.probability < DOUBTFUL_TERM
            and not self._parts.isdisjoint(map(letters, _parts(word.text)))
            for word in self._words(found.segments)
        )

    @property
    def settled(self) -> bool:
        """Whether so many terms were said that they are expected to the end."""
        return len(self._sure) >= _ALWAYS_ENOUGH

    @property
    def confirmed(self) -> bool:
        """Whether enough terms are beyond doubt for the length of the speech so far."""
        enough = (least for within, least in _ENOUGH if self._spoken < within)
        return len(self._sure) >= next(enough, _ALWAYS_ENOUGH)

    @property
    def on_trial(self) -> bool:
        """Whether there is no evidence for the terms yet, and it is too soon to give them up."""
        return bool(self._terms) and self._spoken < TRIAL and not self.confirmed

    @property
    def given_up(self) -> bool:
        """Whether the terms are given up: the model does not get them for now."""
        return not self.confirmed and not self.on_trial

    def _words(self, segments: tuple[TranscriptSegment, ...]) -> Iterator[TranscriptWord]:
        for segment in spelled_segments(segments, self._vocabulary):
            yield from segment.words


def _parts(text: str) -> list[str]:
    return text.replace("-", " ").split()


def _is_ordinary(word: str) -> bool:
    place = frequency_rank(word)
    return place is not None and place < _ORDINARY


class BiasedDecoder:
    """Decodes pieces of ``sound`` as a request says. One thread, that of the engine.

    ``gate`` observes all that is decoded, and opens or closes the way of the question's terms to
    the model. A person's own words always get there.
    """

    def __init__(
        self,
        engine: PieceDecoder,
        sound: SoundBuffer,
        request: RecognitionRequest,
    ) -> None:
        vocabulary = request.vocabulary
        self.terms = tuple(expected.term for expected in vocabulary if expected.hotword)
        self.gate = VocabularyGate(vocabulary, spell=request.language == ENGLISH)
        self._engine = engine
        self._sound = sound
        self._request = request
        self._own = tuple(each.term for each in vocabulary if each.hotword and each.own)

    def decode(self, piece: SpeechPiece, *, quick: bool = False) -> DecodedPiece:
        """Return the words of a piece, with the terms as hotwords unless they are given up."""
        if self.gate.given_up or self._hotwords == self._own_hotwords:
            return self.decode_unbiased(piece, quick=quick)
        found = self._decode(piece, self._hotwords, quick=quick)
        self.gate.observe(found)
        doubtful = not self.gate.settled and self.gate.is_doubtful(found)
        return replace(found, biased=True, doubtful=doubtful)

    def decode_unbiased(self, piece: SpeechPiece, *, quick: bool = True) -> DecodedPiece:
        """Return the words of a piece, decoded without the terms of the question."""
        found = self._decode(piece, self._own_hotwords, quick=quick)
        self.gate.observe(found)
        return found

    @cached_property
    def _hotwords(self) -> str:
        return self._engine.hotwords(self.terms)

    @cached_property
    def _own_hotwords(self) -> str:
        return self._engine.hotwords(self._own)

    def _decode(self, piece: SpeechPiece, hotwords: str, *, quick: bool) -> DecodedPiece:
        buffer = self._sound
        sound = PieceSound(
            piece, buffer.of(piece), buffer.probabilities, buffer.first, self._request
        )
        found = self._engine.decode(sound, hotwords, quick=quick)
        rest = self._left_out(piece, found)
        if rest is None:
            return found
        return found.followed_by(self._decode(rest, hotwords, quick=quick))

    def _left_out(self, piece: SpeechPiece, found: DecodedPiece) -> SpeechPiece | None:
        """Return the end of a piece that has speech but no words; None where there is none.

        The model may stop early at the end of a sentence.
        """
        words = [word for segment in found.segments for word in segment.words]
        if not words or found.sparse:
            return None
        rest = piece.after(round(words[-1].end * SPEECH_RATE))
        if rest is None or rest.start <= piece.start or self._sound.speech(rest) < LEFT_OUT:
            return None
        return rest
