"""Transcription in pieces, as the product does, and at once, as plain faster-whisper does."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import jiwer
from benchmarks.recognition.plain_model import PlainModel
from rig.wer import words

from mock_interviewer.app.planning.bank_questions import expected_terms
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm
from mock_interviewer.audio.recognition.transcript import TranscriptWord
from mock_interviewer.audio.recognition.worker.decoding import DecodedPiece, PieceSound
from mock_interviewer.audio.recognition.worker.engine import WhisperEngine
from mock_interviewer.audio.recognition.worker.transcriber import Transcriber
from mock_interviewer.audio.samples import SPEECH_RATE, Samples, to_pcm
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.model import Question

_BLOCK = SPEECH_RATE // 10
_LEAST_BOUND = 1.5
_BOUND = 1.5
"""A piece may take so many seconds at least, and so many times its length."""


class TimedEngine(WhisperEngine):
    """An engine that remembers which piece took longest, measured by what it was allowed."""

    slowest = 0.0

    def decode(self, sound: PieceSound, hotwords: str, *, quick: bool = False) -> DecodedPiece:
        """Decode a piece and measure the time."""
        began = time.perf_counter()
        found = super().decode(sound, hotwords, quick=quick)
        took = time.perf_counter() - began
        allowed = max(_LEAST_BOUND, _BOUND * sound.piece.duration)
        self.slowest = max(self.slowest, took / allowed)
        return found


@dataclass(frozen=True)
class Transcription:
    """A transcript, its ``seconds`` of work, and the ``slowest`` piece's time over its limit."""

    words: tuple[TranscriptWord, ...]
    seconds: float
    slowest: float

    @property
    def text(self) -> str:
        """All words on one line."""
        return " ".join(word.text for word in self.words)


def incremental(
    engine: TimedEngine,
    samples: Samples,
    question: Question | None = None,
    *,
    bank: str = "llm",
    live: bool = False,
    likely: Sequence[str] = (),
) -> Transcription:
    """Hear sound in blocks of a tenth of a second, with a question's vocabulary or none.

    ``likely``: words that may be said in any answer. ``live``: as when the sound comes from a
    microphone and the machine keeps up.
    """
    engine.slowest = 0.0
    began = time.perf_counter()
    expected = expected_terms(load_bank(bank), question) if question else ()
    own_words = tuple(ExpectedTerm(word, own=True) for word in likely)
    request = RecognitionRequest(own_words).expecting(expected)
    job = Transcriber(engine, request, live=live)
    pcm = to_pcm(samples)
    for start in range(0, len(pcm), _BLOCK):
        job.feed(pcm[start : start + _BLOCK])
        while job.has_work:
            job.work()
    job.finish()
    while not job.done:
        job.work()
    return Transcription(job.transcript().words, time.perf_counter() - began, engine.slowest)


def one_shot(model: PlainModel, samples: Samples) -> tuple[str, float]:
    """Return the plain model's transcript of the whole sound, and the seconds it took."""
    began = time.perf_counter()
    text = model.one_shot(samples)
    return text, time.perf_counter() - began


def errors(said: str, heard: str) -> int:
    """Return how many words are wrong, missing or too many, as ``word_error_rate`` counts them."""
    compared = jiwer.process_words(" ".join(words(said)), " ".join(words(heard)))
    return compared.substitutions + compared.deletions + compared.insertions
