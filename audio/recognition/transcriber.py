"""One recording on its way to a transcript, while it is being spoken or out of a file."""

import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from mock_interviewer.audio.recognition.heard import LOOPED, Found, Heard, Hearing
from mock_interviewer.audio.recognition.languages import ENGLISH
from mock_interviewer.audio.recognition.messages import Pcm
from mock_interviewer.audio.recognition.pieces import Piece
from mock_interviewer.audio.recognition.segmenter import Segmenter
from mock_interviewer.audio.recognition.silence import TAIL, WINDOW, Probabilities
from mock_interviewer.audio.recognition.spelling import spelled_segments
from mock_interviewer.audio.recognition.transcript import Segment, Transcript
from mock_interviewer.audio.recognition.vocabulary import Expected
from mock_interviewer.audio.types import SPEECH_RATE

_FEED = 10 * SPEECH_RATE
"""Samples taken at a time, so that a long file asks no more memory than live sound."""


class Transcriber:
    """Takes sound as it comes and does the work on it in steps, each one piece long.

    One thread, that of the engine. Pieces end at pauses; the present one is heard ahead as soon as
    the person falls silent (where the sound is ``live``), and that counts if nothing more is said.
    """

    def __init__(
        self, engine: Hearing, vocabulary: Sequence[Expected], language: str, *, live: bool = True
    ) -> None:
        engine.refuse(language)
        self._engine = engine
        self._vocabulary = vocabulary
        self._language = language
        self._live = live
        self._hint: str | None = None
        self._detector = engine.detector()
        self._segmenter = Segmenter()
        self._sound = np.zeros(0, dtype=np.int16)
        self._chances = np.zeros(0, dtype=np.float32)
        self._start = 0
        """The sample, and with it the window, at which what is kept of the sound begins."""
        self._length = 0
        self._waiting: deque[Piece] = deque()
        self._ahead: tuple[Piece, Found] | None = None
        self._found: list[Found] = []
        self._finished = False
        self._seconds = 0.0

    def feed(self, pcm: Pcm) -> None:
        """Take more sound, 16 kHz mono."""
        for start in range(0, len(pcm), _FEED):
            block = pcm[start : start + _FEED]
            self._length += len(block)
            self._sound = np.concatenate([self._sound, block])
            self._take(self._detector.feed(block))

    def finish(self) -> None:
        """All sound was fed."""
        self._take(self._detector.finish())
        self._waiting.extend(self._segmenter.finish(self._length))
        self._finished = True

    @property
    def done(self) -> bool:
        """Whether all that was said is heard."""
        return self._finished and not self._waiting

    @property
    def has_work(self) -> bool:
        """Whether ``work`` would do anything."""
        return bool(self._waiting) or self._worth_hearing() is not None

    def work(self) -> None:
        """Hear the next piece that ended; if none did, the one that may be ending."""
        began = time.perf_counter()
        if self._waiting:
            piece = self._waiting.popleft()
            ahead, self._ahead = self._ahead, None
            found = ahead[1] if ahead is not None and ahead[0] == piece else self._hear(piece)
            self._found.append(found)
        elif (piece_ahead := self._worth_hearing()) is not None:
            self._ahead = piece_ahead, self._hear(piece_ahead)
        self._forget()
        self._seconds += time.perf_counter() - began

    def transcript(self) -> Transcript:
        """Return what was heard, English with the terms of the vocabulary spelled right.

        Word times never run backwards and stay inside the recording.
        """
        segments = tuple(_in_order(chain.from_iterable(found.segments for found in self._found)))
        if self._language == ENGLISH:
            segments = spelled_segments(segments, self._vocabulary)
        looped = any(found.looped for found in self._found)
        return Transcript(
            segments=segments,
            duration=self._length / SPEECH_RATE,
            model=self._engine.name,
            language=self._language,
            speech_detected=bool(segments),
            processing=self._seconds,
            flags=(LOOPED,) if looped else (),
        )

    def _take(self, chances: Probabilities) -> None:
        self._chances = np.concatenate([self._chances, chances])
        self._waiting.extend(self._segmenter.feed(chances))
        if not self._waiting:
            self._forget()

    def _worth_hearing(self) -> Piece | None:
        """Return the open piece if nobody speaks just now and it was not heard ahead yet."""
        if self._finished or not self._live or self._segmenter.silence < TAIL * SPEECH_RATE:
            return None
        piece = self._segmenter.open()
        if piece is None or (self._ahead is not None and self._ahead[0] == piece):
            return None
        return piece

    def _hear(self, piece: Piece) -> Found:
        if self._hint is None:
            terms = [expected.term for expected in self._vocabulary if expected.hinted]
            self._hint = self._engine.hint(terms)
        samples = piece.samples(self._sound, self._start)
        first = self._start // WINDOW
        return self._engine.hear(
            Heard(piece, samples, self._chances, first, self._language), self._hint
        )

    def _forget(self) -> None:
        """Let go of sound that no piece needs any more."""
        keep = self._waiting[0].stretches[0].start if self._waiting else self._segmenter.start
        first = min(keep, self._length) // WINDOW
        drop = first - self._start // WINDOW
        if drop > 0:
            self._sound = self._sound[drop * WINDOW :].copy()
            self._chances = self._chances[drop:].copy()
            self._start = first * WINDOW


def _in_order(segments: Iterable[Segment]) -> Iterable[Segment]:
    """Move words that the model let overlap, so that each starts where the one before ends."""
    now = 0.0
    for segment in segments:
        words = []
        for word in segment.words:
            start = round(max(now, word.start), 3)
            now = round(max(start, word.end), 3)
            words.append(replace(word, start=start, end=now))
        yield replace(segment, words=tuple(words), start=words[0].start, end=words[-1].end)
