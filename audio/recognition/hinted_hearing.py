"""Pieces of one recording heard by a model that is told terms as long as they do good."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from mock_interviewer.audio.recognition.heard import Found, Heard, Hearing
from mock_interviewer.audio.recognition.kept_sound import KeptSound
from mock_interviewer.audio.recognition.languages import ENGLISH
from mock_interviewer.audio.recognition.pieces import Piece
from mock_interviewer.audio.recognition.trust import Trust
from mock_interviewer.audio.recognition.vocabulary import Expected
from mock_interviewer.audio.types import SPEECH_RATE

LEFT_OUT = 1.0
"""Seconds of sure speech behind a piece's last word that hold more words."""


class HintedHearing:
    """Hears pieces of ``sound`` in ``language``. One thread, that of the engine.

    ``trust`` learns from all that is heard and says whether the terms are told. A person's own
    words are told all the time.
    """

    def __init__(
        self, engine: Hearing, sound: KeptSound, vocabulary: Sequence[Expected], language: str
    ) -> None:
        self.terms = tuple(expected.term for expected in vocabulary if expected.hinted)
        self.trust = Trust(vocabulary, spell=language == ENGLISH)
        self._engine = engine
        self._sound = sound
        self._language = language
        self._own = tuple(each.term for each in vocabulary if each.hinted and each.own)

    def hear(self, piece: Piece, *, quick: bool = False) -> Found:
        """Return the words of a piece, heard with the terms unless they are given up."""
        if self.trust.withdrawn or self._hint == self._own_hint:
            return self.hear_unhinted(piece, quick=quick)
        found = self._hear(piece, self._hint, quick=quick)
        self.trust.learn(found)
        doubtful = not self.trust.settled and self.trust.doubts(found)
        return replace(found, hinted=True, doubtful=doubtful)

    def hear_quickly(self, piece: Piece) -> Found:
        """Return the words of a piece for which somebody may be waiting."""
        return self.hear(piece, quick=True)

    def hear_unhinted(self, piece: Piece, *, quick: bool = True) -> Found:
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

    def _hear(self, piece: Piece, hint: str, *, quick: bool) -> Found:
        sound = self._sound
        heard = Heard(piece, sound.of(piece), sound.chances, sound.first, self._language)
        found = self._engine.hear(heard, hint, quick=quick)
        rest = self._left_out(piece, found)
        return found if rest is None else found.then(self._hear(rest, hint, quick=quick))

    def _left_out(self, piece: Piece, found: Found) -> Piece | None:
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
