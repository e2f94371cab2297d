"""A stand-in for the model with chosen results, and functions that feed a transcriber."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from rig.loudness import loudness

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.endpointing.voice_activity import PAD
from mock_interviewer.audio.recognition.endpointing.voice_detector import StreamingDetector
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)
from mock_interviewer.audio.recognition.worker.decoding import DecodedPiece, PieceSound
from mock_interviewer.audio.recognition.worker.segmenter import PIECE_LIMITS
from mock_interviewer.audio.recognition.worker.transcriber import BELIEVED, Transcriber
from mock_interviewer.audio.samples import SPEECH_RATE, Pcm, Samples

BREATH = 0.8
"""Seconds of silence between two stretches: the end of a phrase, and of a piece long enough."""
HALF = PIECE_LIMITS.enough / 2 + 0.1
"""Seconds of speech of which two make a piece, and one is too long to be heard again with more."""
PIECE = (HALF, True), (BREATH, False), (HALF, True), (BREATH, False)
"""A piece of two phrases, for ``sound``."""


class Model:
    """Returns one word per segment, the second at which speech starts, or chosen texts.

    What is heard quickly has the probability ``sure``; with ``every``, a word lasts so many
    seconds. Remembers what it was given.
    """

    name = "stand-in"

    def __init__(
        self,
        *texts: str,
        looped: bool = False,
        cut_off: bool = False,
        sure: float = BELIEVED,
        every: float | None = None,
    ) -> None:
        self._every = every
        self.texts = list(texts)
        self.sounds: list[PieceSound] = []
        self.quick: list[bool] = []
        self.hotwords_given: list[str] = []
        self.drafted: list[float] = []
        self.drafted_with: list[str] = []
        self._looped = looped
        self._cut_off = cut_off
        self._sure = sure

    def require_language(self, language: str) -> None:
        if language == "de":
            raise ModelError("No German.")

    def detector(self) -> StreamingDetector:
        return StreamingDetector(loudness)

    def hotwords(self, terms: Sequence[str]) -> str:
        return ", ".join(terms)

    def decode(self, sound: PieceSound, hotwords: str, *, quick: bool = False) -> DecodedPiece:
        self.sounds.append(sound)
        self.quick.append(quick)
        self.hotwords_given.append(hotwords)
        sure = self._sure if quick else 1.0
        segments = []
        for stretch in sound.piece.stretches:
            start, end = stretch.start / SPEECH_RATE, stretch.end / SPEECH_RATE
            text = self.texts.pop(0) if self.texts else f"{start + PAD:.0f}"
            if self._every is not None:
                text = " ".join(["word"] * max(1, round((end - start) / self._every)))
            edges = np.linspace(start, end, len(text.split()) + 1).tolist()
            parts = zip(text.split(), pairwise(edges), strict=True)
            words = tuple(TranscriptWord(part, begin, end, sure) for part, (begin, end) in parts)
            segments.append(TranscriptSegment(text, start, end, words))
        return DecodedPiece(tuple(segments), self._looped, self._cut_off)

    def draft(self, samples: Samples, hotwords: str) -> str:
        self.drafted_with.append(hotwords)
        self.drafted.append(len(samples) / SPEECH_RATE)
        return f"about {len(samples) / SPEECH_RATE:.0f}"


def sound(*parts: tuple[float, bool]) -> Pcm:
    """Return sound from pairs of seconds and whether there is speech."""
    speech = np.random.default_rng(0)
    return np.concatenate(
        [
            speech.choice([-9000, 9000], round(seconds * SPEECH_RATE)).astype(np.int16)
            if loud
            else np.full(round(seconds * SPEECH_RATE), 7, dtype=np.int16)
            for seconds, loud in parts
        ]
    )


def new(model: Model, expected: Sequence[ExpectedTerm] = (), **options: Any) -> Transcriber:
    """Return a transcriber; ``live`` is its own option, all others are those of the request."""
    live = options.pop("live", True)
    return Transcriber(model, RecognitionRequest(tuple(expected), **options), live=live)


def feed(transcriber: Transcriber, pcm: Pcm, block: int = 1600) -> None:
    """Feed sound block by block, and transcribe whenever there is work."""
    for start in range(0, len(pcm), block):
        transcriber.feed(pcm[start : start + block])
        while transcriber.has_work:
            transcriber.work()


def finished(transcriber: Transcriber) -> Transcript:
    transcriber.finish()
    while not transcriber.done:
        transcriber.work()
    return transcriber.transcript()


def heard_all(pcm: Pcm, model: Model, **options: Any) -> Transcript:
    transcriber = new(model, **options)
    feed(transcriber, pcm)
    return finished(transcriber)
